"""A person's own page: where they stand, what is kept about them, what they can do with it. Pure."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from bot.desk_buttons import Button
from bot.next_step import ACCOUNTS, PROFILES, Asked, next_step
from bot.personal import Personal, Reminders
from bot.personal_cards import GuideCard
from bot.presence import QUARTER, Step, standing
from bot.presence_cards import GO_ON, LOOK, MINE, PRIVATE, TODOS, day, keeping
from bot.reminding import FIRST, LAST
from bot.zones import COMMON, clock_of

STOP = Button("Remind me no more", "remind stop")
START = Button("Remind me", "remind start")
LATER = Button("No reminders for two weeks", "remind later")
EXPORT = Button("Everything kept about me", "mine export")
DELETE = Button("Delete everything about me", "mine delete", grave=True)
REALLY = Button("Yes, delete it all", "mine delete yes", grave=True)
KEEP = Button("No, keep it", "mine")

NOTHING = "Nothing is kept about you."
DELETED = (
    "Deleted: your answers, to-dos, accounts, profiles, reminders and what your drafts were about. "
    "The log keeps what was open or done, and when."
)
STAYS = "What stays is your no to {}, so that it holds."
SURE = (
    "Your answers, to-dos, accounts, profiles and what your drafts were about would be gone for good; a no "
    "to reminders or to counting your drafts stays. You can export everything first."
)
APART = (
    "This is all that My page keeps, in a form that programs read as well. Reviews of your drafts are not in "
    "here: they are in the log, without their words."
)


def mine_card(
    personal: Personal, asked: Asked, today: date, told: str = "", here: str | None = None
) -> GuideCard:
    """Where the person stands, and one small step to take next.

    Args:
        personal: What is kept.
        asked: What the pack asks to be looked at.
        today: The day where they live.
        told: What just happened.
        here: The time zone of where they ask, where the platform knows it.
    """
    step = next_step(personal, asked, today)
    first = step.button if step is not None else LOOK
    look = () if first is GO_ON else (LOOK,)
    usual = (first, *look, *((TODOS,) if personal.open else ()), ACCOUNTS, PROFILES)
    there: dict[str, Button] = {}
    for button in usual:
        there.setdefault(button.words, button)
    return GuideCard(
        "My page",
        told,
        lines=(PRIVATE,),
        facts=(
            *((("Next small step", step.text),) if step is not None else ()),
            ("Presence check", _check(personal, asked.steps)),
            ("Personal accounts", _accounts(personal, asked)),
            ("Professional profiles", _profiles(personal, today)),
            ("To do", f"{len(personal.open)} open" if personal.open else "nothing"),
            ("Reminders", _reminders(personal, today)),
        ),
        buttons=(
            *there.values(),
            *_reminding(personal, today),
            *_living(personal.reminders, here),
            EXPORT,
            DELETE,
        ),
    )


def sure_card() -> GuideCard:
    """Before everything is deleted."""
    return GuideCard(
        "Delete everything that is kept about you?", lines=(SURE,), buttons=(REALLY, EXPORT, KEEP)
    )


def deleted_card(*, gone: bool, left: Personal) -> GuideCard:
    """What was deleted, where there was something, and what stays."""
    refused = (
        *(("reminders",) if left.reminders.stopped else ()),
        *(("keeping what your drafts are about",) if left.uncounted else ()),
    )
    told = (
        *((DELETED,) if gone else ()),
        *((STAYS.format(" and to ".join(refused)),) if refused else ()),
    )
    return GuideCard("My page", " ".join(told) or NOTHING)


def exported(personal: Personal) -> str:
    """Everything that is kept about the person, as JSON."""
    return json.dumps(asdict(personal), default=str, ensure_ascii=False, indent=1)


def export_card(personal: Personal) -> GuideCard:
    """Everything that is kept about the person, to take along."""
    if personal == Personal():
        return GuideCard("My page", NOTHING)
    return GuideCard(
        "Everything that is kept about you",
        lines=(APART,),
        copies=(exported(personal),),
        buttons=(MINE, DELETE),
    )


def _check(personal: Personal, steps: Sequence[Step]) -> str:
    check = personal.check
    if check is None:
        return "not begun yet"
    if check.ended is not None:
        return f"done on {day(check.ended)}, next on {day(check.ended + QUARTER)}"
    now = standing(check, steps)
    return f"{now.answered} of {now.total} steps, begun on {day(check.begun)}"


def _accounts(personal: Personal, asked: Asked) -> str:
    said = personal.accounts.values()
    if not said:
        return "not begun yet"
    left = sum(item.waits for item in said)
    unsaid = sum(kind.id not in personal.accounts for kind in asked.accounts)
    open_ = (f"{left} to be made private" if left else "", f"{unsaid} not said yet" if unsaid else "")
    told = ", ".join(part for part in open_ if part)
    return told or f"you said done on {day(max(i.private or i.on for i in said))}"


def _profiles(personal: Personal, today: date) -> str:
    known = [item for item in personal.profiles.values() if item.approved is not None]
    if not known:
        return "none shown yet"
    due = sum(item.review_by is not None and item.review_by <= today for item in known)
    return f"{due} to be looked at again" if due else f"{len(known)} looked at"


def _reminders(personal: Personal, today: date) -> str:
    wanted = personal.reminders
    if wanted.stopped:
        return "stopped"
    if wanted.until is not None and wanted.until > today:
        return f"not before {day(wanted.until)}"
    return f"on working days between {FIRST:%H:%M} and {LAST:%H:%M}, {clock_of(wanted.zone)}"


def _reminding(personal: Personal, today: date) -> tuple[Button, ...]:
    wanted = personal.reminders
    resting = wanted.stopped or (wanted.until is not None and wanted.until > today)
    return (START,) if resting else (LATER, STOP)


def _living(wanted: Reminders, here: str | None) -> tuple[Button, ...]:
    """Keep the time zone with one tap, take that of where one asks, or pick another."""
    if wanted.stopped:
        return ()
    new: tuple[Button, ...] = ()
    if wanted.kept and here is not None and here != wanted.zone:
        new = (Button(f"Use {clock_of(here)}", f"remind zone {here}"),)
    return (*keeping(wanted), *new, Button("Another time zone", "remind zone", tuple(COMMON.items())))
