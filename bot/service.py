"""The one door: a request comes in, a card goes out, the decision is on the record."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot import commands, triage
from bot.cards import Card, NoteCard, ReviewCard
from bot.delivery import Conversation
from bot.desk_commands import DeskCommand
from bot.digest_commands import DigestCommand
from bot.digests import Digests
from bot.errors import BookUnavailable, CommandError, DraftError, LogUnavailable
from bot.model import (
    ADVISED,
    BY_MODEL,
    VIEWED,
    Actor,
    Complaint,
    Decision,
    Draft,
    Kind,
    Outcome,
    Reading,
    Review,
    SaferVersion,
    record_of,
)
from bot.personal_commands import PersonalCommand
from bot.policy import PolicyPack
from bot.ports import (
    ChainStatus,
    Clock,
    DecisionLog,
    Elsewhere,
    Entry,
    Fingerprinter,
    LogQuery,
    Reader,
    Result,
)
from bot.praise import praise
from bot.reply_cards import ReplyCheckCard, RespondCard
from bot.responding import check_reply, read, respond
from bot.review import review
from bot.safer import safer_version
from bot.walking import entries

if TYPE_CHECKING:  # a review on the command line needs no desk, and should not wait for one
    from bot.advising import Advising
    from bot.desk import Desk, DeskBooks
    from bot.figures import Figures
    from bot.personal_desk import PersonalDesk
    from bot.personal_ports import PersonalBook
    from bot.registers import Applied

MAX_CHARACTERS = 200_000
"""The longest draft that is reviewed: a book chapter; more is a mistake or an attack."""

RECENT = 40
"""Answered reviews whose first wordings are avoided in the next reply."""

PAGE = 1000
"""Entries that are read at a time where many are counted."""

EARLIER_POLICY = (
    "This review is on the record under the policy version {}, which was in use when it was asked."
)
NOT_LOGGED = "This review could not be written to the decision log. Please tell your administrator."
RULES_ONLY = "Checked by the rules only: the local reader is not installed."


FILTERS = ("event", "verdict", "category", "actor", "since", "until")
"""Of a look at the log, which filters were set is recorded; not what they were set to."""


@dataclass(frozen=True, slots=True)
class Viewed:
    """What somebody looked at, and whether the log could take note of it."""

    entries: tuple[Entry, ...]
    recorded: bool


class Service:
    """What every platform talks to. It awaits its ports and does no other I/O."""

    def __init__(
        self,
        pack: PolicyPack,
        log: DecisionLog,
        fingerprinter: Fingerprinter,
        clock: Clock,
        reader: Reader | None = None,
        *,
        elsewhere: Elsewhere | None = None,
        digests: Digests | None = None,
        books: "DeskBooks | None" = None,
        personal: "PersonalBook | None" = None,
    ) -> None:
        self.pack = pack
        self.digests = digests
        self._log = log
        self._fingerprinter = fingerprinter
        self._clock = clock
        self._reader = reader
        self._elsewhere = elsewhere or _here
        self.advising: Advising | None = None
        self.desk: Desk | None = None
        self.own: PersonalDesk | None = None
        if books is not None or personal is not None:
            from bot.people import desk_of  # noqa: PLC0415

            policy = desk_of(pack.organization)
        if books is not None:
            from bot import desk  # noqa: PLC0415

            self.desk = desk.Desk(
                policy,
                pack.version,
                books,
                log=log,
                fingerprinter=fingerprinter,
                clock=clock,
                reviewer=self._reviewed,
            )
        if personal is not None:
            from bot import personal_desk  # noqa: PLC0415

            self.own = personal_desk.PersonalDesk(pack, policy, personal, clock, self._reviewed)

    async def handle(self, request: commands.Request, where: Conversation | None = None) -> Card:
        """Answer ``request``.

        Args:
            request: Who asks what.
            where: The conversation in which it was asked, for what concerns the conversation itself.

        Raises:
            DraftError: The draft cannot be reviewed as it is; nothing was recorded.
            LogUnavailable: Nothing was recorded, and the request has a key under which to try again.
        """
        match request.command:
            case commands.ReviewDraft(draft, before):
                return replace(await self._review(request, draft), before=before)
            case commands.Disagree():
                return await self._disagree(request, request.command)
            case commands.RespondToReview():
                return await self._respond(request, request.command)
            case commands.AnotherSet(decision_id):
                return await self._another(request, decision_id)
            case commands.CheckReply(complaint, text):
                return await self._check_reply(request, complaint, text)
            case commands.ChooseReply():
                return await self._choose(request, request.command)
            case commands.RateAnswer():
                return await self._rate(request, request.command)
            case _ if isinstance(request.command, DeskCommand):
                return await self._at_the_desk(request, where)
            case _ if isinstance(request.command, PersonalCommand):
                return await self._own(request, where)
            case _:
                return await self._digest(request, request.command, where)

    async def asks_model(self, request: commands.Request, card: Card) -> bool:
        """Whether a language model is to read what ``card`` answers, too."""
        return self.advising is not None and await self.advising.concerns(request, card)

    async def advise(self, request: commands.Request, card: Card, *, batch: bool = False) -> Card:
        """``card``, the answer to ``request``, with what a language model adds; never less than it was.

        Where the policy changed meanwhile, the request is answered anew by the new one and asked once more.

        Args:
            request: What was answered.
            card: The answer.
            batch: Nobody waits for it.
        """
        if self.advising is None:
            return card
        from bot.after_advice import advised_under, settled  # noqa: PLC0415 - only where a model is asked

        for _ in range(2):
            if not isinstance(card, ReviewCard | RespondCard) or not await self.asks_model(request, card):
                return card
            better = settled(card, await self.advising.look(request, card, batch=batch))
            if advised_under(card) == self.pack.version:
                return better
            card = await self.handle(request)
        return card

    async def entries(self, actor: Actor, query: LogQuery, platform: str) -> Viewed:
        """Entries of the actor's tenant, newest first; that somebody looked becomes an entry."""
        found = await self._log.find(actor.tenant, query)
        filters = [name for name in FILTERS if getattr(query, name) not in {None, ""}]
        details: dict[str, str | int] = {"entries": len(found), "filters": ",".join(filters)}
        return Viewed(found, await self._viewed(actor, platform, None, details))

    async def entry(self, actor: Actor, entry_id: str, platform: str) -> Viewed:
        """One entry, or none; that somebody looked becomes an entry."""
        found = await self._log.entry(actor.tenant, entry_id)
        if found is None:
            return Viewed((), recorded=False)
        return Viewed((found,), await self._viewed(actor, platform, found.id, {}))

    async def _viewed(
        self, actor: Actor, platform: str, subject: str | None, details: Mapping[str, str | int]
    ) -> bool:
        """Record a view. A log that takes no entry can still be read: whoever looks is told."""
        made = Decision(
            VIEWED, actor, self._clock.now(), platform=platform, subject=subject, details=dict(details)
        )
        return await self._recorded(made) is not None

    async def _recorded(self, decision: Decision, once: str | None = None) -> Entry | None:
        """Keep ``decision``; ``None`` where the log cannot and nobody will try again.

        Raises:
            LogUnavailable: It was not kept, and there is a key under which the request comes again.
        """
        try:
            return await self._log.record(decision, once=once)
        except LogUnavailable:
            if once is not None:
                raise
            return None

    async def chain(self, actor: Actor) -> ChainStatus:
        """Whether the log of the actor's tenant is whole."""
        return await self._log.verify(actor.tenant)

    async def export(self, actor: Actor, platform: str) -> AsyncIterator[str]:
        """The log as JSON lines; that somebody exported it becomes an entry first."""
        await self._log.record(Decision("exported", actor, self._clock.now(), platform=platform))
        return self._log.export(actor.tenant)

    async def figures(self, actor: Actor, since: date) -> "Figures":
        """What the record of the actor's tenant says since a day, about rules and time."""
        from bot.figures import Counting  # noqa: PLC0415

        counting = Counting()
        async for entry in entries(self._log, actor.tenant, LogQuery(since=since, limit=PAGE)):
            counting.add(entry)
        return counting.figures()

    async def _review(self, request: commands.Request, draft: Draft) -> ReviewCard:
        check(draft)
        asked, applied = draft, await self._applied(request, draft)
        draft = applied.draft if applied is not None else draft
        result, safer = await self._elsewhere(lambda: judge(draft, self.pack, self._reader))
        decision, notices = self._decision(request, draft, result), result.notices
        if applied is not None:
            decision = replace(decision, details=applied.details)
            notices = (*notices, *applied.notices)
        entry = await self._recorded(decision, request.key)
        if entry is None:
            notices = (*notices, NOT_LOGGED)
        elif (earlier := entry.decision.policy_version) not in {None, decision.policy_version}:
            notices = (*notices, EARLIER_POLICY.format(earlier))
        entry_id = entry.id if entry is not None else None
        card = ReviewCard(draft, result, safer, entry_id, praise(draft, result, self.pack), notices)
        if self.desk is None:
            return card
        from bot.around_review import after_review  # noqa: PLC0415

        return await after_review(self.desk, request, asked, card)

    async def _applied(self, request: commands.Request, draft: Draft) -> "Applied | None":
        """What the registers know of the draft, where there are any."""
        if self.desk is None:
            return None
        from bot.around_review import before_review  # noqa: PLC0415

        return await before_review(self.desk, request, draft)

    async def _reviewed(self, request: commands.Request) -> ReviewCard:
        """What the desk asks for when a draft was changed."""
        card = await self.handle(request)
        if not isinstance(card, ReviewCard):
            raise DraftError("This text could not be reviewed. Nothing was changed.")
        return card

    async def _own(self, request: commands.Request, where: Conversation | None) -> Card:
        if self.own is None:
            return NoteCard("Presence checks are not available here.", failed=True)
        return await _or_told(self.own.handle(request, where), request, "Nothing was changed.")

    async def _at_the_desk(self, request: commands.Request, where: Conversation | None) -> Card:
        if self.desk is None:
            return NoteCard("There is no desk here: nobody can be asked to decide.", failed=True)
        return await _or_told(self.desk.handle(request, where), request, "Nothing was recorded.")

    async def _disagree(self, request: commands.Request, command: commands.Disagree) -> NoteCard:
        entry = await self._log.entry(request.actor.tenant, command.decision_id)
        if entry is None or not await self._has_finding(entry, command.rule):
            return NoteCard("That review or finding is not in the log. Nothing was recorded.", failed=True)
        return await self._note(
            request,
            "disagreed",
            entry,
            {"rule": command.rule, "reason": command.reason.value},
            "Thank you. Your disagreement is on the record for the owner of the policy. "
            "The verdict stays as it is until a person decides.",
            failed="Your disagreement could not be recorded. Please try again.",
        )

    async def _has_finding(self, entry: Entry, rule: str) -> bool:
        """Whether ``entry`` has a finding of ``rule``, or a model's part in it has one."""
        if rule in {finding.rule for finding in entry.decision.findings}:
            return True
        if not rule.startswith(BY_MODEL):
            return False
        made = entry.decision
        query = LogQuery(
            event=ADVISED, since=made.at.date(), until=made.at.date() + timedelta(days=1), limit=PAGE
        )
        found = await self._log.find(made.actor.tenant, query)
        return any(
            one.decision.subject == entry.id and rule in {f.rule for f in one.decision.findings}
            for one in found
        )

    async def _respond(self, request: commands.Request, command: commands.RespondToReview) -> RespondCard:
        complaint = command.complaint
        check_complaint(complaint)
        fingerprint = self._fingerprinter.fingerprint(complaint.text)
        recent = await self._recent(request.actor.tenant, fingerprint)
        card = await self._elsewhere(
            lambda: respond(
                complaint,
                self.pack,
                read(complaint, self._reader),
                another=command.another,
                recent=recent,
                overrule=command.overrule,
            )
        )
        decision = Decision(
            "responded",
            request.actor,
            self._clock.now(),
            platform=request.platform,
            kind=Kind.REVIEW.value,
            outlet=complaint.outlet.value,
            fingerprint=fingerprint,
            length=len(complaint.text),
            policy_version=card.triage.policy_version,
            reader_version=card.triage.reader_version,
            details=_told(card, command),
        )
        card = replace(card, **await self._kept(decision, card.notices, request.key))
        if self.desk is not None:
            from bot.another_set import keep  # noqa: PLC0415

            await keep(self.desk, request, card)
        return card

    async def _another(self, request: commands.Request, decision_id: str) -> Card:
        if self.desk is None:
            return NoteCard("Other replies are not available here.", failed=True)
        from bot.another_set import again  # noqa: PLC0415

        asked = await again(self.desk, request, decision_id)
        return asked if isinstance(asked, NoteCard) else await self._respond(request, asked)

    async def _check_reply(
        self, request: commands.Request, complaint: Complaint, text: str
    ) -> ReplyCheckCard:
        draft = Draft(text, Kind.REPLY, complaint.outlet)
        check(draft)
        card = await self._elsewhere(
            lambda: check_reply(text, complaint, self.pack, read(complaint, self._reader))
        )
        decision = self._decision(request, draft, card.review)
        return replace(card, **await self._kept(decision, card.notices, request.key))

    async def _choose(self, request: commands.Request, command: commands.ChooseReply) -> NoteCard:
        entry = await self._log.entry(request.actor.tenant, command.decision_id)
        if entry is None or entry.decision.event != "responded":
            return NoteCard("That review is not in the log. Nothing was recorded.", failed=True)
        return await self._note(
            request,
            "replied",
            entry,
            {"tone": command.tone.value, "edits": max(0, command.edits)},
            "Noted. The tone and the count of changed words are on the record, no word is.",
            failed="Your choice could not be recorded. Please try again.",
        )

    async def _rate(self, request: commands.Request, command: commands.RateAnswer) -> NoteCard:
        entry = await self._log.entry(request.actor.tenant, command.decision_id)
        if entry is None:
            return NoteCard("That answer is not in the log. Nothing was recorded.", failed=True)
        return await self._note(
            request,
            "rated",
            entry,
            {"useful": command.useful},
            "Thank you. Your rating is on the record.",
            failed="Your rating could not be recorded. Please try again.",
        )

    async def _note(
        self,
        request: commands.Request,
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
            self._clock.now(),
            platform=request.platform,
            policy_version=about.decision.policy_version,
            subject=about.id,
            details=details,
        )
        recorded = await self._recorded(decision, request.key)
        return NoteCard(failed, failed=True) if recorded is None else NoteCard(told, recorded.id)

    async def _kept(self, decision: Decision, notices: tuple[str, ...], once: str | None) -> dict[str, Any]:
        """The fields of a card that say whether the log kept its decision."""
        entry = await self._recorded(decision, once)
        if entry is None:
            return {"decision_id": None, "notices": (*notices, NOT_LOGGED)}
        return {"decision_id": entry.id, "notices": notices}

    async def _recent(self, tenant: str, fingerprint: str) -> frozenset[str]:
        """Marks of wordings used lately for other reviews; those used before this one was first answered.

        So the same review gets the same replies again, and the next one does not sound like the last.
        """
        try:
            entries = await self._log.find(tenant, LogQuery(event="responded", limit=RECENT))
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

    async def _digest(
        self, request: commands.Request, command: DigestCommand, where: Conversation | None
    ) -> Card:
        if self.digests is None:
            return NoteCard("Weekly digests are not available here.", failed=True)
        answer = self.digests.answer(
            request.actor, command, where, platform=request.platform, once=request.key
        )
        return await _or_told(answer, request, "Nothing was changed.")

    def _decision(self, request: commands.Request, draft: Draft, result: Review) -> Decision:
        return Decision(
            "reviewed",
            request.actor,
            self._clock.now(),
            platform=request.platform,
            kind=draft.kind.value,
            outlet=draft.outlet.value,
            fingerprint=self._fingerprinter.fingerprint(draft.text),
            length=len(draft.text),
            verdict=result.verdict.value,
            policy_version=result.policy_version,
            reader_version=result.reader_version,
            findings=tuple(record_of(finding) for finding in result.findings),
        )


