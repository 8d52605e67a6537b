"""The safer version changes only the words at fault, passes the same review, or asks a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Rewrite, Span, Verdict
from bot.review import review
from bot.safer import apply, safer_version, tidy
from tests.builders import a_draft, a_pack, a_rule

SWAP = a_rule({"phrases": ["gadget"]}, rewrite={"replaces": "span", "with": "thing"})
CUT = a_rule({"phrases": ["secret"]}, id="test.cut.rule", rewrite={"replaces": "sentence", "with": ""})
STUCK = a_rule(
    {"phrases": ["story"]}, id="test.stuck.rule", suggest="Ask the person for a written authorization."
)


def safer(text: str, *rules: dict[str, object]):
    draft, pack = a_draft(text), a_pack(*rules)
    return safer_version(draft, review(draft, pack), pack)


def test_the_words_at_fault_are_replaced_and_the_rest_stays():
    assert safer("Look at our Gadget,\nit is  fine.", SWAP).text == "Look at our Thing,\nit is fine."


def test_a_sentence_at_fault_is_removed_cleanly():
    assert (
        safer("We open on Monday. This is secret. Please come by!", CUT).text
        == "We open on Monday. Please come by!"
    )


def test_a_safer_version_passes_the_same_review():
    pack = a_pack(SWAP, CUT)
    draft = a_draft("Our gadget is new. It is secret. Come and see it.")

    text = safer_version(draft, review(draft, pack), pack).text

    assert text is not None
    assert review(a_draft(text), pack).verdict is Verdict.OK


def test_without_an_honest_change_the_person_is_told_what_to_decide():
    result = safer("A story about our gadget today.", SWAP, STUCK)

    assert result.text is None
    assert result.decide == ("Ask the person for a written authorization.", "These words are at fault.")


def test_nothing_is_offered_when_nothing_sensible_would_be_left():
    assert safer("This is secret.", CUT).text is None


def test_a_change_that_never_settles_ends_with_a_person():
    loop = a_rule({"phrases": ["gadget"]}, rewrite={"replaces": "span", "with": "gadget gadget"})

    assert safer("My gadget is here today.", loop).text is None


def test_a_clean_draft_needs_no_safer_version():
    result = safer("All is well with us today.", SWAP)

    assert (result.text, result.decide) == (None, ())


def test_of_two_changes_at_one_place_the_larger_wins():
    assert safer("Come and see us. The secret gadget is here.", SWAP, CUT).text == "Come and see us."


@pytest.mark.parametrize(
    ("left", "clean"),
    [("a , b", "a, b"), ("a  b", "a b"), ("one.\n\n\n\ntwo", "one.\n\ntwo"), ("so, .", "so."), (" x ", "x")],
)
def test_what_a_removal_leaves_behind_is_mended(left: str, clean: str):
    assert tidy(left) == clean


@given(st.text(max_size=80))
def test_tidying_twice_changes_nothing(text: str):
    assert tidy(tidy(text)) == tidy(text)


def test_a_capital_at_the_start_is_kept():
    assert apply("Gadget one", [Rewrite(Span(0, 6), "thing")]) == "Thing one"
