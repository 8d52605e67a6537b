"""How the registers are called, and what is on file of one thing, as people read it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.people import DeskPolicy
from bot.registers import Item, Register

Facts = tuple[tuple[str, str], ...]
"""Labels and values, in reading order."""


@dataclass(frozen=True, slots=True)
class RegisterWords:
    """How a register is called.

    Attributes:
        told: What it is for.
        one: One thing in it.
        labels: Of its fields, in reading order.
        end: What its keeper does when a thing counts no more.
    """

    title: str
    told: str
    one: str
    labels: Mapping[str, str]
    end: str


WORDS: Mapping[Register, RegisterWords] = {
    Register.FREEZES: RegisterWords(
        "Freezes",
        "While one is in force, routine posts wait, and every review says so.",
        "Freeze",
        {
            "set_by": "Set by",
            "why": "Why",
            "until": "Until",
            "holding_line": "Holding line",
            "still": "What still goes out",
            "lifted_at": "Ended",
        },
        "Lift",
    ),
    Register.AUTHORIZATIONS: RegisterWords(
        "Authorizations",
        "That a patient's written authorization exists: its reference, what it allows, until when. "
        "Never the form, never a name.",
        "Authorization",
        {"scope": "What it allows", "expires": "Last day", "revoked_at": "Ended"},
        "Revoke",
    ),
    Register.INTERESTS: RegisterWords(
        "Interests",
        "Ties to companies, as people disclosed them.",
        "Interest",
        {
            "person": "Person",
            "counterpart": "Company",
            "wording": "Wording of the disclosure",
            "approval": "Reference of its approval",
            "ended_at": "Ended",
        },
        "End",
    ),
    Register.SPOKESPEOPLE: RegisterWords(
        "Spokespeople",
        "Who speaks for the organization while a freeze is on.",
        "Spokesperson",
        {"person": "Person", "subjects": "On what", "ended_at": "Ended"},
        "End",
    ),
}
_PEOPLE = frozenset({"person", "set_by"})


def facts(item: Item, policy: DeskPolicy) -> Facts:
    """What is on file of one thing; nothing that is empty. Moments are the organization's own."""
    labels = WORDS[item.register].labels
    known = ((name, label, getattr(item, name)) for name, label in labels.items())
    return tuple((label, _told(name, value, policy)) for name, label, value in known if value)


def end_of(item: Item) -> str:
    """The word for its end, as it stands on a button."""
    return f"{WORDS[item.register].end} {item.id}"


def title_of(item: Item) -> str:
    """What it is, with its reference."""
    return f"{WORDS[item.register].one} {item.id}"


def _told(name: str, value: str | date | datetime, policy: DeskPolicy) -> str:
    if name in _PEOPLE:
        return policy.named(str(value))
    if isinstance(value, datetime):
        return f"{value.astimezone(ZoneInfo(policy.zone)):%-d %B %Y, %H:%M} ({policy.zone})"
    return f"{value:%-d %B %Y}" if isinstance(value, date) else value
