"""The desk's pages: who sees what, one decision, forms that carry their token, the evidence pack."""

import csv
import hashlib
import io
import re
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest

from adapters.evidence import evidence
from adapters.evidence_cells import cell
from adapters.kept_rules import RulesInUse
from adapters.web.desk_view import submission_view
from bot.approval import State, WaiverReason
from bot.commands import Request, ReviewDraft
from bot.desk_cards import SubmissionCard
from bot.desk_commands import RecordOutcome
from bot.model import Actor, Decision, FindingRecord
from bot.outcomes import Outcome
from bot.ports import LogQuery
from tests.builders import NOON, a_draft, a_pack, a_rule
from tests.desk_web import DeskSite
from tests.desks import ASK, NO, OK, DeskWorld
from tests.web import FRAGMENT

POST = {"kind": "post", "outlet": "linkedin"}


@pytest.fixture
def site() -> DeskSite:
    return DeskSite()


async def test_the_queue_and_a_draft_are_shown_to_those_who_decide(site: DeskSite):
    sent = await site.world.sent(NO)
    dana, otto, eve = [await site.as_(name) for name in ("dana", "otto", "ann")]

    listed = (await dana.get("/desk")).text
    shown = await dana.get(f"/desk/drafts/{sent.submission.id}")
    audited = (await otto.get(f"/desk/drafts/{sent.submission.id}")).text

    assert f"/desk/drafts/{sent.submission.id}" in listed
    assert "gadget" in shown.text
    assert shown.headers["cache-control"] == "no-store"
    assert "default-src 'self'" in shown.headers["content-security-policy"]
    assert "gadget and a widget" not in audited
    assert "phi.image.gadget" in audited
    assert "gadget" in (await eve.get(f"/desk/drafts/{sent.submission.id}")).text
    assert (await dana.get("/desk/drafts/nothing")).status_code == 404
    assert (await site.world.events()).count("viewed") == 2


async def test_a_decision_needs_the_forms_own_token(site: DeskSite):
    sent = (await site.world.sent()).submission
    dana, carl = await site.as_("dana"), await site.as_("carl")
    form = {"action": "approve", "version": sent.version.fingerprint}
    path = f"/desk/drafts/{sent.id}"

    assert (await dana.post(path, data=form)).status_code == 403
    assert (await dana.post(path, data={**form, "csrf": site.csrf(carl)})).status_code == 403
    assert (await site.visitor().post(path, data={**form, "csrf": "x"})).status_code == 303
    crossed = await dana.post(
        path, data={**form, "csrf": site.csrf(dana)}, headers={"origin": "https://evil.example"}
    )
    assert crossed.status_code == 403
    assert (await dana.post(path, data={**form, "csrf": site.csrf(dana)})).status_code == 303

    late = await carl.post(path, data={"action": "return", "reason": "tone", "csrf": site.csrf(carl)})
    assert (late.status_code, "Already approved by Dana Chief" in late.text) == (409, True)
    wrong = await carl.post(path, data={"action": "eat", "csrf": site.csrf(carl)})
    assert wrong.status_code == 422
    long = await carl.post(path, data={"action": "return", "reason": "x" * 200_000, "csrf": site.csrf(carl)})
    assert long.status_code == 422


async def test_another_site_cannot_cause_a_look_on_record(site: DeskSite):
    sent = (await site.world.sent()).submission
    dana = await site.as_("dana")

    crossed = await dana.get(f"/desk/drafts/{sent.id}", headers={"sec-fetch-site": "cross-site"})

    assert crossed.status_code == 403
    assert "viewed" not in await site.world.events()


async def test_a_new_version_and_an_approval_with_edits_come_from_the_same_form(site: DeskSite):
    sent = (await site.world.sent()).submission
    ann, dana = await site.as_("ann"), await site.as_("dana")
    form = {
        "kind": "post",
        "outlet": "linkedin",
        "text": "Better\r\nwords.",
        "version": sent.version.fingerprint,
    }
    path = f"/desk/drafts/{sent.id}"

    made = await ann.post(path, data={**form, "action": "version", "csrf": site.csrf(ann)})
    assert made.status_code == 303
    now = await site.world.submissions.get("local", sent.id)
    assert now is not None
    assert await site.world.drafts.read("local", now.version.decision_id) == a_draft("Better\nwords.")
    shown = (await dana.get(path)).text
    assert "<del>" in shown
    edited = {
        **form,
        "text": "Best.",
        "action": "approve",
        "edited": "yes",
        "version": now.version.fingerprint,
    }
    assert (await dana.post(path, data={**edited, "csrf": site.csrf(dana)})).status_code == 303
    now = await site.world.submissions.get("local", sent.id)
    assert now is not None
    assert now.state is State.APPROVED
    empty = await ann.post(path, data={**form, "text": " ", "action": "version", "csrf": site.csrf(ann)})
    assert empty.status_code == 422


