"""Work for which a platform must be asked first, or instead of the judgement, and how it is kept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from adapters.jobs import payload
from adapters.jobs.payload import UnknownPayload
from bot.commands import ReviewDraft
from bot.delivery import Event
from bot.model import Draft


@dataclass(frozen=True, slots=True)
class Errand:
    """One errand: the event says who asked where; ``detail`` holds ids and addresses, never words."""

    kind: str
    event: Event
    detail: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def key(self) -> str:
        """The inbox's key."""
        return self.event.key

    @property
    def lock(self) -> str:
        """Errands of a conversation take turns with what is asked there."""
        return self.event.conversation.lock

    @property
    def draft(self) -> Draft:
        """What is to be reviewed, as far as the event holds it."""
        command = self.event.request.command
        return command.draft if isinstance(command, ReviewDraft) else Draft("")

    def written(self) -> str:
        """As it lies in the inbox, to be encrypted."""
        return json.dumps(
            {"kind": self.kind, "event": payload.write(self.event), "detail": dict(self.detail)}
        )

    @classmethod
    def read(cls, text: str, kinds: type[StrEnum]) -> "Errand":
        """What ``written`` made, of one of ``kinds``.

        Raises:
            UnknownPayload: A newer version wrote it, or nobody.
        """
        try:
            told = json.loads(text)
            return cls(kinds(told["kind"]), payload.read(told["event"]), told["detail"])
        except (ValueError, KeyError, TypeError):
            raise UnknownPayload("An errand in the inbox cannot be read by this version.") from None


@dataclass(frozen=True, slots=True)
class Before:
    """The version before: its words, and the entries of the reviews of earlier ones, the latest first."""

    words: str | None = field(default=None, repr=False)
    reviews: tuple[str, ...] = ()


def reviewing(event: Event, draft: Draft, before: Before | None = None) -> Event:
    """``event`` with ``draft`` as the words, beside the version ``before`` it."""
    known = before or Before()
    command = ReviewDraft(draft, known.words, known.reviews)
    return replace(event, request=replace(event.request, command=command))
