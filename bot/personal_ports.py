"""Where what is kept about people lies: one encrypted record a person."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.model import Decision
from bot.personal import Personal


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept, and the revision that was read; 0 where nothing is kept yet."""

    personal: Personal = field(default_factory=Personal)
    revision: int = 0


class PersonalBook(Protocol):
    """Keeps records. Raises ``BookUnavailable`` or ``LogUnavailable`` when nothing was read or changed."""

    async def read(self, tenant: str, person: str) -> Record:
        """What is kept about the person."""
        ...

    async def known(self, tenant: str) -> frozenset[str]:
        """Of whom something is kept."""
        ...

    async def write(
        self,
        tenant: str,
        person: str,
        after: Record,
        *,
        remind_at: datetime | None,
        made: Sequence[Decision] = (),
        once: str | None = None,
    ) -> bool:
        """Put ``after`` in the place of the revision that it names, and ``made`` into the log, together.

        Returns:
            False when another revision stands by now, and nothing was changed.
        """
        ...

    async def forget(self, tenant: str, person: str, made: Decision, *, once: str | None = None) -> bool:
        """Delete everything that is kept about the person but a refusal; False when there was nothing."""
        ...
