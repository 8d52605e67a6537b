"""The forms: what they ask, and what somebody filled in. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from adapters.slack import actions
from adapters.slack.blocks import Run as Words
from adapters.slack.blocks import line, paragraphs, small
from adapters.slack.forms import (
    View,
    choice,
    dated,
    day_field,
    form,
    line_field,
    picked,
    text_field,
    typed,
    view,
)
from adapters.slack.limits import METADATA
from bot.answerable import FUTURE, in_the_future
from bot.commands import DisagreeReason
from bot.context import told
from bot.model import Authorization, Complaint, Context, Draft, Outlet
from bot.outlet_names import COMPLAINED_AT, OUTLETS, choices
from bot.policy import PolicyPack

EMPTY = "Please paste the words to review."
STARS = {str(count): "★" * count for count in range(1, 6)}
ATTACHED = {"none": "Nothing", "photo": "Photo", "video": "Video", "document": "Document"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the answer to a form goes: ids only, in the form's private metadata."""

    channel: str = ""
    thread: str = ""

    @property
    def written(self) -> str:
        """As the form carries it."""
        return f"{self.channel}|{self.thread}"[:METADATA]

    @classmethod
    def read(cls, text: str) -> "Place":
        """What ``text`` says."""
        channel, _, thread = text.partition("|")
        return cls(channel, thread)


def review_form(text: str = "", outlet: str = "linkedin") -> View:
    """Asks for a draft and what is known about it."""
    return form(
        actions.REVIEW_FORM,
        "Review a draft",
        "Review",
        text_field("draft", "Your draft", "As you would post it", text),
        choice("outlet", "Where will it appear?", choices(OUTLETS), outlet),
        choice("attached", "What goes with it?", ATTACHED, None),
        line_field("reference", "Authorization on file, if a patient is shown or named", "AUTH-0418"),
    )


def respond_form(text: str = "") -> View:
    """Asks for a public review."""
    return form(
        actions.RESPOND_FORM,
        "Answer a review",
        "Suggest",
        text_field("complaint", "The public review", "Paste it as it stands there", text),
        choice("outlet", "Where does it stand?", choices(COMPLAINED_AT), "google"),
        choice("rating", "How many stars?", STARS, None),
        day_field("posted", "When did it appear?"),
        text_field("own", "Your own reply, if you want it checked", "Leave it empty for suggestions", "")
        | {"optional": True},
    )


def paste_form(words: str, place: Place) -> View:
    """Asks for the words that go behind ``words``, such as a profile."""
    return form(
        actions.PUT_IN_FORM,
        "Paste it here",
        "Go on",
        text_field("text", "Your words", "As they stand there", ""),
    ) | {"private_metadata": f"{place.written}|{words}"[:METADATA]}


def pasted_of(body: Mapping[str, Any]) -> tuple[Place, str, str]:
    """Where the answer goes, the words of the button, and those that somebody put in."""
    channel, thread, words = body["view"]["private_metadata"].split("|", 2)
    return Place(channel, thread), words, typed(body["view"]["state"]["values"], "text")


def disagree_form(about: actions.About, place: Place) -> View:
    """Asks for the reason: a code, because free text could carry a name."""
    reasons = {reason.value: reason.label for reason in DisagreeReason}
    return form(
        actions.DISAGREE_FORM,
        "I disagree",
        "Put on record",
        choice("reason", "Why?", reasons, None, optional=False),
    ) | {"private_metadata": f"{place.written}|{about.value}"[:METADATA]}


def why_view(rule_id: str, pack: PolicyPack) -> View:
    """Tells why a rule is there, and where it comes from."""
    known = {rule.id: rule for rule in (*pack.rules, *pack.reading_rules.values())}
    rule = known.get(rule_id)
    if rule is None:
        bits = list(paragraphs("This rule is not in the policy any more."))
    else:
        bits = [
            *line(Words(rule.in_general, "bold")),
            *(line(Words(rule.why)) if rule.why else ()),
            *line(Words("Guideline: ", "bold"), Words(f"{rule.guideline.title}. {rule.guideline.text}")),
            *small("Source: " + ("; ".join(str(source) for source in rule.sources) or "the policy itself")),
            *small(f"Rule {rule.id}, policy {pack.version}"),
        ]
    return view("Why", [bit.block for bit in bits])


def draft_of(body: Mapping[str, Any]) -> Draft | None:
    """The draft in a review form; ``None`` when there are no words."""
    values = body["view"]["state"]["values"]
    text = typed(values, "draft")
    if not text.strip():
        return None
    reference = typed(values, "reference").strip()
    known = Context(
        attachments=picked(values, "attached"),
        authorization_stated=bool(reference),
        authorizations=(Authorization(reference),) if reference else (),
    )
    outlet = Outlet(picked(values, "outlet") or Outlet.LINKEDIN)
    return Draft(text, outlet=outlet, context=replace(known, text=told(known)))


def complaint_of(body: Mapping[str, Any]) -> tuple[Complaint, str]:
    """The public review in a respond form, and the person's own reply to it, empty where there is none."""
    values = body["view"]["state"]["values"]
    text, rating = typed(values, "complaint"), picked(values, "rating")
    outlet = Outlet(picked(values, "outlet") or Outlet.GOOGLE)
    complaint = Complaint(text, outlet, int(rating) if rating else None, posted=dated(values, "posted"))
    return complaint, typed(values, "own").strip()


def faults_of_respond_form(body: Mapping[str, Any], today: date) -> dict[str, str]:
    """What is missing or wrong in a respond form, a sentence by field; empty where it can be taken."""
    values = body["view"]["state"]["values"]
    posted = dated(values, "posted")
    wrong = {} if typed(values, "complaint").strip() else {"complaint": EMPTY}
    return wrong | ({"posted": FUTURE} if posted and in_the_future(posted, today) else {})


def disagreement_of(body: Mapping[str, Any]) -> tuple[Place, actions.About, DisagreeReason]:
    """What somebody disagrees with, and why."""
    view = body["view"]
    channel, thread, about = view["private_metadata"].split("|", 2)
    reason = DisagreeReason(picked(view["state"]["values"], "reason") or "")
    return Place(channel, thread), actions.About.read(about), reason
