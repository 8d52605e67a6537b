"""Personal accounts kept private: which somebody has or had, and what they say is done. Pure.

A person says that it is done; nobody has verified anything, and nothing here says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.personal import Account, Has, Personal


@dataclass(frozen=True, slots=True)
class AccountKind:
    """A platform on which somebody may have a personal account, and what to look at there.

    Attributes:
        verified: The day on which the organization last found the settings so.
        always: It concerns everybody, so nobody is asked whether they have it.
    """

    id: str
    name: str
    checks: tuple[str, ...]
    verified: date | None = None
    always: bool = False


def kinds_of(lists: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[AccountKind, ...]:
    """The platforms of a pack that are switched on."""
    return tuple(
        AccountKind(
            item["id"],
            item["name"],
            tuple(item["checks"]),
            date.fromisoformat(item["verified"]) if item.get("verified") else None,
            item.get("always", False),
        )
        for item in lists.get("accounts", ())
        if item.get("status", "active") == "active"
    )


def next_kind(personal: Personal, kinds: Sequence[AccountKind]) -> AccountKind | None:
    """The first platform of which nothing was said, or where something is left to do."""
    return next((kind for kind in kinds if _open(personal.accounts.get(kind.id))), None)


def said(personal: Personal, kind: AccountKind, has: Has, today: date) -> Personal:
    """Write down whether there is, or was, such an account; what was done to it stays."""
    known = personal.accounts.get(kind.id)
    private = known.private if known is not None and has is not Has.NEVER else None
    return _with(personal, kind, Account(has, today, private))


def done(personal: Personal, kind: AccountKind, today: date) -> Personal:
    """The person says that everything is private there now."""
    known = personal.accounts.get(kind.id) or Account(Has.NOW, today)
    return _with(personal, kind, replace(known, private=today))


def again(personal: Personal, today: date) -> Personal:
    """A year has passed: what is or was there is looked at anew; what never was is not asked again."""
    return replace(
        personal,
        accounts={
            name: item if item.has is Has.NEVER else replace(item, on=today, private=None)
            for name, item in personal.accounts.items()
        },
    )


def none_left(personal: Personal, kinds: Sequence[AccountKind], today: date) -> Personal:
    """No account of those of which nothing was said."""
    for kind in kinds:
        if kind.id not in personal.accounts and not kind.always:
            personal = said(personal, kind, Has.NEVER, today)
    return personal


def _open(known: Account | None) -> bool:
    return known is None or known.waits


def _with(personal: Personal, kind: AccountKind, account: Account) -> Personal:
    return replace(personal, accounts={**personal.accounts, kind.id: account})
