"""A draft's turn with a language model: findings, and another wording where something was found."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot import advice, advice_told
from bot import model_answers as answers
from bot.advising_turn import Turn
from bot.asking import instructions, own_words, rewritable
from bot.cards import ReviewCard
from bot.model import Draft, Finding, Kind, Reading, Verdict, Wording
from bot.model_calls import Task, Told
from bot.page import Page
from bot.ports import Asked
from bot.redaction import Redacted, redact


class DraftTurn(Turn):
    """What is asked about a draft, and what becomes of its card."""

    __slots__ = ()

    async def advised(self, card: ReviewCard) -> ReviewCard:
        """``card`` with what the model adds."""
        texts = await self.beside(lambda: self._texts(card))
        asked: list[Asked[Any]] = [self._findings(card, texts)]
        if card.review.findings and rewritable(card.draft):
            asked.append(self._rewrite(card, texts, card.review.findings))
        told = await self.ask(asked)
        found: Told[advice.Findings] = told[0]
        believed = found.result.kept if found.result is not None else ()
        result = advice.with_findings(card.review, believed, texts["draft"], self.pack)
        new = [finding for finding in result.findings if finding not in card.review.findings]
        if len(told) == 1 and new and rewritable(card.draft):
            told += await self.ask([self._rewrite(card, texts, new)])
        words: Told[Wording | None] | None = told[1] if len(told) > 1 else None
        notices = [advice_told.of_draft(self.ports.adviser.name, found, words, new)]
        if not await self._record_draft(card, found, words, new, result.verdict):
            notices.append(advice_told.UNRECORDED)
        return replace(
            card,
            review=result,
            wording=words.result if words is not None else None,
            notices=advice_told.with_notices(card.notices, notices),
        )

    def _texts(self, card: ReviewCard) -> dict[str, Redacted]:
        """The draft, and the review that it answers, both without identifiers."""
        own, draft = own_words(self.pack), card.draft
        texts = {"draft": redact(Page(draft), card.review.findings, own)}
        if draft.context.answering:
            texts["review_answered"] = redact(Page(Draft(draft.context.answering, Kind.REVIEW)), (), own)
        return texts

    def _findings(self, card: ReviewCard, texts: Mapping[str, Redacted]) -> Asked[advice.Findings]:
        question = self.asker.findings(card.draft, texts)
        told_it = instructions(question)
        return self.asked(
            question,
            lambda told: advice.believe(answers.read_findings(told), texts["draft"], self.pack, told_it),
        )

    def _rewrite(
        self, card: ReviewCard, texts: Mapping[str, Redacted], findings: Sequence[Finding]
    ) -> Asked[Wording | None]:
        def read(told: object) -> Wording | None:
            text = answers.read_rewrite(told)
            if not text:
                return None
            return advice.wording(text, card.draft, texts["draft"], self.pack, self._reading_of)

        return self.asked(self.asker.rewrite(card.draft, texts, findings), read)

    def _reading_of(self, draft: Draft) -> Reading | None:
        return self.ports.reader.read(draft) if self.ports.reader is not None else None

    async def _record_draft(
        self,
        card: ReviewCard,
        found: Told[advice.Findings],
        words: Told[Wording | None] | None,
        new: Sequence[Finding],
        verdict: Verdict,
    ) -> bool:
        counts = {"added": len(new), "dropped": found.result.dropped if found.result is not None else 0}
        kept = await self.record(Task.FINDINGS, found, card.decision_id, counts, new=new, verdict=verdict)
        if words is None:
            return kept
        share = {} if words.result is None else {"kept_percent": round(100 * words.result.kept)}
        return kept & await self.record(Task.REWRITE, words, card.decision_id, share)
