"""The playground page: what a person gets, with and without the page's script."""

import re
from datetime import date

import pytest

from adapters.web.examples import EXAMPLES
from adapters.web.inbound import Composer
from bot.errors import DraftError
from bot.model import Authorization, Kind, Outlet
from tests.fakes import InMemoryDecisionLog
from tests.web import BOAST, FINE, FRAGMENT, SELFIE, a_client, an_app

DAY = date(2026, 3, 2)


async def reviewed(text: str, log: InMemoryDecisionLog | None = None, **fields: str) -> str:
    async with a_client(an_app(log)) as client:
        form = {"draft": text, "kind": "post", "outlet": "linkedin", **fields}
        return (await client.post("/review", data=form, headers=FRAGMENT)).text


async def test_the_page_offers_the_examples_every_outlet_and_what_is_connected():
    async with a_client(an_app(connected=(("Slack", "no token"),))) as client:
        page = (await client.get("/")).text

    assert page.count("data-answer=") == len(EXAMPLES) + 1
    assert all(f'value="{outlet.value}"' in page for outlet in Outlet)
    assert 'data-limit="3000"' in page
    assert "no token" in page


async def test_the_words_at_fault_are_marked_numbered_and_named_for_screen_readers():
    page = await reviewed(SELFIE)

    assert '<mark class="is-block">selfie with a patient<a class="pin"' in page
    assert '<span class="unseen">finding </span>1<span class="unseen"> block</span></a>' in page
    assert "Please do not publish this yet." in page


async def test_a_finding_shows_its_reason_its_source_its_fix_and_its_rule():
    page = await reviewed(SELFIE)

    for words in ("A face is an identifier.", "House", "Post the team instead", "phi.image.selfie"):
        assert words in page


async def test_a_safer_version_comes_with_what_changed():
    page = await reviewed(BOAST)

    assert "We are a hospital that measures itself, and the new valve is gentle." in page
    assert "removed: </span> painless</del>" in page
    assert "added: </span> gentle</ins>" in page


async def test_where_no_wording_helps_a_person_is_asked_to_decide():
    page = await reviewed(SELFIE)

    assert "For you to decide" in page
    assert "A version that passes" not in page


async def test_a_good_draft_is_told_what_is_good():
    page = await reviewed("Thank you to the night team for the good coffee.")

    assert "What is good:" in page
    assert "<mark" not in page


async def test_a_draft_is_shown_as_text_never_as_markup():
    page = await reviewed('<script>alert("1")</script> & painless <b>bold</b>')

    assert "<script>" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    "text", ["a\x00b painless", "\u202etxet painless", "\u200b\u200bpainless", "x" * 100_000]
)
async def test_odd_text_gets_an_answer(text: str):
    assert "<h2" in await reviewed(text)


async def test_bytes_that_are_no_text_get_an_answer_too():
    async with a_client(an_app()) as client:
        response = await client.post("/review", content=b"draft=%ff%ed%a0%80+painless&kind=post&outlet=x")

    assert response.status_code == 200
    assert "Revise" in response.text


async def test_without_the_script_the_whole_page_comes_with_the_answer_and_an_empty_composer():
    async with a_client(an_app()) as client:
        form = {"draft": SELFIE, "kind": "post", "outlet": "facebook"}
        page = (await client.post("/review", data=form)).text

    assert page.startswith("<!doctype html>")
    assert "Please do not publish this yet." in page
    assert '<option value="facebook" selected>' in page
    assert re.search(r'<textarea id="draft"[^>]*>\s*</textarea>', page)


@pytest.mark.parametrize("headers", [{}, FRAGMENT])
async def test_an_empty_draft_is_refused_kindly_and_nothing_is_recorded(headers: dict[str, str]):
    log = InMemoryDecisionLog()
    async with a_client(an_app(log)) as client:
        form = {"draft": "  \r\n ", "kind": "post", "outlet": "linkedin"}
        response = await client.post("/review", data=form, headers=headers)

    assert response.status_code == 422
    assert "The draft is empty." in response.text
    assert 'role="alert"' in response.text
    assert (await log.verify("local")).entries == 0


async def test_a_refused_draft_stays_in_the_composer():
    async with a_client(an_app()) as client:
        form = {"draft": "Keep me.", "kind": "poem", "outlet": "linkedin"}
        page = (await client.post("/review", data=form)).text

    assert "Keep me.</textarea>" in page
    assert "Please pick the kind from the list." in page


