"""Hashtags, capitals, emoji, decorative letters, alt text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.detectors.hashtag_words import apart
from bot.review import review
from tests.builders import a_draft, a_pack, a_rule


def found(text: str, detector: str, options: dict[str, object] | None = None, **draft: str):
    pack = a_pack(a_rule({"detector": detector, "with": options or {}}))
    return review(a_draft(text, **draft), pack).findings


def words(text: str, detector: str, options: dict[str, object] | None = None, **draft: str) -> list[str]:
    return [f.span.of(text) for f in found(text, detector, options, **draft) if f.span]


def test_words_run_together_in_a_hashtag_get_their_capitals():
    (finding,) = found("Thank you #ruralhealthnurses", "hashtag_case")

    assert finding.rewrite is not None
    assert finding.rewrite.text == "#RuralHealthNurses"


@pytest.mark.parametrize("text", ["#dermatology", "#NursesWeek", "#nursing", "#NHS", "ward #4 and #12"])
def test_a_hashtag_of_one_word_or_with_capitals_is_left_alone(text: str):
    assert words(text, "hashtag_case") == []


def test_a_long_hashtag_is_flagged_even_where_its_words_cannot_be_told_apart():
    (finding,) = found("#zyxwvutsrqponmlkj", "hashtag_case")

    assert finding.rewrite is None


@given(st.text(alphabet="abcdehilnorstuw", min_size=1, max_size=24))
def test_words_told_apart_make_up_the_whole_tag(tag: str):
    assert "".join(apart(tag)) in {"", tag}


def test_a_sentence_in_capitals_is_shouting():
    assert words("PLEASE CLOSE THE DOOR now", "all_caps") == ["PLEASE CLOSE THE DOOR"]


@pytest.mark.parametrize(
    "text",
    [
        "The ICU, NICU and PICU have new doors.",
        "STATEMENT FROM RIVERSIDE HOSPITAL\nWe have an agreement with our nurses, and the talks are over.",
        "I am CEO of ACME.",
    ],
)
def test_acronyms_and_headings_are_not_shouting(text: str):
    assert words(text, "all_caps") == []


def test_emoji_in_a_row_count_and_a_joined_emoji_counts_once():
    options = {"most": 5, "in_a_row": 4}

    assert words("Shots today 🎉🎉🎉🎉", "emoji_load", options) == ["🎉🎉🎉🎉"]
    assert words("Our team 👩‍⚕️👨‍⚕️ is here", "emoji_load", options) == []


def test_lines_that_begin_with_emoji_are_bullets():
    assert words("🔥 one\n🔥 two\n🔥 three", "emoji_load", {"most": 6, "in_a_row": 4})


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("𝗡𝗼𝘄 𝗼𝗽𝗲𝗻", "Now open"), ("🅝🅞🅦", "NOW"), ("ᴏᴘᴇɴ ʜᴏᴜsᴇ", "open house"), ("ｏｐｅｎ", "open")],
)
def test_decorative_letters_become_plain_ones(typed: str, plain: str):
    text = f"{typed}: the clinic on Main Street"

    (finding,) = found(text, "fancy_letters")

    assert finding.span is not None
    assert finding.span.of(text) == typed
    assert finding.rewrite is not None
    assert finding.rewrite.text == plain


def test_a_picture_without_alt_text_is_missed_and_an_unknown_one_is_not():
    assert found("New mural", "alt_text_missing", about="attachments: photo; alt text missing")
    assert not found("New mural", "alt_text_missing", about="attachments: photo; alt text present")
    assert not found("New mural", "alt_text_missing")


@given(st.text(max_size=200))
def test_spans_lie_inside_any_text(text: str):
    for detector in ("hashtag_case", "all_caps", "emoji_load", "fancy_letters"):
        for finding in found(text, detector):
            assert finding.span is not None
            assert 0 <= finding.span.start <= finding.span.end <= len(text)
