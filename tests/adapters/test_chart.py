"""The picture of the verdict mix: a small PNG, always the same, that colour alone does not tell."""

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Picture

from adapters.chart import HEIGHT, WIDTH, draw_mix, parts
from bot.digest_card import mix_alt
from bot.digest_numbers import CHANGE, HOLD, IMPROVE, READY, Share, WeekNumbers

WEEK = WeekNumbers(47, (Share(READY, 31), Share(IMPROVE, 12), Share(HOLD, 4)))
COARSE = WeekNumbers(1_200, (Share(READY, 1_180), Share(CHANGE, 20)))


@pytest.mark.parametrize("numbers", [WEEK, COARSE, WeekNumbers(5, (Share(READY, 5), Share(IMPROVE, 0)))])
def test_it_is_a_small_png_that_any_reader_opens(numbers: WeekNumbers):
    image = draw_mix(numbers, mix_alt(numbers))

    with Picture.open(io.BytesIO(image.png)) as opened:
        opened.load()
        assert (opened.format, opened.size) == ("PNG", (WIDTH, HEIGHT))
    assert len(image.png) < 20_000


def test_the_same_numbers_give_the_same_bytes():
    first = draw_mix(WEEK, "").png
    draw_mix.cache_clear()

    assert draw_mix(WEEK, "").png == first


def test_the_words_for_whoever_does_not_see_it_hold_every_number():
    assert mix_alt(WEEK) == "A bar of last week's 47 drafts: 31 ready, 12 to improve, 4 not to publish."


def test_parts_are_told_apart_in_shades_of_grey():
    with Picture.open(io.BytesIO(draw_mix(WEEK, "").png)) as opened:
        grey = opened.convert("L")
    row = [grey.getpixel((x, 138)) for x in range(48, WIDTH - 48)]
    changes = [
        sum(abs(a - b) > 40 for a, b in pairwise(part)) for part in (row[:600], row[720:960], row[1010:])
    ]

    assert changes[0] == 0
    assert all(count > 4 for count in changes[1:])


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=3).filter(any), st.integers(300, 2_000))
def test_every_part_with_a_draft_is_to_be_seen_and_the_whole_width_is_used(counts: list[int], wide: int):
    shares = tuple(Share(label, n) for label, n in zip((READY, IMPROVE, HOLD), counts, strict=False))

    found = parts(WeekNumbers(sum(counts), shares), wide, gap=4)

    assert len(found) == sum(n > 0 for n in counts)
    assert found[0][1] == 0
    assert found[-1][2] == wide
    assert all(right - left >= wide // 50 for _, left, right in found)