def _told(card: RespondCard, command: commands.RespondToReview) -> dict[str, str | int | bool | None]:
    """What the log keeps of an answered complaint: codes and counts, never a word of it or of a reply."""
    sorted_ = card.triage
    told: dict[str, str | int | bool | None] = {
        "outcome": sorted_.outcome.value,
        "signs": " ".join(sign.category for sign in sorted_.signs),
        "themes": " ".join(sorted_.themes),
        "escalated_to": sorted_.role if card.outcome is Outcome.ESCALATE else None,
        "instructs": sorted_.instructs,
        "replies": len(card.replies),
        "set": command.another,
        "wording": " ".join(reply.marks[0] for reply in card.replies if reply.marks),
    }
    if command.overrule is not None:
        told["overruled_to"] = command.overrule.outcome.value
        told["reason"] = command.overrule.reason.value
    return told


async def _or_told(answer: Awaitable[Card], request: commands.Request, nothing: str) -> Card:
    """``answer``, or a sentence on why there is none.

    Args:
        answer: What is being worked out.
        request: With a key, somebody will run it again: then what is away is raised, not told.
        nothing: What did not happen.
    """
    try:
        return await answer
    except (LogUnavailable, BookUnavailable) as error:
        if request.key is not None:
            raise
        return NoteCard(f"{nothing} {error}", failed=True)
    except CommandError as error:
        return NoteCard(str(error), failed=True)


