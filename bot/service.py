"""The one door: a request comes in, a card goes out, the decision is on the record."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bot import commands
from bot.cards import Card, NoteCard, ReviewCard
from bot.complaints import Complaints
from bot.delivery import Conversation
from bot.desk_commands import DeskCommand
from bot.digest_commands import DigestCommand
from bot.digests import Digests
from bot.errors import BookUnavailable, CommandError, DraftError, LogUnavailable
from bot.judging import judge
from bot.model import VIEWED, Actor, Decision, Draft, Review
from bot.opinions import Opinions
from bot.personal_commands import PersonalCommand
from bot.placing_commands import PlaceCommand
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
from bot.recording import NOT_LOGGED, Recorder
from bot.reply_cards import RespondCard
from bot.review import review
from bot.reviewable import check
from bot.walking import entries

if TYPE_CHECKING:  # a review on the command line needs no desk, and should not wait for one
    from bot.advising import Advising
    from bot.content_ports import PillarBook
    from bot.desk import Desk, DeskBooks
    from bot.figures import Figures
    from bot.personal_desk import PersonalDesk
    from bot.personal_ports import PersonalBook
    from bot.registers import Applied

MOST_LATER = 50
"""Entries about an earlier one that are shown beside it; one more is read, to say that there are more."""

PAGE = 1000
"""Entries that are read at a time where many are counted."""

EARLIER_POLICY = (
    "This review is on the record under the policy version {}, which was in use when it was asked."
)

PEOPLE = frozenset({"slack", "teams", "web", "cli"})
"""Platforms on which authors ask themselves; a program that asks for many is nobody's own writing."""

CHATS = frozenset({"slack", "teams"})
LINK_ALONE = re.compile(r"\s*(?i:https?://|www\.)\S+\s*")

FILTERS = ("event", "verdict", "category", "actor", "since", "until")
"""Of a look at the log, which filters were set is recorded; not what they were set to."""


