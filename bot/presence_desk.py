"""The use cases of a presence check, as a part of a person's own desk."""

from collections.abc import Sequence
from dataclasses import replace

from bot import personal_commands as ask
from bot import presence, presence_cards
from bot.commands import Request
from bot.delivery import Conversation
from bot.own_records import OwnRecords
from bot.personal import Personal
from bot.personal_cards import GuideCard

CheckCommand = ask.BeginCheck | ask.AnswerStep | ask.ShowPresence | ask.TooCommon | ask.PastedLink


class PresenceDesk:
    """Leads one person through the steps of a check."""

    def __init__(self, steps: Sequence[presence.Step], records: OwnRecords) -> None:
        self._steps = steps
        self._records = records

    async def handle(
        self, request: Request, command: CheckCommand, where: Conversation | None = None
    ) -> GuideCard:
        """Answer a command about a check; raises as the person's own desk does."""
        match command:
            case ask.BeginCheck():
                return await self._begin(request, where)
            case ask.AnswerStep():
                return await self._answer(request, command, where)
        return self._shown(await self._records.mine(request), command)

    async def _begin(self, request: Request, where: Conversation | None) -> GuideCard:
        kept = await self._records.change(request, presence.begin, where)
        told = "Please open the link in a private window, signed out." if kept.check is not None else ""
        return self._standing(kept, told=told)

    async def _answer(
        self, request: Request, command: ask.AnswerStep, where: Conversation | None
    ) -> GuideCard:
        step = next((item for item in self._steps if item.id == command.step), None)
        if step is None:
            return replace(self._standing(await self._records.mine(request), command.step), failed=True)
        kept = await self._records.change(
            request, lambda now, day: presence.answer(now, self._steps, step, command.said, day), where
        )
        told = "It is on your list, with a day." if command.said.leaves_work else ""
        return self._standing(kept, told=told)

    def _shown(self, kept: Personal, command: ask.ShowPresence | ask.TooCommon | ask.PastedLink) -> GuideCard:
        match command:
            case ask.ShowPresence(step):
                return self._standing(kept, step)
            case ask.TooCommon(step):
                card = self._standing(kept, step)
                return replace(card, told=card.told or presence_cards.COMMON)
            case ask.PastedLink():
                return replace(self._standing(kept), told=presence_cards.LINK, failed=True)

    def _standing(self, kept: Personal, step_id: str | None = None, told: str = "") -> GuideCard:
        if not self._steps:
            return GuideCard("There is no presence check here", presence_cards.NO_STEPS, failed=True)
        if kept.check is None:
            return presence_cards.invitation(self._steps)
        now = presence.standing(kept.check, self._steps)
        wanted = next((step for step in self._steps if step.id == step_id), None)
        if wanted is not None:
            answered = kept.check.answers.get(wanted.id)
            said = answered.said if answered else None
            return presence_cards.step_card(
                wanted, now, told, said, presence.before(wanted, kept.check, self._steps)
            )
        if step_id is not None:
            told = presence_cards.GONE
        if now.step is None:
            return presence_cards.finished_card(kept, self._steps, told)
        before = presence.before(now.step, kept.check, self._steps)
        return presence_cards.step_card(now.step, now, told, before=before)
