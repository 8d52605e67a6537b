"""A pattern is asked only where its literals stand; that must never lose a match."""

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import Matcher
from bot.model import Draft
from bot.page import Page
from bot.required import rarest, required
from tests.packs import shipped

PATTERNS = [
    r"\b(?:we|i) (?:had|drank) (?:two|three) shots?\b",
    r"day (?:one|\d+)",
    r"[a-c]x+(?:y|z)?",
    r"(?:ab|cd)*e",
    r"^a?b",
    r"(a|b)(c|d)\b",
]


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"\bgadgets?\b", [{"gadget", "gadgets"}]),
        (r"a (?:red|blue) hat", [{"a red hat", "a blue hat"}]),
        (
            r"call \d{3} now",
            [{f"call {figure}" for figure in "0123456789"}, {f"{figure} now" for figure in "0123456789"}],
        ),
        (r"\w+", []),
        (r"(?:x|\w+) here", [{" here"}]),
        (r"colou?r", [{"color", "colour"}]),
        (r"\p{L}", []),
    ],
)
def test_what_a_pattern_cannot_do_without(pattern: str, needs: list[set[str]]):
    found = required(pattern)

    assert {frozenset(need) for need in found} <= {frozenset(need) for need in needs}
    assert bool(found) is bool(needs)


@given(st.text(alphabet="abcdexyz 12onewhadrktsu", max_size=40), st.sampled_from(PATTERNS))
def test_every_match_holds_one_literal_of_each_set(text: str, pattern: str):
    match = re2.search(pattern, text)

    assert match is None or all(any(one in match.group() for one in need) for need in required(pattern))


def test_no_shipped_pattern_loses_a_match_on_the_packs_own_examples():
    pack = shipped()
    texts = [e["text"] for rule in pack.rules for e in (*rule.data["flags"], *rule.data["passes"])]
    pages = [Page(Draft(text.replace("[[", "").replace("]]", ""))) for text in texts]
    patterns = {pattern for rule in pack.rules for pattern in rule.data["detect"].get("patterns", ())}
    lost = []
    for pattern in sorted(p for p in patterns if "{" not in p):
        compiled = re2.compile(pattern)
        needs = required(pattern)
        lost += [
            (pattern, page.text)
            for page in pages
            if compiled.search(page.text) and not all(any(o in page.text for o in need) for need in needs)
        ]

    assert lost == []


def test_a_pattern_that_needs_nothing_is_always_asked():
    matcher = Matcher()
    probe = matcher.pattern(r"[^\s]{3}")
    matcher.build()

    assert matcher.scan("abc", "abc").of(probe) == [(0, 3)]


def test_what_is_rare_in_the_examples_gates_a_pattern_and_what_is_common_gates_none():
    patterns = {
        "rare": (frozenset({"the "}), frozenset({"zebra"})),
        "common": (frozenset({"the "}),),
    }
    texts = ["the ward is calm", "the lift is new", "thanks to all of the team"] * 80
    texts.append("the zebra on the wall")

    chosen = rarest(patterns, texts)

    assert chosen["rare"][0] == frozenset({"zebra"})
    assert chosen["common"] == ()


def test_without_examples_every_set_is_kept():
    patterns = {"any": (frozenset({"a"}), frozenset({"b"}))}

    assert rarest(patterns, []) == patterns


def test_a_pattern_whose_literal_stands_in_most_drafts_is_left_to_be_asked_with_its_like() -> None:
    sentences = [*("We read it today." for _ in range(3)), *("Nothing of the kind." for _ in range(13))]
    needs = (frozenset({"read"}),)

    assert rarest({"read": needs}, [text.lower() for text in sentences]) == {"read": ()}


def test_a_literal_of_a_few_drafts_spares_asking() -> None:
    sentences = ["we read it today.", *("nothing of the kind." for _ in range(159))]
    needs = (frozenset({"read"}),)

    assert rarest({"read": needs}, sentences) == {"read": needs}
