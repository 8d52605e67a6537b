"""Draws the verdict mix of a week as a small picture: one bar, its parts told apart by more than colour."""

import io
from functools import lru_cache
from typing import Any

from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from bot.digest_card import Image
from bot.digest_numbers import CHANGE, HOLD, IMPROVE, READY, WeekNumbers

WIDTH, HEIGHT = 1200, 320
"""Pixels: sharp at 600 by 160 on a phone."""

_SIDE, _TOP, _THICK, _GAP = 48, 92, 92, 8
_FINE = 2
"""Drawn so many times larger and scaled down, so that edges are smooth."""
_PAPER, _INK, _SOFT = "#fffdf9", "#2b2621", "#62594d"
_TONES = {READY: "#2f7a4f", IMPROVE: "#c98a1b", CHANGE: "#c98a1b", HOLD: "#94221a"}
_STRIPES = {IMPROVE: 36, CHANGE: 36, HOLD: 18}
"""What needed work is striped; the more it needed, the closer."""


@lru_cache(32)  # all conversations of an organization show the same one
def draw_mix(numbers: WeekNumbers, alt: str) -> Image:
    """The picture of ``numbers.mix``; the same numbers always give the same bytes."""
    picture = Picture.new("RGB", (WIDTH, HEIGHT), _PAPER)
    picture.paste(_bar(numbers), (_SIDE, _TOP))
    _write(picture, numbers)
    out = io.BytesIO()
    picture.quantize(64).save(out, "PNG", optimize=True)
    return Image(out.getvalue(), alt, WIDTH, HEIGHT)


def _bar(numbers: WeekNumbers) -> Picture.Image:
    wide, high = (WIDTH - 2 * _SIDE) * _FINE, _THICK * _FINE
    bar = Picture.new("RGB", (wide, high), _PAPER)
    for label, left, right in parts(numbers, wide, _GAP * _FINE):
        bar.paste(_part(label, right - left, high), (left, 0))
    outline = Picture.new("L", (wide, high), 0)
    ImageDraw.Draw(outline).rounded_rectangle((0, 0, wide - 1, high - 1), radius=high // 4, fill=255)
    whole = Picture.composite(bar, Picture.new("RGB", (wide, high), _PAPER), outline)
    return whole.resize((wide // _FINE, high // _FINE), Picture.Resampling.LANCZOS)


def _part(label: str, wide: int, high: int) -> Picture.Image:
    part = Picture.new("RGB", (wide, high), _TONES[label])
    step = _STRIPES.get(label)
    if step is not None:
        draw = ImageDraw.Draw(part)
        for x in range(-high, wide, step * _FINE):
            draw.line((x, high, x + high, 0), fill=_PAPER, width=2 * _FINE)
    return part


def parts(numbers: WeekNumbers, wide: int, gap: int = 0) -> tuple[tuple[str, int, int], ...]:
    """Each label with the pixels that it begins and ends at; even one draft is to be seen."""
    shown = [share for share in numbers.mix if share.drafts]
    least = wide // 50
    free = wide - gap * (len(shown) - 1) - least * len(shown)
    total = sum(share.drafts for share in shown)
    found, left = [], 0
    for share in shown:
        right = left + least + free * share.drafts // total
        found.append((share.label, left, wide if share is shown[-1] else right))
        left = right + gap
    return tuple(found)


def _write(picture: Picture.Image, numbers: WeekNumbers) -> None:
    """A title above the bar; below it each label with its share, in the order of the bar."""
    draw = ImageDraw.Draw(picture)
    draw.text((_SIDE, 24), f"Last week: {numbers.drafts:,} drafts reviewed", fill=_INK, font=_font(40))
    x = float(_SIDE)
    for label, _, _ in parts(numbers, WIDTH - 2 * _SIDE):
        drafts = next(share.drafts for share in numbers.mix if share.label == label)
        picture.paste(_part(label, 56, 56).resize((28, 28), Picture.Resampling.LANCZOS), (round(x), 236))
        text = f"{drafts:,} {label}"
        draw.text((x + 44, 226), text, fill=_SOFT, font=_font(34))
        x += 44 + draw.textlength(text, font=_font(34)) + 56


def _font(size: int) -> Any:
    """The font that Pillow carries, so that no machine's own fonts change the picture."""
    return ImageFont.load_default(size)
