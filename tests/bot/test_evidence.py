"""Rules and reader weighed together: each lowers the bar for the other, neither silences the other."""

from dataclasses import replace

import pytest

from bot.model import Passage, Reading, Severity, Span, Verdict
from bot.review import review
from tests.builders import a_draft, a_pack, a_rule

THRESHOLDS = {
    "post": {
        "block_at": 0.9,
        "ask_at": 0.6,
        "passage_at": 0.4,
        "block_rule": 3.0,
        "further_rule": 1.0,
        "ask_rule": 2.0,
        "any_rule": 1.0,
    }
}
STORY = a_rule({"detector": "reading"}, id="phi.story.reading")
TONE = a_rule({"detector": "reading"}, id="strategy.tone.reading", severity={"default": "revise"})
WORD = a_rule({"phrases": ["gadget"]}, id="coi.words.rule", severity={"default": "revise"})
PACK = a_pack(STORY, TONE, WORD, reader=THRESHOLDS)
TEXT = "A story about somebody."


def a_reading(block: float, *passages: Passage) -> Reading:
    found = passages or (Passage(Span(2, 7), "phi.story", block),)
    return Reading("v1", block, block, {}, found)


def judged(text: str, reading: Reading | None, pack=PACK):
    return review(a_draft(text), pack, reading)


@pytest.mark.parametrize(
    ("block", "verdict"), [(0.95, Verdict.BLOCK), (0.7, Verdict.REVISE), (0.3, Verdict.OK)]
)
def test_the_reader_blocks_only_where_it_is_sure_and_asks_where_it_is_fairly_sure(
    block: float, verdict: Verdict
):
    assert judged(TEXT, a_reading(block)).verdict is verdict


def test_where_a_rule_is_met_the_reader_needs_less():
    assert judged(TEXT, a_reading(0.58)).verdict is Verdict.OK
    assert judged(TEXT + " With a gadget.", a_reading(0.58)).verdict is Verdict.BLOCK


def test_advice_about_the_outlet_is_no_support():
    pack = a_pack(STORY, {**WORD, "id": "platform.words.rule"}, reader=THRESHOLDS)

    assert Verdict.BLOCK is not judged(TEXT + " With a gadget.", a_reading(0.58), pack).verdict


def test_a_finding_of_the_reader_names_words_reason_and_fix():
    (finding,) = judged(TEXT, a_reading(0.95)).findings

    assert finding.span is not None
    assert finding.span.of(TEXT) == "story"
    assert finding.category == "phi.story"
    assert finding.why == "Test well."


def test_a_passage_weighs_no_more_than_its_category():
    reading = a_reading(0.7, Passage(Span(2, 7), "strategy.tone", 0.9))

    assert judged(TEXT, reading).verdict is Verdict.REVISE


def test_a_block_is_never_without_words_of_a_blocking_category():
    scores = {"phi.story": 0.3, "strategy.tone": 0.9}
    reading = Reading("v1", 0.95, 0.95, scores, (Passage(Span(2, 7), "strategy.tone", 0.9),))

    found = judged(TEXT, reading).findings

    assert [(f.category, f.severity, f.span) for f in found] == [
        ("phi.story", Severity.BLOCK, Span(2, 7)),
        ("strategy.tone", Severity.REVISE, Span(2, 7)),
    ]


def test_of_equals_at_one_place_the_rule_is_shown_and_not_the_reader():
    word = a_rule({"phrases": ["story"]}, id="phi.story.word")
    pack = a_pack(STORY, word, reader=THRESHOLDS)

    assert [f.rule for f in judged(TEXT, a_reading(0.95), pack).findings] == ["phi.story.word"]


def test_weak_passages_are_not_shown_beside_strong_ones():
    reading = a_reading(
        0.95, Passage(Span(2, 7), "phi.story", 0.8), Passage(Span(8, 13), "strategy.tone", 0.1)
    )

    assert [f.category for f in judged(TEXT, reading).findings] == ["phi.story"]


@pytest.mark.parametrize(
    ("block", "revise", "severity"),
    [(0.35, 0.4, Severity.BLOCK), (0.3, 0.5, Severity.REVISE), (0.1, 0.2, Severity.ADVISE)],
)
def test_a_rule_weighs_no_more_than_it_and_the_reader_together_allow(
    block: float, revise: float, severity: Severity
):
    pack = a_pack(a_rule({"phrases": ["gadget"]}), reader=THRESHOLDS)

    (finding,) = judged("My gadget.", Reading("v1", block, revise, {}), pack).findings

    assert finding.severity is severity


def test_rules_of_several_categories_weigh_more_than_one():
    one = a_rule({"phrases": ["gadget"]})
    two = a_rule({"phrases": ["widget"]}, id="test.other.rule")
    pack = a_pack(one, two, reader=THRESHOLDS)

    assert judged("My gadget.", a_reading(0.25), pack).verdict is not Verdict.BLOCK
    assert judged("My gadget and widget.", a_reading(0.25), pack).verdict is Verdict.BLOCK


def test_without_a_reading_the_rules_stand_as_they_are():
    assert (
        judged("My gadget.", None, a_pack(a_rule({"phrases": ["gadget"]}), reader=THRESHOLDS)).verdict
        is Verdict.BLOCK
    )


def test_without_thresholds_for_a_kind_the_reader_is_silent():
    assert review(a_draft(TEXT, kind="reply"), PACK, a_reading(0.99)).findings == ()


def test_a_rule_of_the_reader_can_be_switched_off_or_into_the_shadow():
    off = a_pack({**STORY, "status": "off"}, reader=THRESHOLDS)
    shadow = a_pack({**STORY, "status": "shadow"}, reader=THRESHOLDS)

    assert judged(TEXT, a_reading(0.95), off).findings == ()
    assert judged(TEXT, a_reading(0.95), shadow).shadowed == ("phi.story.reading",)


def test_a_reading_in_part_is_said():
    reading = replace(a_reading(0.1), truncated=True)

    assert any("read its first part" in notice for notice in judged(TEXT, reading).notices)


def test_the_version_of_the_reader_is_on_the_review():
    assert judged(TEXT, a_reading(0.1)).reader_version == "v1"
    assert judged(TEXT, None).reader_version is None


def test_the_reader_never_lowers_what_a_certain_rule_says():
    sure = a_pack(a_rule({"phrases": ["gadget"]}, certain=True), reader=THRESHOLDS)

    (finding,) = judged("My gadget.", a_reading(0.0), sure).findings

    assert finding.severity is Severity.BLOCK
