"""Profanity in its disguises is seen; words that merely contain it are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.review import review
from tests.builders import a_draft, a_pack, a_rule

PACK = a_pack(a_rule({"detector": "disguised_profanity", "skip": ["quotation"]}))


def found(text: str) -> list[str]:
    return [finding.span.of(text) for finding in review(a_draft(text), PACK).findings if finding.span]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("this form is bullsh1t today", ["bullsh1t"]),
        ("f u c k the fax", ["f u c k"]),
        ("go f*u*c*k off", ["f*u*c*k"]),
        ("fuuuuck it", ["fuuuuck"]),
        ("sh!t, then sh!t again", ["sh!t", "sh!t"]),
        ("total fu💥ck up", ["fu💥ck"]),
        ("ｆｖｃｋ this", ["ｆｖｃｋ"]),
        ("a Sh1tshow", ["Sh1tshow"]),
        ("f\u200bu\u200bc\u200bk1ng no, b1tch", ["f\u200bu\u200bc\u200bk1ng", "b1tch"]),
    ],
)
def test_a_disguise_is_seen_and_the_words_are_pointed_at_as_typed(text: str, words: list[str]):
    assert found(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "The class hit a wall at three.",
        "His hits and our misses.",
        "As s hole in one goes, fine.",
        "Shih Tzu at the therapy desk.",
        "If u c k at the end, call us.",
        "Dr. Dickson and Ms. Kunta.",
        "A plain fuck is the business of phrases.",
        'They yelled "sh1t" at us.',
    ],
)
def test_words_that_only_resemble_or_quote_it_are_left_alone(text: str):
    assert found(text) == []


def test_a_pack_may_allow_a_word():
    pack = a_pack(a_rule({"detector": "disguised_profanity", "with": {"allow": ["d1ck"]}}))

    assert review(a_draft("d1ck is the name of our robot"), pack).findings == ()


@given(st.text(alphabet="fuckshita$1!@* .-💥\n", max_size=60))
def test_spans_lie_inside_whatever_is_typed(text: str):
    for finding in review(a_draft(text or "x"), PACK).findings:
        assert finding.span is not None
        assert 0 <= finding.span.start < finding.span.end <= len(text)