async def test_words_that_were_not_approved_stay_in_the_form_beside_what_was_found_in_them(site: DeskSite):
    sent = (await site.world.sent()).submission
    dana = await site.as_("dana")
    form = {**POST, "text": f"{ASK} Typed.", "action": "approve", "edited": "yes"}

    told = await dana.post(
        f"/desk/drafts/{sent.id}",
        data={**form, "version": sent.version.fingerprint, "csrf": site.csrf(dana)},
    )

    assert told.status_code == 409
    assert "In your words: " in told.text
    assert f"{ASK} Typed.</textarea>" in told.text
    assert '<details class="edit" open>' in told.text
    assert OK in told.text


async def test_an_author_sees_what_came_back_and_an_approver_their_own_drafts_below_the_queue(site: DeskSite):
    back = (await site.world.sent()).submission
    ann, dana = await site.as_("ann"), await site.as_("dana")
    assert "Nothing of yours is open" in (await (await site.as_("eve")).get("/desk")).text
    returned = {"action": "return", "reason": "tone", "csrf": site.csrf(dana)}
    assert (await dana.post(f"/desk/drafts/{back.id}", data=returned)).status_code == 303
    own = (await site.world.sent(ASK, name="dana")).submission

    listed, queue = (await ann.get("/desk")).text, (await dana.get("/desk")).text

    assert "Returned by Dana Chief" in listed
    assert f"/desk/drafts/{back.id}" in listed
    assert "Nothing waits" not in listed
    assert own.id not in listed
    assert own.id in queue.partition("Your own")[2]
    assert '<details class="edit" open>' in (await ann.get(f"/desk/drafts/{back.id}")).text


async def test_a_findings_sentence_is_filled_from_the_draft_and_has_no_blanks_without_it():
    emoji = a_rule(
        {"detector": "emoji_load", "with": {"most": 5, "in_a_row": 4}},
        id="access.emoji.many",
        message="{count} emoji.",
        suggest="Keep {count} less.",
    )
    pack, draft = a_pack(emoji), a_draft("Well done! 🎉🎉🎉🎉")
    card = (await DeskWorld().sent()).submission
    record = FindingRecord("access.emoji.many", "access.emoji", "revise", 11, 15)

    with_draft, without = (
        submission_view(SubmissionCard(card, "Ann", findings=(record,), draft=kept), pack).findings[0].finding
        for kept in (draft, None)
    )

    assert (with_draft.message, with_draft.suggestion) == ("4 emoji.", "Keep 4 less.")
    assert (without.message, without.suggestion) == ("… emoji.", "Keep … less.")


async def test_what_needs_no_second_thought_is_cleared_together(site: DeskSite):
    fine, ask = (await site.world.sent()).submission, (await site.world.sent(ASK)).submission
    dana = await site.as_("dana")
    page = (await dana.get("/desk")).text
    assert f"seen-{fine.id}" in page
    assert f"seen-{ask.id}" not in page

    ticked = {f"seen-{fine.id}": fine.version.fingerprint, f"seen-{ask.id}": ask.version.fingerprint}
    done = await dana.post("/desk/clear", data={**ticked, "csrf": site.csrf(dana)})
    again = await dana.post("/desk/clear", data={**ticked, "csrf": site.csrf(dana)})

    assert done.status_code == 200
    assert "One draft was approved. One was not:" in done.text
    asks = f'<a href="/desk/drafts/{ask.id}">LinkedIn post by Ann Author</a>: Bedside says revise.'
    assert asks in done.text
    assert again.status_code == 409
    assert "Nothing was approved. 2 were not:" in again.text
    assert "Already approved by Dana Chief" in again.text
    unknown = await dana.post("/desk/clear", data={"seen-s99": "x", "csrf": site.csrf(dana)})
    assert "Draft s99: That is not here, or not for you." in unknown.text
    states = [site.world.submissions.rows["local", item.id].state for item in (fine, ask)]
    assert states == [State.APPROVED, State.WAITING]


