"""What an author wrote about: kept for the author alone, counted once a draft, gone after half a year."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from bot.personal import Personal, Written, states
from bot.pillars import Pillar, Pillars, neglected
from bot.writing import KEPT, counted, shares, wrote
from tests.builders import DAY

ACCESS = Pillar("access", "Access", ("walk-in", "appointment*"), ("How do people get here?",))
PEOPLE = Pillar("people", "People", ("our nurses",), ("Who taught you something?",))
SILENT = Pillar("art", "Art")
PILLARS = (ACCESS, PEOPLE, SILENT)


def a_draft_about(*pillars: str, entry: str = "d1", on: date = DAY, outlet: str = "linkedin") -> Written:
    return Written(entry, on, outlet, pillars)


def test_words_say_what_a_draft_is_about_and_a_pillar_without_words_is_never_found():
    words = Pillars(PILLARS)

    assert words.touched("Our NURSES keep the walk\u2010in open; appointments are not needed.") == (
        "access",
        "people",
    )
    assert words.touched("Art in the lobby.") == ()
    assert words.counted == ("access", "people")
    assert Pillars((SILENT,)).touched("Art") == ()


def test_a_version_takes_the_place_of_the_one_before_and_a_day_on_one_subject_is_one_draft():
    one = wrote(Personal(), a_draft_about("access"), (), DAY)
    version = wrote(one, a_draft_about("people", entry="d2"), ("d1",), DAY)
    again = wrote(version, a_draft_about("people", entry="d3"), (), DAY)
    elsewhere = wrote(again, a_draft_about("people", entry="d4", outlet="x"), (), DAY)

    assert [item.entry for item in version.written] == ["d2"]
    assert [item.entry for item in again.written] == ["d3"]
    assert len(elsewhere.written) == 2


def test_shares_count_drafts_by_pillar_and_those_about_none():
    kept = Personal(
        written=(
            a_draft_about("access", on=DAY - timedelta(days=9)),
            a_draft_about("access", "people"),
            a_draft_about(),
        )
    )

    known = shares(kept, PILLARS, DAY)

    assert (known.drafts, known.other) == (3, 1)
    assert [(share.pillar.id, share.drafts, share.last) for share in known.by_pillar] == [
        ("access", 2, DAY),
        ("people", 1, DAY),
    ]
    assert known.rarest.pillar is PEOPLE


def test_whoever_wants_nothing_kept_has_nothing_kept_and_nothing_added():
    kept = wrote(Personal(), a_draft_about("access"), (), DAY)

    off = counted(kept, wanted=False)

    assert off.written == ()
    assert wrote(off, a_draft_about("people"), (), DAY).written == ()
    assert wrote(counted(off, wanted=True), a_draft_about("people"), (), DAY).written != ()


def test_a_review_that_is_delivered_again_on_the_next_day_counts_once():
    once = wrote(Personal(), a_draft_about("access"), (), DAY)
    tomorrow = DAY + timedelta(days=1)

    again = wrote(once, a_draft_about("access", on=tomorrow), (), tomorrow)

    assert [item.on for item in again.written] == [tomorrow]


def test_the_log_learns_nothing_of_it():
    assert states(wrote(Personal(), a_draft_about("access"), (), DAY)) == {}


@given(some.lists(some.integers(0, 400), max_size=30))
def test_nothing_older_than_half_a_year_is_kept_or_counted(ages: list[int]):
    kept = Personal()
    for number, age in enumerate(sorted(ages, reverse=True)):
        day = DAY - timedelta(days=age)
        kept = wrote(kept, a_draft_about("access", entry=str(number), on=day), (), day)

    known = shares(kept, PILLARS, DAY)

    assert known.drafts == len({age for age in ages if timedelta(days=age) <= KEPT})


def test_of_the_pillars_that_rest_for_a_month_the_longest_is_named():
    month = DAY - timedelta(days=30)

    assert neglected(PILLARS, {"access": DAY, "people": month}, DAY) == "people"
    assert neglected(PILLARS, {"access": month - timedelta(days=1), "people": month}, DAY) == "access"
    assert neglected(PILLARS, {"access": DAY, "people": month + timedelta(days=1)}, DAY) is None
    assert neglected(PILLARS, {"art": date(2020, 1, 1)}, DAY) is None
    assert neglected((), {}, DAY) is None
