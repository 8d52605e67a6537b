"""The answer to a public review becomes Slack messages: triage, then each reply to hold and copy. Pure."""

from collections.abc import Iterator
from itertools import chain

from adapters.slack import actions
from adapters.slack.blocks import (
    Bit,
    Message,
    Run,
    button,
    buttons,
    deal,
    footer,
    line,
    paragraphs,
    small,
)
from adapters.slack.findings import pointed_at
from adapters.slack.rows import row
from bot.model import Outcome
from bot.reply_cards import TONES, ReplyCheckCard, RespondCard

_OUTCOME_MARK = {
    Outcome.ESCALATE: "■",
    Outcome.REPORT: "▲",
    Outcome.OFFLINE: "▲",
    Outcome.REPLY: "✓",
    Outcome.SILENT: "▲",
}
HOLDING = "Only once those in charge approve it, in the next message:"
PASSES = "✓ PASSES: this answer can stand."
NOT_YET = "■ NOT YET: this answer should not stand as it is."
NOTE = "A note to hand over, without anything that names somebody, in the next message:"
CORRECTED = "Your answer, put right, is in the next message. Hold it to copy it."
INSTEAD = "Little of it could stay. An example of what could is in the next message."


def respond(card: RespondCard) -> tuple[Message, ...]:
    """Who must know and whether to answer; then the replies, each in a message of its own."""
    replies = card.replies
    first = chain(
        line(Run(f"{_OUTCOME_MARK[card.outcome]} {card.outcome.value.upper()}: {card.headline}", "bold")),
        _triage(card),
        _announced(card),
        chain.from_iterable(small(notice) for notice in card.notices),
        row("handover", card.buttons),
        small(footer(card.decision_id, card.triage.policy_version)),
    )
    own = [deal(paragraphs(reply.text)) for reply in replies]
    holding = deal(chain(small(HOLDING), paragraphs(card.holding.text))) if card.holding else ()
    handed = deal(chain(small(NOTE), paragraphs(card.handover))) if _hands_over(card) else ()
    return (*deal(first), *chain.from_iterable(own), *holding, *handed)


def check(card: ReplyCheckCard) -> tuple[Message, ...]:
    """Whether a person's own answer can stand, and a version that does."""
    offers = card.corrected is not None and not card.passes
    first = chain(
        line(Run(PASSES if card.passes else NOT_YET, "bold")),
        chain.from_iterable(
            pointed_at(f, number, card.text) for number, f in enumerate(card.review.findings, start=1)
        ),
        chain.from_iterable(line(Run(f"• {fault}")) for fault in card.faults),
        line(Run(CORRECTED if card.own else INSTEAD)) if offers else (),
        chain.from_iterable(small(notice) for notice in card.notices),
        small(footer(card.decision_id, card.review.policy_version)),
    )
    return (*deal(first), *(deal(paragraphs(card.corrected or "")) if offers else ()))


def _triage(card: RespondCard) -> Iterator[Bit]:
    triage = card.triage
    if card.overruled:
        yield from line(Run(f"You decided this; Bedside proposed {triage.outcome.value}."))
    if card.who:
        yield from line(Run("Who: ", "bold"), Run(card.who))
    yield from line(Run("Why: ", "bold"), Run(card.why))
    if triage.signs:
        yield from line(Run("Signs: ", "bold"), Run("; ".join(sign.label for sign in triage.signs)))
    for step in card.todo:
        yield from line(Run(f"• {step}"))
    for item in triage.consider:
        yield from line(Run(f"{item.label}: ", "bold"), Run(item.valid))
        yield from line(Run(f"Find out: {item.find_out} Owner: {item.owner}."))


def _announced(card: RespondCard) -> Iterator[Bit]:
    """What follows, and a button for each: which one is taken goes on the record, no word of it."""
    if not card.replies:
        return
    names = [TONES[reply.tone] for reply in card.replies]
    count = (
        "One reply follows" if len(names) == 1 else f"{len(names)} replies follow, each in its own message"
    )
    yield from line(Run(f"{count}: {', '.join(names)}. Hold one to copy it."))
    if card.decision_id is not None:
        yield buttons(
            "replies",
            *(
                button(
                    f"I take: {TONES[reply.tone]}",
                    f"{actions.CHOOSE}-{number}",
                    actions.Choice(card.decision_id, reply.tone.value).value,
                )
                for number, reply in enumerate(card.replies)
            ),
            button("Another set", actions.ANOTHER, card.decision_id),
        )


def _hands_over(card: RespondCard) -> bool:
    return card.outcome is Outcome.ESCALATE and bool(card.handover.strip())
