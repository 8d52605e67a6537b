"""Rules meet drafts: triggers, company, excuses, zones, surfaces, conditions, weights."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Severity, Verdict
from bot.review import review
from tests.builders import a_draft, a_pack, a_rule


def words_found(text: str, detect: dict[str, object], **draft: str) -> list[str]:
    result = review(a_draft(text, **draft), a_pack(a_rule(detect)))
    return [finding.span.of(text) for finding in result.findings if finding.span]


def test_the_words_at_fault_are_pointed_at_as_typed():
    assert words_found("So Dr\u200bunk\u2019 today", {"phrases": ["drunk"]}) == ["Dr\u200bunk"]


def test_the_verdict_follows_the_worst_finding():
    pack = a_pack(
        a_rule({"phrases": ["mild"]}, id="a.b.one", severity={"default": "revise"}),
        a_rule({"phrases": ["grave"]}, id="a.c.two"),
    )

    assert review(a_draft("mild words"), pack).verdict is Verdict.REVISE
    assert review(a_draft("mild and grave"), pack).verdict is Verdict.BLOCK
    assert review(a_draft("neither"), pack).verdict is Verdict.OK


def test_findings_come_worst_first_then_in_reading_order():
    pack = a_pack(
        a_rule({"phrases": ["alpha"]}, id="a.b.one", severity={"default": "revise"}),
        a_rule({"phrases": ["omega"]}, id="a.c.two"),
        a_rule({"phrases": ["beta"]}, id="a.d.three", severity={"default": "revise"}),
    )

    found = review(a_draft("beta alpha omega"), pack).findings

    assert [finding.rule for finding in found] == ["a.c.two", "a.d.three", "a.b.one"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a nurse was drunk", ["drunk"]),
        ("drunk. The nurse came.", []),
        ("drunk drivers hurt people", []),
    ],
)
def test_a_hit_counts_only_in_the_company_the_rule_asks_for(text: str, found: list[str]):
    near = [{"any_of": ["nurse"], "within": "sentence"}]

    assert words_found(text, {"phrases": ["drunk"], "near": near}) == found


@pytest.mark.parametrize(("side", "found"), [("before", ["drunk"]), ("after", [])])
def test_company_may_be_asked_for_on_one_side(side: str, found: list[str]):
    near = [{"any_of": ["nurse"], "within": 2, "side": side}]

    assert words_found("nurse was drunk", {"phrases": ["drunk"], "near": near}) == found


def test_company_too_far_away_is_no_company():
    near = [{"any_of": ["nurse"], "within": 2}]

    assert words_found("nurse was really very drunk", {"phrases": ["drunk"], "near": near}) == []


def test_a_hit_in_bad_company_is_let_go():
    detect = {"phrases": ["drunk"], "not_near": [{"any_of": ["never"], "within": 3}]}

    assert words_found("never get drunk", detect) == []


def test_an_excuse_that_covers_the_hit_lets_it_go():
    assert words_found("punch drunk love, drunk", {"phrases": ["drunk"], "unless": ["punch drunk"]}) == [
        "drunk"
    ]


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("quotation", 'They yelled "drunk" at us'),
        ("url", "see https://example.org/drunk/x"),
        ("hashtag", "join #drunk today"),
    ],
)
def test_a_hit_in_a_skipped_zone_does_not_count(zone: str, text: str):
    assert words_found(text, {"phrases": ["drunk"], "skip": [zone]}) == []
    assert words_found(text, {"phrases": ["drunk"]}) == ["drunk"]


def test_a_rule_may_point_at_the_whole_sentence():
    found = words_found("Fine. We were drunk again. Bye.", {"phrases": ["drunk"], "mark": "sentence"})

    assert found == ["We were drunk again."]


def test_severity_depends_on_the_surface():
    pack = a_pack(a_rule({"phrases": ["x"]}, severity={"reply": "block", "press": "revise"}))

    assert review(a_draft("x", kind="reply", outlet="google"), pack).verdict is Verdict.BLOCK
    assert review(a_draft("x", outlet="press"), pack).verdict is Verdict.REVISE
    assert review(a_draft("x", outlet="x"), pack).findings == ()


def test_a_rule_speaks_only_on_its_surfaces():
    pack = a_pack(a_rule({"phrases": ["word"]}, surfaces=["instagram"]))

    assert review(a_draft("word", outlet="instagram"), pack).findings
    assert not review(a_draft("word", outlet="x"), pack).findings


@pytest.mark.parametrize(("about", "found"), [("attachments: none", 1), ("attachments: photo", 0), ("", 0)])
def test_what_is_known_besides_the_words_decides_whether_a_rule_speaks(about: str, found: int):
    pack = a_pack(a_rule({"phrases": ["word"], "when": {"media": ["no"]}}))

    assert len(review(a_draft("word", about=about), pack).findings) == found


def test_a_shadow_rule_is_counted_and_not_shown():
    result = review(a_draft("word"), a_pack(a_rule({"phrases": ["word"]}, status="shadow")))

    assert result.findings == ()
    assert result.shadowed == ("test.words.rule",)


def test_a_rule_that_is_off_is_silent():
    result = review(a_draft("word"), a_pack(a_rule({"phrases": ["word"]}, status="off")))

    assert (result.findings, result.shadowed) == ((), ())


@pytest.mark.parametrize(("until", "findings"), [(date(2026, 12, 1), 0), (date(2026, 1, 1), 1)])
def test_accepted_words_are_withdrawn_until_their_day_and_kept_on_record(until: date, findings: int):
    accept = [{"phrase": "Drunk Tank Pink", "reason": "paint", "by": "comms", "until": until}]

    result = review(
        a_draft("We chose Drunk Tank Pink."), a_pack(a_rule({"phrases": ["drunk"]}), accept=accept)
    )

    assert len(result.findings) == findings
    assert len(result.accepted) == 1 - findings


def test_nobody_is_told_twice_of_one_category_at_one_place():
    pack = a_pack(
        a_rule({"phrases": ["very drunk"]}, id="a.b.one"),
        a_rule({"phrases": ["drunk"]}, id="a.b.two"),
    )

    assert [finding.rule for finding in review(a_draft("very drunk"), pack).findings] == ["a.b.one"]


def test_families_multiply_in_phrases_and_patterns():
    pack = a_pack(
        a_rule({"phrases": ["your {kin}"], "patterns": [r"\bmy {kin} died\b"]}),
        families={"kin": ["mother", "father"]},
    )

    found = review(a_draft("your father and my mother died"), pack).findings

    assert [(f.span.start, f.span.end) for f in found if f.span] == [(0, 11), (16, 30)]


@given(st.text(max_size=120))
def test_the_same_draft_gives_the_same_review_and_spans_lie_inside(text: str):
    pack = a_pack(a_rule({"phrases": ["a", "e*"], "patterns": [r"\w+ing\b"]}))

    one, two = review(a_draft(text), pack), review(a_draft(text), pack)

    assert one == two
    for finding in one.findings:
        assert finding.span is not None
        assert 0 <= finding.span.start < finding.span.end <= len(text)


def test_a_draft_shows_no_words_when_printed():
    draft = a_draft("secret words", about="review: secret complaint; authorization: AUTH-1 on file for Ann")

    assert "secret" not in repr(draft)
    assert "Ann" not in repr(draft)


def test_severity_words_read_both_ways():
    assert [Severity.of(s.word) for s in Severity] == list(Severity)


def test_a_rule_that_waits_for_something_known_is_asked_once_it_is_known():
    rule = a_rule({"phrases": ["rally"], "when": {"nonprofit": ["yes"]}})
    pack = a_pack(rule)

    assert not review(a_draft("A rally at noon."), pack).findings
    assert review(a_draft("A rally at noon.", about="organization: 501(c)(3)"), pack).findings
    assert not review(a_draft("A rally at noon."), pack).findings


@pytest.mark.parametrize(
    "known", ["attachments: none", "alt text present", "disclosure register: none", "crisis freeze: lifted"]
)
def test_something_known_is_not_nothing_even_where_it_says_none(known: str):
    assert a_draft("A rally.").context.tells_nothing
    assert not a_draft("A rally.", about=known).context.tells_nothing
