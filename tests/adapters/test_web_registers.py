"""What is on file and what was appealed, in the browser: who sees it, who changes it, what follows."""

import httpx
import pytest

from adapters import policy_patch
from bot.commands import Disagree, DisagreeReason, ReviewDraft
from bot.desk_commands import RecordOutcome, Send
from bot.outcomes import Outcome
from tests.builders import a_draft
from tests.desk_web import DeskSite
from tests.desks import ASK, OK


@pytest.fixture
def site() -> DeskSite:
    return DeskSite()


async def post(site: DeskSite, client: httpx.AsyncClient, path: str, **fields: str) -> httpx.Response:
    return await client.post(path, data={**fields, "csrf": site.csrf(client)})


async def appealed(site: DeskSite, by: str = "ann") -> str:
    card = await site.world.review(by, ASK)
    command = Disagree(card.decision_id or "", "claim.source.widget", DisagreeReason.SOURCE_EXISTS)
    note = await site.world.ask(by, command)  # type: ignore[arg-type]
    return note.decision_id or ""


async def test_each_register_is_seen_by_those_who_keep_it_and_by_auditors_alone(site: DeskSite):
    seen = {}
    for name in ("ann", "dana", "cleo", "pia", "otto", "root"):
        page = await (await site.as_(name)).get("/desk/registers")
        headings = ("Freezes", "Authorizations", "Interests", "Spokespeople")
        seen[name] = (page.status_code, [h[0] for h in headings if f">{h}</h2>" in page.text])

    assert seen == {
        "ann": (403, []),
        "dana": (200, ["F", "A", "S"]),
        "cleo": (200, ["I"]),
        "pia": (200, ["A"]),
        "otto": (200, ["F", "A", "I", "S"]),
        "root": (200, ["F", "A", "I", "S"]),
    }


async def test_an_auditor_reads_a_register_and_changes_nothing(site: DeskSite):
    otto = await site.as_("otto")

    assert "Put on file" not in (await otto.get("/desk/registers")).text
    refused = await post(site, otto, "/desk/registers/authorizations", id="AUTH-1", scope="name")

    assert refused.status_code == 422
    assert "kept by privacy or communications" in refused.text


async def test_a_freeze_is_set_and_lifted_and_a_moment_is_the_organizations_own(site: DeskSite):
    dana = await site.as_("dana")
    fields = {"why": "Flood", "until": "2026-03-03T10:00", "holding_line": "We are open.", "still": ""}

    assert (await post(site, dana, "/desk/registers/freezes", id="F1", **fields)).status_code == 303

    page = (await dana.get("/desk/registers")).text
    assert "3 March 2026, 10:00 (UTC)" in page
    assert "In force" in page
    card = await site.world.review()
    assert 'The holding line is: "We are open."' in card.notices[-1]
    assert (await post(site, dana, "/desk/registers/freezes/F1/end")).status_code == 303
    assert "Over" in (await dana.get("/desk/registers/freezes/F1")).text
    assert (await site.world.review()).draft.context.freeze is None


async def test_a_revoked_authorization_lists_what_was_published_under_it(site: DeskSite):
    pia = await site.as_("pia")
    form = {"id": "AUTH-0418", "scope": "name, <b>quote</b>", "expires": "2027-03-01"}
    assert (await post(site, pia, "/desk/registers/authorizations", **form)).status_code == 303
    card = await site.world.ask("ann", ReviewDraft(a_draft(OK, about="authorization: AUTH-0418 on file")))
    review = card.decision_id or ""
    await site.world.ask("ann", RecordOutcome(review, Outcome.PUBLISHED))

    revoked = await post(site, pia, "/desk/registers/authorizations/AUTH-0418/end")

    assert revoked.status_code == 303
    page = (await pia.get(revoked.headers["location"])).text
    assert f'href="/log/{review}"' in page
    assert "counts no more" in page
    assert "&lt;b&gt;quote" in page


