"""A quote is found where its words stand, and gives the place in the text as typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Draft
from bot.page import Page
from bot.quotes import Quotable
from bot.redaction import redact


def found(text: str, quote: str) -> str | None:
    redacted = redact(Page(Draft(text)))
    place = Quotable(redacted).find(quote)
    return None if place is None else redacted.span(*place).of(text)


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        ("We cure everyone here.", "cure everyone", "cure everyone"),
        ("We cure\u00a0everyone here.", "cure everyone", "cure\u00a0everyone"),
        ("It is “painless” now.", '"painless"', "painless"),
        ("It isn’t painless.", "isn't painless", "isn’t painless"),
        ("WE CURE everyone.", "we cure Everyone", "WE CURE everyone"),
        ("We cure\n\n   everyone.", "cure everyone", "cure\n\n   everyone"),
        ("We c\u200bure everyone.", "cure everyone", "c\u200bure everyone"),
        ("Ｗｅ ｃｕｒｅ everyone.", "We cure everyone.", "Ｗｅ ｃｕｒｅ everyone"),
        ("Maria Lopez is cured.", "[PERSON_1] is cured", "Maria Lopez is cured"),
    ],
)
def test_a_quote_that_differs_in_case_blanks_or_marks_is_found(text: str, quote: str, words: str):
    assert found(text, quote) == words


@pytest.mark.parametrize(
    "quote",
    ["heal everyone", "ur every", "everyone cure", "", "  ", "!", "we", "We cure everyone here and there"],
)
def test_a_paraphrase_or_half_a_word_is_not_found(quote: str):
    assert found("We cure everyone here.", quote) is None


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from("We cure “every” one. né naïve full ß İstanbul Ⅷ fine \u200b\u200b Lopez".split(" ")),
        min_size=3,
        max_size=8,
    )
)
def test_every_run_of_words_of_what_was_sent_is_found_in_it(words: list[str]):
    redacted = redact(Page(Draft(" ".join(words))))
    sent = redacted.text.split()
    quote = " ".join(sent[:3])

    if sum(c.isalnum() for c in quote) >= 3:
        place = Quotable(redacted).find(quote)
        assert place is not None
        assert redacted.text[slice(*place)].split()[0].strip('".') == sent[0].strip('".')
