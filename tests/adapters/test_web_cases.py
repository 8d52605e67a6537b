"""Public reviews that were handed over, in the browser: from the answer to the desk, settled once."""

import asyncio

import httpx
import pytest

from bot.ports import LogQuery
from tests.cases import GRAVE, NEVER_SHOWN, ORDINARY, CaseWorld
from tests.desk_web import DeskSite
from tests.web import FRAGMENT

REPORTED = {"reason": "fake"}
ANSWERS = LogQuery(event="responded")


@pytest.fixture
def site() -> DeskSite:
    return DeskSite(world=CaseWorld())


async def handed(site: DeskSite) -> str:
    """The path of a review that Ann handed over from the page."""
    ann = await site.as_("ann")
    answer = (await ann.post("/respond", data={"review": GRAVE, "outlet": "google"})).text
    (entry,) = await site.world.log.find("local", ANSWERS)
    assert f'value="handover {entry.id}"' in answer
    said = await ann.post(
        "/say", data={"words": f"handover {entry.id}", "reason": "safety"}, headers=FRAGMENT
    )
    assert said.status_code == 200
    assert "Handed over. Waits for Cleo Compliance, until 13:00 UTC" in said.text
    (case,) = site.world.cases.rows.values()
    path = f"/desk/reviews/{case.id}"
    assert f'href="{path}"' in said.text
    return path


async def settle(site: DeskSite, client: httpx.AsyncClient, path: str, **fields: str) -> httpx.Response:
    words = f"settle {path.rpartition('/')[2]} reported"
    return await client.post(path, data={"csrf": site.csrf(client), "words": words, **REPORTED, **fields})


async def test_the_answer_offers_the_role_of_the_triage_first_and_every_other_one(site: DeskSite):
    ann = await site.as_("ann")

    grave = (await ann.post("/respond", data={"review": GRAVE, "outlet": "google"})).text
    plain = (await ann.post("/respond", data={"review": ORDINARY, "outlet": "google"})).text

    assert '<option value="safety" selected>Chief Medical Officer</option>' in grave
    assert '<option value="privacy">Privacy Officer</option>' in grave
    assert 'value="handover' not in plain


async def test_it_stands_in_the_queue_and_opens_with_its_note_and_no_word_of_the_review(site: DeskSite):
    path = await handed(site)
    cleo = await site.as_("cleo")

    queue, page = (await cleo.get("/desk")).text, (await cleo.get(path)).text

    assert "One public review waits" in queue
    assert f'href="{path}"' in queue
    assert "A public review on Google needs attention." in page
    assert "Ask Ann Author for the link" in page
    assert not any(word in queue + page for word in NEVER_SHOWN)


async def test_it_is_settled_once_and_a_late_click_is_told_by_whom_and_when(site: DeskSite):
    path = await handed(site)
    pair = [await site.as_("cleo") for _ in range(2)]

    answers = await asyncio.gather(*(settle(site, client, path) for client in pair))

    assert sorted(answer.status_code for answer in answers) == [303, 409]
    late = next(answer.text for answer in answers if answer.status_code == 409)
    assert (
        "Already decided by Cleo Compliance at 12:00 UTC on 2 March 2026: reported to the platform." in late
    )
    own = (await (await site.as_("ann")).get("/desk")).text
    assert "Reported to the platform, said Cleo Compliance at" in own


async def test_a_click_needs_the_forms_own_token_a_reason_and_a_button_of_the_page(site: DeskSite):
    path = await handed(site)
    cleo = await site.as_("cleo")
    case_id = path.rpartition("/")[2]

    assert (await settle(site, cleo, path, csrf="x")).status_code == 403
    assert (await settle(site, cleo, path, reason="")).status_code == 422
    assert (await settle(site, cleo, path, reason="by_counsel")).status_code == 422
    for words in ("", "settle", "take case-2", f"approve {case_id} abcd", f"take  {case_id}x", "queue"):
        assert (await settle(site, cleo, path, words=words)).status_code == 422, words
    assert (await site.visitor().get(path)).status_code == 303
    assert (await (await site.as_("root")).get(path)).status_code == 404
    assert site.world.cases.rows["local", case_id].revision == 0


async def test_who_has_no_seat_is_told_so_and_an_auditor_sees_it_without_buttons(site: DeskSite):
    path = await handed(site)

    dana = await settle(site, await site.as_("dana"), path)
    audited = (await (await site.as_("otto")).get(path)).text

    assert dana.status_code == 409
    assert "This is with Chief Medical Officer, and that is not you." in dana.text
    assert "I have it" not in audited


async def test_somebody_without_a_role_sees_what_was_handed_to_them():
    site = DeskSite(world=CaseWorld(takers={"safety": {"people": ["root"]}}))
    ann = await site.as_("ann")
    await ann.post("/respond", data={"review": GRAVE, "outlet": "google"})
    (entry,) = await site.world.log.find("local", ANSWERS)
    await ann.post("/say", data={"words": f"handover {entry.id}"}, headers=FRAGMENT)

    root, eve = [(await (await site.as_(name)).get("/desk")).text for name in ("root", "ann")]

    assert "Handed to you" in root
    assert "Handed to you" not in eve


async def test_what_a_closed_case_says_is_escaped(site: DeskSite):
    path = await handed(site)
    cleo = await site.as_("cleo")

    answer = await cleo.post(
        path, data={"csrf": site.csrf(cleo), "words": f"pass {path.rpartition('/')[2]}", "reason": "<b>x</b>"}
    )

    assert answer.status_code == 422
    assert "<b>x</b>" not in answer.text
