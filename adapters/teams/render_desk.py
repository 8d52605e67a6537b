"""What people decide on, as cards for Teams: submission, queue, notice, outcome. Pure and total."""

from collections.abc import Callable, Sequence

from adapters.teams import render_cases
from adapters.teams.elements import (
    Element,
    adaptive_card,
    aside,
    at_their_time,
    buttons,
    container,
    execute,
    folded,
    labelled,
    paragraph,
    run,
    said,
    unfolding,
    writing,
)
from adapters.teams.pressable import UPDATE, Place, bar, pasting, refreshing
from adapters.teams.text import MOST_BYTES, inert, short, size
from adapters.teams.wording import VERDICT_MARKS
from bot.approval import State, clock
from bot.cards import MARKS
from bot.case_cards import CaseCard
from bot.changes import Change, difference
from bot.desk_buttons import Button
from bot.desk_cards import NoticeCard, OutcomeCard, QueueCard, SubmissionCard
from bot.desk_lists import AT_THE_DESK
from bot.model import Severity, Verdict

Explain = Callable[[str], str]
"""What a rule says to people, by its id."""

SUMMARY = "A draft waits to be decided on."
"""What a notification says: nothing of the draft, nor of whom it is about."""
NOTICE_SUMMARY = "News about a draft."
QUEUE_SUMMARY = "What waits to be decided on."

STYLES = {
    State.WAITING: "accent",
    State.APPROVED: "good",
    State.RETURNED: "warning",
    State.BLOCKED: "attention",
    State.WITHDRAWN: "emphasis",
    State.EXPIRED: "emphasis",
    State.PUBLISHED: "good",
}
SIGNS = {
    State.WAITING: "◷",
    State.APPROVED: "✓",
    State.RETURNED: "↩",
    State.BLOCKED: "■",
    State.WITHDRAWN: "–",
    State.EXPIRED: "–",
    State.PUBLISHED: "✓",
}

VOID = "▲ No longer approved"

DRAFT = "draft"
"""The name of the part that shows the words, by which a card that is drawn anew keeps them."""
LONGEST = 12_000
"""Characters of a draft that a card shows."""
LONG, MOST_FINDINGS, MOST_ROWS = 600, 12, 10
CUT = "It is longer than a card can show, so it is decided at the desk, on Bedside's page, where it is whole."
BACK = Button("Back to the queue", "queue")


def submission(card: SubmissionCard, explain: Explain, kept_text: Element | None = None) -> Element:
    """One draft that people decide on.

    Args:
        card: With the words, for whoever may read them.
        explain: What a rule says.
        kept_text: The words as an earlier drawing of the same version showed them.
    """
    now = card.submission
    place = Place("submission", now.id, str(now.revision))
    text = _words(card) or kept_text
    cut = card.draft is not None and len(card.draft.text) > LONGEST
    body = [_head(card), *_facts(card), *_findings(card, explain), *([text] if text else [])]
    body += [*_before(card), *(aside(short(note, LONG)) for note in card.notices)]
    shown = [button for button in (*card.buttons, *card.closing) if not (cut and _decides(button))]
    if text is None and card.buttons:
        shown = [card.look, *(button for button in shown if not _decides(button))]
    body += [*([said(CUT, isSubtle=True)] if cut else []), *bar(shown, place)]
    body += bar([BACK], place, "back")
    version = now.version.fingerprint[:16]
    forms = [*([] if cut else _forms(card, place, version)), *pasting(card.closing, place)]
    for actions in (forms, []):
        drawn = refreshing(adaptive_card(body, actions, fallback=SUMMARY), place, version=version)
        if size(drawn) <= MOST_BYTES:
            break
    return drawn


def queue(card: QueueCard) -> Element:
    """What waits, oldest deadline first: as many rows as fit."""
    for rows in (MOST_ROWS, 5, 2):
        drawn = _queue(card, card.items[:rows])
        if size(drawn) <= MOST_BYTES:
            break
    return drawn


def notice(card: NoticeCard) -> Element:
    """Somebody should know this."""
    body = [paragraph(run(card.text, weight="Bolder"))]
    body += [labelled(label, short(value, LONG)) for label, value in card.facts]
    body += [at_their_time("Answer by", card.until)] if card.until is not None else []
    return adaptive_card([*body, *bar(card.buttons, Place("notice"))], fallback=NOTICE_SUMMARY)


def outcome(card: OutcomeCard) -> Element:
    """What was put on record, and what may be done next."""
    body = [paragraph(run(short(card.text, 4000))), *bar(card.buttons, Place("note"))]
    return adaptive_card(body, fallback=NOTICE_SUMMARY)


def differing(changes: Sequence[Change]) -> Element:
    """Words that went struck through, words that came underlined, so that no colour is needed."""
    styles: dict[str, dict[str, object]] = {
        "same": {},
        "removed": {"strikethrough": True, "isSubtle": True},
        "added": {"underline": True, "weight": "Bolder"},
    }
    return paragraph(*(run(change.text, **styles[change.kind]) for change in changes))


