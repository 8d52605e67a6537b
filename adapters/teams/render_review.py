"""What Bedside says of a draft, as a card for Teams that always fits. Pure and total."""

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.teams.elements import (
    Element,
    adaptive_card,
    aside,
    buttons,
    choices,
    container,
    execute,
    labelled,
    paragraph,
    run,
    said,
    toggle,
    unfolding,
)
from adapters.teams.pressable import SHAPE, UPDATE, Place, bar, pasting, refreshing
from adapters.teams.render_desk import differing
from adapters.teams.text import MOST_BYTES, inert, short, size
from adapters.teams.wording import VERDICT_MARKS
from bot.cards import MARKS, SHOWN_AT_FIRST, WHAT_CHANGED, YOURS_TO_DECIDE, ReviewCard, worded
from bot.commands import DisagreeReason
from bot.model import Finding, Verdict

STYLES = {Verdict.OK: "good", Verdict.REVISE: "warning", Verdict.BLOCK: "attention"}
"""Colour for the eye; the mark and the word say the same without it."""

WORDS = {Verdict.OK: "OK", Verdict.REVISE: "Revise", Verdict.BLOCK: "Block"}
SUMMARIES = {
    Verdict.OK: "Bedside read your draft: good to go.",
    Verdict.REVISE: "Bedside read your draft: a few things to look at.",
    Verdict.BLOCK: "Bedside read your draft: please do not publish it yet.",
}
"""What a notification says, on a locked phone too: no word of the draft, no kind of finding."""


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


def drawn(card: ReviewCard) -> tuple[Element, str | None]:
    """The card, and a version that passes where it is too long for one and follows in messages."""
    for room in _ROOMS:
        whole = _drawn(card, room)
        if size(whole) <= MOST_BYTES:
            break
    return whole, card.safer.text if _too_long(card, room) else None


def _drawn(card: ReviewCard, room: _Room) -> Element:
    findings = card.review.findings[: room.findings]
    place = Place("review", card.decision_id or "")
    body = [_head(card), *_praise(card), *_changed(card, room)]
    body += [*_findings(card, findings, room), *_left_out(card, findings)]
    body += [*_safer(card, room), *_wording(card, room)]
    body += [*_notices(card, room), *bar(card.buttons, place)]
    whole = adaptive_card(body, _actions(card, findings, room), fallback=SUMMARIES[card.review.verdict])
    return refreshing(whole, place) if card.decision_id is not None else whole


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
    return [title, container([differing(changes)], style="emphasis")]


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
    if card.safer.decide and card.wording is None:
        return [said(YOURS_TO_DECIDE, separator=True)]
    if card.safer.text is None:
        return []
    title = said("A version that passes", weight="Bolder", size="Default", separator=True, style="heading")
    if _too_long(card, room):
        return [title, said("It is long, so it follows in messages of its own.")]
    return [title, container([paragraph(run(card.safer.text))], style="emphasis")]


def _wording(card: ReviewCard, room: _Room) -> list[Element]:
    """A version that a language model wrote, said to be one."""
    if card.wording is None or len(card.wording.text) > room.safer:
        return []
    title = said(f"{worded(card.wording)}:", weight="Bolder", separator=True)
    return [title, container([paragraph(run(card.wording.text))], style="emphasis")]


def _too_long(card: ReviewCard, room: _Room) -> bool:
    return card.safer.text is not None and len(card.safer.text) > room.safer


def _notices(card: ReviewCard, room: _Room) -> list[Element]:
    return [aside(short(text, room.sentence)) for text in card.notices[:5]]


def _actions(card: ReviewCard, findings: Sequence[Finding], room: _Room) -> list[Element]:
    """What a person can do about the review; nothing where the log kept none to do it to."""
    pasted = pasting(card.buttons, Place("review", card.decision_id or ""))
    if card.decision_id is None or not findings:
        return pasted
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
    return [unfolding("I disagree", form), *pasted]
