"""The presence check: where somebody stands follows from the answers, and answers lead to to-dos."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot import todos
from bot.personal import Owner, Personal, Said, states
from bot.presence import answer, begin, changes, standing, steps_of
from bot.presence_links import FACTS, encoded, template, written
from tests.personal import REQUESTS, STEPS, a_presence_pack

DAY = date(2026, 3, 2)
LISTS = a_presence_pack().lists
ALL = steps_of(LISTS)
NAME, EMPLOYER, NEWS = ALL


def answered(*said: Said, kept: Personal | None = None, on: date = DAY) -> Personal:
    kept = begin(kept or Personal(), on)
    for step, found in zip(ALL, said, strict=False):
        kept = answer(kept, ALL, step, found, on)
    return kept


def test_the_next_step_is_the_first_one_without_an_answer():
    kept = answer(begin(Personal(), DAY), ALL, EMPLOYER, Said.FINE, DAY)

    now = standing(kept.check, ALL)

    assert (now.step, now.answered, now.total) == (NAME, 1, 3)


def test_a_check_ends_with_its_last_answer_whatever_the_order():
    kept = answered(Said.FINE, Said.SKIPPED)
    assert kept.check.ended is None

    kept = answer(kept, ALL, NEWS, Said.FINE, DAY)

    assert kept.check.ended == DAY
    assert states(kept) == {"presence": "done 2026-03-02"}


def test_a_step_that_goes_from_the_pack_is_not_asked_and_not_counted():
    kept = answered(Said.FINE)
    left = (NAME, NEWS)

    assert standing(kept.check, left).step == NEWS
    assert standing(kept.check, left).total == 2
    assert answer(kept, left, NEWS, Said.FINE, DAY).check.ended == DAY


@pytest.mark.parametrize(
    ("said", "days"),
    [(Said.WRONG, 14), (Said.REMOVE, 14), (Said.NOT_ME, 2), (Said.FINE, None), (Said.SKIPPED, None)],
)
def test_only_what_is_not_fine_leaves_something_to_do_with_a_day(said: Said, days: int | None):
    kept = answered(said)

    assert [todo.due for todo in kept.open] == ([] if days is None else [DAY + timedelta(days=days)])


def test_saying_the_same_twice_leaves_one_thing_to_do():
    kept = answered(Said.WRONG)

    again = answer(kept, ALL, NAME, Said.WRONG, DAY + timedelta(days=1))

    assert again.todos == kept.todos


def test_another_answer_changes_what_is_to_do_and_fine_settles_it():
    kept = answer(answered(Said.WRONG), ALL, NAME, Said.NOT_ME, DAY)
    assert [todo.what for todo in kept.todos] == [Said.NOT_ME]

    kept = answer(kept, ALL, NAME, Said.FINE, DAY)

    assert kept.open == ()
    assert kept.todos[0].done == DAY


def test_what_is_still_open_a_quarter_later_is_not_opened_twice():
    first = answered(Said.WRONG, Said.FINE, Said.FINE)
    later = DAY + timedelta(days=91)

    second = answered(Said.WRONG, kept=first, on=later)

    assert second.todos == first.todos
    assert second.earlier == first.check


def test_what_comes_back_after_it_was_settled_is_a_new_thing_to_do():
    first = answered(Said.WRONG, Said.FINE, Said.FINE)
    first = first.with_todo(todos.done(first.todos[0], DAY))

    second = answered(Said.WRONG, kept=first, on=DAY)

    assert len({todo.id for todo in second.todos}) == 2
    assert len(second.open) == 1


def test_the_next_quarter_shows_what_changed():
    first = answered(Said.WRONG, Said.FINE, Said.FINE)
    second = answered(Said.FINE, Said.FINE, Said.REMOVE, kept=first, on=DAY + timedelta(days=91))

    assert changes(second.check, second.earlier, ALL) == (
        ("Your name", Said.WRONG, Said.FINE),
        ("In the news", Said.FINE, Said.REMOVE),
    )


def test_ways_are_tried_in_order_and_the_last_one_stays():
    todo = answered(Said.WRONG).todos[0]
    found = todos.ways(todo, REQUESTS, ALL)
    assert [way.title for way in found] == ["Ask the site", "Ask the engine"]
    assert found[1].links[0].address == "https://search.example/removal"

    asked = todos.asked(todo, todos.way_of(todo, found), DAY)
    assert asked.due == DAY + timedelta(days=30)
    again = todos.still_there(asked, DAY + timedelta(days=30))

    assert todos.way_of(again, found) == found[1]
    assert todos.way_of(replace(again, tried=9), found) == found[1]
    assert todos.still_there(again, DAY) == again  # said twice, it counts once


def test_an_impersonator_is_reported_and_looked_at_again_within_a_week():
    todo = answered(Said.NOT_ME).todos[0]
    way = todos.way_of(todo, todos.ways(todo, REQUESTS, ALL))

    assert way.title == "Report it"
    assert todos.asked(todo, way, DAY).due == DAY + timedelta(days=7)


def test_a_thing_put_off_waits_a_week_from_today_and_can_be_given_to_somebody():
    todo = answered(Said.NOT_ME).todos[0]

    assert (
        todos.later(todo, DAY).due == todos.later(todos.later(todo, DAY), DAY).due == DAY + timedelta(days=7)
    )
    assert todos.given_to(todo, Owner.LEGAL).owner is Owner.LEGAL


def test_what_was_settled_long_ago_is_forgotten():
    kept = answered(Said.WRONG, Said.REMOVE)
    kept = kept.with_todo(todos.done(kept.todos[0], DAY))

    later = todos.without_old(kept, DAY + timedelta(days=401))

    assert [todo.step for todo in later.todos] == ["employer"]


def test_the_log_may_know_open_done_and_days_and_nothing_else():
    kept = answered(Said.WRONG)

    assert states(kept) == {"presence": "open 2026-03-02", "todos": "open 2026-03-02"}


def test_a_step_that_is_switched_off_is_not_asked():
    off = [{**STEPS[0], "status": "off"}, *STEPS[1:]]

    assert [step.id for step in steps_of({**LISTS, "presence": off})] == ["employer", "news"]


# -- Links ------------------------------------------------------------------------------------------------


def test_a_link_is_filled_in_any_script_and_says_what_is_missing():
    link = EMPLOYER.link

    assert link.needs == ("name", "employer")
    assert link.filled({"name": "Ärzte & Söhne"}) == (
        "https://search.example/web?q=%22%C3%84rzte%20%26%20S%C3%B6hne%22%20%22YOUR%20EMPLOYER%22"
    )
    assert link.filled({"name": "محمد", "employer": "A", "fact": "heart"}).endswith("%22%20%22A%22%20heart")


def test_a_second_fact_narrows_every_search():
    assert NEWS.link.filled({"name": "Mary Smith", "fact": "  nurse  "}).endswith(
        "%22Mary%20Smith%22%20nurse"
    )


@given(some.text(max_size=200), some.dictionaries(some.sampled_from(sorted(FACTS)), some.text(max_size=200)))
def test_whatever_is_typed_the_link_stays_one_address(typed: str, facts: dict[str, str]):
    link = template("https://search.example/?q={query}", '"{name}" {city}')

    made = link.filled({**facts, "name": typed})

    assert made.startswith("https://search.example/?q=%22")
    assert made.isascii()
    assert not set(made[len("https://search.example/?q=") :]) & set(" &#?+/<>\"'\n")
    assert not written(made)


@given(some.text(some.characters(exclude_categories=["Cs"])))
def test_what_is_encoded_comes_back(text: str):
    from urllib.parse import unquote

    assert unquote(encoded(text)) == text
