"""Work for which Slack must be asked first, or instead of the judgement: what it is, and how it is kept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from adapters.jobs import payload
from adapters.jobs.payload import UnknownPayload
from bot.delivery import Event

WORK = "slack_errand"
"""The kind of work in the inbox."""


class Kind(StrEnum):
    """What is to be done."""

    READ_FILES = "read_files"
    NEW_VERSION = "new_version"
    REVIEW_AGAIN = "review_again"
    MARK_STALE = "mark_stale"
    SHOW_HOME = "show_home"
    WELCOME = "welcome"
    TELL_STATUS = "tell_status"


@dataclass(frozen=True, slots=True)
class Errand:
    """One errand: the event says who asked where; ``detail`` holds ids and addresses, never words."""

    kind: Kind
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

    def written(self) -> str:
        """As it lies in the inbox, to be encrypted."""
        return json.dumps(
            {"kind": self.kind, "event": payload.write(self.event), "detail": dict(self.detail)}
        )

    @classmethod
    def read(cls, text: str) -> "Errand":
        """What ``written`` made.

        Raises:
            UnknownPayload: A newer version wrote it, or nobody.
        """
        try:
            told = json.loads(text)
            return cls(Kind(told["kind"]), payload.read(told["event"]), told["detail"])
        except (ValueError, KeyError, TypeError):
            raise UnknownPayload("An errand in the inbox cannot be read by this version.") from None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The draft under ``key`` was deleted: if it still waits, it is not to be reviewed."""

    key: str


Work = Event | Errand
