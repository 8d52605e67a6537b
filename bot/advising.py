"""Lets a language model look at what the rules answered first: it may add, and takes nothing away.

The way: the card of the deterministic answer -> ``redact`` -> the adviser -> what is believed of it -> the
same card with that added -> an entry of the log about each call. Whatever goes wrong, the card that was there
stays, with the reason on it.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from bot import advice, advice_told, reply_advice
from bot import model_answers as answers
from bot.asking import Asker, instructions, own_words, rewritable
from bot.cards import ReviewCard
from bot.commands import Request
from bot.errors import LogUnavailable
from bot.model import ADVISED, Decision, Draft, Finding, Kind, Reading, Verdict, Wording, record_of
from bot.model_calls import Limit, Mode, Prompt, Question, Task, Told
from bot.page import Page
from bot.policy import PolicyPack
from bot.ports import Adviser, Asked, Clock, DecisionLog, Elsewhere, PrivacySwitch, Reader
from bot.redaction import Redacted, redact
from bot.reply_cards import RespondCard

Advised = TypeVar("Advised", ReviewCard, RespondCard)


@dataclass(frozen=True, slots=True)
class Ports:
    """What advising stands on.

    Attributes:
        adviser: The model.
        switch: How far each workspace lets its texts go.
        prompts: The instructions of every task.
        pack: The pack in use now.
        clock: Dates the entries.
        log: Where each call is recorded; ``None`` on a command line that keeps no log.
        reader: Reads rewrites as it read the draft.
        elsewhere: Runs what takes long beside the event loop.
    """

    adviser: Adviser
    switch: PrivacySwitch
    prompts: Mapping[Task, Prompt]
    pack: Callable[[], PolicyPack]
    clock: Clock
    log: DecisionLog | None = None
    reader: Reader | None = None
    elsewhere: Elsewhere | None = None


class Advising:
    """What the service does with a language model. It awaits its ports and does no other I/O."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    async def allowed(self, tenant: str) -> bool:
        """Say whether texts of this workspace may go to a model."""
        return await self._ports.switch.mode(tenant) is not Mode.OFF

    async def concerns(self, request: Request, card: object) -> bool:
        """Say whether a model is to look at ``card``."""
        return isinstance(card, ReviewCard | RespondCard) and await self.allowed(request.actor.tenant)

    async def look(
        self, request: Request, card: ReviewCard | RespondCard, *, batch: bool = False
    ) -> ReviewCard | RespondCard:
        """As ``advise``, for whoever does not care which kind of card it is."""
        if isinstance(card, ReviewCard):
            return await self.advise(request, card, batch=batch)
        return await self.advise(request, card, batch=batch)

    async def advise(self, request: Request, card: Advised, *, batch: bool = False) -> Advised:
        """``card`` with what the model adds, or with the reason why it adds nothing.

        Args:
            request: What was asked; with a key each entry is written once.
            card: The deterministic answer.
            batch: Nobody waits: the longer deadline holds.
        """
        mode = await self._ports.switch.mode(request.actor.tenant)
        if mode is Mode.OFF:
            return card
        pack = self._ports.pack()
        turn = _Turn(
            self._ports,
            request,
            pack,
            Asker(request.actor.tenant, self._ports.prompts, pack),
            mode,
            self._ports.adviser.limit(batch=batch),
        )
        if isinstance(card, ReviewCard):
            return await turn.draft(card)
        return await turn.complaint(card)


