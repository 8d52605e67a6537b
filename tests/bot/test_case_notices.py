"""Who hears what of a public review that was handed over: those who may take it, and who asked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.approval import Refusal
from bot.case import Case, CaseState, Ending, EndingReason
from bot.case_moves import CaseMove, PassOn, Settle, TakeBack, TakeUp, move, overdue
from bot.case_notices import CaseNotice, CaseWhy, card_for, case_notices, still_concerns
from bot.people import Step
from tests.builders import NOON
from tests.cases import HOUSE_POLICY, a_case, a_given

HOUR = timedelta(hours=1)
TO_PIA = PassOn(a_given("privacy", Step(people=("pia",)), title="Privacy Officer"))


def after(before: Case, wanted: CaseMove, name: str) -> Case:
    made = move(before, wanted, HOUSE_POLICY.people[name], HOUSE_POLICY, NOON + HOUR / 10)
    assert not isinstance(made, Refusal), made
    return made


def told(before: Case | None, now: Case, by: str | None) -> dict[str, str]:
    return {n.person: n.why.value for n in case_notices(before, now, HOUSE_POLICY, NOON, by)}


def test_whoever_may_take_it_hears_that_it_was_handed_over():
    assert told(None, a_case(), "ann") == {"cleo": "asked"}


def test_who_asked_hears_of_everything_that_others_do():
    case = a_case()
    taken = after(case, TakeUp(), "cleo")
    settled = after(taken, Settle(Ending.REPORTED, EndingReason.FAKE), "cleo")

    assert told(case, taken, "cleo") == {"ann": "taken"}
    assert told(taken, settled, "cleo") == {"ann": "settled"}
    assert told(case, after(case, TakeBack(), "ann"), "ann") == {}


def test_passed_on_the_others_are_asked_and_whoever_had_it_is_spared():
    taken = after(a_case(), TakeUp(), "cleo")

    assert told(taken, after(taken, TO_PIA, "cleo"), "cleo") == {"ann": "passed_on", "pia": "asked"}
    by_deputy = replace(after(taken, TO_PIA, "cleo"))
    assert told(taken, by_deputy, "cyd") == {"ann": "passed_on", "pia": "asked", "cleo": "spared"}


def test_near_the_end_those_who_may_take_it_hear_and_who_asked():
    case = a_case()
    assert told(case, replace(case, warned=True, revision=1), None) == {"ann": "near", "cleo": "yours_near"}
    taken = replace(after(case, TakeUp(), "cleo"), deputized=True)
    assert told(taken, replace(taken, warned=True, revision=2), None) == {"ann": "near", "cleo": "yours_near"}


def test_after_the_end_deputies_are_asked_and_then_everybody_hears_that_it_lapsed():
    case = a_case()
    late = overdue(case, HOUSE_POLICY, NOON + HOUR)
    assert late is not None
    lapsed = overdue(late, HOUSE_POLICY, NOON + 2 * HOUR)
    assert lapsed is not None

    assert told(case, late, None) == {"ann": "deputized", "cyd": "deputy"}
    assert told(late, lapsed, None) == {"ann": "lapsed", "cleo": "yours_lapsed", "cyd": "yours_lapsed"}


def test_a_channel_has_one_card_of_it_but_not_what_was_handed_over_in_another_workspace():
    here = replace(HOUSE_POLICY, channels=("slack:T1:C1", "slack:T2:C2"))
    case = a_case(conversation={"platform": "slack", "tenant": "T1", "id": "D1"})

    queued = [n.person for n in case_notices(None, case, here, NOON, "ann") if n.why is CaseWhy.QUEUE]

    assert queued == ["slack:T1:C1"]


def test_what_is_no_news_any_more_is_not_sent():
    case = a_case()
    (asked,) = case_notices(None, case, HOUSE_POLICY, NOON, "ann")
    taken = after(case, TakeUp(), "cleo")
    elsewhere = replace(case, holder="cyd", revision=1)

    assert still_concerns(asked, case, HOUSE_POLICY, NOON)
    assert still_concerns(asked, taken, HOUSE_POLICY, NOON)
    assert not still_concerns(asked, elsewhere, HOUSE_POLICY, NOON)
    assert not still_concerns(asked, replace(case, state=CaseState.SETTLED), HOUSE_POLICY, NOON)


@pytest.mark.parametrize("why", [why for why in CaseWhy if why is not CaseWhy.QUEUE])
def test_every_notice_says_something_and_leads_to_the_case(why: CaseWhy):
    settled = {"state": CaseState.SETTLED, "decided_by": "cleo", "decided_at": NOON}
    ended = {**settled, "ending": Ending.ANSWERED, "reason": EndingReason.BY_COUNSEL}
    now = a_case(**(ended if why in {CaseWhy.SETTLED, CaseWhy.SPARED} else {}))
    notice = CaseNotice("local", now.id, 0, "cleo", why)

    card = card_for(notice, now, HOUSE_POLICY, NOON, ("abuse or neglect is described",))

    assert card.text.endswith(".")
    assert card.buttons[0].words == "show case-1"
    assert ("Signs", "abuse or neglect is described") in card.facts
    taking = why in {CaseWhy.ASKED, CaseWhy.DEPUTY, CaseWhy.YOURS_NEAR, CaseWhy.YOURS_LAPSED}
    assert [b.words for b in card.buttons[1:]] == (["take case-1"] if taking else [])
    assert "cleo" not in notice.key
