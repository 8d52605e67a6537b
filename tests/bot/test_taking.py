"""To whom a public review is given: the triage's role, the pack's people, the sign's own deadline."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import CommandError
from bot.model import Outcome
from bot.people import desk_of
from bot.policy import PolicyPack
from bot.taking import CATEGORY_OF, COMMUNICATIONS, Seen, given_to, named_for, roles, seats_of, untaken
from tests.approvals import DESK, POLICY
from tests.builders import NOON
from tests.cases import CLEO, HOUSE, HOUSE_POLICY, house
from tests.packs import shipped

ABUSE = Seen.of({"outcome": "escalate", "signs": "triage.abuse triage.staff_named"})
PACK = house()


def test_the_first_sign_that_escalates_says_whose_it_is_and_how_fast():
    given = given_to(ABUSE, "", PACK, HOUSE_POLICY, NOON)

    assert (given.role, given.title, given.step) == ("safety", "Chief Medical Officer", CLEO)
    assert (given.within, given.due_at) == ("within the hour", NOON + timedelta(hours=1))


def test_the_deadline_of_the_sign_goes_along_whichever_role_has_it():
    given = given_to(ABUSE, "privacy", PACK, HOUSE_POLICY, NOON)

    assert (given.title, given.step.role) == ("Privacy Officer", "privacy")
    assert given.due_at == NOON + timedelta(hours=1)


def test_a_deadline_that_is_set_for_the_first_role_goes_along_too():
    pack = replace(PACK, organization={**HOUSE, "deadlines": {"self-harm": "within 5 minutes"}})
    given = given_to(
        Seen.of({"outcome": "escalate", "signs": "triage.selfharm"}), "privacy", pack, POLICY, NOON
    )

    assert (given.within, given.due_at) == ("within 5 minutes", NOON + timedelta(minutes=5))


def test_by_hand_the_theme_says_whose_it_is_else_the_pack_does():
    by_hand = {"outcome": "reply", "overruled_to": "escalate"}

    assert named_for(Seen.of({**by_hand, "themes": "theme.wait_time theme.pain"}), PACK) == "safety"
    assert named_for(Seen.of(by_hand), PACK) == "approver"
    assert Seen.of(by_hand).outcome is Outcome.ESCALATE


def test_a_role_that_the_triage_does_not_know_is_refused_with_those_that_it_knows():
    with pytest.raises(CommandError, match="safety"):
        given_to(ABUSE, "saftey", PACK, HOUSE_POLICY, NOON)


def test_who_takes_it_is_the_packs_taker_else_its_owner_else_communications():
    assert seats_of("safety", HOUSE_POLICY) == CLEO
    assert seats_of("privacy", HOUSE_POLICY).role == "privacy"
    assert seats_of("media", HOUSE_POLICY) == COMMUNICATIONS
    gone = desk_of({"desk": {**DESK, "owners": {"privacy": {"people": ["nobody"]}}}})
    assert seats_of("privacy", gone) == COMMUNICATIONS


@pytest.mark.parametrize("name", ["article", "organization"])
def test_every_role_of_the_shipped_triage_has_a_category_of_people_but_the_approver(name: str):
    assert {*roles(shipped(name))} - {"approver"} == {*CATEGORY_OF}


def test_the_shipped_packs_say_who_takes_what():
    pack = shipped()

    assert untaken(pack, desk_of(pack.organization)) == ()


def test_what_is_amiss_is_told_to_the_packs_owner():
    odd = {"saftey": {"people": ["cleo"]}, "legal": {"role": "privacy", "people": []}}
    pack = house(takers=odd)
    policy = desk_of({"desk": {**DESK, "people": DESK["people"][:2], "takers": odd}})

    told = " ".join(untaken(pack, policy))

    assert "'saftey', which is no role of the triage" in told
    assert "'legal'" in told
    assert "soon" in " ".join(untaken(_slow(), POLICY))


def _slow() -> PolicyPack:
    return replace(PACK, organization={**HOUSE, "deadlines": {"safety": "soon"}})