async def test_whatever_can_be_cleared_on_a_page_can_be_ticked_there(site: DeskSite):
    for number in range(35):
        await site.world.sent(f"{OK} Number {number}.")
    dana = await site.as_("dana")

    page = (await dana.get("/desk")).text

    assert page.count('name="seen-') == 35


async def test_an_appeal_waits_however_many_came_after_it_and_settled_ones_are_counted(site: DeskSite):
    async def disagreed() -> str:
        details = {"rule": "claim.source.widget", "reason": "source_exists"}
        made = Decision("disagreed", Actor("person:ann"), NOON, subject="review", details=details)
        return (await site.world.log.record(made)).id

    first = await disagreed()
    for _ in range(205):
        about = await disagreed()
        settled = {"upheld": True, "reason": "rule_too_broad", "rule": "claim.source.widget"}
        await site.world.log.record(
            Decision("adjudicated", Actor("person:cleo"), NOON, subject=about, details=settled)
        )
    cleo = await site.as_("cleo")

    page = (await cleo.get("/desk/appeals")).text

    assert f"/desk/appeals/{first}" in page
    assert "These are the newest 200 of 205 that were settled." in page


def next_of(page: str) -> str:
    """Where the link to the next page leads."""
    found = re.search(r'href="([^"]+)" rel="next"', page)
    assert found
    return found[1].replace("&amp;", "&")


async def test_the_queue_comes_in_pages(site: DeskSite):
    for number in range(52):
        await site.world.sent(f"{OK} {number}")
    dana = await site.as_("dana")

    first = (await dana.get("/desk")).text
    second = (await dana.get(next_of(first))).text

    queue, _, clear = first.partition('class="clear"')
    assert (queue.count("/desk/drafts/"), clear.count("Look at it")) == (50, 50)
    second = second.partition('class="clear"')[0]
    assert second.count("/desk/drafts/") == 2
    assert (await dana.get("/desk?due=nonsense&after=x")).status_code == 200


async def test_an_author_has_the_newest_of_their_drafts_first_and_a_way_to_the_rest(site: DeskSite):
    ids = []
    for number in range(23):
        site.world.clock.move(timedelta(minutes=1))
        ids.append((await site.world.sent(f"{OK} {number}")).submission.id)
    ann = await site.as_("ann")

    first = (await ann.get("/desk")).text
    second = (await ann.get(next_of(first))).text

    assert re.findall(r"/desk/drafts/(s\d+)", first) == ids[:2:-1]
    assert re.findall(r"/desk/drafts/(s\d+)", second) == ids[2::-1]
    assert 'href="/desk#own"' in second


async def test_changed_rules_are_said_on_a_draft_and_one_button_has_it_reviewed_again(site: DeskSite):
    waits, fine = (await site.world.sent()).submission, (await site.world.sent(f"{OK} Again.")).submission
    ann, dana = await site.as_("ann"), await site.as_("dana")
    path = f"/desk/drafts/{fine.id}"
    approve = {"action": "approve", "version": fine.version.fingerprint}
    assert (await dana.post(path, data={**approve, "csrf": site.csrf(dana)})).status_code == 303
    assert "Review it again" not in (await ann.get(path)).text
    site.world.change_pack(a_rule({"phrases": ["gizmo"]}, id="claim.source.gizmo"))

    approved, waiting = (await ann.get(path)).text, (await dana.get(f"/desk/drafts/{waits.id}")).text

    assert "by rules that were changed since: it no longer holds." in approved
    assert "Published as reviewed" not in approved
    assert "The rules were changed since this was reviewed." in waiting
    assert "Review it again" in waiting
    assert ">Approve<" not in waiting
    done = await ann.post(path, data={"action": "again", "csrf": site.csrf(ann)})
    assert done.status_code == 303
    assert site.world.submissions.rows["local", fine.id].state is State.WAITING
    assert (
        "The approval is void, because the same text was reviewed again."
        in (await ann.get(done.headers["location"])).text
    )
    assert ">Approve<" in (await dana.get(path)).text