async def _here(work: Callable[[], Result]) -> Result:
    return work()


def check(draft: Draft) -> None:
    """Refuse what nobody could review.

    Raises:
        DraftError: The draft is empty or longer than ``MAX_CHARACTERS``.
    """
    if not draft.text.strip():
        raise DraftError("The draft is empty. Nothing was recorded. Please paste the words to review.")
    if len(draft.text) > MAX_CHARACTERS:
        raise DraftError(
            f"The draft has {len(draft.text):,} characters; at most {MAX_CHARACTERS:,} are reviewed. "
            "Nothing was recorded. Please send it in parts."
        )


def check_complaint(complaint: Complaint) -> None:
    """Refuse what nobody could answer.

    Raises:
        DraftError: The review is empty, too long, or several were pasted together.
    """
    if complaint.text.strip():
        check(Draft(complaint.text, Kind.REVIEW))
    triage.check(complaint)


def judge(draft: Draft, pack: PolicyPack, reader: Reader | None = None) -> tuple[Review, SaferVersion]:
    """Review ``draft`` and look for a safer version; nothing is recorded."""

    def reading_of(some: Draft) -> Reading | None:
        return reader.read(some) if reader is not None else None

    result = review(draft, pack, reading_of(draft))
    return result, safer_version(draft, result, pack, reading_of)