@dataclass(frozen=True, slots=True)
class Viewed:
    """What somebody looked at, and whether the log could take note of it."""

    entries: tuple[Entry, ...]
    recorded: bool
    later: tuple[Entry, ...] = ()
    """Of one entry: what was recorded about it afterwards, newest first."""


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
        pillars: "PillarBook | None" = None,
    ) -> None:
        self.pack = pack
        self.digests = digests
        self._log = log
        self._recorder = Recorder(log, fingerprinter, clock)
        self._opinions = Opinions(self._recorder)
        self._clock = clock
        self.reader = reader
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
                replace(policy, version=pack.version, rules_version=pack.rules_version),
                pack,
                books,
                log=log,
                fingerprinter=fingerprinter,
                clock=clock,
                reviewer=self._reviewed,
            )
        self._complaints = Complaints(pack, self._recorder, reader, self._elsewhere, self.desk)
        if personal is not None:
            from bot import personal_desk  # noqa: PLC0415

            self.own = personal_desk.PersonalDesk(
                pack,
                policy,
                personal,
                clock,
                reviewer=self._reviewed,
                fingerprinter=fingerprinter,
                pillars=pillars,
            )

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
            case commands.ReviewDraft():
                return await self._drafted(request, request.command, where)
            case commands.Disagree():
                return await self._opinions.disagree(request, request.command)
            case commands.RespondToReview():
                return await self._complaints.respond(request, request.command)
            case commands.AnotherSet(decision_id):
                return await self._complaints.another(request, decision_id)
            case commands.CheckReply(complaint, text):
                return await self._complaints.check_reply(request, complaint, text)
            case commands.ChooseReply():
                return await self._opinions.choose(request, request.command)
            case commands.RateAnswer():
                return await self._opinions.rate(request, request.command)
            case _ if isinstance(request.command, DeskCommand):
                return await self._at_the_desk(request, where)
            case _ if isinstance(request.command, PersonalCommand):
                return await self._own(request, where)
            case _ if isinstance(request.command, PlaceCommand):
                return await self._placed(request)
            case _:
                return await self._digest(request, request.command, where)

    async def _drafted(
        self, request: commands.Request, command: commands.ReviewDraft, where: Conversation | None
    ) -> Card:
        if (expected := await self._link_alone(request, command.draft)) is not None:
            return expected
        card = replace(await self._review(request, command.draft), before=command.before)
        if self.own is not None and card.decision_id is not None and request.platform in PEOPLE:
            await self.own.wrote(request, card.decision_id, where)
        return card

    async def may_ask_model(self, actor: Actor) -> bool:
        """Whether a language model reads what this person's workspace sends, too."""
        return self.advising is not None and await self.advising.allowed(actor.tenant)

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
        later = await self._log.find(actor.tenant, LogQuery(about=found, limit=MOST_LATER + 1))
        return Viewed((found,), await self._viewed(actor, platform, found.id, {}), later)

    async def _viewed(
        self, actor: Actor, platform: str, subject: str | None, details: Mapping[str, str | int]
    ) -> bool:
        """Record a view. A log that takes no entry can still be read: whoever looks is told."""
        made = Decision(
            VIEWED, actor, self._clock.now(), platform=platform, subject=subject, details=dict(details)
        )
        return await self._recorder.keep(made) is not None

    async def reviewed_under(self, tenant: str, key: str) -> str | None:
        """The entry of the review that answers the event with this key."""
        entry = await self._log.answer_to(tenant, key)
        return entry.id if entry is not None and entry.decision.event == "reviewed" else None

    async def kept_draft(self, tenant: str, decision_id: str) -> Draft | None:
        """The draft of a review, while it is kept for its buttons or for those who decide on it."""
        return await self.desk.books.drafts.read(tenant, decision_id) if self.desk is not None else None

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
        result, safer = await self._elsewhere(lambda: judge(draft, self.pack, self.reader))
        decision, notices = self._recorder.reviewed(request, draft, result), result.notices
        known = applied.details if applied is not None else {}
        decision = replace(
            decision, details={**decision.details, **known, "rules_version": self.pack.rules_version}
        )
        if applied is not None:
            notices = (*notices, *applied.notices)
        entry = await self._recorder.keep(decision, request.key)
        if entry is None:
            notices = (*notices, NOT_LOGGED)
        elif (earlier := entry.decision.policy_version) not in {None, decision.policy_version}:
            notices = (*notices, EARLIER_POLICY.format(earlier))
        entry_id = entry.id if entry is not None else None
        card = ReviewCard(draft, result, safer, entry_id, praise(draft, result, self.pack), notices)
        if self.desk is None:
            return card
        from bot.around_review import after_review  # noqa: PLC0415

        placed = any(item.get("good_for") for item in self.pack.outlets.values())
        return await after_review(self.desk, request, asked, card, placed=placed)

    async def _applied(self, request: commands.Request, draft: Draft) -> "Applied | None":
        """What the registers know of the draft, where there are any."""
        if self.desk is None:
            return None
        from bot.around_review import before_review  # noqa: PLC0415

        return await before_review(self.desk, request, draft)

    async def _reviewed(self, request: commands.Request) -> ReviewCard:
        """What the desk asks for when a draft was changed."""
        if not isinstance(request.command, commands.ReviewDraft):
            raise DraftError("This text could not be reviewed. Nothing was changed.")
        return await self._review(request, request.command.draft)

    async def _judged(self, draft: Draft) -> Review:
        """What the pack and the reader say of ``draft``; nothing is recorded."""
        reader = self.reader

        def judged() -> Review:
            return review(draft, self.pack, reader.read(draft) if reader is not None else None)

        return await self._elsewhere(judged)

    async def _placed(self, request: commands.Request) -> Card:
        from bot.placing import Placing  # noqa: PLC0415

        placing = Placing(self.pack, self._reviewed, self._judged, self._recorder, self.desk)
        return await _or_told(placing.handle(request), request, "Nothing was recorded.")

    async def _link_alone(self, request: commands.Request, draft: Draft) -> Card | None:
        """In a chat, a link and nothing else in the middle of a presence check is no draft."""
        if self.own is None or request.platform not in CHATS or LINK_ALONE.fullmatch(draft.text) is None:
            return None
        with suppress(BookUnavailable):  # a review does not wait for a check
            return await self.own.expecting(request)
        return None

    async def _own(self, request: commands.Request, where: Conversation | None) -> Card:
        if self.own is None:
            return NoteCard("Presence checks are not available here.", failed=True)
        return await _or_told(self.own.handle(request, where), request, "Nothing was changed.")

    async def _at_the_desk(self, request: commands.Request, where: Conversation | None) -> Card:
        if self.desk is None:
            return NoteCard("There is no desk here: nobody can be asked to decide.", failed=True)
        from bot.desk_doors import handle  # noqa: PLC0415 - only where there is a desk

        return await _or_told(handle(self.desk, request, where), request, "Nothing was recorded.")

    async def _digest(
        self, request: commands.Request, command: DigestCommand, where: Conversation | None
    ) -> Card:
        if self.digests is None:
            return NoteCard("Weekly digests are not available here.", failed=True)
        answer = self.digests.answer(
            request.actor, command, where, platform=request.platform, once=request.key
        )
        return await _or_told(answer, request, "Nothing was changed.")


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
