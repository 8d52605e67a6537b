"""The form in which a draft is read and decided on. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from adapters.slack import actions, render_cases
from adapters.slack.blocks import Bit, paragraphs, small
from adapters.slack.forms import MOST_TYPED, View, choice, form, picked, text_field, typed, view
from adapters.slack.limits import METADATA, VIEW_BLOCKS, Block, units
from adapters.slack.modals import Place
from adapters.slack.render_desk import about
from adapters.slack.rows import row
from bot.cards import NoteCard
from bot.case_cards import CaseCard
from bot.desk_buttons import Button
from bot.desk_cards import RETURNS, WAIVERS, SubmissionCard

TITLE = "Decide on a draft"
LABELS = {
    "approve": "Approve, with my changes if I made some",
    "return": "Return it to its author",
    "block": "Block it",
    "release": "Release the block, with my name",
}
"""Decisions that are taken in the form, where the text is seen; anything else is a button below it."""

WHY_BACK = "Please pick why it goes back."
WHY_AHEAD = "Please pick why it may go out all the same; your name goes with it."
NOT_BOTH = "A return or a block carries a reason and no words. Approve your words, or put the old ones back."
TOO_LONG = "This draft is longer than a form in Slack holds: to change its words, use the desk page."
REST = "The rest does not fit into a window of Slack: please read it on the desk page."
_UNCHANGEABLE = frozenset({"return", "block", "release"})


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decided in the form.

    Attributes:
        words: The decision, as typed words of the desk.
        text: The draft as it stood in the form; ``None`` where nobody changed it, or nobody could.
        fingerprint: Of the draft that was shown.
    """

    place: Place
    words: str
    fingerprint: str
    text: str | None = field(default=None, repr=False)


def submission_form(card: SubmissionCard | NoteCard, place: Place) -> View:
    """The draft with its findings and, for those who may decide, the decision."""
    if isinstance(card, NoteCard):
        return view("The desk", [bit.block for bit in paragraphs(card.text)])
    offered = {_verb(one): one for one in card.buttons if _verb(one) in LABELS}
    others = [one for one in (*card.buttons, *card.closing) if _verb(one) not in LABELS and not one.asks]
    shown = _fitting([bit.block for bit in chain(about(card), _text(card, offered), row("more", others))])
    if card.draft is None or not offered:
        return view("A draft", shown)
    now = card.submission
    known = f"{place.written}|{now.id}|{now.version.fingerprint}"[:METADATA]
    return form(actions.DECIDE_FORM, TITLE, "Decide", *shown, *_fields(card, offered)) | {
        "private_metadata": known
    }


def shown(card: SubmissionCard | CaseCard | NoteCard, place: Place) -> View:
    """What opens behind “Look at it”."""
    if not isinstance(card, CaseCard):
        return submission_form(card, place)
    bits = chain(render_cases.about(card), row("more", card.buttons))
    return view("A public review", _fitting([bit.block for bit in bits]))


def decided_of(body: Mapping[str, Any]) -> Decided | dict[str, str]:
    """The decision in a form that was sent, or what is missing, by field."""
    values = body["view"]["state"]["values"]
    channel, thread, submission, fingerprint = body["view"]["private_metadata"].split("|", 3)
    verb = picked(values, "decision") or ""
    back, ahead = picked(values, "back"), picked(values, "ahead")
    if verb in {"return", "block"} and back is None:
        return {"back": WHY_BACK}
    if (verb == "release" or (verb == "approve" and "ahead" in values)) and ahead is None:
        return {"ahead": WHY_AHEAD}
    seen = fingerprint[:16]
    parts = {"approve": (seen, ahead), "release": (seen, ahead)}.get(verb, (back,))
    words = " ".join([verb, submission, *(part for part in parts if part)])
    text = typed(values, "text") if "text" in values else None
    return Decided(Place(channel, thread), words, fingerprint, text)


def with_changes(decided: Decided, is_as_seen: Callable[[str, str], bool]) -> Decided | dict[str, str]:
    """The decision with its text only where the approver changed it, or what is wrong with that, by field."""
    if decided.text is None or is_as_seen(decided.text, decided.fingerprint):
        return replace(decided, text=None)
    if decided.words.partition(" ")[0] in _UNCHANGEABLE:
        return {"text": NOT_BOTH}
    return decided


def _text(card: SubmissionCard, offered: Mapping[str, Button]) -> Iterator[Bit]:
    if card.draft is None:
        return
    if not _changeable(card, offered):
        yield from paragraphs(card.draft.text)
        if "approve" in offered:
            yield from small(TOO_LONG)


def _changeable(card: SubmissionCard, offered: Mapping[str, Button]) -> bool:
    return card.draft is not None and "approve" in offered and units(card.draft.text) <= MOST_TYPED


def _fitting(blocks: list[Block]) -> list[Block]:
    """As many as a window takes, with room for the fields of a decision."""
    most = VIEW_BLOCKS - 5
    return blocks if len(blocks) <= most else [*blocks[:most], *(bit.block for bit in small(REST))]


def _fields(card: SubmissionCard, offered: Mapping[str, Button]) -> Iterator[View]:
    if _changeable(card, offered) and card.draft is not None:
        yield text_field("text", "The draft", "As it may be published", card.draft.text)
    yield choice("decision", "Your decision", {verb: LABELS[verb] for verb in offered}, None, optional=False)
    if {"return", "block"} & set(offered):
        yield choice("back", "Why it goes back, or may not go out", dict(RETURNS), None)
    if any(offered[verb].reasons for verb in ("approve", "release") if verb in offered):
        yield choice("ahead", "Why it may go out all the same", dict(WAIVERS), None)


def _verb(offered: Button) -> str:
    return offered.words.partition(" ")[0]
