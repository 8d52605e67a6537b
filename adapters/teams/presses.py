"""What was pressed: the data behind a button, checked, and the command that it stands for. Pure."""

import hashlib
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from bot import pressed
from bot.case_commands import ShowCase
from bot.commands import AnotherSet, ChooseReply, Command, Disagree, DisagreeReason, ReviewDraft
from bot.desk_commands import (
    Action,
    Decide,
    RecordOutcome,
    Resubmit,
    ShowAppeals,
    ShowQueue,
    ShowRegister,
    ShowSubmission,
)
from bot.model import Draft, Outlet, Tone
from bot.registers import Register

LONGEST = 400
"""Characters of the words behind a button."""


class _Button(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    bedside: Literal[1]  # adapters.teams.pressable.SHAPE
    on: str = Field("", max_length=20)
    about: str = Field("", max_length=LONGEST)
    seen: str = Field("", max_length=LONGEST)


class Disagreed(_Button):
    """What was picked beside 'Put it on the record'."""

    verb: Literal["disagree"]
    decision: str
    rule: str
    reason: DisagreeReason

    @property
    def command(self) -> Command:
        """What it asks for."""
        return Disagree(self.decision, self.rule, self.reason)

    @property
    def once(self) -> str:
        """What may be decided once by a person."""
        return f"{self.verb}:{self.decision}:{self.rule}"


class Chosen(_Button):
    """What lies behind 'We use this one'."""

    verb: Literal["choose"]
    decision: str
    tone: Tone

    @property
    def command(self) -> Command:
        """What it asks for."""
        return ChooseReply(self.decision, self.tone)

    @property
    def once(self) -> str:
        """What may be decided once by a person."""
        return f"{self.verb}:{self.decision}:{self.tone}"


class Another(_Button):
    """What lies behind 'Another set'."""

    verb: Literal["another"]
    decision: str

    @property
    def command(self) -> Command:
        """What it asks for."""
        return AnotherSet(self.decision)

    @property
    def once(self) -> str:
        """Each card has one set after it."""
        return f"{self.verb}:{self.decision}"


class Did(_Button):
    """Words that somebody could have typed, and what was picked beside them."""

    verb: Literal["do"]
    words: str = Field(max_length=LONGEST)
    picked: str = Field("", max_length=LONGEST)

    @model_validator(mode="before")
    @classmethod
    def _pick(cls, value: Any) -> Any:
        """Every list has a name of its own, because a card may have several."""
        if not isinstance(value, dict) or "pick" not in value:
            return value
        return {**value, "picked": value.get(value["pick"]) if isinstance(value["pick"], str) else None}

    @property
    def command(self) -> Command:
        """What it asks for.

        Raises:
            CommandError: The words are no command of this version.
        """
        return pressed.command_of(f"{self.words} {self.picked}".strip())

    @property
    def once(self) -> str:
        """An outcome counts once for each version of its card; the rest looks at what stands by itself."""
        is_outcome = isinstance(self.command, RecordOutcome)
        return f"{self.verb}:{self.words}:{self.picked}:{self.seen}" if is_outcome else ""


class Pasted(_Button):
    """A text that somebody pasted, and the words it goes along with."""

    verb: Literal["paste"]
    words: str = Field(max_length=LONGEST)
    pasted: str = Field(repr=False)  # adapters.teams.pressable.PASTED

    @property
    def command(self) -> Command:
        """What it asks for.

        Raises:
            CommandError: The words are no command of this version, or nothing was pasted.
        """
        return pressed.command_of(self.words, self.pasted)

    @property
    def once(self) -> str:
        """The last word counts, also where it was said before."""
        return ""


class Drafted(_Button):
    """An outline that somebody filled in, to be reviewed like any draft."""

    verb: Literal["draft"]
    pasted: str = Field(repr=False)
    outlet: Outlet = Outlet.LINKEDIN

    @property
    def command(self) -> Command:
        """What it asks for."""
        return ReviewDraft(Draft(self.pasted.strip(), outlet=self.outlet))

    @property
    def once(self) -> str:
        """The same words from the same card are one draft."""
        return f"{self.verb}:{_mark(self.pasted)}"


class Written(_Button):
    """Other words for a submission: its author's next version, or what an approver made of it."""

    verb: Literal["write"]
    wanted: Literal["resubmit", "approve"]
    version: str = Field(max_length=LONGEST)
    text: str = Field(repr=False)

    @property
    def command(self) -> Command:
        """What it asks for."""
        draft = Draft(self.text.strip())
        if self.wanted == "resubmit":
            return Resubmit(self.about, draft)
        return Decide(self.about, Action.APPROVE, self.version, draft=draft)

    @property
    def once(self) -> str:
        """The same words for the same version are one new version."""
        return f"{self.verb}:{self.wanted}:{self.about}:{self.seen}:{_mark(self.text)}"


class Looked(_Button):
    """A client asks how a card stands, because somebody opened the conversation."""

    verb: Literal["look"]
    submission: str = Field("", max_length=LONGEST)

    @property
    def command(self) -> Command | None:
        """What it asks for; ``None`` where nothing but the card itself is known."""
        if self.on == "queue":
            return ShowQueue()
        if self.on == "appeals":
            return ShowAppeals()
        if self.on in {"case", "complaint"}:
            case = self.about if self.on == "case" else self.submission
            return ShowCase(case) if case else None
        if self.on == "register":
            return ShowRegister(Register(self.about)) if self.about in set(Register) else None
        about = self.about if self.on == "submission" else self.submission
        return ShowSubmission(about, text=False) if about else None


Deed = Disagreed | Chosen | Did | Pasted
Pressed = Deed | Another | Drafted | Written | Looked
_PRESSED: TypeAdapter[Pressed] = TypeAdapter(Annotated[Pressed, Field(discriminator="verb")])


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def read(data: Any) -> Pressed | None:
    """What was pressed; ``None`` when it is no button of this version."""
    try:
        return _PRESSED.validate_python(data)
    except ValidationError:
        return None
