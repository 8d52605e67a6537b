"""An endpoint that fails is left alone: for a while, as long as it asks, or until somebody mends it."""

import pytest

from adapters.model.breaker import PAUSE_S, UNSAID_S, Breaker
from bot.model_calls import Ending

FAILS = 5


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def a_paused(clock: Clock) -> Breaker:
    breaker = Breaker(clock)
    for _ in range(FAILS):
        breaker.record(Ending.TIMEOUT, "key")
    return breaker


def test_five_failures_of_the_last_ten_make_a_pause_and_four_do_not(clock: Clock):
    breaker = Breaker(clock)
    for ending in (Ending.OK, Ending.TIMEOUT) * 4:
        breaker.record(ending, "key")
    before = breaker.refusal("key")
    breaker.record(Ending.SERVER_ERROR, "key")

    assert (before, breaker.refusal("key")) == (None, Ending.PAUSED)


def test_after_a_pause_one_question_goes_through_and_the_others_wait_for_it(clock: Clock):
    breaker = a_paused(clock)
    clock.now += PAUSE_S

    with breaker.attempt():
        beside = breaker.refusal("key")
    breaker.record(Ending.OK, "key")

    assert beside is Ending.PAUSED
    assert (breaker.refusal("key"), breaker.why) == (None, None)


def test_an_attempt_that_fails_makes_the_next_pause(clock: Clock):
    breaker = a_paused(clock)
    clock.now += PAUSE_S
    with breaker.attempt():
        pass
    breaker.record(Ending.UNREACHABLE, "key")

    assert breaker.refusal("key") is Ending.PAUSED
    clock.now += PAUSE_S
    assert breaker.refusal("key") is None


def test_an_attempt_that_is_called_off_leaves_the_way_open_for_the_next(clock: Clock):
    breaker = a_paused(clock)
    clock.now += PAUSE_S

    with pytest.raises(KeyboardInterrupt), breaker.attempt():
        raise KeyboardInterrupt

    assert breaker.refusal("key") is None


@pytest.mark.parametrize(("asked", "kept"), [(600.0, 600.0), (None, UNSAID_S)])
def test_a_pause_that_is_asked_for_outlasts_whatever_was_out_already(
    clock: Clock, asked: float | None, kept: float
):
    breaker = Breaker(clock)
    breaker.record(Ending.RATE_LIMITED, "key", asked)
    breaker.record(Ending.OK, "key")

    clock.now += kept - 0.1
    assert breaker.refusal("key") is Ending.RATE_LIMITED
    clock.now += 0.2
    assert breaker.refusal("key") is None


def test_a_failure_does_not_shorten_a_pause_that_was_asked_for(clock: Clock):
    breaker = Breaker(clock)
    breaker.record(Ending.RATE_LIMITED, "key", 600.0)
    for _ in range(FAILS):
        breaker.record(Ending.TIMEOUT, "key")

    clock.now += PAUSE_S + 1
    assert breaker.refusal("key") is Ending.RATE_LIMITED


@pytest.mark.parametrize("ending", [Ending.AUTH, Ending.QUOTA])
def test_what_no_waiting_mends_is_news_once_and_waits_for_another_key(clock: Clock, ending: Ending):
    breaker = Breaker(clock)
    news = [breaker.record(ending, "old"), breaker.record(ending, "old")]
    for _ in range(FAILS):
        breaker.record(Ending.TIMEOUT, "old")
    clock.now += 1e6

    assert news == [True, False]
    assert breaker.refusal("old") is ending
    assert breaker.refusal("new") is None
