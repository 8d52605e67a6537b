"""Typed words, or those of a button, become a command of the desk. Pure."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from bot import case_commands as handing
from bot.approval import APPROVAL, GOING_AHEAD, ReturnReason, WaiverReason
from bot.case import PREFIX, REASONS, Ending, EndingReason
from bot.case_commands import CaseCommand
from bot.desk_commands import (
    Action,
    Adjudicate,
    AppealReason,
    CheckPosted,
    Decide,
    DeskCommand,
    EndItem,
    HandIn,
    Keep,
    RecordOutcome,
    RemoveItem,
    ReviewAgain,
    Send,
    ShowAppeals,
    ShowItem,
    ShowQueue,
    ShowRegister,
    ShowSubmission,
)
from bot.errors import CommandError
from bot.outcomes import Outcome
from bot.people import CATEGORIES
from bot.registers import Register

Words = Sequence[str]

SYNTAX = {
    "queue": "queue",
    "appeals": "appeals",
    "register": f"register {'|'.join(Register)}",
    "item": f"item {'|'.join(Register)} REFERENCE",
    "end": f"end {'|'.join(Register)} REFERENCE",
    "unfile": f"unfile {'|'.join(Register)} REFERENCE",
    "show": "show SUBMISSION",
    "send": f"send REVIEW [{'|'.join(CATEGORIES)}]",
    "next": "next SUBMISSION REVIEW",
    "again": "again SUBMISSION",
    "outcome": f"outcome REVIEW {'|'.join(Outcome)} [REASON]",
    "posted": "posted REVIEW, with the text that was posted",
    "approve": "approve SUBMISSION VERSION [REASON]",
    "return": "return SUBMISSION REASON",
    "block": "block SUBMISSION REASON",
    "release": "release SUBMISSION VERSION REASON",
    "take": "take SUBMISSION",
    "withdraw": "withdraw SUBMISSION",
    "handover": "handover ANSWER [ROLE]",
    "settle": f"settle CASE {'|'.join(Ending)} REASON",
    "pass": "pass CASE ROLE",
    "forget": "forget REVIEW",
    "hold": "hold REVIEW",
    "unhold": "unhold REVIEW",
    "uphold": "uphold APPEAL REASON",
    "dismiss": "dismiss APPEAL REASON",
}
_NEEDS = {
    "queue": 0,
    "appeals": 0,
    "item": 2,
    "end": 2,
    "unfile": 2,
    "next": 2,
    "outcome": 2,
    "approve": 2,
    "return": 2,
    "block": 2,
    "release": 3,
    "settle": 3,
    "pass": 2,
    "uphold": 2,
    "dismiss": 2,
}


def parse(words: str, text: str = "") -> DeskCommand:
    """Understand ``words``; ``text`` is what was written or pasted along with them.

    Raises:
        CommandError: They are no command; the message says what would be.
    """
    verb, *rest = words.split() or [""]
    verb = verb.lower()
    if verb not in SYNTAX:
        raise CommandError.unknown("command", verb[:24], SYNTAX)
    if len(rest) < _NEEDS.get(verb, 1) or any(len(word) > 80 for word in rest):
        raise CommandError(f"Please write it as: {SYNTAX[verb]}")
    if verb == "posted":
        return _posted(rest[0], text)
    if verb in _OF_CASES and rest[0].startswith(PREFIX):
        return _OF_CASES[verb](rest[0])
    return _READ[verb](rest) if verb in _READ else _decide(Action(verb), rest)


def _send(rest: Words) -> Send:
    purpose = " ".join(rest[1:]).lower() or APPROVAL
    return Send(rest[0], _one_of(purpose, (APPROVAL, *CATEGORIES), "category"))


def _outcome(rest: Words) -> RecordOutcome:
    waiver = WaiverReason(_one_of(rest[2], WaiverReason, "reason")) if rest[2:] else None
    return RecordOutcome(rest[0], Outcome(_one_of(rest[1], Outcome, "outcome")), waiver)


def _settled(rest: Words, *, upheld: bool) -> Adjudicate:
    return Adjudicate(rest[0], upheld, AppealReason(_one_of(rest[1], AppealReason, "reason")))


def _register(rest: Words) -> Register:
    return Register(_one_of(rest[0], Register, "register"))


def _posted(decision_id: str, text: str) -> CheckPosted:
    if not text.strip():
        raise CommandError("Please paste the text as it was posted. Nothing was recorded.")
    return CheckPosted(decision_id, text)


def _decide(action: Action, rest: Words) -> Decide:
    if action in {Action.RETURN, Action.BLOCK}:
        return Decide(rest[0], action, reason=_one_of(rest[1], ReturnReason, "reason"))
    if action in {Action.APPROVE, Action.RELEASE}:
        reason = _one_of(rest[2], GOING_AHEAD, "reason") if rest[2:] else None
        return Decide(rest[0], action, rest[1], reason)
    return Decide(rest[0], action)


def _settle(rest: Words) -> handing.SettleCase:
    ending = Ending(_one_of(rest[1], Ending, "ending"))
    _one_of(rest[2], REASONS[ending], "reason")
    return handing.SettleCase(rest[0], ending, EndingReason(rest[2]))


def _one_of(got: str, known: object, what: str) -> str:
    names = [str(name) for name in known]  # type: ignore[attr-defined]
    if got not in names:
        raise CommandError.unknown(what, got[:24], names)
    return got


_OF_CASES: Mapping[str, Callable[[str], CaseCommand]] = {
    "show": handing.ShowCase,
    "take": handing.TakeCase,
    "withdraw": handing.WithdrawCase,
}
"""What a verb means about a public review that was handed over, and not about a draft."""

_READ: Mapping[str, Callable[[Words], DeskCommand]] = {
    "queue": lambda _: ShowQueue(),
    "appeals": lambda _: ShowAppeals(),
    "register": lambda rest: ShowRegister(_register(rest)),
    "item": lambda rest: ShowItem(_register(rest), rest[1]),
    "end": lambda rest: EndItem(_register(rest), rest[1]),
    "unfile": lambda rest: RemoveItem(_register(rest), rest[1]),
    "show": lambda rest: ShowSubmission(rest[0]),
    "send": _send,
    "handover": lambda rest: handing.HandOver(rest[0], " ".join(rest[1:]).lower()),
    "settle": _settle,
    "pass": lambda rest: handing.PassCase(rest[0], " ".join(rest[1:]).lower()),
    "next": lambda rest: HandIn(rest[0], rest[1]),
    "again": lambda rest: ReviewAgain(rest[0]),
    "outcome": _outcome,
    "forget": lambda rest: Keep(rest[0], "forget"),
    "hold": lambda rest: Keep(rest[0], "hold"),
    "unhold": lambda rest: Keep(rest[0], "unhold"),
    "uphold": partial(_settled, upheld=True),
    "dismiss": partial(_settled, upheld=False),
}
"""How the words after a verb are read; a verb that is not here decides on a submission."""
