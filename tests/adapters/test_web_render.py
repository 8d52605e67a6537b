"""A card laid out for the page: marks, differences, names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.web.render import (
    Segment,
    highlight,
    limits,
    review_view,
    visible,
)
from bot.cards import ReviewCard
from bot.model import Finding, Outlet, SaferVersion, Severity, Span
from bot.outlet_names import outlet_name
from bot.review import review
from bot.safer import safer_version
from tests.builders import a_draft
from tests.web import BOAST, SELFIE, the_pack

BLOCK, REVISE, ADVISE = Severity.BLOCK, Severity.REVISE, Severity.ADVISE


def a_finding(severity: Severity, span: Span | None) -> Finding:
    return Finding("test.words.rule", severity, span, "message", "why")


def test_words_at_fault_are_cut_out_with_their_number_and_severity():
    segments = highlight("a selfie here", [a_finding(BLOCK, Span(2, 8))])

    assert segments == (
        Segment("a "),
        Segment("selfie", BLOCK, numbers=(1,), ending=(1,)),
        Segment(" here"),
    )


def test_where_findings_overlap_the_worst_severity_shows_and_each_pin_stands_at_its_own_end():
    segments = highlight("abcdef", [a_finding(BLOCK, Span(2, 4)), a_finding(REVISE, Span(0, 4))])

    assert segments == (
        Segment("ab", REVISE, numbers=(2,)),
        Segment("cd", BLOCK, numbers=(1, 2), ending=(1, 2)),
        Segment("ef"),
    )


def test_a_finding_about_something_missing_marks_nothing():
    assert highlight("abc", [a_finding(REVISE, None)]) == (Segment("abc"),)


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6))
def test_segments_put_together_are_the_draft(text: str, places: list[tuple[int, int]]):
    spans = [Span(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in places]

    segments = highlight(text, [a_finding(ADVISE, span) for span in spans])

    assert "".join(segment.text for segment in segments) == text


def test_three_findings_are_shown_at_first_and_the_rest_is_folded_with_running_numbers():
    draft = a_draft(
        "the best hospital in the country, painless, quiet", outlet="instagram", about="attachments: none"
    )
    result = review(draft, the_pack())

    view = review_view(ReviewCard(draft, result, safer_version(draft, result, the_pack())), the_pack())

    assert [item.number for item in view.shown] == [1, 2, 3]
    assert [item.number for item in view.folded] == list(range(4, len(result.findings) + 1))
    assert view.shown[0].words == "the best hospital in the country"


def test_each_finding_comes_with_the_guideline_it_upholds():
    draft = a_draft(BOAST)
    result = review(draft, the_pack())

    view = review_view(ReviewCard(draft, result, safer_version(draft, result, the_pack())), the_pack())

    assert {item.guideline.title for item in view.shown if item.guideline} == {"Test"}


def test_the_limits_shown_while_typing_are_the_pack_s_own():
    assert limits(the_pack()) == {"linkedin": 3000, "x": 280}


@pytest.mark.parametrize("outlet", list(Outlet))
def test_every_outlet_has_a_name_for_people(outlet: Outlet):
    assert outlet_name(outlet.value)[0].isupper()


def test_an_outlet_that_the_log_has_from_another_version_is_shown_as_it_stands():
    assert outlet_name("mastodon") == "mastodon"


def test_control_characters_are_shown_by_their_signs_and_the_length_stays():
    assert visible("a\x00b\x7f\tc\n") == "a␀b␡\tc\n"


def test_what_a_person_must_decide_points_to_the_findings_that_say_it():
    draft = a_draft(SELFIE)
    result = review(draft, the_pack())
    said = result.findings[0].suggestion or ""

    safer = SaferVersion(decide=(said, "Who speaks for the hospital?"))
    view = review_view(ReviewCard(draft, result, safer), the_pack())

    assert (view.to_settle, view.questions) == ((1,), ("Who speaks for the hospital?",))
