"""A card becomes what Teams shows: an Adaptive Card, or plain text where that is safer. Pure and total."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from adapters.teams import render_desk as desk
from adapters.teams import render_digest as digest
from adapters.teams import render_respond as respond
from adapters.teams.elements import (
    Element,
    adaptive_card,
    buttons,
    choices,
    container,
    execute,
    labelled,
    paragraph,
    run,
    said,
    toggle,
    writing,
)
from adapters.teams.pressable import SHAPE, UPDATE, Place, bar, refreshing
from adapters.teams.render_desk import Explain
from adapters.teams.text import MOST_BYTES, inert, short, size, split
from adapters.teams.wording import VERDICT_MARKS
from bot.cards import (
    MARKS,
    SHOWN_AT_FIRST,
    WHAT_CHANGED,
    YOURS_TO_DECIDE,
    Card,
    NoteCard,
    Part,
    ReviewCard,
    as_text,
)
from bot.commands import DisagreeReason
from bot.desk_cards import Button, NoticeCard, OutcomeCard, QueueCard, SubmissionCard
from bot.digest_card import DigestCard
from bot.model import Finding, Verdict
from bot.reply_cards import RespondCard

STYLES = {Verdict.OK: "good", Verdict.REVISE: "warning", Verdict.BLOCK: "attention"}
"""Colour for the eye; the mark and the word say the same without it."""

WORDS = {Verdict.OK: "OK", Verdict.REVISE: "Revise", Verdict.BLOCK: "Block"}
SUMMARIES = {
    Verdict.OK: "Bedside read your draft: good to go.",
    Verdict.REVISE: "Bedside read your draft: a few things to look at.",
    Verdict.BLOCK: "Bedside read your draft: please do not publish it yet.",
}
"""What a notification says, on a locked phone too: no word of the draft, no kind of finding."""

ANSWERED = "Bedside answered you."
FOLLOWS = "The rest of what Bedside answered."

LONGEST_NOTE = 600


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as Teams is to show it.

    Attributes:
        summary: What a notification says.
        card: The Adaptive Card, or ``None`` for text alone.
        text: Plain text, shown as it is.
        more: Plain texts that follow: parts of a version that is too long for a card.
        by_model: A language model wrote some of it, so Teams labels it and asks how it was.
    """

    summary: str
    card: Element | None = field(default=None, repr=False)
    text: str | None = field(default=None, repr=False)
    more: tuple[str, ...] = field(default=(), repr=False)
    by_model: bool = False


@dataclass(frozen=True, slots=True)
class _Room:
    """How much is shown: findings, characters of each sentence, of the safer version."""

    findings: int
    sentence: int
    safer: int


_ROOMS = (
    _Room(40, 1500, 20_000),
    _Room(25, 700, 8000),
    _Room(12, 500, 4000),
    _Room(6, 400, 0),
    _Room(3, 120, 0),
)


def parts(card: Card) -> int:
    """How many messages ``card`` takes."""
    return 1 + len(outgoing(card).more)


def message(card: Card | Part, explain: Explain = str) -> Outgoing:
    """One message of ``card``; a part that was refused as a card is sent as plain text."""
    if not isinstance(card, Part):
        return replace(outgoing(card, explain), more=())
    whole = outgoing(card.card, explain)
    if card.number == 0:
        whole = _words(as_text(card.card)) if card.in_words else whole
        return replace(whole, more=())
    following = whole.more[card.number - 1] if card.number <= len(whole.more) else "…"
    return Outgoing(FOLLOWS, text=following)


def outgoing(card: Card, explain: Explain = str) -> Outgoing:
    """What Teams is sent for ``card``: always within what Teams takes.

    ``explain`` says what a rule tells people, by its id.
    """
    match card:
        case ReviewCard():
            return _review(card)
        case NoteCard():
            return _note(card)
    summary, drawn = _drawn_elsewhere(card, explain)
    if drawn is not None and size(drawn) <= MOST_BYTES:
        return Outgoing(summary, card=drawn)
    return _words(as_text(card))


def _drawn_elsewhere(card: Card, explain: Explain) -> tuple[str, Element | None]:
    match card:
        case RespondCard():
            return respond.SUMMARY, respond.drawn(card, SHAPE)
        case DigestCard():
            return digest.SUMMARY, digest.drawn(card)
        case SubmissionCard():
            return desk.SUMMARY, desk.submission(card, explain)
        case QueueCard():
            return desk.QUEUE_SUMMARY, desk.queue(card)
        case NoticeCard():
            return desk.NOTICE_SUMMARY, desk.notice(card)
        case OutcomeCard():
            return desk.NOTICE_SUMMARY, desk.outcome(card)
    return ANSWERED, None


def note(text: str, buttons: Sequence[Button] = ()) -> Element:
    """A small card that says one thing, and offers what comes next."""
    body = [paragraph(run(text)), *bar(buttons, Place("note"))]
    return adaptive_card(body, fallback=inert(short(text, LONGEST_NOTE)))


def _note(card: NoteCard) -> Outgoing:
    """A sentence is a card, so that an answer can take its place; more than that is text."""
    text = inert(card.text) or "…"
    summary = short(" ".join(text.split()), 120)
    if "\n" not in text and len(text) <= LONGEST_NOTE:
        return Outgoing(summary, card=note(text, card.buttons))
    return _words(text)


def _words(text: str) -> Outgoing:
    first, *more = split(inert(text) or "…")
    return Outgoing(ANSWERED, text=first, more=tuple(more))


def _review(card: ReviewCard) -> Outgoing:
    summary = SUMMARIES[card.review.verdict]
    for room in _ROOMS:
        drawn = _drawn(card, room)
        if size(drawn) <= MOST_BYTES:
            break
    follows = card.safer.text if _too_long(card, room) else None
    return Outgoing(summary, card=drawn, more=split(inert(follows)) if follows else ())


