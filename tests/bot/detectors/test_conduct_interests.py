"""A tie that the register knows must be said, plainly and where readers see it."""

import pytest

from bot.review import review
from tests.builders import a_draft, a_pack, a_rule

TIE = a_pack(a_rule({"detector": "tie_unsaid"}))
BURIED = a_pack(a_rule({"detector": "buried_disclosure", "with": {"fold": 60}}))


def test_a_company_from_the_register_without_a_word_on_the_tie_is_asked_about():
    text = "Nights are quiet. Pulsar made that happen."

    (finding,) = review(a_draft(text, about="disclosure register: author holds Pulsar shares"), TIE).findings

    assert finding.span is not None
    assert finding.span.of(text) == "Pulsar made that happen."


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("I own shares in Pulsar, so weigh this.", "disclosure register: author holds Pulsar shares"),
        ("My brother owns Pulsar; I left the room.", "disclosure register: author's brother owns Pulsar"),
        ("Our garden is open.", "disclosure register: author holds Pulsar shares"),
        ("Pulsar made that happen.", "disclosure register: no entry for Pulsar"),
        ("Pulsar made that happen.", ""),
    ],
)
def test_a_tie_said_or_none_on_record_is_no_finding(text: str, about: str):
    assert review(a_draft(text, about=about), TIE).findings == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("#ad These boots came from Pulsar, and they are fine.", 0),
        ("These boots are the best on nights. #boots #nurses #feet #ad", 1),
        ("These boots " + "carry me through every long night " * 3 + "#sponsored", 1),
        ("Pulsar paid me for this. " + "These boots are fine. " * 4 + "#ad", 0),
    ],
)
def test_a_disclosure_must_stand_where_readers_see_it(text: str, count: int):
    assert len(review(a_draft(text), BURIED).findings) == count
