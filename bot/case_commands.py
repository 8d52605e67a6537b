"""What a person asks about a public review that is, or should be, handed over."""

from dataclasses import dataclass

from bot.case import Ending, EndingReason


@dataclass(frozen=True, slots=True)
class HandOver:
    """Please hand that review to those who must know; ``role`` where it is not the one named."""

    decision_id: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class ShowCase:
    """How does this one stand?"""

    case_id: str


@dataclass(frozen=True, slots=True)
class TakeCase:
    """I have it."""

    case_id: str


@dataclass(frozen=True, slots=True)
class SettleCase:
    """This became of it."""

    case_id: str
    ending: Ending
    reason: EndingReason


@dataclass(frozen=True, slots=True)
class PassCase:
    """It belongs to another role."""

    case_id: str
    role: str


@dataclass(frozen=True, slots=True)
class WithdrawCase:
    """It should not have been handed over."""

    case_id: str


MovingCommand = TakeCase | SettleCase | PassCase | WithdrawCase
CaseCommand = HandOver | ShowCase | MovingCommand
