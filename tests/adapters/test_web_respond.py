"""The page for replies: what a person gets, with and without the page's script; what the log keeps."""

import pytest
from fastapi import FastAPI

from adapters.server import create_app
from adapters.web.access import WebSettings
from adapters.web.examples import REVIEWS
from adapters.web.respond_inbound import Asked, edits
from bot.errors import DraftError
from bot.model import Outcome, Tone
from bot.service import Service
from tests.complaints import THREAT, WAIT
from tests.fakes import FakeFingerprinter, FixedClock, InMemoryDecisionLog
from tests.packs import shipped
from tests.web import FRAGMENT, a_client, an_app


def the_app(log: InMemoryDecisionLog | None = None) -> FastAPI:
    service = Service(shipped(), log or InMemoryDecisionLog(), FakeFingerprinter(), FixedClock())
    return create_app(service, settings=WebSettings())


async def responded(text: str = WAIT, log: InMemoryDecisionLog | None = None, **fields: str) -> str:
    async with a_client(the_app(log)) as client:
        form = {"review": text, "outlet": "google", "rating": "", **fields}
        return (await client.post("/respond", data=form, headers=FRAGMENT)).text


async def test_the_page_offers_the_examples_and_the_sites():
    async with a_client(the_app()) as client:
        page = (await client.get("/respond")).text

    assert page.count("data-answer=") == len(REVIEWS) + 1
    assert 'value="healthgrades"' in page
    assert 'aria-current="page">Respond' in page


async def test_an_ordinary_complaint_brings_three_replies_and_what_to_consider():
    page = await responded()

    assert page.count('name="tone"') == 3
    assert "Consider first" in page
    assert "555-0160" in page


async def test_a_threat_brings_who_must_know_and_no_reply():
    page = await responded(THREAT)

    assert "Director of Security, within 15 minutes, by phone" in page
    assert 'name="tone"' not in page


async def test_without_the_script_the_whole_page_comes_back():
    async with a_client(the_app()) as client:
        page = (await client.post("/respond", data={"review": WAIT, "outlet": "google"})).text

    assert page.startswith("<!doctype html>")
    assert 'id="answer"' in page


async def test_markup_in_a_review_is_shown_and_never_run():
    page = await responded("<script>alert(1)</script> Two hours of waiting.")

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


async def test_another_set_brings_other_replies():
    first, second = await responded(), await responded(another="1")

    assert first.split('name="offered" value="')[1][:60] != second.split('name="offered" value="')[1][:60]


async def test_a_person_decides_otherwise_on_the_record():
    log = InMemoryDecisionLog()
    page = await responded(THREAT, log, outcome="reply", reason="figure_of_speech")

    assert "Bedside proposed: escalate" in page
    (entry,) = (await _entries(log))[:1]
    assert entry.decision.details["overruled_to"] == "reply"
    assert entry.decision.details["reason"] == "figure_of_speech"


async def test_whoever_escalates_is_told_whom_and_the_log_keeps_it():
    log = InMemoryDecisionLog()
    page = await responded(WAIT, log, outcome="escalate", reason="more_serious")

    assert "Director of Communications, today" in page
    (entry,) = (await _entries(log))[:1]
    assert entry.decision.details["escalated_to"] == "Director of Communications"


async def test_deciding_otherwise_needs_a_reason():
    page = await responded(THREAT, outcome="reply")

    assert "pick both" in page


async def test_the_log_keeps_codes_and_counts_and_no_word():
    log = InMemoryDecisionLog()
    await responded("Zyxomma made me wait two hours.", log)

    (entry,) = await _entries(log)
    assert "zyxomma" not in repr(entry).lower()
    assert entry.decision.details["themes"] == "theme.wait_time"
    assert entry.decision.details["replies"] == 3


async def test_the_same_review_gets_the_same_replies_and_the_next_one_another_wording():
    log = InMemoryDecisionLog()
    first = await responded(WAIT, log)
    other = await responded(WAIT + " Really.", log)
    again = await responded(WAIT, log)

    offered = [page.split('name="offered" value="')[1].split('"')[0] for page in (first, other, again)]
    assert offered[0] == offered[2]
    assert offered[0].split(".")[0] != offered[1].split(".")[0]