async def test_buttons_under_a_review_say_their_words(site: DeskSite):
    ann = await site.as_("ann")
    reviewed = await ann.post("/review", data={**POST, "draft": ASK}, headers=FRAGMENT)
    decision = reviewed.text.split('href="/log/')[1].split('"')[0]

    async def say(words: str, reason: str = "") -> tuple[int, str]:
        answer = await ann.post("/say", data={"words": words, "reason": reason}, headers=FRAGMENT)
        return answer.status_code, answer.text

    assert (await say(f"outcome {decision} published"))[0] == 422
    status, text = await say(f"outcome {decision} published", "source_on_file")
    assert (status, "On record: “Published as reviewed”" in text) == (200, True)
    status, text = await say(f"send {decision}")
    assert (status, "Waits for Carl Comms or Dana Chief" in text) == (200, True)
    assert (await say("nonsense"))[0] == 422


async def test_what_was_posted_is_compared_and_the_last_word_is_shown_on_every_page(site: DeskSite):
    ann = await site.as_("ann")
    reviewed = await ann.post("/review", data={**POST, "draft": OK}, headers=FRAGMENT)
    decision = reviewed.text.split('href="/log/')[1].split('"')[0]
    assert "The text as it was posted" in reviewed.text

    async def compare(text: str) -> str:
        fields = {"words": f"posted {decision}", "text": text}
        return (await ann.post("/say", data=fields, headers=FRAGMENT)).text

    assert "Please paste the text as it was posted" in await compare("  ")
    other = await compare("Another text with a gadget.")
    assert "is not what was reviewed" in other
    assert f'data-chosen="outcome {decision} published_changed"' in other
    assert ' privacy"' in other  # what comes next is offered, not only said
    assert "is what was reviewed" in await compare(f"{OK}\r\n")
    assert "most 200,000 are reviewed" in await compare("x" * 200_001)
    entry = (await ann.get(f"/log/{decision}")).text
    assert entry.index("Outcome</a>: Published as reviewed") < entry.index("Published with changes")


async def test_an_approved_draft_asks_its_author_what_became_of_it(site: DeskSite):
    sent = await site.world.sent()
    ann, dana = await site.as_("ann"), await site.as_("dana")
    place = f"/desk/drafts/{sent.submission.id}"
    click = {"action": "approve", "version": sent.submission.version.fingerprint}
    await dana.post(place, data={**click, "csrf": site.csrf(dana)})
    shown = (await ann.get(place)).text
    assert "What became of it" in shown
    assert "What became of it" not in (await dana.get(place)).text

    words = f"outcome {sent.submission.version.decision_id} published"
    assert (await ann.post("/say", data={"words": words}, headers=FRAGMENT)).status_code == 200

    assert "Published as reviewed, on record at" in (await dana.get(place)).text


async def test_the_policy_page_shows_rules_and_charts(site: DeskSite):
    for number in range(6):
        card = await site.world.review(text=f"{ASK} {number}")
        await site.world.ask(
            "ann", RecordOutcome(card.decision_id or "", Outcome.PUBLISHED, WaiverReason.SOURCE_ON_FILE)
        )
    dana = await site.as_("dana")

    page = (await dana.get("/desk/policy?days=3660")).text

    assert "Over their noise budget" in page
    assert "<rect" in page
    assert " style=" not in page
    assert "Evidence pack" not in page
    assert (await dana.get("/desk/policy?days=x")).status_code == 200


