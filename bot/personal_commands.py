"""What a person may ask about their own presence, and how typed words become that. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from bot import profile_commands
from bot.content_commands import READERS as CONTENT_READERS
from bot.content_commands import ContentCommand
from bot.errors import CommandError
from bot.personal import Has, Owner, Said
from bot.profile_commands import ProfileCommand

LONGEST_WORD = 80


@dataclass(frozen=True, slots=True)
class ShowPresence:
    """Where do I stand, and what comes next? ``step`` where one step is to be shown again."""

    step: str | None = None


@dataclass(frozen=True, slots=True)
class BeginCheck:
    """Start a check, or go on with mine."""


@dataclass(frozen=True, slots=True)
class AnswerStep:
    """This is what I found at that step."""

    step: str
    said: Said


@dataclass(frozen=True, slots=True)
class TooCommon:
    """Too many people share my name."""

    step: str


@dataclass(frozen=True, slots=True)
class PastedLink:
    """Somebody pasted a link where an answer was expected. The link itself goes no further than here."""


@dataclass(frozen=True, slots=True)
class ShowTodos:
    """What is left for me to do? ``todo`` where one is to be looked at."""

    todo: str | None = None


class TodoAction(StrEnum):
    """What can be done with a to-do."""

    REQUEST = "request"
    ASKED = "asked"
    STILL = "still"
    DONE = "done"
    LATER = "later"
    REOPEN = "reopen"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class ChangeTodo:
    """Do this with a to-do."""

    todo: str
    action: TodoAction
    owner: Owner | None = None


class RemindAction(StrEnum):
    """What can be said about reminders."""

    STOP = "stop"
    START = "start"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class ChangeReminders:
    """Remind me no more, again, or later."""

    action: RemindAction


@dataclass(frozen=True, slots=True)
class SetZone:
    """I live in this time zone; as typed."""

    zone: str


@dataclass(frozen=True, slots=True)
class ShowAccounts:
    """Which personal accounts are left, or all of them, or one."""

    account: str | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class SetAccount:
    """I have, had or never had such an account; ``None`` says that it is all private now."""

    account: str
    has: Has | None


@dataclass(frozen=True, slots=True)
class NoAccounts:
    """I have none of those of which I said nothing."""


@dataclass(frozen=True, slots=True)
class AccountsAgain:
    """Let me look at all of them anew, as once a year."""


@dataclass(frozen=True, slots=True)
class ShowMine:
    """What is kept about me, and where do I stand?"""


@dataclass(frozen=True, slots=True)
class ExportMine:
    """Give me everything that is kept about me."""


@dataclass(frozen=True, slots=True)
class DeleteMine:
    """Delete everything that is kept about me; ``sure`` once that was said twice."""

    sure: bool = False


AccountCommand = ShowAccounts | SetAccount | NoAccounts | AccountsAgain
PersonalCommand = (
    ShowPresence
    | BeginCheck
    | AnswerStep
    | TooCommon
    | PastedLink
    | ShowTodos
    | ChangeTodo
    | ChangeReminders
    | SetZone
    | AccountCommand
    | ProfileCommand
    | ContentCommand
    | ShowMine
    | ExportMine
    | DeleteMine
)

USAGE = (
    "You can write: presence; presence STEP fine, wrong, remove, not-me or skip; todos; accounts; profile; "
    "mine; mine export; mine delete; remind stop, start or later; remind zone America/Chicago."
)


def parse(words: str) -> PersonalCommand | None:
    """Understand ``words``; ``None`` when they are not about a person's own presence at all.

    Raises:
        CommandError: They are, and something in them cannot be understood.
    """
    first, *rest = words.split() or [""]
    if first.lower() in profile_commands.WORDS:
        return profile_commands.read(words.lstrip()[len(first) :])
    reading = _READERS.get(first.lower())
    return None if reading is None else reading(rest)


def _presence(rest: list[str]) -> PersonalCommand:
    if any("://" in word or word.lower().startswith("www.") for word in rest):
        return PastedLink()
    match [word.lower() for word in rest]:
        case [] | ["show"]:
            return ShowPresence()
        case ["again" | "begin" | "start"]:
            return BeginCheck()
        case [step]:
            return ShowPresence(step)
        case [step, "common"]:
            return TooCommon(step)
        case [step, *said]:
            return AnswerStep(step, Said(_one_of("-".join(said), tuple(Said), "answer")))
    raise CommandError(USAGE)


def _todos(rest: list[str]) -> PersonalCommand:
    match [word.lower() for word in rest]:
        case []:
            return ShowTodos()
        case [todo]:
            return ShowTodos(todo)
        case [todo, "owner", owner]:
            return ChangeTodo(todo, TodoAction.OWNER, Owner(_one_of(owner, tuple(Owner), "owner")))
        case [todo, action]:
            return ChangeTodo(todo, TodoAction(_one_of(action, tuple(TodoAction)[:-1], "word")))
    raise CommandError(USAGE)


def _accounts(rest: list[str]) -> PersonalCommand:
    match [word.lower() for word in rest]:
        case []:
            return ShowAccounts()
        case ["list"]:
            return ShowAccounts(listed=True)
        case ["none"]:
            return NoAccounts()
        case ["again"]:
            return AccountsAgain()
        case [account]:
            return ShowAccounts(account)
        case [account, "done"]:
            return SetAccount(account, None)
        case [account, has]:
            return SetAccount(account, Has(_one_of(has, tuple(Has), "answer")))
    raise CommandError(USAGE)


def _mine(rest: list[str]) -> PersonalCommand:
    match [word.lower() for word in rest]:
        case [] | ["page"]:
            return ShowMine()
        case ["export"]:
            return ExportMine()
        case ["delete"]:
            return DeleteMine()
        case ["delete", "yes"]:
            return DeleteMine(sure=True)
    raise CommandError(USAGE)


def _remind(rest: list[str]) -> PersonalCommand:
    match [word.lower() for word in rest]:
        case ["zone", _, *_]:
            return SetZone(" ".join(rest[1:]))
        case [action]:
            return ChangeReminders(RemindAction(_one_of(action, tuple(RemindAction), "word")))
    raise CommandError(USAGE)


_READERS = {
    "presence": _presence,
    "todos": _todos,
    "todo": _todos,
    "accounts": _accounts,
    "mine": _mine,
    "remind": _remind,
    **CONTENT_READERS,
}


WORDS = frozenset(_READERS) | profile_commands.WORDS
"""The words by which such a command begins."""


def _one_of(got: str, known: tuple[StrEnum, ...], what: str) -> str:
    if got not in {item.value for item in known}:
        raise CommandError.unknown(what, got[:LONGEST_WORD], known)
    return got