async def test_an_own_answer_is_checked_and_put_right():
    async with a_client(the_app()) as client:
        form = {
            "review": WAIT,
            "outlet": "google",
            "own": "Thank you for writing. You should have called ahead.",
        }
        page = (await client.post("/respond/check", data=form, headers=FRAGMENT)).text

    assert "should not stand" in page
    assert "Your answer, put right" in page


async def test_a_chosen_reply_is_noted_with_its_tone_and_a_count():
    log = InMemoryDecisionLog()
    async with a_client(the_app(log)) as client:
        await client.post("/respond", data={"review": WAIT, "outlet": "google"}, headers=FRAGMENT)
        (asked,) = await _entries(log)
        text = "Thank you for writing this. Please call our patient relations lead at 555-0160."
        form = {
            "review": WAIT,
            "outlet": "google",
            "decision": asked.id,
            "tone": "warm",
            "offered": "Thank you for writing. Please call our patient relations lead at 555-0160.",
            "text": text,
        }
        page = (await client.post("/respond/choose", data=form, headers=FRAGMENT)).text

    assert "Noted." in page
    newest = (await _entries(log))[0]
    assert newest.decision.event == "replied"
    assert newest.decision.details == {"tone": "warm", "edits": 2}


async def test_an_edited_reply_with_a_fault_is_not_taken():
    log = InMemoryDecisionLog()
    async with a_client(the_app(log)) as client:
        form = {
            "review": WAIT,
            "outlet": "google",
            "decision": "entry1",
            "tone": "warm",
            "offered": "Thank you.",
            "text": "Thank you. Your visit on Tuesday ran late.",
        }
        answer = await client.post("/respond/choose", data=form, headers=FRAGMENT)

    assert answer.status_code == 422
    assert "should not stand" in answer.text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"review": ""}, "empty"),
        ({"outlet": "myspace"}, "pick the site"),
        ({"rating": "9"}, "from 1 to 5"),
        ({"review": "★ Bad.\n★★★★★ Good."}, "2 reviews"),
        ({"review": "😡😡"}, "no words to answer"),
        ({"review": (WAIT + " ") * 600}, "Consider first"),
        ({"review": WAIT + "\n\nResponse from the owner\nThank you."}, "answered already"),
        ({"rating": "5"}, "The words count"),
        (
            {"review": "La espera fue larguísima y nadie nos explicó nada en toda la mañana."},
            "not in English",
        ),
        ({"posted": "2019-05-01"}, "older than the 365 days"),
        ({"posted": "soon"}, "a day that exists"),
        ({"posted": "2999-01-01"}, "lies in the future"),
    ],
)
async def test_bad_input_is_told_in_plain_sentences(fields: dict[str, str], words: str):
    text = fields.pop("review", WAIT)

    assert words in await responded(text, **fields)


async def test_a_pack_without_triage_says_what_to_do():
    async with a_client(an_app()) as client:
        answer = await client.post("/respond", data={"review": WAIT, "outlet": "google"}, headers=FRAGMENT)

    assert "Extend the pack" in answer.text


async def test_a_log_that_is_down_is_told_on_the_card():
    log = InMemoryDecisionLog()
    log.down = True

    assert "could not be written to the decision log" in await responded(WAIT, log)


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [("a b c", "a b c", 0), ("a b c", "a x c", 1), ("a b", "a b c d", 2), ("a b c", "", 3)],
)
def test_edits_are_counted_in_words(before: str, after: str, count: int):
    assert edits(before, after) == count


def test_an_unknown_tone_is_refused():
    with pytest.raises(DraftError):
        Asked(decision="1", tone="shouting").choice()
    assert Asked(decision="1", tone="brief").choice().tone is Tone.BRIEF


@pytest.mark.parametrize("example", REVIEWS, ids=lambda example: example.title)
def test_an_example_shows_what_its_title_promises(example):
    from bot.responding import respond

    promised = {
        "Something that cannot wait": Outcome.ESCALATE,
    }
    card = respond(example.asked.complaint(), shipped())

    assert card.outcome is promised.get(example.title, Outcome.REPLY)
    assert card.triage.instructs == (example.title == "A review that gives orders")


async def _entries(log: InMemoryDecisionLog):
    from bot.ports import LogQuery

    return await log.find("local", LogQuery())
