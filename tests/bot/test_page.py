"""Folding undoes disguise, and every folded character knows where it stands in the draft."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Draft
from bot.page import Page

ANY_TEXT = st.text(max_size=200) | st.text(
    alphabet=st.sampled_from(
        "a B.!?\n\t\r\u00a0\u200b\u2019\u201cé\u0301ﬁ½…İßа\U0001d400\U0001f600\ufe0f\u200d\ud800\x00"
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ｄｒｕｎｋ", "drunk"),
        ("dr\u200bunk", "drunk"),
        ("drun\u0301k", "drunk"),
        ("drunк", "drunk"),
        ("𝓭𝓻𝓾𝓷𝓴", "drunk"),
        ("don\u2019t", "don't"),
        ("a\u00a0\u00a0b", "a b"),
        ("one \r\n\n two", "one\ntwo"),
        ("naïve", "naive"),
        ("\ufb01ne", "fine"),
        ("STRASSE ß", "strasse ß"),
    ],
)
def test_disguised_letters_read_as_plain_ones(typed: str, read: str):
    assert Page(Draft(typed)).text == read


def test_a_word_in_another_script_is_left_as_it_is():
    assert Page(Draft("оса")).text == "оса"


def test_a_span_covers_the_zero_width_characters_inside_a_word():
    draft = Draft("so dr\u200bu\u200bnk today")
    page = Page(draft)
    at = page.text.index("drunk")

    span = page.span(at, at + 5)

    assert span.of(draft.text) == "dr\u200bu\u200bnk"


@given(ANY_TEXT)
def test_every_folded_range_points_inside_the_draft(text: str):
    page = Page(Draft(text))

    for at in range(len(page.text)):
        span = page.span(at, at + 1)
        assert 0 <= span.start < span.end <= len(text)


@given(ANY_TEXT)
def test_spans_keep_the_reading_order(text: str):
    page = Page(Draft(text))
    starts = [page.span(at, at + 1).start for at in range(len(page.text))]

    assert starts == sorted(starts)


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str):
    once = Page(Draft(text)).text

    assert Page(Draft(once)).text == once


@given(st.text(alphabet="abc XYZ.,'!", max_size=80))
def test_plain_text_is_only_lowered(text: str):
    assert Page(Draft(text)).text.replace(" ", "") == text.lower().replace(" ", "")


@given(ANY_TEXT)
def test_both_readings_have_the_same_length(text: str):
    page = Page(Draft(text))

    assert len(page.text) == len(page.typed)


def test_sentences_do_not_end_at_a_title_or_an_initial():
    page = Page(Draft("Dr. J. Ames spoke at 5 p.m. today. Everyone listened."))

    starts = page.sentence_starts()

    assert [page.text[start : start + 8] for start in starts] == ["dr. j. a", "everyone"]


def test_the_sentence_around_a_word_ends_without_its_blanks():
    page = Page(Draft("First one.  Second one!\nThird"))

    start, end = page.sentence(page.text.index("second") + 2)

    assert page.text[start:end] == "second one!"


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("quotation", '"a quoted line"'),
        ("url", "https://example.org/a?b=c"),
        ("hashtag", "#goodwork"),
        ("mention", "@someone"),
    ],
)
def test_zones_are_found(zone: str, words: str):
    page = Page(Draft('He said "a quoted line" at https://example.org/a?b=c to @someone #goodwork'))

    assert [page.text[start:end] for start, end in page.zones(zone)] == [words]
