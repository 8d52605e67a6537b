"""What the core asks of the world, in the core's own words."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from bot.cards import Card, Part
from bot.delivery import (
    Conversation,
    Event,
    Found,
    Opened,
    Outbound,
    Paces,
    Posted,
    Updated,
)
from bot.model import Decision, Draft, Reading

if TYPE_CHECKING:  # a review without a model need not wait for what only a model needs
    from bot.model_calls import Limit, Mode, Question, Told

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision as the log keeps it: numbered, chained, hashed.

    ``seq`` counts from 1 within a tenant; the hashes are hexadecimal SHA-256.
    """

    id: str
    seq: int
    decision: Decision
    previous_hash: str
    entry_hash: str


@dataclass(frozen=True, slots=True)
class LogQuery:
    """Which entries to show; ``None`` means any. ``before`` pages: only entries with a smaller seq.

    ``about`` is an earlier entry: only what was recorded about it later.

    Entries that only say who looked are left out, unless ``views`` or the event asks for them.
    """

    event: str | None = None
    verdict: str | None = None
    category: str | None = None
    actor: str | None = None
    since: date | None = None
    until: date | None = None
    before: int | None = None
    about: "Entry | None" = None
    limit: int = 50
    views: bool = False


@dataclass(frozen=True, slots=True)
class ChainStatus:
    """Whether the log is whole: how many entries were walked, and each problem by entry."""

    entries: int
    problems: tuple[str, ...] = ()
    checkpoints: int = 0
    head: str = ""
    begins_after: int = 0
    """The last entry that was removed because it had been kept long enough; 0 while none was."""

    @property
    def whole(self) -> bool:
        """True when nothing was changed, removed, reordered or cut off."""
        return not self.problems


class DecisionLog(Protocol):
    """The record of what Bedside said. Append-only: nothing here updates or deletes."""

    async def record(self, decision: Decision, *, once: str | None = None) -> Entry:
        """Keep ``decision`` and return it with its number and hashes.

        Args:
            decision: What was asked and answered.
            once: The key of the event that it answers. A second decision under the same key of a
                tenant is not kept; the entry that stands is returned instead.

        Raises:
            LogUnavailable: Nothing was kept; the caller must tell the person so.
        """
        ...

    async def find(self, tenant: str, query: LogQuery) -> tuple[Entry, ...]:
        """Entries that fit ``query``, newest first."""
        ...

    async def entry(self, tenant: str, entry_id: str) -> Entry | None:
        """One entry by its id, or ``None``."""
        ...

    async def answer_to(self, tenant: str, once: str) -> Entry | None:
        """The entry that answers the event with this key; ``None`` for one that was not answered."""
        ...

    async def verify(self, tenant: str) -> ChainStatus:
        """Walk the whole chain of ``tenant`` and its checkpoints."""
        ...

    def export(self, tenant: str) -> AsyncIterator[str]:
        """The chain as JSON lines, oldest first, in constant memory; a checkpoint follows what it seals."""
        ...


class Fingerprinter(Protocol):
    """Makes a keyed fingerprint of a text, so that the same text is known again and nothing can be read."""

    def fingerprint(self, text: str) -> str:
        """Hexadecimal keyed hash of ``text``."""
        ...


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """An aware moment in UTC."""
        ...


class Reader(Protocol):
    """The small local model: same draft, same weights, same reading. No network."""

    def read(self, draft: Draft) -> Reading:
        """Score ``draft``; never raises for any text."""
        ...


class Elsewhere(Protocol):
    """Runs work that takes long beside the event loop, so that other people's requests go on."""

    async def __call__(self, work: Callable[[], Result]) -> Result:
        """Run ``work`` and return what it returns or raise what it raises."""
        ...


@dataclass(frozen=True, slots=True)
class Asked(Generic[Result]):
    """A question, how to believe its answer, and whether it is still worth one.

    ``read`` raises ``Unfit`` for an answer that may be repaired once, ``Unreliable`` for one that is worth
    nothing. ``still`` says whether the policy is the one that was asked about: what comes too late is not
    kept.
    """

    question: "Question"
    read: Callable[[object], Result] = field(repr=False)
    still: Callable[[], bool] = field(default=lambda: True, repr=False)


class Adviser(Protocol):
    """The language model. It sees ``Redacted`` text only, and whatever it does comes back as an ending."""

    @property
    def name(self) -> str:
        """The model's name, as set."""
        ...

    def limit(self, *, batch: bool = False) -> "Limit":
        """How long a question that is asked now may take: seconds, or longer where nobody waits."""
        ...

    async def ask(self, asked: Sequence[Asked[Any]], mode: "Mode", limit: "Limit") -> "Sequence[Told[Any]]":
        """Ask them beside each other; never raises for what an endpoint does, never later than ``limit``.

        Args:
            asked: What to ask, and how to read it.
            mode: How far the workspace lets its texts go.
            limit: As ``limit`` gave it.
        """
        ...