def _drawn(card: ReviewCard, room: _Room) -> Element:
    findings = card.review.findings[: room.findings]
    place = Place("review", card.decision_id or "")
    body = [_head(card), *_praise(card), *_changed(card, room)]
    body += [*_findings(card, findings, room), *_left_out(card, findings)]
    body += [*_safer(card, room), *_notices(card, room), *bar(card.buttons, place)]
    drawn = adaptive_card(body, _actions(card, findings, room), fallback=SUMMARIES[card.review.verdict])
    return refreshing(drawn, place) if card.decision_id is not None else drawn


def _head(card: ReviewCard) -> Element:
    verdict = card.review.verdict
    title = f"{VERDICT_MARKS[verdict]} {WORDS[verdict]}"
    items = [
        said(title, weight="Bolder", size="Large", style="heading"),
        said(card.headline, spacing="Small"),
    ]
    return container(items, style=STYLES[verdict], bleed=True)


def _praise(card: ReviewCard) -> list[Element]:
    return [paragraph(run(card.good))] if card.good else []


def _changed(card: ReviewCard, room: _Room) -> list[Element]:
    """What the author changed since the version before, where there is room to show it."""
    changes = card.changes
    if not changes or sum(len(change.text) for change in changes) > room.safer:
        return []
    title = said(WHAT_CHANGED, weight="Bolder", spacing="Small")
    return [title, container([desk.differing(changes)], style="emphasis")]


def _findings(card: ReviewCard, findings: Sequence[Finding], room: _Room) -> list[Element]:
    drawn = [_finding(number, f, card.draft.text, room) for number, f in enumerate(findings, start=1)]
    shown, folded = drawn[:SHOWN_AT_FIRST], drawn[SHOWN_AT_FIRST:]
    if folded:
        shown.append(container(folded, id="folded", isVisible=False))
    toggles = [toggle(f"Show {len(folded)} more", ["folded"])] if folded else []
    if drawn:
        reasons = [f"why{number}" for number in range(1, len(drawn) + 1)]
        toggles.append(toggle("Why, and the sources", reasons))
    return [*shown, *([buttons(*toggles)] if toggles else [])]


def _finding(number: int, finding: Finding, text: str, room: _Room) -> Element:
    head = [run(f"{number}. {MARKS[finding.severity]} {finding.severity.word.capitalize()}", weight="Bolder")]
    words = " ".join(finding.span.of(text).split()) if finding.span else ""
    if words:
        head.append(run(f"  “{short(words, min(120, room.sentence))}”", italic=True))
    items = [paragraph(*head), paragraph(run(short(finding.message, room.sentence)), spacing="Small")]
    if finding.suggestion:
        items.append(labelled("Fix", short(finding.suggestion, room.sentence)))
    why = [
        labelled("Why", short(finding.why, room.sentence)),
        labelled("Source", short(f"{finding.source}   [{finding.rule}]", room.sentence)),
    ]
    items.append(container(why, id=f"why{number}", isVisible=False, spacing="Small"))
    return container(items, separator=True)


def _left_out(card: ReviewCard, findings: Sequence[Finding]) -> list[Element]:
    rest = len(card.review.findings) - len(findings)
    if not rest:
        return []
    return [said(f"And {rest} more. Mend these first, then send the draft again.", isSubtle=True)]


def _safer(card: ReviewCard, room: _Room) -> list[Element]:
    if card.safer.decide:
        return [said(YOURS_TO_DECIDE, separator=True)]
    if card.safer.text is None:
        return []
    title = said("A version that passes", weight="Bolder", size="Default", separator=True, style="heading")
    if _too_long(card, room):
        return [title, said("It is long, so it follows in messages of its own.")]
    return [title, container([paragraph(run(card.safer.text))], style="emphasis")]


def _too_long(card: ReviewCard, room: _Room) -> bool:
    return card.safer.text is not None and len(card.safer.text) > room.safer


def _notices(card: ReviewCard, room: _Room) -> list[Element]:
    return [paragraph(run(short(text, room.sentence)), isSubtle=True) for text in card.notices[:5]]


def _actions(card: ReviewCard, findings: Sequence[Finding], room: _Room) -> list[Element]:
    """What a person can do about the review; nothing where the log kept none to do it to."""
    if card.decision_id is None or not findings:
        return []
    rules: dict[str, str] = {}
    for number, finding in enumerate(findings, start=1):
        rules.setdefault(finding.rule, f"{number}. {short(inert(finding.message), min(100, room.sentence))}")
    reasons = [(reason.value, reason.label) for reason in DisagreeReason]
    body = [
        choices("rule", "Which point?", list(rules.items()), error="Please pick the point."),
        choices("reason", "Why do you disagree?", reasons, error="Please pick a reason."),
    ]
    data = {"bedside": SHAPE, "decision": card.decision_id}
    form = adaptive_card(body, [execute("Put it on the record", "disagree", data)], fallback=UPDATE)
    return [{"type": "Action.ShowCard", "title": "I disagree", "card": form}]


def has_buttons(card: Element) -> bool:
    """Whether people can put something on the record with ``card``."""
    return '"Action.Execute"' in json.dumps(card)


def asking(title: str, label: str, text: str, data: Mapping[str, Any]) -> Element:
    """A dialog that asks for words; ``text`` is what is proposed."""
    field_ = writing("text", label, value=short(inert(text), 20_000))
    send = {"type": "Action.Submit", "title": title, "data": dict(data)}
    return adaptive_card([field_], [send], fallback=UPDATE)
