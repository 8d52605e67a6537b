"""The names of buttons and forms, and what a button carries: ids only, never words."""

from dataclasses import dataclass

WHY = "why"
DISAGREE = "disagree"
REVIEW_AGAIN = "review_again"
CHOOSE = "choose"
PRESS = "press"
PUT_IN = "put_in"
LOOK = "look"
PASTE = "paste"
ANOTHER = "another"
TIPS = "tips"
TIPS_PREVIEW = "tips_preview"
TIPS_STOP = "tips_stop"
TIPS_STEER = "tips_steer"
OPEN_REVIEW = "open_review"
OPEN_RESPOND = "open_respond"

REVIEW_FORM = "review_form"
RESPOND_FORM = "respond_form"
DISAGREE_FORM = "disagree_form"
PUT_IN_FORM = "put_in_form"
DECIDE_FORM = "decide_form"
POSTED_FORM = "posted_form"
TIPS_FORM = "tips_form"

REVIEW_SHORTCUT = "review_this_draft"
RESPOND_SHORTCUT = "suggest_a_reply"


@dataclass(frozen=True, slots=True)
class About:
    """The finding that a button belongs to."""

    decision_id: str | None
    rule: str

    @property
    def value(self) -> str:
        """As a button carries it."""
        return f"{self.decision_id or ''}|{self.rule}"

    @classmethod
    def read(cls, value: str) -> "About":
        """What ``value`` says; anything else reads as a finding that nobody has."""
        decision_id, _, rule = value.partition("|")
        return cls(decision_id or None, rule)


@dataclass(frozen=True, slots=True)
class Edit:
    """A draft that was changed after its review: the thread it stands in, its own id, when it was changed."""

    thread: str
    ts: str
    edited: str

    @property
    def value(self) -> str:
        """As a button carries it."""
        return f"{self.thread}|{self.ts}|{self.edited}"

    @classmethod
    def read(cls, value: str) -> "Edit":
        """What ``value`` says."""
        thread, ts, edited = [*value.split("|"), "", "", ""][:3]
        return cls(thread, ts, edited)


@dataclass(frozen=True, slots=True)
class Choice:
    """The reply that somebody takes: of which answer, and its tone."""

    decision_id: str
    tone: str

    @property
    def value(self) -> str:
        """As a button carries it."""
        return f"{self.decision_id}|{self.tone}"

    @classmethod
    def read(cls, value: str) -> "Choice":
        """What ``value`` says."""
        decision_id, _, tone = value.partition("|")
        return cls(decision_id, tone)
