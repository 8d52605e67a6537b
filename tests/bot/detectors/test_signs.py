"""Signs that somebody is in care: what spares asking a pattern never hides one."""

import re
import string

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.detectors.signs import GUARDS, LETTERS, SIGNS
from bot.detectors.spotting import Wanted, names

EVERY = Wanted.of(SIGNS.keys() | LETTERS.keys())
ALPHABET = string.ascii_letters + string.digits + string.punctuation.replace("|", "") + "\u00b0"


@settings(max_examples=500)
@given(st.text(alphabet=ALPHABET, max_size=24))
def test_a_sign_is_found_whenever_its_pattern_stands(letters: str) -> None:
    standing = {name for name, pattern in SIGNS.items() if re.search(pattern, letters)}

    assert names(EVERY.signs(letters)) & SIGNS.keys() == standing


@given(st.data())
def test_a_text_made_to_match_a_pattern_passes_its_guard(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SIGNS)))
    letters = data.draw(st.from_regex(re.compile(SIGNS[name]), alphabet=st.sampled_from(ALPHABET)))

    assert name in names(EVERY.signs(letters))


def test_every_sign_has_a_guard() -> None:
    assert SIGNS.keys() == GUARDS.keys()
