"""Which tip's turn it is: all before any comes again, in the pack's order, pins first."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule import WEEK, week_of
from bot.tips import Tip, Used, choose, rotation, tips_of, upcoming

MONDAY = date(2026, 11, 30)


def a_tip(name: str, **more: object) -> Tip:
    return Tip(name, "do.test", name.title(), "About it.", "Do it.", "Done.", **more)  # type: ignore[arg-type]


ABC = tuple(a_tip(name) for name in "abc")


def year(tips: tuple[Tip, ...], weeks: int, used: tuple[Used, ...] = ()) -> list[str]:
    return [item.tip for item in upcoming(tips, used, MONDAY, weeks)]


def test_tips_come_in_the_order_of_the_pack_and_then_again():
    assert year(ABC, 7) == ["a", "b", "c", "a", "b", "c", "a"]


def test_a_tip_that_is_switched_off_is_left_out():
    assert year((ABC[0], a_tip("b", off=True), ABC[2]), 4) == ["a", "c", "a", "c"]


def test_a_tip_is_sent_in_the_week_it_is_pinned_to_and_not_before():
    pinned = a_tip("a", pin=MONDAY + timedelta(days=17))

    assert year((pinned, *ABC[1:], a_tip("d")), 6) == ["b", "c", "a", "d", "b", "c"]


def test_a_tip_that_is_added_later_comes_next_and_only_once():
    used = tuple(Used(MONDAY - number * WEEK, name) for number, name in enumerate("cbacba", start=1))

    assert year((*ABC, a_tip("new")), 5, used) == ["new", "a", "b", "c", "new"]


def test_what_a_week_had_stands_whatever_the_pack_says_now():
    assert year(ABC, 2, (Used(MONDAY, "gone"),)) == ["gone", "a"]


def test_without_a_tip_there_is_nothing_to_send():
    assert choose((), (), MONDAY) is None
    assert choose((a_tip("a", off=True),), (), MONDAY) is None


def test_tips_that_are_all_pinned_to_later_weeks_are_better_than_none():
    assert choose((a_tip("a", pin=MONDAY + 9 * WEEK),), (), MONDAY) == a_tip("a", pin=MONDAY + 9 * WEEK)


@given(st.integers(1, 30), st.sets(st.integers(0, 29)), st.integers(1, 120))
def test_no_tip_comes_twice_before_all_that_are_on_came(count, off, weeks):
    tips = tuple(a_tip(f"t{number}", off=number in off) for number in range(count))
    on = sum(not tip.off for tip in tips)

    names = year(tips, weeks)

    for begin in range(len(names)):
        assert len(set(names[begin : begin + on])) == len(names[begin : begin + on])


@given(st.lists(st.sampled_from("abc"), max_size=12), st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_the_same_history_always_gives_the_same_tip(history, day):
    used = [Used(week_of(day) - number * WEEK, name) for number, name in enumerate(history, start=1)]

    assert choose(ABC, used, day) == choose(ABC, reversed(used), day)


def test_the_order_that_an_organization_wants_comes_first():
    items = [
        {"id": name, "guideline": "g", "title": "T", "text": "t", "do": "d", "example": "e"}
        for name in "abcd"
    ]

    assert [tip.id for tip in tips_of(items, ["d", "b"])] == ["d", "b", "a", "c"]


@pytest.mark.parametrize(
    ("name", "state", "week"),
    [
        ("a", "used", MONDAY - WEEK),
        ("b", "waiting", None),
        ("off", "off", None),
        ("pin", "pinned", MONDAY + WEEK),
    ],
)
def test_every_tip_has_its_place_in_the_rotation(name, state, week):
    tips = (*ABC, a_tip("off", off=True), a_tip("pin", pin=MONDAY + WEEK))

    turns = {turn.tip.id: turn for turn in rotation(tips, [Used(MONDAY - WEEK, "a")], MONDAY)}

    assert (turns[name].state, turns[name].week) == (state, week)
