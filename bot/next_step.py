"""The one thing that a person could do next for their own presence, and the button that leads there. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.accounts import AccountKind, next_kind
from bot.desk_buttons import Button
from bot.personal import Personal, Profile
from bot.presence import QUARTER, Step, standing
from bot.presence_cards import GO_ON, LOOK, TODOS, day
from bot.profiles import BEFORE, ProfileKind

ACCOUNTS = Button("Personal accounts", "accounts")
PROFILES = Button("Professional profiles", "profile")
ON_ACCOUNTS = Button("Go on with my accounts", "accounts")
ON_PROFILES = Button("Look at my profiles", "profile")
DUE = Button("See what is due", "todos")
BEGIN = Button("Begin my presence check", "presence begin")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a pack asks people to look at."""

    steps: Sequence[Step] = ()
    accounts: Sequence[AccountKind] = ()
    profiles: Sequence[ProfileKind] = ()


@dataclass(frozen=True, slots=True)
class Next:
    """A small step, and where it is done."""

    text: str
    button: Button


def next_step(personal: Personal, asked: Asked, today: date) -> Next | None:
    """What is due comes first, then what was begun, then what never was; ``None`` where all is done."""
    return next(_steps(personal, asked, today), None)


def _steps(personal: Personal, asked: Asked, today: date) -> Iterator[Next]:
    check = personal.check
    if personal.open and personal.open[0].due <= today:
        yield Next(f"{personal.open[0].title}: this is due.", DUE)
    if asked.steps and check is None:
        yield Next(f"See what strangers find: {len(asked.steps)} searches, ten minutes.", LOOK)
    if check is not None and check.ended is None and asked.steps:
        left = standing(check, asked.steps)
        yield Next(
            f"Go on with your check: {left.total - left.answered} of {left.total} steps are left.", GO_ON
        )
    if check is not None and check.ended is not None and check.ended + QUARTER <= today:
        yield Next("A quarter has passed: look again at what strangers find.", BEGIN)
    yield from _own(personal, asked, today)
    if personal.open:
        yield Next(f"{personal.open[0].title}, by {day(personal.open[0].due)}.", TODOS)


def _own(personal: Personal, asked: Asked, today: date) -> Iterator[Next]:
    """What of one's own accounts and profiles is open."""
    account = next_kind(personal, asked.accounts)
    if account is not None and account.id in personal.accounts:
        yield Next(f"Make this private: {account.name}.", ON_ACCOUNTS)
    elif account is not None:
        asking = "Go through this once" if account.always else "Say whether you have this account"
        yield Next(f"{asking}: {account.name}.", ON_ACCOUNTS)
    for kind in asked.profiles:
        known = personal.profiles.get(kind.id)
        if known is not None and _due(known, today):
            yield Next(f"See whether your profile is still right: {kind.name}.", ON_PROFILES)
    if asked.profiles and not any(item.approved for item in personal.profiles.values()):
        yield Next(f"Show me one of your profiles: {asked.profiles[0].name}.", ON_PROFILES)


def _due(known: Profile, today: date) -> bool:
    return known.review_by is not None and known.review_by - BEFORE <= today
