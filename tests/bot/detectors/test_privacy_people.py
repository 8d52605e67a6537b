"""Somebody in care: who counts, who does not, and what points to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import context
from bot.detectors.catalog import CATALOG
from bot.detectors.detector import Found
from bot.detectors.evidence import weigh
from bot.detectors.tagging import tag
from bot.model import Draft, Kind, Severity
from bot.page import Page

ENOUGH = 0.8


def page(text: str, known: str = "", kind: Kind = Kind.POST) -> Page:
    return Page(Draft(text, kind, context=context.parse(known)))


def found(text: str, part: str = "story", known: str = "", kind: Kind = Kind.POST) -> list[Found]:
    options = {"part": part, "block": ENOUGH}
    return list(CATALOG["somebody_in_care"].find(page(text, known, kind), (), options))


def words(text: str, part: str) -> list[str]:
    return [text[item.start : item.end] for item in found(text, part)]


@pytest.mark.parametrize(
    "text",
    [
        "The baker's son came in with a burst appendix and went home on Tuesday.",
        "A certain weatherman is in our detox since Sunday, and his wife brought him his slippers.",
        "We lost the old lighthouse keeper last night; his daughter held his hand in bed 7.",
        "Mrs. Quimby is in room 12 after her stroke and her husband sings to her.",
    ],
)
def test_one_person_in_care_is_told_of(text: str) -> None:
    assert any(item.severity is Severity.BLOCK for item in found(text))


@pytest.mark.parametrize(
    "text",
    [
        "Our new charge nurse Odile joins us on Monday from the county hospital.",
        "Most people who fall at home wait too long before they call us.",
        "I had my own knee replaced in May and I am grateful to the team.",
        "The board approved the budget for a second scanner.",
        "Flu shots are in the lobby until six; bring your badge and your neighbor.",
        "He is made up out of a dozen charts, a composite, and nobody's patient.",
    ],
)
def test_staff_people_in_general_the_author_and_inventions_are_not_somebody_in_care(text: str) -> None:
    assert not found(text)


def test_the_name_the_day_the_place_and_the_tie_are_pointed_at() -> None:
    text = "Mr. Halloran came in with chest pain on Friday and is still in room 214, his daughter beside him."

    assert "Mr. Halloran" in words(text, "name")
    assert any("Friday" in word for word in words(text, "day"))
    assert any("214" in word for word in words(text, "place"))
    assert words(text, "tie")


def test_the_parts_are_plain_labels_and_no_words_of_the_draft() -> None:
    text = "The baker's son came in with a burst appendix and went home on Tuesday."

    (item, *_) = found(text)

    assert item.details["parts"]
    assert "baker" not in item.details["parts"]


def test_parts_of_one_weight_stand_in_one_order_in_every_process() -> None:
    text = "Mrs. Quimby is in room 12 after her stroke and her husband sings to her."

    (item, *_) = found(text)

    assert item.details["parts"] == (
        "a relative, somebody beside care, a part of their body or care, a condition, a bed or room"
    )


def test_an_authorization_in_force_leaves_only_the_advice_to_check_that_it_covers_this() -> None:
    text = "The baker's son came in with a burst appendix and went home on Tuesday."

    covered = found(text, known="authorization: AUTH-1 on file, covers story and occupation")

    assert all(item.severity is Severity.ADVISE for item in covered)


@pytest.mark.parametrize(
    "known",
    [
        "authorization: none recorded",
        "authorization: AUTH-1, expired 2020-01-01",
        "authorization: AUTH-1 on file, covers first name only",
    ],
)
def test_an_authorization_that_is_missing_lapsed_or_narrower_makes_it_heavier(known: str) -> None:
    text = "So proud of our tuba player and his new hip."
    plain = max(item.score for item in weigh(page(text)).sentences)

    told = max(item.score for item in weigh(page(text, known)).sentences)

    assert told > plain


def test_a_reply_is_left_to_the_rules_for_replies() -> None:
    assert not found("The baker's son came in with a burst appendix.", kind=Kind.REPLY)


def test_a_page_is_weighed_once_however_many_rules_ask() -> None:
    one = page("She is in our ICU.")

    assert weigh(one) is weigh(one)


@given(st.text(max_size=400))
def test_every_place_lies_inside_the_text_and_every_word_has_one_letter(text: str) -> None:
    one = page(text)
    tagged = tag(one)

    assert len(tagged.letters) == len(tagged.words) == len(tagged.spans())
    for part in ("story", "name", "day", "place", "tie", "sensitive"):
        for item in CATALOG["somebody_in_care"].find(one, (), {"part": part, "block": -99}):
            assert item.start is not None
            assert item.end is not None
            assert 0 <= item.start < item.end <= len(one.text)


def test_a_long_draft_in_capitals_without_stops_is_weighed_quickly() -> None:
    assert weigh(page("SHE CAME IN WITH A BROKEN HIP AND " * 2_000)).sentences
