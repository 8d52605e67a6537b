"""What every part of the desk needs: who is who, the books, how a change gets on the record with its news."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.approval import Submission
from bot.cards import NoteCard, ReviewCard
from bot.case_ports import CaseBook
from bot.commands import Request, ReviewDraft
from bot.desk_ports import DraftShelf, RegisterBook, SubmissionBook
from bot.errors import BookUnavailable
from bot.model import Actor, Decision, Draft
from bot.notices import notices
from bot.people import DECIDERS, DeskPolicy, Person, Role
from bot.policy import PolicyPack
from bot.ports import Clock, DecisionLog, Entry, Fingerprinter
from bot.recording import AUTHOR
from bot.retention import text_kept_until

TRIES = 5
"""How often a change is worked out anew because somebody else's came first; after that nobody is faster."""

Reviewer = Callable[[Request], Awaitable[ReviewCard]]
Details = Mapping[str, str | int | bool | None]


@dataclass(frozen=True, slots=True)
class DeskBooks:
    """Where the desk keeps things.

    Attributes:
        make_id: Makes the id of a submission, or of a case.
        keep: How long a draft is kept after its review, so that a button can send it; zero: not at all.
        deciding: How long the text of a submission is kept after each change.
    """

    submissions: SubmissionBook
    drafts: DraftShelf
    registers: RegisterBook
    cases: CaseBook
    make_id: Callable[[], str]
    keep: timedelta = timedelta(days=1)
    deciding: timedelta = timedelta(days=30)


class Desk:
    """What the parts of the desk share: who is who, what is recorded, how a draft is reviewed again."""

    def __init__(
        self,
        policy: DeskPolicy,
        pack: PolicyPack,
        books: DeskBooks,
        *,
        log: DecisionLog,
        fingerprinter: Fingerprinter,
        clock: Clock,
        reviewer: Reviewer,
    ) -> None:
        self.policy = policy
        self.pack = pack
        self.books = books
        self.log = log
        self.fingerprinter = fingerprinter
        self.clock = clock
        self._reviewer = reviewer

    def person(self, request: Request) -> Person:
        """Who asks; a role that the sign-in vouched for counts beside the pack's."""
        return self.policy.asking(request.platform, request.actor)

    async def review(self, request: Request, draft: Draft, author: str | None = None) -> ReviewCard:
        """Review another version of a draft, on the record; ``author`` where somebody else asks for it."""
        key = f"{request.key}:review" if request.key is not None else None
        whose = author if author != self.person(request).id else None
        return await self._reviewer(replace(request, command=ReviewDraft(draft, author=whose), key=key))

    async def reviewed(self, request: Request, decision_id: str) -> Entry | None:
        """The entry of a review of this tenant."""
        entry = await self.log.entry(request.actor.tenant, decision_id)
        return entry if entry is not None and entry.decision.event == "reviewed" else None

    def author_of(self, entry: Entry) -> Person:
        """Who wrote the draft, or did else what an entry says."""
        if (known := entry.decision.details.get(AUTHOR)) is not None:
            return self.policy.people.get(str(known)) or Person(str(known), str(known))
        return self.policy.person_of(entry.decision.platform, entry.decision.actor)

    def made(
        self, request: Request, event: str, about: Decision | None, subject: str | None, details: Details
    ) -> Decision:
        """An entry for what ``request`` did, with what is known of the draft that it is about."""
        person = self.person(request)
        shown = sorted(role.value for role in person.roles) or [Role.AUTHOR.value]
        actor = Actor(request.actor.id, " ".join(shown), request.actor.tenant)
        decision = Decision(event, actor, self.clock.now(), platform=request.platform, subject=subject)
        if about is not None:
            decision = replace(
                decision,
                kind=about.kind,
                outlet=about.outlet,
                fingerprint=about.fingerprint,
                verdict=about.verdict,
                policy_version=about.policy_version,
            )
        return replace(
            decision, details={name: value for name, value in details.items() if value is not None}
        )

    async def open(
        self, new: Submission, made: Decision, request: Request
    ) -> tuple[Submission, Entry | None]:
        """Keep a new submission, and have those told whom it waits for."""
        tell = notices(None, new, self.policy, self.clock.now(), self.person(request).id)
        opened = await self.books.submissions.open(new, made, once=request.key, tell=tell)
        await self._keep_text(opened[0])
        return opened

    async def change(
        self, before: Submission, after: Submission, made: Decision, request: Request | None = None
    ) -> Entry | None:
        """Put ``after`` in its place, unless somebody was first; those whom it concerns are told.

        Without a request Bedside itself does it, because time passed.
        """
        by, once = (self.person(request).id, request.key) if request is not None else (None, None)
        tell = notices(before, after, self.policy, self.clock.now(), by)
        kept = await self.books.submissions.change(after, made, once=once, tell=tell)
        if kept is not None:
            await self._keep_text(after)
        return kept

    async def _keep_text(self, now: Submission) -> None:
        """The text that counts, and the one before it, stay as long as somebody may have to look at them."""
        until = text_kept_until(now, self.clock.now(), self.books.deciding)
        with suppress(BookUnavailable):  # the change stands; the next one keeps the text longer again
            for decision_id in (now.version.decision_id, *now.earlier[-1:]):
                await self.books.drafts.extend(now.tenant, decision_id, until)

    async def record(self, decision: Decision, request: Request) -> Entry:
        """Append to the log, once under the request's key."""
        return await self.log.record(decision, once=request.key)


def decides(person: Person) -> bool:
    """Say whether the person is one of those who are asked about drafts."""
    return person.may(*DECIDERS)


NOT_FOUND = NoteCard("That is not here, or not for you. Nothing was changed.", failed=True)
