"""While a freeze is set, only what helps, what grieves and what was released goes out."""

import pytest

from bot.review import review
from tests.builders import a_draft, a_pack, a_rule

PACK = a_pack(
    a_rule({"detector": "not_released", "when": {"freeze": ["yes"], "released": ["no", "unknown"]}})
)


@pytest.mark.parametrize(
    ("text", "about", "count"),
    [
        ("Proud to announce our gala.", "freeze: active", 1),
        ("Proud to announce our gala.", "incident: freeze on", 1),
        ("Proud to announce our gala.", "crisis freeze on since 06:10", 1),
        ("Proud to announce our gala.", "live incident: gas leak in the east wing", 1),
        ("Proud to announce our gala.", "live incident ended; statement released", 0),
        ("Proud to announce our gala.", "crisis freeze: lifted on Monday", 0),
        (
            "Proud to announce our gala.",
            "crisis freeze in force: outage; release approved by the press office",
            0,
        ),
        ("Proud to announce our gala.", "freeze: not set", 0),
        ("Proud to announce our gala.", "", 0),
        ("Proud to announce our gala.", "freeze: active, released by the press office", 0),
        ("Our systems are offline. Next update at six.", "freeze: active", 0),
        ("My heart is broken. Rest in peace, friend.", "freeze: active", 0),
    ],
)
def test_a_freeze_holds_what_neither_helps_nor_grieves(text: str, about: str, count: int):
    assert len(review(a_draft(text, about=about), PACK).findings) == count
