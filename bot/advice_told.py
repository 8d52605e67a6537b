"""What is said about a model's part in an answer: to the person, and to the log. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from bot.cards import Card, ReviewCard
from bot.model import Finding, Wording
from bot.reply_cards import RespondCard

if TYPE_CHECKING:  # where no model is asked, nothing of one is loaded
    from bot.model_calls import Ending, Told

AnyCard = TypeVar("AnyCard", bound=Card)

READING_TOO = "A language model is reading this too. This answer may be added to once, within seconds."
RULES_ONLY = "Checked by the rules only ({why})."
READ_BY_MODEL = "A language model ({model}) read this too, without the names and numbers found. It {said}."
UNRECORDED = "What the model was asked could not be written to the decision log."

Details = dict[str, str | int | bool | None]


def of_draft(
    model: str, found: "Told[Any]", words: "Told[Wording | None] | None", new: Sequence[Finding]
) -> str:
    """One sentence about a draft: what the model added, or why it added nothing."""
    wording = words.result if words is not None else None
    if not found.ending.useful and wording is None:
        return RULES_ONLY.format(why=found.ending.told)
    added = "added one point" if len(new) == 1 else f"added {len(new)} points"
    said = [added if new else "added no point"]
    if wording:
        said.append("offers another wording")
    elif words is not None and words.ending.heard:
        said.append("found no wording that passes the checks")
    return READ_BY_MODEL.format(model=model, said=" and ".join(said))


def of_complaint(model: str, told: "Sequence[Told[Any]]", signs: Sequence[str], replies: int) -> str:
    """One sentence about a complaint."""
    if not any(one.ending.useful for one in told):
        return RULES_ONLY.format(why=told[0].ending.told)
    said = ["asks that somebody looks first" if signs else "sees nothing graver"]
    if replies:
        which = "one reply" if replies == 1 else f"{replies} replies"
        said.append(f"worded {which}, proven by the same checks")
    return READ_BY_MODEL.format(model=model, said=" and ".join(said))


def waiting(card: AnyCard) -> AnyCard:
    """A deterministic answer, while the model reads."""
    if not isinstance(card, ReviewCard | RespondCard):
        return card
    return replace(card, notices=(*card.notices, READING_TOO))


def not_advised(card: AnyCard, ending: "Ending") -> AnyCard:
    """A deterministic answer, with the reason why nothing was added."""
    if not isinstance(card, ReviewCard | RespondCard):
        return card
    return replace(card, notices=with_notices(card.notices, [RULES_ONLY.format(why=ending.told)]))


def interrupted(card: AnyCard) -> AnyCard:
    """A deterministic answer whose process stopped before the model answered."""
    from bot.model_calls import Ending  # noqa: PLC0415 - only then

    return not_advised(card, Ending.INTERRUPTED)


def with_notices(standing: Sequence[str], notices: Sequence[str]) -> tuple[str, ...]:
    """``standing`` without the sentence that says to wait, and ``notices`` behind it."""
    return (*(notice for notice in standing if notice != READING_TOO), *notices)


def details(told: "Told[Any]") -> Details:
    """What the log keeps of a call: codes and counts, never a word that was asked or answered."""
    spent = told.spent
    return {
        "model": told.model,
        "outcome": told.ending.value,
        "form": told.form,
        "calls": spent.calls,
        "tokens_in": spent.tokens_in,
        "tokens_out": spent.tokens_out,
        "tokens_cached": spent.tokens_cached,
        "estimated": spent.estimated,
        "ms": spent.ms,
        "request_id": told.request_id,
        "fingerprint": told.fingerprint,
    }
