"""What was asked and answered goes into the log; a log that takes nothing is told on the card."""

from collections.abc import Mapping
from typing import Any

from bot.cards import NoteCard
from bot.commands import Request, ReviewDraft
from bot.errors import LogUnavailable
from bot.model import Decision, Draft, Review, record_of
from bot.ports import Clock, DecisionLog, Entry, Fingerprinter

AUTHOR = "author"
"""The detail of a review that says whose draft it was, by the pack's id, where somebody else asked."""

NOT_LOGGED = "This review could not be written to the decision log. Please tell your administrator."


class Recorder:
    """Makes entries of the log and keeps them."""

    def __init__(self, log: DecisionLog, fingerprinter: Fingerprinter, clock: Clock) -> None:
        self.log = log
        self.fingerprinter = fingerprinter
        self.clock = clock

    async def keep(self, decision: Decision, once: str | None = None) -> Entry | None:
        """Keep ``decision``; ``None`` where the log cannot and nobody will try again.

        Raises:
            LogUnavailable: It was not kept, and there is a key under which the request comes again.
        """
        try:
            return await self.log.record(decision, once=once)
        except LogUnavailable:
            if once is not None:
                raise
            return None

    async def kept(self, decision: Decision, notices: tuple[str, ...], once: str | None) -> dict[str, Any]:
        """The fields of a card that say whether the log kept its decision."""
        entry = await self.keep(decision, once)
        if entry is None:
            return {"decision_id": None, "notices": (*notices, NOT_LOGGED)}
        return {"decision_id": entry.id, "notices": notices}

    async def note(
        self,
        request: Request,
        event: str,
        about: Entry,
        details: Mapping[str, str | int | bool | None],
        told: str,
        *,
        failed: str,
    ) -> NoteCard:
        """Put on record what a person says of an earlier entry."""
        decision = Decision(
            event,
            request.actor,
            self.clock.now(),
            platform=request.platform,
            policy_version=about.decision.policy_version,
            subject=about.id,
            details=details,
        )
        recorded = await self.keep(decision, request.key)
        return NoteCard(failed, failed=True) if recorded is None else NoteCard(told, recorded.id)

    def reviewed(self, request: Request, draft: Draft, result: Review) -> Decision:
        """The entry of a review: ids, offsets and a fingerprint, never a word of the draft."""
        return Decision(
            "reviewed",
            request.actor,
            self.clock.now(),
            platform=request.platform,
            kind=draft.kind.value,
            outlet=draft.outlet.value,
            fingerprint=self.fingerprinter.fingerprint(draft.text),
            length=len(draft.text),
            verdict=result.verdict.value,
            policy_version=result.policy_version,
            reader_version=result.reader_version,
            findings=tuple(record_of(finding) for finding in result.findings),
            details=_whose(request),
        )


def _whose(request: Request) -> dict[str, str]:
    command = request.command
    author = command.author if isinstance(command, ReviewDraft) else None
    return {} if author is None else {AUTHOR: author}
