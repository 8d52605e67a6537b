"""A person's own page: where they stand, what is kept about them, what they can do with it. Pure."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from bot.desk_cards import Button
from bot.personal import Personal
from bot.personal_cards import GuideCard
from bot.presence import QUARTER, Step, standing
from bot.presence_cards import GO_ON, MINE, PRIVATE, TODOS, day
from bot.reminding import FIRST, LAST

ACCOUNTS = Button("Personal accounts", "accounts")
PROFILES = Button("Professional profiles", "profile")
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


def mine_card(personal: Personal, steps: Sequence[Step], today: date, told: str = "") -> GuideCard:
    """Where the person stands."""
    begin = Button("What do people find of me?", "presence")
    left = (TODOS,) if personal.open else ()
    check = personal.check
    next_step = GO_ON if check is not None and check.ended is None else begin
    return GuideCard(
        "My page",
        told,
        lines=(PRIVATE,),
        facts=(
            ("Presence check", _check(personal, steps)),
            ("Personal accounts", _accounts(personal)),
            ("Professional profiles", _profiles(personal, today)),
            ("To do", f"{len(personal.open)} open" if personal.open else "nothing"),
            ("Reminders", _reminders(personal, today)),
        ),
        buttons=(
            next_step,
            *left,
            ACCOUNTS,
            PROFILES,
            *_reminding(personal, today),
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


def _accounts(personal: Personal) -> str:
    said = personal.accounts.values()
    if not said:
        return "not begun yet"
    left = sum(item.waits for item in said)
    return (
        f"{left} to be made private"
        if left
        else f"you said done on {day(max(i.private or i.on for i in said))}"
    )


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
    return f"on working days between {FIRST:%H:%M} and {LAST:%H:%M}, {wanted.zone}"


def _reminding(personal: Personal, today: date) -> tuple[Button, ...]:
    wanted = personal.reminders
    resting = wanted.stopped or (wanted.until is not None and wanted.until > today)
    return (START,) if resting else (LATER, STOP)
