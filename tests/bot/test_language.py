"""Drafts in other languages are told what was not checked."""

import pytest

from bot.language import NOT_ENGLISH
from bot.review import review
from tests.builders import a_draft, a_pack

PACK = a_pack()


@pytest.mark.parametrize(
    "text",
    [
        "Estamos muy orgullosos de nuestro equipo de enfermería que trabaja todas las noches.",
        "Wir danken allen Kolleginnen und Kollegen, die heute Nacht Dienst haben.",
        "Мы гордимся нашей командой медсестёр и врачей",
        "私たちは看護師チームを誇りに思います",
    ],
)
def test_another_language_is_noticed(text: str):
    assert review(a_draft(text), PACK).notices == (NOT_ENGLISH,)


@pytest.mark.parametrize(
    "text",
    [
        "We are proud of our night team.",
        "lol same",
        "ok",
        "👏👏👏",
        "Magnet Status. Third time. Thank you all!",
        "#NursesWeek #TeamWork",
        "",
    ],
)
def test_english_and_very_short_drafts_are_not_bothered(text: str):
    assert review(a_draft(text), PACK).notices == ()
