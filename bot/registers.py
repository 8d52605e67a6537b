"""What an organization has on file, and what of it rides with a draft into its review. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from bot.context import told
from bot.model import Authorization, Context, Draft


class Register(StrEnum):
    """The registers that there are."""

    AUTHORIZATIONS = "authorizations"
    INTERESTS = "interests"
    FREEZES = "freezes"
    SPOKESPEOPLE = "spokespeople"


@dataclass(frozen=True, slots=True)
class AuthorizationOnFile:
    """That a written authorization exists, and what it allows; never the form, never the patient."""

    id: str
    scope: str = field(default="", repr=False)
    expires: date | None = None
    revoked_at: datetime | None = None

    register = Register.AUTHORIZATIONS


@dataclass(frozen=True, slots=True)
class Interest:
    """A person's tie to a company, as disclosed, with the wording and the reference of its approval."""

    id: str
    person: str
    counterpart: str
    wording: str = field(default="", repr=False)
    approval: str = ""
    ended_at: datetime | None = None

    register = Register.INTERESTS


@dataclass(frozen=True, slots=True)
class Freeze:
    """Routine posts wait: who said so, why, until when, what to say instead, what still goes out."""

    id: str
    set_by: str
    why: str
    until: datetime | None = None
    holding_line: str = ""
    still: str = ""
    lifted_at: datetime | None = None

    register = Register.FREEZES

    def holds(self, at: datetime) -> bool:
        """Say whether it is in force."""
        return self.lifted_at is None and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Spokesperson:
    """Who speaks for the organization, on what."""

    id: str
    person: str
    subjects: str = ""
    ended_at: datetime | None = None

    register = Register.SPOKESPEOPLE


Item = AuthorizationOnFile | Interest | Freeze | Spokesperson
KINDS: dict[Register, type[Item]] = {
    Register.AUTHORIZATIONS: AuthorizationOnFile,
    Register.INTERESTS: Interest,
    Register.FREEZES: Freeze,
    Register.SPOKESPEOPLE: Spokesperson,
}


def over_since(item: Item) -> datetime | None:
    """The moment from which something on file counts no more; ``None`` while nothing ends it."""
    if isinstance(item, AuthorizationOnFile):
        after = item.expires + timedelta(days=1) if item.expires is not None else None
        expired = datetime(after.year, after.month, after.day, tzinfo=UTC) if after is not None else None
        return _earlier(item.revoked_at, expired)
    if isinstance(item, Freeze):
        return _earlier(item.lifted_at, item.until)
    return item.ended_at


def _earlier(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


@dataclass(frozen=True, slots=True)
class OnFile:
    """What the registers know at one moment."""

    authorizations: tuple[AuthorizationOnFile, ...] = ()
    interests: tuple[Interest, ...] = ()
    freezes: tuple[Freeze, ...] = ()
    spokespeople: tuple[Spokesperson, ...] = ()
    authorizations_used: bool = False
    """That there were authorizations on file: a register that was emptied still is the one that counts."""

    @classmethod
    def of(cls, items: Iterable[Item]) -> "OnFile":
        """Sort items into their registers."""
        found: dict[str, list[Item]] = {kind.value: [] for kind in Register}
        for item in items:
            found[item.register.value].append(item)
        return cls(**{name: tuple(rows) for name, rows in found.items()})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Applied:
    """A draft with what the registers know of it, and which items that was, for the record."""

    draft: Draft
    authorizations: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    freeze: str | None = None
    notices: tuple[str, ...] = ()

    @property
    def details(self) -> dict[str, str | int | bool | None]:
        """References for the log; empty where nothing applied."""
        named = {
            "authorizations": " ".join(self.authorizations),
            "interests": " ".join(self.interests),
            "freeze": self.freeze or "",
        }
        return {name: value for name, value in named.items() if value}


def apply(draft: Draft, on_file: OnFile, person: str, at: datetime) -> Applied:
    """Put what is on file into the draft's context; what the register says counts over what was typed."""
    context, used, notices = _authorized(draft.context, on_file)
    interests = [item for item in on_file.interests if item.person == person and item.ended_at is None]
    if interests and not context.disclosure:
        context = replace(context, disclosure="; ".join(_interest(item) for item in interests))
    freeze = next((item for item in on_file.freezes if item.holds(at)), None)
    if freeze is not None and not context.freeze:
        speaks = any(item.person == person and item.ended_at is None for item in on_file.spokespeople)
        context = replace(context, freeze=_freeze(speaks=speaks))
        notices = (*notices, _freeze_notice(freeze, speaks=speaks))
    if context == draft.context:
        return Applied(draft)
    context = replace(context, text=told(context))
    references = tuple(item.id for item in interests)
    return Applied(
        replace(draft, context=context), used, references, freeze.id if freeze is not None else None, notices
    )


def references(details: Mapping[str, str | int | bool | None]) -> tuple[tuple[str, str], ...]:
    """What an entry's details say was on file (see ``Applied.details``), as register and reference."""
    names = {
        "authorizations": Register.AUTHORIZATIONS,
        "interests": Register.INTERESTS,
        "freeze": Register.FREEZES,
    }
    return tuple(
        (register.value, reference)
        for name, register in names.items()
        for reference in str(details.get(name) or "").split()
    )


def _authorized(context: Context, on_file: OnFile) -> tuple[Context, tuple[str, ...], tuple[str, ...]]:
    """With a register in use, a reference counts as the register knows it, and an unknown one not at all."""
    in_use = bool(on_file.authorizations) or on_file.authorizations_used
    if not in_use or not context.authorizations:
        return context, (), ()
    known = {item.id: item for item in on_file.authorizations}
    found, used, notices = [], [], []
    for stated in context.authorizations:
        item = known.get(stated.reference)
        if item is None:
            notices.append("The authorization named here is not in the register, so it does not count.")
            continue
        used.append(item.id)
        found.append(Authorization(item.id, item.scope, item.expires, item.revoked_at is not None))
        if item.revoked_at is not None:
            notices.append(f"The authorization {item.id} was revoked.")
    return (
        replace(context, authorizations=tuple(found), authorization_stated=True),
        tuple(used),
        tuple(notices),
    )


def _interest(item: Interest) -> str:
    approved = f", approval {item.approval}" if item.approval else ""
    return f"{item.counterpart}: {item.wording or 'interest on file'}{approved}"


def _freeze(*, speaks: bool) -> str:
    return "active, author is the named spokesperson" if speaks else "active"


def _freeze_notice(freeze: Freeze, *, speaks: bool) -> str:
    until = f" until {freeze.until:%H:%M UTC on %-d %B}" if freeze.until is not None else ""
    still = f" What still goes out: {freeze.still}." if freeze.still else ""
    line = f' The holding line is: "{freeze.holding_line}"' if freeze.holding_line else ""
    yours = " You are a named spokesperson." if speaks else ""
    return f"Communications has paused routine posts{until}.{still}{line}{yours}"
