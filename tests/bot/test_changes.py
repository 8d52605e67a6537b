"""What changed between two versions, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from bot.changes import LONGEST_DIFFERENCE, Change, difference


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_difference_holds_both_texts_whole(before: str, after: str):
    changes = difference(before, after)

    assert "".join(change.text for change in changes if change.kind != "added") == before
    assert "".join(change.text for change in changes if change.kind != "removed") == after


def test_a_difference_goes_word_by_word():
    assert difference("It is the best, truly.", "It is a good one, truly.") == (
        Change("same", "It is"),
        Change("removed", " the best"),
        Change("added", " a good one"),
        Change("same", ", truly."),
    )


def test_no_difference_is_worked_out_for_a_text_that_nobody_reads_word_by_word():
    assert difference("a" * LONGEST_DIFFERENCE, "b") == ()
