"""What becomes of a card in Teams by what was pressed about a review that was, or should be, handed over."""

import json
from typing import Any

from adapters.teams.answers import answered, looked
from adapters.teams.pressable import asked_with, place_of
from adapters.teams.presses import Did, Looked, read
from adapters.teams.render import outgoing
from bot.cards import Card
from bot.case_cards import CaseCard
from bot.case_commands import HandOver, ShowCase, TakeCase
from tests.adapters.test_teams_render import shown
from tests.cases import NEVER_SHOWN, CaseWorld


def explain(rule: str) -> str:
    return rule


def card_of(card: Card) -> dict[str, Any]:
    drawn = outgoing(card, explain).card
    assert drawn is not None
    return dict(drawn)


def pressed(on: str, words: str, **more: str) -> Did:
    found = read({"bedside": 1, "verb": "do", "on": on, "words": words, **more})
    assert isinstance(found, Did)
    return found


def refreshed(card: dict[str, Any]) -> Looked:
    found = read({**asked_with(card), "verb": "look"})
    assert isinstance(found, Looked)
    return found


async def a_case(world: CaseWorld) -> tuple[dict[str, Any], CaseCard]:
    answer = await world.answered("teams:ann", platform="teams")
    handed = await world.ask("teams:ann", HandOver(answer.decision_id or ""), "teams")
    assert isinstance(handed, CaseCard)
    return card_of(answer), handed


async def test_the_answer_says_on_top_that_it_was_handed_over_and_offers_that_no_more():
    standing, handed = await a_case(CaseWorld())
    words = f"handover {handed.case.decision_id} safety"

    become = answered(pressed("complaint", words), handed, standing, explain)

    assert become.for_good
    assert become.card is not None
    assert "Handed over. Waits for Cleo Compliance" in become.sentence
    told = json.dumps(become.card, ensure_ascii=False)
    assert told.index("Waits for Cleo Compliance") < told.index("■ Escalate")
    assert "Hand over to" not in told


async def test_opened_again_the_answer_says_how_it_stands_by_then():
    world = CaseWorld()
    standing, handed = await a_case(world)
    become = answered(pressed("complaint", "handover x"), handed, standing, explain).card
    assert become is not None
    await world.ask("cleo", TakeCase(handed.case.id))

    asked = refreshed(dict(become)).command
    assert asked == ShowCase(handed.case.id)
    now = looked(
        refreshed(dict(become)), await world.ask("teams:ann", ShowCase(handed.case.id)), become, explain
    )

    assert now.card is not None
    assert "Cleo Compliance has it" in shown(now.card)
    assert "Waits for" not in shown(now.card)


async def test_a_case_is_drawn_anew_only_when_it_changed():
    world = CaseWorld()
    _, handed = await a_case(world)
    before = await world.ask("cleo", ShowCase(handed.case.id))
    standing = card_of(before)

    assert looked(refreshed(standing), before, standing, explain).card is standing
    taken = await world.ask("cleo", TakeCase(handed.case.id))
    become = answered(pressed("case", f"take {handed.case.id}"), taken, standing, explain)

    assert become.card is not None
    assert place_of(become.card).seen == "1"
    assert looked(refreshed(standing), taken, standing, explain).card != standing
    assert not any(word in shown(become.card) for word in NEVER_SHOWN)


async def test_before_it_is_handed_over_an_answer_that_is_opened_again_stays_as_it_is():
    answer = await CaseWorld().answered("teams:ann", platform="teams")
    standing = card_of(answer)

    assert refreshed(standing).command is None
    assert looked(refreshed(standing), None, standing, explain).card is standing