def pointed_at(severity: Severity, words: str | None, told: str) -> Element:
    """One thing that was found: how grave it is, the words at fault where they are known, what to say."""
    head = run(f"{MARKS[severity]} {severity.word.capitalize()}  ", weight="Bolder")
    quoted = f"“{short(' '.join(words.split()), 120)}”  " if words is not None else ""
    return paragraph(head, run(quoted, italic=True), run(told))


def _forms(card: SubmissionCard, place: Place, version: str) -> list[Element]:
    """Other words: for whoever sees these and may approve them, or wrote them."""
    if card.draft is None:
        return []
    offered = {button.words.partition(" ")[0] for button in card.buttons}
    forms = (("approve", "Approve with changes"), ("withdraw", "Send other words"))
    wanted = {"approve": "approve", "withdraw": "resubmit"}
    return [
        _form(title, card.draft.text, place.data(wanted=wanted[verb], version=version))
        for verb, title in forms
        if verb in offered
    ]


def _form(title: str, text: str, data: dict[str, object]) -> Element:
    words = writing("text", "The words as they should go out", value=inert(text), most=LONGEST)
    card = adaptive_card([words], [execute(title, "write", data)], fallback=UPDATE)
    return unfolding(title, card)


def _head(card: SubmissionCard) -> Element:
    state = card.submission.state
    title = VOID if card.is_void else f"{SIGNS[state]} {state.value.capitalize()}"
    items = [said(title, weight="Bolder", size="Large", style="heading")]
    if card.told:
        items.append(paragraph(run(card.told, weight="Bolder"), spacing="Small"))
    if card.headline.casefold() not in card.told.casefold():
        items.append(paragraph(run(short(card.headline, LONG)), spacing="Small"))
    return container(items, style="warning" if card.is_void else STYLES[state], bleed=True)


def _facts(card: SubmissionCard) -> list[Element]:
    now = card.submission
    verdict = Verdict(now.version.verdict)
    facts = [
        ("What", card.what),
        ("Why", card.purpose),
        ("Bedside says", f"{VERDICT_MARKS[verdict]} {verdict}"),
    ]
    facts += [("Who has it", card.holder)] if card.holder else []
    facts += [("What became of it", card.became.told)] if card.became is not None else []
    return [labelled(label, short(value, LONG)) for label, value in facts]


def _findings(card: SubmissionCard, explain: Explain) -> list[Element]:
    found = []
    for item in card.findings[:MOST_FINDINGS]:
        words = None
        if card.draft is not None and item.start is not None and item.end is not None:
            words = card.draft.text[item.start : item.end]
        found.append(pointed_at(Severity.of(item.severity), words, short(explain(item.rule), LONG)))
    rest = len(card.findings) - len(found)
    return [*found, *([said(f"And {rest} more.", isSubtle=True)] if rest > 0 else [])]


def _words(card: SubmissionCard) -> Element | None:
    if card.draft is None:
        return None
    text = paragraph(run(short(card.draft.text, LONGEST)))
    return container([text], style="emphasis", id=DRAFT, separator=True)


def _before(card: SubmissionCard) -> list[Element]:
    """What changed since the version before, folded."""
    if card.before is None or card.draft is None:
        return []
    changes = difference(card.before.text, card.draft.text)
    if not changes or sum(len(change.text) for change in changes) > LONGEST // 2:
        return []
    return folded("changes", "What changed", [differing(changes)])


def _decides(button: Button) -> bool:
    """Whether it takes somebody who has seen the words."""
    return button.words.startswith(("approve ", "release "))


def _queue(card: QueueCard, items: Sequence[SubmissionCard | CaseCard]) -> Element:
    place = Place("queue")
    body = [
        said("The queue", weight="Bolder", size="Large", style="heading"),
        said(card.headline, spacing="Small"),
    ]
    body += [_row(item, place) for item in items]
    if card.waiting > len(items):
        body.append(said(AT_THE_DESK, isSubtle=True))
    return refreshing(adaptive_card(body, fallback=QUEUE_SUMMARY), place)


def _row(card: SubmissionCard | CaseCard, place: Place) -> Element:
    what, told = render_cases.row(card) if isinstance(card, CaseCard) else _told(card)
    title = run(what, weight="Bolder")
    show = execute(card.look.label, "do", place.data(words=card.look.words))
    return container(
        [paragraph(title), paragraph(run(short(told, LONG)), spacing="None"), buttons(show)], separator=True
    )


def _told(card: SubmissionCard) -> tuple[str, str]:
    now = card.submission
    mark = VERDICT_MARKS[Verdict(now.version.verdict)]
    holder = f". {card.holder} has it" if card.holder else ""
    return f"{mark} {card.what}", f"{card.purpose}, until {clock(now.due_at)}{holder}"
