"""One pass finds every phrase and pattern, whole words only, in any script."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import BadPattern, Matcher


def scan(text: str, *phrases: str) -> list[str]:
    matcher = Matcher()
    probe = matcher.words(phrases)
    matcher.build()
    return [text[start:end] for start, end in matcher.scan(text, text).of(probe)]


def test_a_phrase_is_found_as_whole_words_only():
    assert scan("lic and public, lic.", "lic") == ["lic", "lic"]


def test_letters_of_any_script_are_part_of_a_word():
    assert scan("ünaé na", "na") == ["na"]


def test_a_star_lets_the_word_go_on():
    assert scan("intoxicated, intoxication's end", "intoxicat*") == ["intoxicated", "intoxication's"]


def test_a_phrase_runs_over_a_line_break():
    assert scan("thank you\nall", "thank you all") == ["thank you\nall"]


def test_equal_word_lists_share_one_probe():
    matcher = Matcher()

    assert matcher.words(["a", "b"]) == matcher.words(["b", "a"])


def test_a_pattern_with_a_group_points_at_the_group():
    matcher = Matcher()
    probe = matcher.pattern(r"call (\d+) now")
    matcher.build()

    assert matcher.scan("call 555 now", "call 555 now").of(probe) == [(5, 8)]


def test_a_cased_pattern_reads_the_text_with_its_capitals():
    matcher = Matcher()
    probe = matcher.pattern(r"\bMr [A-Z]\w+", cased=True)
    matcher.build()

    assert matcher.scan("mr bell met mr toll", "mr bell met Mr Toll").of(probe) == [(12, 19)]


@pytest.mark.parametrize("pattern", ["(?=a)", r"(a)\1", "(", "a{2000}"])
def test_what_could_hang_or_is_broken_is_refused(pattern: str):
    matcher = Matcher()

    with pytest.raises(BadPattern):
        matcher.pattern(pattern)


def test_an_evil_pattern_cannot_hang():
    matcher = Matcher()
    probe = matcher.pattern(r"(a+)+b")
    matcher.build()

    assert matcher.scan("a" * 50_000, "a" * 50_000).of(probe) == []


def test_thousands_of_patterns_find_the_same_as_few():
    matcher = Matcher()
    probes = [matcher.pattern(rf"\bword{number}\b") for number in range(1_500)]
    matcher.build()

    found = matcher.scan("a word7 and word1203", "a word7 and word1203")

    assert [p for p in probes if found.of(p)] == [probes[7], probes[1203]]


@given(
    st.text(alphabet="ab c", max_size=40),
    st.sets(st.text(alphabet="abc", min_size=1, max_size=3), min_size=1),
)
def test_the_automaton_finds_what_a_plain_search_finds(text: str, phrases: set[str]):
    plain = {m.span() for phrase in phrases for m in re.finditer(rf"(?={phrase}(?!\w))(?<!\w){phrase}", text)}
    matcher = Matcher()
    probe = matcher.words(phrases)
    matcher.build()

    assert set(matcher.scan(text, text).of(probe)) == plain


def test_a_probe_on_demand_is_found_when_asked_and_starts_nothing():
    matcher = Matcher()
    eager = matcher.words(["rare"])
    word = matcher.words(["common"], on_demand=True)
    pattern = matcher.pattern(r"\bcommon (\w+)", on_demand=True)
    matcher.build()

    matches = matcher.scan("a common thing", "a common thing")

    assert list(matches.probes()) == []
    assert matches.of(eager) == []
    assert matches.of(word) == [(2, 8)]
    assert matches.of(pattern) == [(9, 14)]


def test_a_probe_both_at_once_and_on_demand_is_looked_for_at_once():
    matcher = Matcher()
    later = matcher.words(["both"], on_demand=True)
    at_once = matcher.words(["both"])
    matcher.build()

    assert later == at_once
    assert list(matcher.scan("both", "both").probes()) == [at_once]


def test_a_broken_pattern_on_demand_is_refused_at_once():
    matcher = Matcher()

    with pytest.raises(BadPattern):
        matcher.pattern("(", on_demand=True)


def test_patterns_that_nothing_gates_are_asked_together_and_each_answers_for_itself():
    matcher = Matcher()
    shapes = [rf"[a-z]\d{{{size}}}[a-z]" for size in range(1, 60)]
    probes = [matcher.pattern(shape, needs=()) for shape in shapes]
    capital = matcher.pattern(r"[A-Z]\d[A-Z]", cased=True, needs=())
    matcher.build()

    found = matcher.scan("a1b, c333d; x1y", "A1B, c333d; x1y")

    assert [probe for probe in probes if found.of(probe)] == [probes[0], probes[2]]
    assert found.of(probes[0]) == [(0, 3), (12, 15)]
    assert found.of(capital) == [(0, 3)]
    assert probes[1] not in found.probes()
