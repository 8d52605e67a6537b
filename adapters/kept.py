"""What a platform with buttons and edits asks of the database besides the inbox."""

from dataclasses import dataclass, field
from typing import Protocol

from bot.delivery import Conversation


@dataclass(frozen=True, slots=True)
class KeptCard:
    """A card as it stands in Teams: so that a press of a button changes it, and the rest of it stays.

    ``decision_id`` is the entry that it answers with; empty for a card about several, such as the queue.
    """

    decision_id: str
    message_id: str
    body: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """A message of ours: under which key, in which conversation, which one."""

    key: str
    conversation: str
    message_id: str


class KeptCards(Protocol):
    """Cards that people may still press buttons of; encrypted, for a week."""

    async def keep(self, conversation: Conversation, card: KeptCard) -> None:
        """Keep ``card``, in place of what was kept of its message."""
        ...

    async def recall(self, conversation: Conversation, message_id: str) -> KeptCard | None:
        """The card of a message; ``None`` once it expired or was forgotten."""
        ...

    async def forget(self, conversation: Conversation, message_id: str) -> None:
        """Forget the card of a message; nothing is added to that message any more."""
        ...

    async def standing(self, key: str) -> tuple[Standing, ...]:
        """Our messages that answer the event with this key, or a later form of it."""
        ...


class Chores(Protocol):
    """Work that is done after what its conversation waits for already."""

    async def add(
        self, key: str, kind: str, lock: str, payload: str, where: Conversation | None = None
    ) -> None:
        """Keep it, once per key, until it is done; ``where`` somebody spoke is remembered with it.

        Raises:
            NotAccepted: Nothing was kept.
        """
        ...
