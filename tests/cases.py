"""Public reviews that are handed over: a world with a desk and the shipped triage, and a case that waits."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.case import Case, CaseState, Ending, EndingReason, Given
from bot.case_cards import ASK_FOR_IT, NEXT, CaseCard, case_buttons
from bot.case_commands import HandOver
from bot.commands import Overrule, OverruleReason, RespondToReview
from bot.model import Complaint, Outcome
from bot.people import Step, desk_of
from bot.policy import PolicyPack
from bot.reply_cards import RespondCard
from tests.approvals import DESK
from tests.builders import NOON
from tests.desks import DeskWorld
from tests.packs import shipped

GRAVE = "The nurse slapped my father and left bruises on his arms."
ORDINARY = "I waited two hours and nobody said a word."
NEVER_SHOWN = ("slapped", "bruises", "father")

TAKERS = {"safety": {"people": ["cleo"], "hours": 6, "deputies": ["cyd"]}}
HOUSE = {
    "name": "Test",
    "roles": {"safety": "Chief Medical Officer", "privacy": "Privacy Officer"},
    "deadlines": {"safety": "the same day", "abuse": "within the hour"},
    "desk": {**DESK, "takers": TAKERS},
}
HOUSE_POLICY = desk_of(HOUSE)
CLEO = Step(people=("cleo",), hours=6, deputies=("cyd",))


def house(**changes: Any) -> PolicyPack:
    """The shipped triage in a house of our own; ``changes`` are those of its desk."""
    return replace(shipped("article"), organization={**HOUSE, "desk": {**HOUSE["desk"], **changes}})  # type: ignore[dict-item]


def a_given(role: str = "safety", step: Step = CLEO, **changes: Any) -> Given:
    """To the Chief Medical Officer, within the hour."""
    given = Given(role, "Chief Medical Officer", step, "within the hour", NOON + timedelta(hours=1))
    return replace(given, **changes)


def a_case(**changes: Any) -> Case:
    """A review of Ann's that waits for Cleo."""
    fields: dict[str, Any] = {
        "id": "case-1",
        "tenant": "local",
        "asker": "ann",
        "decision_id": "answer1",
        "outlet": "google",
        "given": a_given(),
        "asked_at": NOON,
        "since": NOON,
        "due_at": NOON + timedelta(hours=1),
        "signs": ("triage.abuse",),
        **changes,
    }
    return Case(**fields)


class CaseWorld(DeskWorld):
    """The desk's people over the shipped triage: abuse and safety go to Cleo, Cyd is her deputy."""

    def __init__(self, **changes: Any) -> None:
        super().__init__(house(**changes))

    async def answered(
        self, name: str = "ann", text: str = GRAVE, *, by_hand: bool = False, platform: str = "web"
    ) -> RespondCard:
        overrule = Overrule(Outcome.ESCALATE, OverruleReason.MORE_SERIOUS) if by_hand else None
        card = await self.ask(name, RespondToReview(Complaint(text), overrule=overrule), platform)
        assert isinstance(card, RespondCard), card
        return card

    async def handed(self, name: str = "ann", text: str = GRAVE, role: str = "") -> CaseCard:
        answer = await self.answered(name, text)
        card = await self.ask(name, HandOver(answer.decision_id or "", role))
        assert isinstance(card, CaseCard), card
        return card


NOTE = (
    "A public review on Google needs attention. Proposed: escalate.\n"
    "To: Chief Medical Officer, within the hour.\n"
    "- Tell them by phone or in person."
)


def shown_cases() -> dict[str, CaseCard]:
    """A case as it waits for who may take it, as it is overdue, and as it was settled."""
    roles = (
        ("safety", "Chief Medical Officer"),
        ("privacy", "Privacy Officer"),
        ("legal", "General Counsel"),
    )
    waits = a_case()
    lapsed = a_case(state=CaseState.LAPSED, deputized=True)
    ended = {"ending": Ending.REPORTED, "reason": EndingReason.FAKE}
    settled = a_case(state=CaseState.SETTLED, decided_by="cleo", decided_at=NOON, **ended)
    signs, people = ("abuse or neglect is described",), ("Cleo Compliance",)

    def card(case: Case, **more: Any) -> CaseCard:
        pressed = case_buttons(case, roles, has_seat=True, is_asker=False, holds=False)
        return CaseCard(case, "Ann Author", signs, people, buttons=pressed, **more)

    return {
        "case waits": card(waits, note=NOTE, notices=(ASK_FOR_IT.format(asker="Ann Author"),)),
        "case overdue": card(lapsed, told="Passed on."),
        "case settled": card(settled, decided_by="Cleo Compliance", notices=(NEXT,), note=NOTE),
    }
