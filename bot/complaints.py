"""Complaints: sorted, answered, another set, a person's own answer; all on record."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.cards import Card, NoteCard
from bot.commands import Request, RespondToReview
from bot.errors import LogUnavailable
from bot.model import Complaint, Decision, Kind
from bot.policy import PolicyPack
from bot.ports import Elsewhere, LogQuery, Reader
from bot.recording import Recorder
from bot.reply_cards import ReplyCheckCard, RespondCard
from bot.reply_faults import draft_of
from bot.responding import read, read_and_check, respond
from bot.reviewable import check, check_complaint

if TYPE_CHECKING:  # an answer on the command line needs no desk, and should not wait for one
    from bot.desk import Desk

RECENT = 40
"""Answered reviews whose first wordings are avoided in the next reply."""


class Complaints:
    """Answers public reviews."""

    def __init__(
        self,
        pack: PolicyPack,
        recorder: Recorder,
        reader: Reader | None,
        elsewhere: Elsewhere,
        desk: "Desk | None" = None,
    ) -> None:
        """``desk`` keeps a review for a while, so that a button can ask for another set."""
        self._pack = pack
        self._recorder = recorder
        self._reader = reader
        self._elsewhere = elsewhere
        self._desk = desk

    async def respond(self, request: Request, command: RespondToReview) -> RespondCard:
        """Sort a complaint and suggest replies.

        Raises:
            DraftError: It cannot be answered as it is; nothing was recorded.
        """
        complaint = command.complaint
        check_complaint(complaint)
        fingerprint = self._recorder.fingerprinter.fingerprint(complaint.text)
        recent = await self._recent(request.actor.tenant, fingerprint)
        card = await self._elsewhere(
            lambda: respond(
                complaint,
                self._pack,
                read(complaint, self._reader),
                another=command.another,
                recent=recent,
                overrule=command.overrule,
                today=self._recorder.clock.now().date(),
            )
        )
        decision = Decision(
            "responded",
            request.actor,
            self._recorder.clock.now(),
            platform=request.platform,
            kind=Kind.REVIEW.value,
            outlet=complaint.outlet.value,
            fingerprint=fingerprint,
            length=len(complaint.text),
            policy_version=card.triage.policy_version,
            reader_version=card.triage.reader_version,
            details=_told(card, command),
        )
        card = replace(card, **await self._recorder.kept(decision, card.notices, request.key))
        if self._desk is not None:
            from bot.another_set import keep  # noqa: PLC0415
            from bot.handing import offered  # noqa: PLC0415

            await keep(self._desk, request, card)
            card = replace(card, buttons=offered(self._desk, request, card, decision.details))
        return card

    async def another(self, request: Request, decision_id: str) -> Card:
        """Another set of replies to the complaint of an earlier answer."""
        if self._desk is None:
            return NoteCard("Other replies are not available here.", failed=True)
        from bot.another_set import again  # noqa: PLC0415

        asked = await again(self._desk, request, decision_id)
        return asked if isinstance(asked, NoteCard) else await self.respond(request, asked)

    async def check_reply(self, request: Request, complaint: Complaint, text: str) -> ReplyCheckCard:
        """Review a person's own answer to a complaint.

        Raises:
            DraftError: It cannot be reviewed as it is; nothing was recorded.
        """
        draft = draft_of(text, complaint)
        check(draft)
        card = await self._elsewhere(lambda: read_and_check(text, complaint, self._pack, self._reader))
        decision = self._recorder.reviewed(request, draft, card.review)
        return replace(card, **await self._recorder.kept(decision, card.notices, request.key))

    async def _recent(self, tenant: str, fingerprint: str) -> frozenset[str]:
        """Marks of wordings used lately for other reviews; those used before this one was first answered.

        So the same review gets the same replies again, and the next one does not sound like the last.
        """
        try:
            entries = await self._recorder.log.find(tenant, LogQuery(event="responded", limit=RECENT))
        except LogUnavailable:
            return frozenset()
        earlier = [entry for entry in entries if entry.decision.fingerprint == fingerprint]
        first = min((entry.seq for entry in earlier), default=None)
        used = [
            str(entry.decision.details.get("wording") or "")
            for entry in entries
            if first is None or entry.seq < first
        ]
        return frozenset(mark for marks in used for mark in marks.split())


def _told(card: RespondCard, command: RespondToReview) -> dict[str, str | int | bool | None]:
    """What the log keeps of an answered complaint: codes and counts, never a word of it or of a reply."""
    sorted_ = card.triage
    told: dict[str, str | int | bool | None] = {
        "outcome": sorted_.outcome.value,
        "signs": " ".join(sign.category for sign in sorted_.signs),
        "possible": " ".join(sign.category for sign in sorted_.possible),
        "themes": " ".join(sorted_.themes),
        "escalated_to": "; ".join(taker.role for taker in card.takers) or None,
        "instructs": sorted_.instructs,
        "replies": len(card.replies),
        "set": command.another,
        "wording": " ".join(reply.marks[0] for reply in card.replies if reply.marks),
    }
    if command.overrule is not None:
        told["overruled_to"] = command.overrule.outcome.value
        told["reason"] = command.overrule.reason.value
    return told
