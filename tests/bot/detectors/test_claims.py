"""Figures without a source, studies without a name, days that have passed."""

import pytest

from bot.review import review
from tests.builders import a_draft, a_pack, a_rule


def words(text: str, detector: str) -> list[str]:
    pack = a_pack(a_rule({"detector": detector}))
    return [f.span.of(text) for f in review(a_draft(text), pack).findings if f.span]


@pytest.mark.parametrize(
    "text",
    [
        "Did you know that two in three adults skip breakfast?",
        "Eighty percent of all patients prefer a window.",
        "A cat on the ward cuts falls in half.",
        "Walkers live 22 percent longer than sitters.",
    ],
)
def test_a_figure_about_people_without_a_source_is_found(text: str):
    assert words(text, "unsourced_figure")


@pytest.mark.parametrize(
    "text",
    [
        "Two in three adults skip breakfast (CDC, 2024).",
        "Two in three adults skip breakfast: https://example.org/study",
        "We answered 80% of the calls from patients within a minute.",
        "The clinic is open three of five days.",
        "One of our nurses won a prize.",
    ],
)
def test_a_sourced_figure_and_an_own_count_are_left_alone(text: str):
    assert words(text, "unsourced_figure") == []


def test_studies_without_a_name_are_found_and_a_named_one_is_not():
    assert words("Studies show that naps help.", "studies_show") == ["Studies show"]
    assert words("Studies show that naps help (JAMA 2024).", "studies_show") == []


@pytest.mark.parametrize(
    "text", ["Register by 12 May 2024!", "Open house on March 3, 2025, seats left", "Book by 10/12/2023"]
)
def test_a_day_that_has_passed_is_found_where_it_is_spoken_of_as_to_come(text: str):
    assert words(text, "passed_date")


@pytest.mark.parametrize(
    "text",
    [
        "Register by 12 May 2026!",
        "Our open house was on 3 March 2025, with 400 guests.",
        "Since May 2019 we have run a night clinic; sign up online.",
        "Register by 40 May 2026",
    ],
)
def test_days_to_come_and_days_remembered_are_left_alone(text: str):
    assert words(text, "passed_date") == []