@pytest.mark.parametrize("wrong", ["two words", "a/b", "", "x" * 65, "ab\u0000c"])
async def test_a_reference_is_one_word(site: DeskSite, wrong: str):
    pia = await site.as_("pia")

    refused = await post(site, pia, "/desk/registers/authorizations", id=wrong, scope="name")

    assert refused.status_code == 422


async def test_what_is_filed_without_the_forms_token_or_in_no_register_is_not_filed(site: DeskSite):
    dana = await site.as_("dana")

    assert (await dana.post("/desk/registers/freezes", data={"id": "F1", "why": "x"})).status_code == 403
    assert (await post(site, dana, "/desk/registers/pardons", id="P1")).status_code == 404
    assert (await post(site, dana, "/desk/registers/freezes/F9/end")).status_code == 404
    assert (await dana.get("/desk/registers/freezes/F9")).status_code == 404
    assert (await site.visitor().get("/desk/registers")).status_code == 303
    assert "filed" not in await site.world.events()


async def test_an_appeal_is_settled_on_its_page_once_and_never_by_its_author(site: DeskSite):
    mine = await appealed(site, "cleo")
    cleo, cyd, dana = [await site.as_(name) for name in ("cleo", "cyd", "dana")]

    nobodys = await dana.get("/desk/appeals")
    assert (nobodys.status_code, mine in nobodys.text, "Your appeals" in nobodys.text) == (200, False, True)
    assert "yours: somebody else settles it" in (await cleo.get("/desk/appeals")).text
    own = await post(site, cleo, f"/desk/appeals/{mine}", upheld="yes", reason="rule_too_broad")
    assert (own.status_code, "appeal of their own" in own.text) == (409, True)
    for upheld, status in (("yes", 303), ("no", 409)):
        answer = await post(site, cyd, f"/desk/appeals/{mine}", upheld=upheld, reason="rule_too_broad")
        assert answer.status_code == status
    assert "Already upheld by Cyd Compliance." in answer.text
    assert (await post(site, cyd, f"/desk/appeals/{mine}", upheld="yes", reason="so")).status_code == 422
    assert "Work out the change" in (await cyd.get(f"/desk/appeals/{mine}")).text
    listed = (await cyd.get("/desk/appeals")).text
    assert "None waits" in listed
    assert "Rule too broad" in listed


async def test_whoever_disagreed_sees_what_became_of_it_and_nothing_of_others(site: DeskSite):
    mine, other = await appealed(site), await appealed(site, "carl")
    ann, cleo = await site.as_("ann"), await site.as_("cleo")
    await post(site, cleo, f"/desk/appeals/{mine}", upheld="yes", reason="exception_fits")

    listed = (await ann.get("/desk/appeals")).text
    one = await ann.get(f"/desk/appeals/{mine}")

    assert "Upheld<span" in listed
    assert "Exception fits" in listed
    assert other not in listed
    assert (one.status_code, "Work out the change" in one.text) == (200, False)
    assert (await ann.get(f"/desk/appeals/{other}")).status_code == 404
    assert (
        await post(site, ann, f"/desk/appeals/{other}", upheld="yes", reason="rule_stands")
    ).status_code == 404


