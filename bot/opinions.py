"""What people say of an answer: a finding is wrong, it was of use, this reply is taken. Each is an entry."""

from bot.cards import NoteCard
from bot.commands import ChooseReply, Disagree, RateAnswer, Request
from bot.model import ADVISED, BY_MODEL
from bot.ports import Entry, LogQuery
from bot.recording import Recorder

PAGE = 1000
"""Entries of a model's part that are looked at for one review."""


class Opinions:
    """Puts on record what people say of answers."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    async def disagree(self, request: Request, command: Disagree) -> NoteCard:
        """Put on record that somebody thinks a finding wrong."""
        entry = await self._recorder.log.entry(request.actor.tenant, command.decision_id)
        if entry is None or not await self._has_finding(entry, command.rule):
            return NoteCard("That review or finding is not in the log. Nothing was recorded.", failed=True)
        return await self._recorder.note(
            request,
            "disagreed",
            entry,
            {"rule": command.rule, "reason": command.reason.value},
            "Thank you. Your disagreement is on the record for the owner of the policy. "
            "The verdict stays as it is until a person decides, which you see under Appeals at the desk.",
            failed="Your disagreement could not be recorded. Please try again.",
        )

    async def rate(self, request: Request, command: RateAnswer) -> NoteCard:
        """Put on record whether an answer was of use."""
        entry = await self._recorder.log.entry(request.actor.tenant, command.decision_id)
        if entry is None:
            return NoteCard("That answer is not in the log. Nothing was recorded.", failed=True)
        return await self._recorder.note(
            request,
            "rated",
            entry,
            {"useful": command.useful},
            "Thank you. Your rating is on the record.",
            failed="Your rating could not be recorded. Please try again.",
        )

    async def choose(self, request: Request, command: ChooseReply) -> NoteCard:
        """Put on record which of the replies somebody takes."""
        entry = await self._recorder.log.entry(request.actor.tenant, command.decision_id)
        if entry is None or entry.decision.event != "responded":
            return NoteCard("That review is not in the log. Nothing was recorded.", failed=True)
        return await self._recorder.note(
            request,
            "replied",
            entry,
            {"tone": command.tone.value, "edits": max(0, command.edits)},
            "Noted. The tone and the count of changed words are on the record, no word is.",
            failed="Your choice could not be recorded. Please try again.",
        )

    async def _has_finding(self, entry: Entry, rule: str) -> bool:
        """Whether ``entry`` has a finding of ``rule``, or a model's part in it has one."""
        if rule in {finding.rule for finding in entry.decision.findings}:
            return True
        if not rule.startswith(BY_MODEL):
            return False
        later = LogQuery(event=ADVISED, about=entry, limit=PAGE)
        found = await self._recorder.log.find(entry.decision.actor.tenant, later)
        return any(rule in {finding.rule for finding in one.decision.findings} for one in found)
