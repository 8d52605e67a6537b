"""A complaint's turn with a language model: a second opinion, and replies where one may be given."""

from dataclasses import replace
from typing import Any

from bot import advice_told, reply_advice
from bot import model_answers as answers
from bot.advising_turn import Turn
from bot.asking import instructions, own_words
from bot.model import Draft, Kind
from bot.model_calls import Task
from bot.page import Page
from bot.ports import Asked
from bot.redaction import Redacted, redact
from bot.reply_cards import RespondCard


class ComplaintTurn(Turn):
    """What is asked about a complaint, and what becomes of its card."""

    __slots__ = ()

    async def advised(self, card: RespondCard) -> RespondCard:
        """``card`` with what the model adds."""
        page = Page(Draft(card.complaint.text, Kind.REVIEW, card.complaint.outlet))
        redacted = await self.beside(lambda: redact(page, (), own_words(self.pack)))
        asked: list[Asked[Any]] = [self._signs(card, redacted)]
        if card.replies and reply_advice.wants_replies(card.outcome, card.complaint):
            asked.append(self._replies(card, redacted))
        told = await self.ask(asked)
        signs: tuple[str, ...] = told[0].result or ()
        worded = (told[1].result or ()) if len(told) > 1 else ()
        notices = [
            *reply_advice.second_opinion(signs, self.pack),
            advice_told.of_complaint(self.ports.adviser.name, told, signs, len(worded)),
        ]
        kept = await self.record(Task.TRIAGE, told[0], card.decision_id, {"signs": " ".join(signs)})
        if len(told) > 1:
            kept &= await self.record(Task.REPLIES, told[1], card.decision_id, {"replies": len(worded)})
        if not kept:
            notices.append(advice_told.UNRECORDED)
        return replace(
            card,
            replies=reply_advice.with_replies(card.replies, worded),
            notices=advice_told.with_notices(card.notices, notices),
        )

    def _signs(self, card: RespondCard, redacted: Redacted) -> Asked[tuple[str, ...]]:
        return self.asked(
            self.asker.triage(card.complaint, redacted),
            lambda told: reply_advice.graver(answers.read_signs(told), redacted, card.triage, self.pack),
        )

    def _replies(self, card: RespondCard, redacted: Redacted) -> Asked[Any]:
        question = self.asker.replies(card.complaint, redacted, card.triage, card.replies)
        proof = reply_advice.Proof(card.complaint, card.triage, self.pack, instructions(question))
        return self.asked(question, lambda told: proof.of(answers.read_replies(told), card.replies))
