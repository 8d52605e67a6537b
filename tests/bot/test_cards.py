"""A card says the verdict first, at most three findings before the fold, and what would fix each."""

from dataclasses import replace

import pytest

from bot.cards import YOURS_TO_DECIDE, NoteCard, ReviewCard, as_text
from bot.model import Finding, Review, SaferVersion, Severity, Source, SourceKind, Span
from bot.praise import praise
from bot.review import review
from tests.builders import a_draft, a_pack, a_rule

SOURCE = (Source(SourceKind.LAW, "45 CFR 164.502(a)"),)


def a_card(*severities: Severity, safer: SaferVersion | None = None) -> ReviewCard:
    findings = tuple(
        Finding("phi.name.rule", severity, Span(0, 4), "A name.", "Because.", SOURCE, "Leave it out.")
        for severity in severities
    )
    return ReviewCard(a_draft("Anna was here"), Review(findings, "test@1"), safer or SaferVersion())


@pytest.mark.parametrize(
    ("severities", "headline"),
    [
        ((), "Good to go."),
        ((Severity.ADVISE,), "Good to go. One thing you could still improve."),
        ((Severity.REVISE,), "Almost there. One thing to look at before you publish."),
        ((Severity.BLOCK, Severity.REVISE), "Please do not publish this yet. 2 things to look at."),
    ],
)
def test_the_headline_says_the_verdict_in_plain_words(severities: tuple[Severity, ...], headline: str):
    assert a_card(*severities).headline == headline


def test_three_findings_are_shown_and_the_rest_is_folded():
    card = a_card(*[Severity.BLOCK] * 5)

    assert (len(card.shown), len(card.folded)) == (3, 2)


def test_plain_text_carries_words_reason_source_and_fix():
    text = as_text(a_card(Severity.BLOCK, safer=SaferVersion("Somebody was here")))

    for part in (
        '"Anna"',
        "A name.",
        "Because.",
        "45 CFR 164.502(a) (law)",
        "Leave it out.",
        "Somebody was here",
    ):
        assert part in text


def test_a_note_is_its_sentence():
    assert as_text(NoteCard("Recorded.")) == "Recorded."


def test_where_no_wording_is_honest_the_person_is_told_to_decide():
    card = a_card(Severity.BLOCK, safer=SaferVersion(decide=("Leave it out.",)))

    text = as_text(card)

    assert YOURS_TO_DECIDE in text
    assert text.count("Leave it out.") == 1


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("I serve on the board of a supplier and was paid for it.", "ties"),
        ("Falls went down, see https://example.org/report", "source"),
        ("Questions? Our line is 555-0100.", "where to turn"),
        ("Thank you to the whole night team.", "credit"),
        ("What would you ask a new chief nurse?", "question"),
        ("Parking is free.", "Short"),
    ],
)
def test_a_clean_draft_is_told_what_is_good_about_it(text: str, part: str):
    draft, pack = a_draft(text), a_pack(a_rule({"phrases": ["zzz"]}))

    assert part in (praise(draft, review(draft, pack), pack) or "")


def test_a_draft_with_trouble_is_not_praised():
    draft, pack = a_draft("Thank you zzz"), a_pack(a_rule({"phrases": ["zzz"]}))

    assert praise(draft, review(draft, pack), pack) is None


def test_a_new_version_shows_what_its_author_changed():
    card = replace(a_card(), before="Ann was here")

    assert "What you changed:\n[-Ann-]{+Anna+} was here" in as_text(card)


def test_a_version_that_changes_nothing_shows_no_difference():
    assert "What you changed" not in as_text(replace(a_card(), before="Anna was here"))