async def test_a_draft_beyond_all_measure_is_refused_before_it_is_read():
    async with a_client(an_app()) as client:
        response = await client.post("/review", data={"draft": "a" * 10_000_000}, headers=FRAGMENT)

    assert response.status_code == 413
    assert "larger than" in response.text


async def test_a_form_with_endless_fields_is_refused():
    async with a_client(an_app()) as client:
        response = await client.post("/review", data={f"f{number}": "" for number in range(100)})

    assert response.status_code == 400


async def test_line_breaks_count_once_as_the_person_typed_them():
    log = InMemoryDecisionLog()

    await reviewed("One\r\ntwo", log)

    entry = await log.entry("local", "entry1")
    assert entry is not None
    assert entry.decision.length == len("One\ntwo")


async def test_an_unlogged_review_says_so_and_offers_no_disagreement():
    log = InMemoryDecisionLog()
    log.down = True

    page = await reviewed(SELFIE, log)

    assert "could not be written to the decision log" in page
    assert "I disagree" not in page


async def test_a_disagreement_is_recorded_with_its_reason_and_confirmed():
    log = InMemoryDecisionLog()
    async with a_client(an_app(log)) as client:
        await client.post("/review", data={"draft": SELFIE, "kind": "post", "outlet": "x"})
        form = {"decision": "entry1", "rule": "phi.image.selfie", "reason": "permission_on_file"}
        response = await client.post("/disagree", data=form, headers=FRAGMENT)

    assert response.status_code == 200
    assert "on the record" in response.text
    entry = await log.entry("local", "entry2")
    assert entry is not None
    assert (entry.decision.event, entry.decision.details["reason"]) == ("disagreed", "permission_on_file")


@pytest.mark.parametrize(
    "form",
    [
        {"decision": "nothing", "rule": "phi.image.selfie", "reason": "permission_on_file"},
        {"decision": "entry1", "rule": "phi.image.selfie", "reason": "because"},
        {},
    ],
)
async def test_a_disagreement_with_nothing_is_refused(form: dict[str, str]):
    async with a_client(an_app()) as client:
        response = await client.post("/disagree", data=form, headers=FRAGMENT)

    assert response.status_code == 422
    assert 'role="alert"' in response.text


def test_the_composer_s_fields_become_the_draft_s_context():
    composer = Composer.of(
        {
            "draft": "Hello",
            "kind": "reply",
            "outlet": "yelp",
            "answering": "Rude!",
            "attached": "photo",
            "described": "the lobby",
            "alt_text": "yes",
            "privacy_check": "no",
            "authorization": "file",
            "reference": "AUTH-1",
            "expires": "2027-03-01",
            "disclosure": "board of Aldora",
            "unknown": "dropped",
        }
    )

    draft = composer.command(DAY).draft

    assert (draft.kind, draft.outlet) == (Kind.REPLY, Outlet.YELP)
    context = draft.context
    assert (context.attachments, context.alt_text, context.privacy_check) == (
        "photo of the lobby",
        True,
        False,
    )
    assert context.authorizations == (Authorization("AUTH-1", expires=date(2027, 3, 1)),)
    assert (context.disclosure, context.answering, context.as_of) == ("board of Aldora", "Rude!", DAY)


def test_what_nobody_said_stays_unknown():
    context = Composer(draft="Hello").command(DAY).draft.context

    assert (context.has_media, context.alt_text, context.authorization_stated) == (None, None, False)


def test_nothing_attached_and_no_authorization_are_answers_too():
    context = Composer(draft="Hello", attached="none", authorization="none").command(DAY).draft.context

    assert (context.has_media, context.authorization_stated, context.authorizations) == (False, True, ())


def test_the_next_draft_keeps_the_outlet_and_none_of_the_facts():
    composer = Composer(draft="Hello", outlet="x", attached="photo", authorization="file", answering="Rude!")

    assert composer.knows
    assert composer.cleared() == Composer(outlet="x")


def test_a_day_that_is_none_is_told():
    with pytest.raises(DraftError, match="year-month-day"):
        Composer(draft="Hello", authorization="file", expires="soon").command(DAY)


def test_a_composer_and_its_examples_print_no_draft():
    assert "selfie" not in repr(Composer(draft=SELFIE, answering=FINE))