async def test_an_upheld_appeal_becomes_a_patch_that_is_shown_with_its_replay(site: DeskSite):
    appeal = await appealed(site)
    cleo = await site.as_("cleo")
    await post(site, cleo, f"/desk/appeals/{appeal}", upheld="yes", reason="exception_fits")
    path = f"/desk/appeals/{appeal}/proposal"
    start = "A widget for all."
    assert f"{start}</textarea>" in (await cleo.get(f"/desk/appeals/{appeal}")).text
    unchanged = await post(site, cleo, path, words=start)
    assert (unchanged.status_code, "has this example already" in unchanged.text) == (422, True)

    half = (await post(site, cleo, path, words="A widget press <i>opens</i>.", unless="")).text
    whole = (await post(site, cleo, path, words="A widget press opens.", unless="widget press")).text

    assert "The rule does not do that yet" in half
    assert "<i>opens" not in half
    assert "The rule does not do that yet" not in whole
    assert "- id: claim.source.widget" in whole
    assert "  - text: A widget press opens." in whole
    assert "2 examples of the pack were judged by both: 0 come out differently." in whole
    assert "bedside policy apply claim.source.widget.patch.yaml" in whole
    file = await post(site, cleo, path, words="A widget press opens.", unless="widget press", file="yes")
    assert "claim.source.widget.patch.yaml" in file.headers["content-disposition"]
    patch = policy_patch.read("downloaded", file.text)
    assert (patch.passes[-1], patch.unless) == ({"text": "A widget press opens."}, ("widget press",))
    assert "# 2 drafts replayed, 0 judged differently." in file.text
    empty = await post(site, cleo, path, words=" ")
    assert (empty.status_code, "made-up words" in empty.text) == (422, True)
    assert (await post(site, cleo, path, words="x" * 200_000)).status_code == 422


async def test_a_dismissed_appeal_becomes_words_that_the_rule_keeps_finding(site: DeskSite):
    appeal = await appealed(site)
    pia = await site.as_("pia")
    await post(site, pia, f"/desk/appeals/{appeal}", upheld="no", reason="rule_stands")

    assert "A [[widget]] for all.</textarea>" in (await pia.get(f"/desk/appeals/{appeal}")).text
    page = (await post(site, pia, f"/desk/appeals/{appeal}/proposal", words="Buy a [[widget]] now.")).text

    assert "- text: Buy a [[widget]] now." in page.replace("'", "")
    assert "does not do that yet" not in page


async def test_a_noisy_rule_is_proposed_for_advice_with_what_that_would_change(site: DeskSite):
    cleo, dana = await site.as_("cleo"), await site.as_("dana")
    for _ in range(5):
        appeal = await appealed(site)
        await post(site, cleo, f"/desk/appeals/{appeal}", upheld="yes", reason="rule_too_broad")

    policy = (await cleo.get("/desk/policy?days=3660")).text
    page = await cleo.get("/desk/proposal?rule=claim.source.widget")

    assert "/desk/proposal?rule=claim.source.widget" in policy
    assert "/desk/proposal?rule=" not in (await dana.get("/desk/policy?days=3660")).text
    assert "default: advise" in page.text
    assert "1 comes out differently" in page.text
    assert (await dana.get("/desk/proposal?rule=claim.source.widget")).status_code == 403
    assert (await cleo.get("/desk/proposal?rule=no.such.rule")).status_code == 404


async def test_the_policy_page_lays_out_coverage_and_replays_the_pack_on_disk(site: DeskSite):
    await site.world.review("ann", ASK)
    cleo, dana = await site.as_("cleo"), await site.as_("dana")

    policy = (await cleo.get("/desk/policy?days=3660")).text
    replay = await cleo.get("/desk/replay")

    assert "Guideline by guideline" in policy
    assert 'As a table<span class="unseen">: Reviews by week' in policy
    assert "/desk/replay" in policy
    assert "/desk/replay" not in (await dana.get("/desk/policy?days=3660")).text
    assert "come out differently" in replay.text
    assert (await dana.get("/desk/replay")).status_code == 403


async def test_a_draft_on_the_desk_names_what_is_on_file_for_it(site: DeskSite):
    pia, dana = await site.as_("pia"), await site.as_("dana")
    await post(site, pia, "/desk/registers/authorizations", id="AUTH-0418", scope="name")
    card = await site.world.ask("ann", ReviewDraft(a_draft(OK, about="authorization: AUTH-0418 on file")))
    sent = await site.world.ask("ann", Send(card.decision_id or ""))

    page = (await dana.get(f"/desk/drafts/{sent.submission.id}")).text  # type: ignore[union-attr]

    assert 'href="/desk/registers/authorizations/AUTH-0418"' in page
