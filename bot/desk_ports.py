"""What the desk asks of the world: where submissions, drafts and registers are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.approval import State, Submission
from bot.model import Decision, Draft
from bot.notices import Notice
from bot.ports import Entry
from bot.registers import Item, Register


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """Which submissions to show, oldest deadline or, with ``newest``, last sent first; ``None`` means any.

    ``after`` pages: the deadline (with ``newest``, when it was sent) and the id of the last one seen.
    """

    states: tuple[State, ...] = (State.WAITING,)
    purposes: tuple[str, ...] | None = None
    author: str | None = None
    after: tuple[datetime, str] | None = None
    limit: int = 50
    newest: bool = False


class SubmissionBook(Protocol):
    """Drafts that people were asked about. Every change and its entry in the log are one transaction."""

    async def open(
        self,
        submission: Submission,
        made: Decision,
        *,
        once: str | None = None,
        tell: Sequence[Notice] = (),
    ) -> tuple[Submission, Entry | None]:
        """Keep a new submission; where this review was sent for this purpose already, that one is returned.

        ``tell`` is put on its way in the same transaction, so that nobody is told of what was not kept
        and nothing is kept of which nobody hears.

        Raises:
            LogUnavailable: Nothing was kept.
        """
        ...

    async def change(
        self, after: Submission, made: Decision, *, once: str | None = None, tell: Sequence[Notice] = ()
    ) -> Entry | None:
        """Put ``after`` in the place of the revision before it, and ``made`` into the log; see ``open``.

        Returns:
            The entry; ``None`` when another revision stands by now, and nothing was changed.

        Raises:
            LogUnavailable: Nothing was kept.
        """
        ...

    async def get(self, tenant: str, submission_id: str) -> Submission | None:
        """One submission by its id."""
        ...

    async def of_review(self, tenant: str, decision_id: str) -> Submission | None:
        """The latest submission that a review belongs to as its newest version or its first."""
        ...

    async def queue(self, tenant: str, query: QueueQuery) -> tuple[Submission, ...]:
        """Submissions, in the order that was asked for."""
        ...

    async def counts(self, tenant: str, author: str | None = None) -> Mapping[State, int]:
        """How many there are in each state, of everybody or of one author."""
        ...

    async def due(
        self, before: datetime, limit: int = 100, after: tuple[datetime, str] | None = None
    ) -> tuple[Submission, ...]:
        """Waiting submissions of every tenant whose deadline lies before a moment, the earliest first.

        ``after`` pages: the deadline and id of the last one seen.
        """
        ...


class DraftShelf(Protocol):
    """Where drafts lie encrypted for a while, by the entry of their review."""

    async def keep(self, tenant: str, decision_id: str, draft: Draft, until: datetime) -> None:
        """Keep ``draft``; kept already, it stays at least until then.

        Raises:
            BookUnavailable: It was not kept.
        """
        ...

    async def read(self, tenant: str, decision_id: str) -> Draft | None:
        """The draft; ``None`` when it is gone."""
        ...

    async def extend(self, tenant: str, decision_id: str, until: datetime) -> bool:
        """Keep it at least until then; returns whether it is still there."""
        ...

    async def hold(
        self, tenant: str, decision_id: str, made: Decision, *, held: bool, once: str | None = None
    ) -> Entry:
        """Put a review under legal hold, or take it from there: nothing removes its text or its entries.

        The hold and ``made`` are kept together.

        Raises:
            LogUnavailable: Nothing was changed.
        """
        ...

    async def is_held(self, tenant: str, decision_id: str) -> bool:
        """Say whether a review is under legal hold."""
        ...

    async def forget(
        self, tenant: str, decision_ids: Sequence[str], made: Decision, *, once: str | None = None
    ) -> Entry | None:
        """Remove texts now, and keep ``made`` as their tombstone, together.

        Returns:
            The tombstone; ``None`` when one of them is under legal hold, and nothing was removed.

        Raises:
            LogUnavailable: Nothing was removed.
        """
        ...

    async def tidy(self) -> int:
        """Remove what has expired and is not under hold; returns how many."""
        ...


class RegisterBook(Protocol):
    """What the organization has on file."""

    async def put(self, tenant: str, item: Item, made: Decision) -> Entry:
        """Keep ``item`` in the place of an earlier one of its id, and ``made`` in the log, together.

        Raises:
            LogUnavailable: Nothing was kept.
        """
        ...

    async def items(self, tenant: str, *registers: Register) -> tuple[Item, ...]:
        """Everything in these registers, or in all."""
        ...

    async def was_used(self, tenant: str, register: Register) -> bool:
        """Say whether anything is, or ever was, in a register."""
        ...

    async def remove(
        self, tenant: str, register: Register, item_id: str, made: Decision, *, once: str | None = None
    ) -> Entry | None:
        """Remove one thing for good, and keep ``made`` as what is left of it, together.

        Returns:
            The entry; ``None`` when a review under legal hold names it, and nothing was removed.

        Raises:
            LogUnavailable: Nothing was removed.
        """
        ...
