"""What is said of a public review that was handed over, free of any platform; also as plain text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.approval import clock
from bot.case import OPEN, REASONS, Case, CaseState, Ending
from bot.desk_buttons import Button, button_lines, either
from bot.outlet_names import outlet_name

ASK_FOR_IT = (
    "Neither the review nor a link to it is kept here. Ask {asker} for the link, and do not look anybody up."
)
SEND_IT = "Send them the link to the review: neither it nor the review is kept here."
NEXT = "To answer in public all the same, paste the review again on Bedside's page and “Decide otherwise”."
CALL_THEM = "Nobody took it in time. Please call them, or hand it to another role."


@dataclass(frozen=True, slots=True)
class CaseCard:
    """One public review that was handed over.

    Attributes:
        asker: Who asked about it, by name.
        signs: What the triage saw, in words.
        waits_for: Who may take it now, by name.
        holder: Who has it, by name, while it is open.
        note: What to do and what to find out, in words of the pack alone; empty in a list.
        told: What just happened, or why nothing did.
        refused: Nothing was changed.
    """

    case: Case
    asker: str
    signs: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    holder: str | None = None
    decided_by: str | None = None
    note: str = ""
    buttons: tuple[Button, ...] = ()
    told: str = ""
    refused: bool = False
    notices: tuple[str, ...] = ()
    decision_id: str | None = None

    @property
    def headline(self) -> str:
        """Where it stands, in one line."""
        now = self.case
        match now.state:
            case CaseState.WAITING if self.holder:
                return f"{self.holder} has it, and says by {clock(now.due_at)} what became of it."
            case CaseState.WAITING:
                return f"Waits for {either(self.waits_for)}, until {clock(now.due_at)}."
            case CaseState.LAPSED:
                return f"{self.holder} has it; what became of it is overdue." if self.holder else CALL_THEM
        who, at = self.decided_by or "nobody", clock(now.decided_at or now.asked_at)
        if now.ending is None:
            return f"Taken back by {who} at {at}."
        why = f" {now.reason.label}." if now.reason is not None else ""
        return f"{now.ending.label}, said {who} at {at}.{why}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.case.state in OPEN

    @property
    def purpose(self) -> str:
        """To whom it was handed, and how fast the pack wants them to have it."""
        within = f", {self.case.given.within}" if self.case.given.within else ""
        return f"To {self.case.given.title}{within}"

    @property
    def what(self) -> str:
        """What it is and who asked about it, as people say it."""
        return f"{outlet_name(self.case.outlet)} review, handed over by {self.asker}"

    @property
    def look(self) -> Button:
        """What opens it from a list or a notice."""
        return look(self.case)


def look(now: Case) -> Button:
    """The button that shows a case with its note."""
    return Button("Look at it", f"show {now.id}")


def take(now: Case) -> Button:
    """The button that tells who asked, and the others, that somebody has it."""
    return Button("I have it", f"take {now.id}")


def offer(decision_id: str, first: tuple[str, str], roles: Sequence[tuple[str, str]]) -> tuple[Button, ...]:
    """The buttons under an answer that hand its review over: to the role of the triage, or to another one."""
    others = tuple((role, name) for role, name in roles if role != first[0])
    known = Button(f"Hand over to {first[1]}", f"handover {decision_id} {first[0]}")
    other = Button("Hand over to another role", f"handover {decision_id}", others, hint="namely")
    return (known, *((other,) if others else ()))


def case_buttons(
    now: Case, roles: Sequence[tuple[str, str]], *, has_seat: bool, is_asker: bool, holds: bool
) -> tuple[Button, ...]:
    """What this person can do with it now."""
    if now.state not in OPEN:
        return ()
    free = now.holder is None or (now.state is CaseState.LAPSED and not holds)
    found = [take(now)] if has_seat and free else []
    if has_seat:
        found += [_settling(now, ending) for ending in Ending]
    if has_seat or (is_asker and now.holder is None):
        others = tuple((role, title) for role, title in roles if role != now.given.role)
        found += [Button("Pass it on", f"pass {now.id}", others, hint="to")] if others else []
    if is_asker and now.holder is None:
        found.append(Button("Take it back", f"withdraw {now.id}"))
    return tuple(found)


def case_text(card: CaseCard) -> str:
    """The card in plain text."""
    lines = [card.told] if card.told else []
    lines += [f"{card.what}. {card.purpose}.", card.headline]
    lines += [f"Signs: {'; '.join(card.signs)}."] if card.signs else []
    lines += ["", card.note, ""] if card.note else []
    return "\n".join([*lines, *card.notices, f"Id {card.case.id}", *button_lines(card.buttons)])


def case_row(card: CaseCard) -> str:
    """The card as a line of a list."""
    holder = f", {card.holder} has it" if card.holder else ""
    purpose = card.purpose[0].lower() + card.purpose[1:]
    return f"{card.case.id}  {card.what}, {purpose}, {until(card.case)}{holder}"


def until(now: Case) -> str:
    """Its deadline in words, also one that is over."""
    return f"{'overdue since' if now.state is CaseState.LAPSED else 'until'} {clock(now.due_at)}"


def is_late(now: Case, at: datetime) -> bool:
    """Say whether its deadline is over while somebody still has to do something."""
    return now.state in OPEN and now.due_at < at


def _settling(now: Case, ending: Ending) -> Button:
    reasons = tuple((reason.value, reason.label) for reason in REASONS[ending])
    return Button(ending.label, f"settle {now.id} {ending.value}", reasons)
