"""What is believed of a model about a complaint: replies that pass every check, a second look at signs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.additions import added, repeats
from bot.model import Complaint, Outcome, Outlet, Reply, Tone, Triage
from bot.model_answers import SaidReply, SaidSign
from bot.model_calls import Unproven
from bot.policy import PolicyPack
from bot.quotes import Quotable
from bot.redaction import Redacted
from bot.replies import BY_MODEL, mark
from bot.reply_faults import contact_details, faults, roles
from bot.takers import taker_for

SECOND_LOOK = (
    "A language model, asked for a second opinion, sees this in the review: {label}. "
    "Please let {role} look at it before anybody answers."
)


def wants_replies(outcome: Outcome, complaint: Complaint) -> bool:
    """Say whether a model may word replies here: not beside a report, in a crisis, or on one line."""
    return outcome in {Outcome.REPLY, Outcome.OFFLINE} and complaint.outlet is not Outlet.X


@dataclass(frozen=True, slots=True)
class Proof:
    """What every reply has to stand up to: the checks of composed ones, and that it adds nothing."""

    complaint: Complaint
    triage: Triage
    pack: PolicyPack
    instructions: str = field(repr=False)

    def of(self, said: Sequence[SaidReply], standing: Sequence[Reply]) -> tuple[Reply, ...]:
        """The replies of ``said`` that may be offered, one for each tone that ``standing`` has.

        Raises:
            Unproven: None of them may; the code is that of the first one's fault.
        """
        tones = {reply.tone for reply in standing}
        kept: dict[Tone, Reply] = {}
        first: str | None = None
        for item in said:
            code = self.fault(item.text)
            if code is None and item.tone in tones:
                kept.setdefault(item.tone, Reply(item.tone, item.text, (BY_MODEL, mark(item.text))))
            first = first or code
        if not kept:
            raise Unproven(first or "no_reply")
        return tuple(kept.values())

    def fault(self, text: str) -> str | None:
        """Why ``text`` may not be offered, as a code; ``None`` when it may."""
        pack = self.pack
        sources = (*contact_details(pack), *roles(pack), *_wordings(pack.replies))
        if codes := added(text, sources):
            return f"added_{codes[0]}"
        if repeats(text, self.instructions, sources):
            return "gives_away_instructions"
        found = faults(text, self.complaint, pack, needs_contact=not self.triage.praise)
        return found[0].code if found else None


def with_replies(standing: Sequence[Reply], proven_ones: Iterable[Reply]) -> tuple[Reply, ...]:
    """``standing`` with the model's in the place of the composed one of the same tone."""
    by_tone = {reply.tone: reply for reply in proven_ones}
    return tuple(by_tone.get(reply.tone, reply) for reply in standing)


def graver(said: Sequence[SaidSign], redacted: Redacted, triage: Triage, pack: PolicyPack) -> tuple[str, ...]:
    """The signs that the model sees and the rules did not, which call for a person; their quotes stand."""
    quotable = Quotable(redacted)
    known = {item["category"]: item for item in pack.triage.get("signs", ())}
    met = {sign.category for sign in triage.signs}
    return tuple(
        dict.fromkeys(
            item.sign
            for item in said
            if item.sign not in met
            and item.sign in known
            and known[item.sign]["outcome"] == Outcome.ESCALATE
            and quotable.find(item.quote) is not None
        )
    )


def second_opinion(signs: Sequence[str], pack: PolicyPack) -> tuple[str, ...]:
    """What the model sees, as notices for the card: it decides nothing and takes nothing away."""
    known: Mapping[str, Any] = {item["category"]: item for item in pack.triage.get("signs", ())}
    return tuple(
        SECOND_LOOK.format(label=known[sign]["label"].rstrip("."), role=taker_for(known[sign], pack).role)
        for sign in signs
    )


def _wordings(parts: object) -> Iterable[str]:
    """Every wording of the pack's replies, however deep it lies."""
    if isinstance(parts, str):
        yield parts
    elif isinstance(parts, Mapping):
        for part in parts.values():
            yield from _wordings(part)
    elif isinstance(parts, Sequence):
        for part in parts:
            yield from _wordings(part)
