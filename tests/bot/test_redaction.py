"""What leaves is redacted, and what comes back finds its place in the text as typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Draft, Finding, Severity, Span
from bot.page import Page
from bot.redaction import Redacted, holds_placeholder, redact, restored

OWN = ("Sample Hospital", "555-0160", "patient relations lead")

PLANTED = (
    "Maria Lopez", "Kowalczyk", "O'Brien", "Mr. Abernathy", "Dr. Chen", "jane doe", "Tuesday", "March 3",
    "3/14/2025", "2025-03-14", "last night", "555-0134", "(312) 555-0134", "+1 312-555-0134",
    "jd@example.org", "@maria.k", "#PrayForMaria", "#TeamLopezStrong", "www.example.org/maria",
    "https://x.example/a?b=1", "MRN 4471", "123-45-6789", "A12-99817", "14 Oak Street", "room 412",
    "94-year-old", "aged 91", "192.168.4.17", "claim 88-1203", "Springfield",
)  # fmt: skip
"""Identifiers of every type, as people write them."""


def a_redacted(text: str, *findings: Finding) -> Redacted:
    return redact(Page(Draft(text)), findings, OWN)


@pytest.mark.parametrize("planted", PLANTED)
@pytest.mark.parametrize(
    "sentence",
    ["We looked after {} and all went well.", "Our team met {}.", "So much for {}, they said, and left!"],
)
def test_no_planted_identifier_is_left(planted: str, sentence: str):
    redacted = a_redacted(sentence.format(planted))

    for word in planted.replace("#", "").split():
        if len(word) > 3 and word.lower() not in {
            "claim",
            "last",
            "night",
            "room",
            "aged",
            "street",
            "march",
        }:
            assert word.lower() not in redacted.text.lower()


@pytest.mark.parametrize("disguise", [str.upper, "\u200b".join, lambda t: t.replace("a", "\u0430")])
def test_a_disguised_name_is_found_too(disguise):
    redacted = a_redacted(f"We looked after {disguise('Maria Lopez')} with care.")

    assert "lopez" not in redacted.text.lower()
    assert "maria" not in redacted.text.lower()


def test_the_organizations_own_words_stay_readable():
    text = "Sample Hospital thanks everyone. Call our patient relations lead at 555-0160."

    assert a_redacted(text).text == text


def test_what_the_review_holds_to_be_an_identifier_is_hidden_whoever_found_it():
    text = "the man with the red truck came back"
    finding = Finding("phi.name.reading", Severity.BLOCK, Span(0, 26), "m", "w")

    assert a_redacted(text, finding).text == "[PERSON_1] came back"


def test_a_placeholder_in_the_draft_is_told_from_ours():
    redacted = a_redacted("[PERSON_1] wrote that Maria Lopez came in.")

    assert redacted.text == "[PERSON_1] wrote that [PERSON_1A] came in."
    assert redacted.hidden == {"[PERSON_1A]": "Maria Lopez"}


def test_one_name_keeps_one_placeholder():
    redacted = a_redacted("Maria Lopez came in. Later Maria Lopez left.")

    assert redacted.text.count("[PERSON_1]") == 2


def test_an_events_day_may_come_back_and_a_persons_name_never():
    redacted = a_redacted("Join us on March 3 with Maria Lopez.")

    assert restored("Join us on [DATE_1].", redacted) == "Join us on March 3."
    assert restored("Join us with [PERSON_2].", redacted) is None


def test_nothing_comes_back_into_a_text_that_tells_of_somebody():
    story = Finding("phi.story.somebody-in-care", Severity.BLOCK, Span(0, 7), "m", "w")
    redacted = a_redacted("She came in on March 3 with a fever.", story)

    assert restored("Fever season starts on [DATE_1].", redacted) is None


@pytest.mark.parametrize("text", ["[PERSON_1]", "(person_2)", "PERSON 1", "<Date-3>", "[NUMBER_12B]"])
def test_whatever_looks_like_a_placeholder_is_known_for_one(text: str):
    assert holds_placeholder(f"Thanks to {text} for all.")


def test_nothing_of_a_text_shows_when_it_is_printed():
    redacted = a_redacted("Maria Lopez came in with a fever.")

    assert "Lopez" not in repr(redacted)
    assert "fever" not in repr(redacted)


_pieces = st.lists(
    st.one_of(
        st.sampled_from(PLANTED),
        st.sampled_from(
            ["the team", "was", "Proud", "of", "our", "nurses.", "[PERSON_1]", "\n\n", "\u200b", "ｆｕｌｌ"]
        ),
        st.text(max_size=12),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(_pieces)
def test_redacting_twice_changes_nothing(pieces: list[str]):
    once = a_redacted(" ".join(pieces))

    assert a_redacted(once.text).text == once.text


@settings(max_examples=150, deadline=None)
@given(_pieces)
def test_every_place_of_a_redacted_text_leads_into_the_text_as_typed(pieces: list[str]):
    text = " ".join(pieces)
    redacted = a_redacted(text)

    for at in range(len(redacted.text)):
        span = redacted.span(at, at + 1)
        assert 0 <= span.start < span.end <= len(text)