class PrivacySwitch(Protocol):
    """How far each workspace lets its texts go."""

    async def mode(self, tenant: str) -> "Mode":
        """The workspace's own choice, or the installation's; ``off`` where it cannot be read."""
        ...


class Afterwards(Protocol):
    """Goes on with an event once it has an answer, so that nobody else's answer waits for that."""

    async def promise(self, event: Event) -> None:
        """See to it that a job concludes ``event`` if this process does not get to it.

        Raises:
            NotAccepted: Nobody would.
        """
        ...

    def begin(self, event: Event, work: Callable[[], Awaitable[None]]) -> None:
        """Do ``work`` beside everything else; once it is done the promise is kept."""
        ...


class Inbox(Protocol):
    """Where a platform leaves what it was sent, before it acknowledges."""

    async def accept(self, event: Event) -> bool:
        """Keep ``event`` and the job that answers it, in one transaction; a copy is a no-op.

        Acknowledge only after this returned: then the event is answered even if everything dies.

        Returns:
            Whether it was new. A copy of an earlier event is as well accepted as a new one.

        Raises:
            NotAccepted: Nothing was kept. Do not acknowledge (HTTP: 503), so that it is sent again.
        """
        ...


class Messenger(Protocol):
    """Speaks on one platform. Renders the card itself; tells what became of it, and never raises for that."""

    @property
    def platform(self) -> str:
        """Its name, as conversations carry it."""
        ...

    @property
    def paces(self) -> Paces:
        """How fast it may speak."""
        ...

    def parts(self, card: Card) -> int:
        """How many messages ``card`` takes here; where it is more than one, each is sent as a ``Part``."""
        ...

    async def post(self, conversation: Conversation, card: Card | Part, key: str) -> Posted:
        """Post ``card`` as a new message, marked with ``key`` where the platform can carry that.

        One call to the platform, not repeated in here, and not without a deadline.
        """
        ...

    async def update(self, conversation: Conversation, message_id: str, card: Card | Part) -> Updated:
        """Put ``card`` in place of what the message said. Doing it twice changes nothing."""
        ...

    async def find(self, conversation: Conversation, key: str) -> Found:
        """Look for a message marked with ``key``, after a post whose outcome is unknown."""
        ...

    async def private(self, conversation: Conversation, person: str) -> Opened:
        """The private conversation with ``person``. Opening it twice gives the same one."""
        ...

    async def direct(self, conversation: Conversation, person: str) -> Opened:
        """The direct message with ``person``, who need not be in ``conversation``.

        The conversation only says through which installation to speak.
        """
        ...


class OutboundBook(Protocol):
    """What Bedside means to send, written down before it is sent."""

    async def standing(self, key: str) -> Outbound | None:
        """What is known of the message with this key."""
        ...

    async def intend(
        self, key: str, conversation: Conversation, paces: Paces, after: Outbound | None = None
    ) -> Outbound:
        """Write down that the message is about to be created, and take the next turn to speak there.

        Args:
            key: The message's own key.
            conversation: Where it will stand.
            paces: How fast messages may go out.
            after: The earlier attempt that stands without a message.

        Raises:
            TryLater: It is not our turn; nothing was written.
            Overtaken: Another worker wrote it down meanwhile and is the one to create it.
        """
        ...

    async def settle(
        self, message: Outbound, state: str, *, message_id: str | None = None, code: str | None = None
    ) -> Outbound:
        """Write down what became of an attempt.

        Raises:
            Overtaken: A later attempt stands; nothing was changed.
        """
        ...


class ConversationBook(Protocol):
    """Where Bedside may speak, and why not."""

    async def remember(self, conversation: Conversation) -> None:
        """Keep it, refresh its reference, and take it for alive."""
        ...

    async def recall(self, platform: str, tenant: str, conversation_id: str) -> Conversation | None:
        """A conversation as it was last seen; ``None`` for one that nobody spoke in."""
        ...

    async def installations(self, platform: str) -> tuple[Conversation, ...]:
        """One living conversation of each of the platform's tenants, the one seen last first."""
        ...

    async def mark_dead(self, conversation: Conversation, reason: str, *, whole_tenant: bool = False) -> None:
        """Nobody is to be told anything there until it is revived."""
        ...

    async def dead_reason(self, conversation: Conversation) -> str | None:
        """Why nobody can be reached there; ``None`` when nothing is known against it."""
        ...

    async def revive_tenant(self, platform: str, tenant: str, before: datetime | None = None) -> int:
        """The installation works again; returns how many conversations that had died came back.

        What was given up at the moment ``before`` or later stays so; without one, everything comes back.
        """
        ...
