"""What should happen with a public review, and what may be answered, as a card for Teams. Pure and total."""

from adapters.teams.elements import (
    Element,
    adaptive_card,
    aside,
    buttons,
    container,
    execute,
    folded,
    labelled,
    paragraph,
    run,
    said,
)
from adapters.teams.pressable import SHAPE, Place, bar, refreshing
from adapters.teams.render_desk import pointed_at
from adapters.teams.text import short
from bot.model import Finding, Outcome, Reply
from bot.reply_cards import TONES, ReplyCheckCard, RespondCard

SUMMARY = "Bedside read the public review."
"""What a notification says: neither what the review is about nor what to do with it."""

STYLES = {
    Outcome.ESCALATE: "attention",
    Outcome.REPORT: "warning",
    Outcome.OFFLINE: "accent",
    Outcome.REPLY: "good",
    Outcome.SILENT: "emphasis",
}
MARKS = {
    Outcome.ESCALATE: "■",
    Outcome.REPORT: "▲",
    Outcome.OFFLINE: "◆",
    Outcome.REPLY: "○",
    Outcome.SILENT: "–",
}
CHECK_SUMMARY = "Bedside read your answer."
PASSES, NOT_YET = "✓ This answer can stand.", "■ Not yet: this answer should not stand as it is."
PUT_RIGHT = "Your answer, put right"
INSTEAD = "Little of it could stay. Instead, for example"

MOST, LONG = 8, 1200
"""Items of a list, and characters of a sentence or a reply; what is longer is cut, with a sign."""


def drawn(card: RespondCard) -> Element:
    """The card."""
    told = [aside(short(text, LONG)) for text in card.notices[:MOST]]
    place = Place("complaint", card.decision_id or "")
    body = [_head(card), *_sorted(card), *told, *bar(card.buttons, place)]
    body += [*_consider(card), *_handover(card), *_replies(card)]
    made = adaptive_card(body, _another(card), fallback=SUMMARY)
    return refreshing(made, place) if card.buttons else made


def checked(card: ReplyCheckCard) -> Element:
    """Whether a person's own answer can stand, and a version that does."""
    style, title = ("good", PASSES) if card.passes else ("attention", NOT_YET)
    head = container([said(title, weight="Bolder", size="Large", style="heading")], style=style, bleed=True)
    found = [_fault(finding, card.text) for finding in card.review.findings[:MOST]]
    found += [paragraph(run(f"• {short(fault, LONG)}"), spacing="Small") for fault in card.faults[:MOST]]
    told = [aside(short(text, LONG)) for text in card.notices[:MOST]]
    return adaptive_card([head, *found, *_corrected(card), *told], fallback=CHECK_SUMMARY)


def _fault(finding: Finding, text: str) -> Element:
    words = finding.span.of(text) if finding.span else None
    return pointed_at(finding.severity, words, short(finding.message, LONG))


def _corrected(card: ReplyCheckCard) -> list[Element]:
    if card.corrected is None or card.passes:
        return []
    title = said(
        PUT_RIGHT if card.own else INSTEAD, weight="Bolder", size="Default", separator=True, style="heading"
    )
    return [title, container([paragraph(run(short(card.corrected, 4000)))], style="emphasis")]


def _head(card: RespondCard) -> Element:
    word = card.outcome.value.capitalize()
    title = said(f"{MARKS[card.outcome]} {word}", weight="Bolder", size="Large", style="heading")
    items = [title, said(card.headline, spacing="Small")]
    if card.overruled:
        items.append(said(f"You decided this; Bedside proposed {card.triage.outcome.value}.", isSubtle=True))
    return container(items, style=STYLES[card.outcome], bleed=True)


def _sorted(card: RespondCard) -> list[Element]:
    triage = card.triage
    items = [labelled("Who", card.who)] if card.who else []
    items.append(labelled("Why", short(card.why, LONG)))
    if triage.signs:
        items.append(labelled("Signs", short("; ".join(sign.label for sign in triage.signs), LONG)))
    return [
        *items,
        *(paragraph(run(f"• {short(step, LONG)}"), spacing="Small") for step in card.todo[:MOST]),
    ]


def _consider(card: RespondCard) -> list[Element]:
    """What lies behind the review, folded: for whoever looks after it."""
    items = []
    for item in card.triage.consider[:MOST]:
        items += [
            labelled(item.label, short(item.valid, LONG)),
            labelled("Find out", short(f"{item.find_out} Owner: {item.owner}.", LONG)),
        ]
    return folded("consider", "What to look into", items)


def _handover(card: RespondCard) -> list[Element]:
    return folded(
        "handover",
        "The note for whoever takes it",
        [paragraph(run(short(card.handover, 4000)))] if card.handover else [],
    )


def _another(card: RespondCard) -> list[Element]:
    """More to choose from, where there is something to choose."""
    if card.decision_id is None or not card.replies:
        return []
    return [execute("Another set", "another", {"bedside": SHAPE, "decision": card.decision_id})]


def _replies(card: RespondCard) -> list[Element]:
    return [
        element
        for reply in (*card.replies, *((card.holding,) if card.holding else ()))
        for element in _reply(card, reply)
    ]


def _reply(card: RespondCard, reply: Reply) -> list[Element]:
    title = said(TONES[reply.tone], weight="Bolder", size="Default", separator=True, style="heading")
    words = container([paragraph(run(short(reply.text, LONG)))], style="emphasis")
    if card.decision_id is None:
        return [title, words]
    data = {"bedside": SHAPE, "decision": card.decision_id, "tone": reply.tone.value}
    return [title, words, buttons(execute("We use this one", "choose", data))]