async def test_an_auditor_takes_the_evidence_away_and_proves_it_alone(site: DeskSite, tmp_path: Path):
    await site.world.sent(NO)
    otto, dana = await site.as_("otto"), await site.as_("dana")
    form = {"since": "2026-03-01", "until": "2026-03-31"}

    assert (await dana.post("/desk/evidence", data={**form, "csrf": site.csrf(dana)})).status_code == 403
    wrong = {**form, "until": "2026-02-01", "csrf": site.csrf(otto)}
    assert (await otto.post("/desk/evidence", data=wrong)).status_code == 422
    got = await otto.post("/desk/evidence", data={**form, "csrf": site.csrf(otto)})

    archive = zipfile.ZipFile(io.BytesIO(got.content))
    archive.extractall(tmp_path)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "entries.csv").read_text())))
    assert [row["event"] for row in rows] == ["reviewed", "sent", "exported"]
    rules = site.world.service.pack.rules_version
    (version,) = csv.DictReader(io.StringIO((tmp_path / "policy-versions.csv").read_text()))
    assert (version["policy_version"], version["rules_version"]) == (site.world.service.pack.version, rules)
    assert hashlib.sha256((tmp_path / "rules" / f"{rules}.json").read_bytes()).hexdigest().startswith(rules)
    for line in (tmp_path / "SHA256SUMS").read_text().splitlines():
        value, name = line.split("  ")
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == value
    chain = tmp_path / "chain.jsonl"
    verify = [sys.executable, str(tmp_path / "verifier.py"), str(chain)]
    assert subprocess.run(verify, capture_output=True, check=False).returncode == 0
    raw = bytearray(chain.read_bytes())
    place = raw.index(b'"verdict":"block"') + 12
    raw[place] ^= 1
    chain.write_bytes(bytes(raw))
    assert subprocess.run(verify, capture_output=True, check=False).returncode == 1


async def test_a_download_that_broke_off_is_no_pack(site: DeskSite):
    await site.world.sent()
    whole = await pack(site)
    assert zipfile.is_zipfile(io.BytesIO(whole))

    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(whole[: len(whole) // 2]))


HOSTILE = (
    *("=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2", "\t=1", "＝1"),
    *("<script>alert(1)</script>", "a\r\nb", "\x1b[2J", "\ud800"),
)


async def pack(site: DeskSite) -> bytes:
    rules = RulesInUse(site.world.service.pack)
    made = evidence(site.world.log.export("local"), date(2026, 3, 1), date(2026, 3, 9), rules)
    return b"".join([piece async for piece in made])


@pytest.mark.parametrize("text", HOSTILE)
async def test_nothing_hostile_leaves_in_a_table_or_a_page(site: DeskSite, text: str):
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert cell(text).isprintable()
    if text.isprintable():
        finding = FindingRecord(text, text, "revise", 0, 1)
        await site.world.log.record(Decision("reviewed", Actor(text), NOON, findings=(finding,), outlet=text))

        archive = zipfile.ZipFile(io.BytesIO(await pack(site)))
        rows = list(csv.reader(io.StringIO(archive.read("entries.csv").decode())))
        assert not any(value.startswith(("=", "+", "@", "＝")) for row in rows for value in row)
        assert b"<script>" not in archive.read("evidence.html")


async def test_the_session_is_who_the_log_names(site: DeskSite):
    ann = await site.as_("ann")
    await ann.post("/review", data={"draft": OK, "kind": "post", "outlet": "linkedin"})

    (entry,) = await site.world.log.find("local", LogQuery())
    assert entry.decision.actor.id == "person:ann"
    asked = Request(Actor("ann"), "web", ReviewDraft(a_draft(OK)))
    await site.world.service.handle(asked)
    assert (await site.world.log.find("local", LogQuery()))[0].decision.actor.id == "ann"


async def test_the_page_of_the_pack_sums_the_period_up_and_prints(site: DeskSite):
    await site.world.sent(NO)
    await site.world.sent(OK)

    page = zipfile.ZipFile(io.BytesIO(await pack(site))).read("evidence.html").decode()

    assert "Bedside, 2026-03-01 to 2026-03-09" in page
    assert "4, numbers 1 to 4" in page
    assert "<td>block</td><td>1</td>" in page
    assert "<td>Sent to people</td><td>2</td>" in page
    assert "<td>phi.image.gadget</td><td>1</td>" in page
    assert "default-src 'none'" in page
    assert 'counter(page) " of " counter(pages)' in page
    assert not [word for word in ("<script", "http://", "https://", "src=") if word in page]
    empty = evidence(
        site.world.log.export("local"),
        date(2020, 1, 1),
        date(2020, 1, 2),
        RulesInUse(site.world.service.pack),
    )
    made = b"".join([piece async for piece in empty])
    assert b"0, numbers 0 to 0" in zipfile.ZipFile(io.BytesIO(made)).read("evidence.html")
