"""What a person may ask about what to write, and how typed words become that. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.errors import CommandError


@dataclass(frozen=True, slots=True)
class ShowIdeas:
    """What could I write about? ``pillar`` where one subject is meant."""

    pillar: str | None = None


@dataclass(frozen=True, slots=True)
class ShowStarters:
    """Which kinds of content are there?"""


@dataclass(frozen=True, slots=True)
class ShowStarter:
    """How does that kind of content begin? ``outline`` counts from 1."""

    kind: str
    outline: int = 1


@dataclass(frozen=True, slots=True)
class ShowWriting:
    """What did I write about lately?"""


@dataclass(frozen=True, slots=True)
class CountWriting:
    """Keep what my drafts are about, or keep it no more."""

    wanted: bool


ContentCommand = ShowIdeas | ShowStarters | ShowStarter | ShowWriting | CountWriting

USAGE = "You can write: ideas; ideas SUBJECT; start; start spotlight; pillars; pillars stop or start."


def _ideas(rest: list[str]) -> ContentCommand:
    match [word.lower() for word in rest]:
        case []:
            return ShowIdeas()
        case [pillar]:
            return ShowIdeas(pillar)
    raise CommandError(USAGE)


def _start(rest: list[str]) -> ContentCommand:
    match [word.lower() for word in rest]:
        case []:
            return ShowStarters()
        case [kind]:
            return ShowStarter(kind)
        case [kind, number] if number.isascii() and number.isdigit() and len(number) < 4:
            return ShowStarter(kind, int(number))
        case words:
            return ShowStarter("-".join(words))


def _pillars(rest: list[str]) -> ContentCommand:
    match [word.lower() for word in rest]:
        case []:
            return ShowWriting()
        case ["stop"]:
            return CountWriting(wanted=False)
        case ["start"]:
            return CountWriting(wanted=True)
    raise CommandError(USAGE)


READERS: Mapping[str, Callable[[list[str]], ContentCommand]] = {
    "ideas": _ideas,
    "start": _start,
    "pillars": _pillars,
}
"""By the word with which such a command begins."""
