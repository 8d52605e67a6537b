"""A button was pressed: answered at once from the database, never by a model."""

import asyncio
import json
from typing import Annotated, Any, Literal, Protocol

import structlog
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from adapters.kept import KeptCard, KeptCards
from adapters.teams.activity import Activity
from adapters.teams.elements import Element
from adapters.teams.outbound import TeamsMessenger
from adapters.teams.reference import PLATFORM
from adapters.teams.render import Outgoing, note, on_record
from adapters.teams.wording import NO_BUTTON, NOT_RECORDED
from bot.cards import Card, NoteCard
from bot.commands import ChooseReply, Command, Disagree, DisagreeReason, Request
from bot.delivery import Conversation, Updated
from bot.errors import BedsideError, DraftError
from bot.model import Actor, Tone


class Answers(Protocol):
    """``bot.service.Service``, as far as a button needs it."""

    async def handle(self, request: Request) -> Card:
        """Answer ``request``."""
        ...


class _Button(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    bedside: Literal[1]  # adapters.teams.render.SHAPE
    decision: str


class Disagreed(_Button):
    """What was picked beside 'Put it on the record'."""

    verb: Literal["disagree"]
    rule: str
    reason: DisagreeReason

    @property
    def command(self) -> Command:
        """What it asks for."""
        return Disagree(self.decision, self.rule, self.reason)

    @property
    def about(self) -> str:
        """What may be decided once by a person."""
        return f"{self.verb}:{self.decision}:{self.rule}"


class Chosen(_Button):
    """What lies behind 'We use this one'."""

    verb: Literal["choose"]
    tone: Tone

    @property
    def command(self) -> Command:
        """What it asks for."""
        return ChooseReply(self.decision, self.tone)

    @property
    def about(self) -> str:
        """What may be decided once by a person."""
        return f"{self.verb}:{self.decision}:{self.tone}"


Pressed = Disagreed | Chosen
_PRESSED: TypeAdapter[Pressed] = TypeAdapter(Annotated[Pressed, Field(discriminator="verb")])


class Actions:
    """What presses do.

    Args:
        answers: Puts it on the record.
        kept: The cards as they stand.
        messenger: Changes them for good; what Teams is answered changes them for whoever pressed.
    """

    def __init__(self, answers: Answers, kept: KeptCards, messenger: TeamsMessenger) -> None:
        self._answers = answers
        self._kept = kept
        self._messenger = messenger
        self._tasks: set[asyncio.Task[Updated]] = set()
        self._log = structlog.get_logger("bedside.teams")

    async def press(
        self, data: Any, actor: Actor, conversation: Conversation, message_id: str | None = None
    ) -> tuple[Element | None, str]:
        """Do what the button says, once however often it is pressed.

        Args:
            data: What lies behind the button.
            actor: Who pressed it.
            conversation: Where it stands.
            message_id: The message that it stands in.

        Returns:
            The card as it stands now, where it changed, and what to tell the person.
        """
        pressed = read(data)
        if pressed is None:
            return None, NO_BUTTON
        command, key = pressed.command, f"teams:{pressed.about}:{actor.id}"
        try:
            answer = await self._answers.handle(Request(actor, PLATFORM, command, key))
        except DraftError as error:
            return None, str(error)
        except BedsideError as error:
            self._log.warning("teams_action_failed", kind=type(error).__name__)
            return None, NOT_RECORDED
        sentence = answer.text if isinstance(answer, NoteCard) else NOT_RECORDED
        if isinstance(answer, NoteCard) and answer.failed:
            return None, sentence
        card = await self._changed(pressed, conversation, sentence)
        if message_id:
            self._later(conversation, message_id, Outgoing(sentence[:120], card=card))
        return card, sentence

    async def close(self) -> None:
        """Let what runs end."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _later(self, conversation: Conversation, message_id: str, outgoing: Outgoing) -> None:
        task = asyncio.create_task(self._messenger.show(conversation, message_id, outgoing))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _changed(self, pressed: Pressed, conversation: Conversation, sentence: str) -> Element:
        try:
            card = await self._kept.recall(conversation, pressed.decision)
            if card is None:
                return note(sentence)
            changed = on_record(json.loads(card.body), sentence)
            await self._kept.keep(
                conversation, KeptCard(card.decision_id, card.message_id, json.dumps(changed))
            )
        except (BedsideError, ValueError) as error:
            self._log.warning("teams_card_lost", kind=type(error).__name__)
            return note(sentence)
        return changed


def read(data: Any) -> Pressed | None:
    """What was pressed; ``None`` when it is no button of this version."""
    try:
        return _PRESSED.validate_python(data)
    except ValidationError:
        return None


def data_of(activity: Activity) -> Any:
    """The data of the button behind an invoke; ``None`` where the form is none of Teams'."""
    value = activity.value if isinstance(activity.value, dict) else {}
    action = value.get("action")
    return action.get("data") if isinstance(action, dict) else None