@dataclass(frozen=True, slots=True)
class _Turn:
    """One card's turn with the model, under one deadline."""

    ports: Ports
    request: Request
    pack: PolicyPack
    asker: Asker
    mode: Mode
    limit: Limit

    async def draft(self, card: ReviewCard) -> ReviewCard:
        texts = await self._beside(lambda: self._texts(card))
        asked: list[Asked[Any]] = [self._findings(card, texts)]
        if card.review.findings and rewritable(card.draft):
            asked.append(self._rewrite(card, texts, card.review.findings))
        told = await self._ask(asked)
        found: Told[advice.Findings] = told[0]
        believed = found.result.kept if found.result is not None else ()
        result = advice.with_findings(card.review, believed, texts["draft"], self.pack)
        new = [finding for finding in result.findings if finding not in card.review.findings]
        if len(told) == 1 and new and rewritable(card.draft):
            told += await self._ask([self._rewrite(card, texts, new)])
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

    async def complaint(self, card: RespondCard) -> RespondCard:
        page = Page(Draft(card.complaint.text, Kind.REVIEW, card.complaint.outlet))
        redacted = await self._beside(lambda: redact(page, (), own_words(self.pack)))
        asked: list[Asked[Any]] = [self._signs(card, redacted)]
        if card.replies and reply_advice.wants_replies(card.outcome, card.complaint):
            asked.append(self._replies(card, redacted))
        told = await self._ask(asked)
        signs: tuple[str, ...] = told[0].result or ()
        worded = (told[1].result or ()) if len(told) > 1 else ()
        notices = [
            *reply_advice.second_opinion(signs, self.pack),
            advice_told.of_complaint(self.ports.adviser.name, told, signs, len(worded)),
        ]
        kept = await self._record(Task.TRIAGE, told[0], card.decision_id, {"signs": " ".join(signs)})
        if len(told) > 1:
            kept &= await self._record(Task.REPLIES, told[1], card.decision_id, {"replies": len(worded)})
        if not kept:
            notices.append(advice_told.UNRECORDED)
        return replace(
            card,
            replies=reply_advice.with_replies(card.replies, worded),
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
        return self._asked(
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

        return self._asked(self.asker.rewrite(card.draft, texts, findings), read)

    def _signs(self, card: RespondCard, redacted: Redacted) -> Asked[tuple[str, ...]]:
        return self._asked(
            self.asker.triage(card.complaint, redacted),
            lambda told: reply_advice.graver(answers.read_signs(told), redacted, card.triage, self.pack),
        )

    def _replies(self, card: RespondCard, redacted: Redacted) -> Asked[Any]:
        question = self.asker.replies(card.complaint, redacted, card.triage, card.replies)
        proof = reply_advice.Proof(card.complaint, card.triage, self.pack, instructions(question))
        return self._asked(question, lambda told: proof.of(answers.read_replies(told), card.replies))

    def _asked(self, question: Question, read: Callable[[object], Any]) -> Asked[Any]:
        return Asked(question, read, lambda: self.ports.pack().version == question.policy_version)

    async def _ask(self, asked: Sequence[Asked[Any]]) -> list[Told[Any]]:
        return list(await self.ports.adviser.ask(asked, self.mode, self.limit))

    async def _beside(self, work: Callable[[], Any]) -> Any:
        return await self.ports.elsewhere(work) if self.ports.elsewhere is not None else work()

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
        kept = await self._record(Task.FINDINGS, found, card.decision_id, counts, new=new, verdict=verdict)
        if words is None:
            return kept
        share = {} if words.result is None else {"kept_percent": round(100 * words.result.kept)}
        return kept & await self._record(Task.REWRITE, words, card.decision_id, share)

    async def _record(
        self,
        task: Task,
        told: Told[Any],
        subject: str | None,
        counts: Mapping[str, str | int],
        *,
        new: Sequence[Finding] = (),
        verdict: Verdict | None = None,
    ) -> bool:
        """One entry about one question; False where the log could not take it."""
        log, request, prompt = self.ports.log, self.request, self.ports.prompts[task]
        if log is None:
            return True
        made = Decision(
            ADVISED,
            request.actor,
            self.ports.clock.now(),
            platform=request.platform,
            verdict=verdict.value if verdict is not None else None,
            policy_version=self.pack.version,
            findings=tuple(record_of(finding) for finding in new),
            subject=subject,
            details={
                "task": task.value,
                "prompt": prompt.version,
                **advice_told.details(told),
                **counts,
            },
        )
        with suppress(LogUnavailable):
            once = f"{request.key}:{task.value}" if request.key is not None else None
            await log.record(made, once=once)
            return True
        return False
