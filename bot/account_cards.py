"""What Bedside says about personal accounts. Pure; it never says "verified" of what it cannot see."""

from collections.abc import Sequence

from bot.accounts import AccountKind, next_kind
from bot.desk_buttons import Button
from bot.personal import Account, Has, Personal
from bot.personal_cards import GuideCard
from bot.presence_cards import MINE, day

NO_KINDS = "The policy pack names no personal accounts."
NOT_THERE = "That is not on the list any more. Nothing was lost."
LIMITS = "Private is not confidential: people take screenshots. Nothing about a patient belongs there either."
UNVERIFIED = "Menus move, and nobody at your organization has checked these steps lately."


def account_card(
    personal: Personal, kinds: Sequence[AccountKind], wanted: AccountKind | None = None, told: str = ""
) -> GuideCard:
    """One platform: whether there is an account, then what to make private; or the overview at the end."""
    kind = wanted or next_kind(personal, kinds)
    if kind is None:
        return overview(personal, kinds, told)
    known, place = personal.accounts.get(kind.id), f"Account {_number(kind, kinds)} of {len(kinds)}"
    if known is None and not kind.always:
        ask = ("Do you have this, or did you once?",)
        return GuideCard(kind.name, told, place, ask, buttons=(*_asking(kind), NONE, LIST))
    if known is not None and known.has is Has.NEVER:
        return GuideCard(kind.name, told, place, facts=_facts(known), buttons=(*_asking(kind)[:2], NEXT))
    return GuideCard(
        kind.name,
        told,
        place,
        (*kind.checks, f"Looked at on {day(kind.verified)}." if kind.verified else UNVERIFIED),
        _facts(known),
        buttons=(Button("It is all done", f"accounts {kind.id} done"), *_taken_back(kind, known), LIST, MINE),
    )


def overview(personal: Personal, kinds: Sequence[AccountKind], told: str = "") -> GuideCard:
    """All platforms, and what the person said of each."""
    if not kinds:
        return GuideCard("Personal accounts", NO_KINDS, failed=True)
    left = next_kind(personal, kinds)
    return GuideCard(
        "Personal accounts",
        told,
        lines=(LIMITS,),
        facts=tuple((kind.name, state(personal.accounts.get(kind.id))) for kind in kinds),
        buttons=(*((NEXT,) if left else ()), MINE, _changing(personal, kinds), *(() if left else (AGAIN,))),
    )


def state(known: Account | None) -> str:
    """What the person said of one platform, in a few words."""
    if known is None:
        return "not said yet"
    if known.has is Has.NEVER:
        return "none"
    if known.private is None:
        return "to be made private"
    return f"says done on {day(known.private)}"


LIST = Button("All of them", "accounts list")
NONE = Button("None of the rest", "accounts none")
NEXT = Button("Go on", "accounts")
AGAIN = Button("Look at them again", "accounts again")


def _asking(kind: AccountKind) -> tuple[Button, ...]:
    return (
        Button("I have one", f"accounts {kind.id} have"),
        Button("I had one", f"accounts {kind.id} had"),
        Button("Never", f"accounts {kind.id} never"),
    )


def _taken_back(kind: AccountKind, known: Account | None) -> tuple[Button, ...]:
    """For whoever pressed the wrong button."""
    return () if kind.always or known is None else _asking(kind)[2:]


def _changing(personal: Personal, kinds: Sequence[AccountKind]) -> Button:
    """Opens one platform; the list shows what was said of each."""
    told = tuple((kind.id, f"{kind.name}: {state(personal.accounts.get(kind.id))}") for kind in kinds)
    return Button("Change an answer", "accounts", told, sends="Open")


def _facts(known: Account | None) -> tuple[tuple[str, str], ...]:
    return (("You said", known.has.label), ("Private", state(known))) if known is not None else ()


def _number(kind: AccountKind, kinds: Sequence[AccountKind]) -> int:
    return next((number for number, item in enumerate(kinds, start=1) if item.id == kind.id), 0)
