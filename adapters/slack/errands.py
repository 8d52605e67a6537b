"""What Slack must be asked first, or instead of the judgement, and what is taken back."""

from dataclasses import dataclass
from enum import StrEnum

from adapters.jobs.errand import Errand
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
    PRESSED = "pressed"
    ASK_ZONE = "ask_zone"
    TAKE_BACK = "take_back"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The draft under ``key`` was deleted: it is not to be reviewed any more.

    Attributes:
        after: Takes back what was said about it already.
    """

    key: str
    after: Errand


Work = Event | Errand
