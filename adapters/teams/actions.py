"""A button was pressed: answered at once from the database, never by a model."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any, Protocol, TypeGuard

import structlog

from adapters.kept import KeptCard, KeptCards
from adapters.keys import UnreadablePayload
from adapters.teams.activity import Activity
from adapters.teams.answers import Answer, answered, changed, looked
from adapters.teams.elements import Element
from adapters.teams.outbound import TeamsMessenger
from adapters.teams.pressable import place_of
from adapters.teams.presses import Another, Deed, Did, Drafted, Looked, Pasted, Written, read
from adapters.teams.reference import PLATFORM, short_key
from adapters.teams.render import Outgoing
from adapters.teams.render_desk import Explain
from adapters.teams.wording import ANOTHER_COMES, ANSWER_COMES, NO_BUTTON, NOT_RECORDED, VERSION_COMES
from bot.cards import Card
from bot.commands import RateAnswer, Request
from bot.delivery import Conversation, Event, Updated
from bot.desk_commands import CheckPosted
from bot.errors import BedsideError, CommandError, DraftError
from bot.model import Actor, Draft
from bot.placing_commands import PlaceCommand
from bot.policy import PolicyPack
from bot.ports import Inbox


class Answers(Protocol):
    """``bot.service.Service``, as far as a button needs it."""

    pack: PolicyPack

    async def handle(self, request: Request, where: Conversation | None = None) -> Card:
        """Answer ``request``."""
        ...

    async def kept_draft(self, tenant: str, decision_id: str) -> Draft | None:
        """The draft of a review, while it is kept."""
        ...


@dataclass(frozen=True, slots=True)
class Press:
    """A press, and where it was made.

    Attributes:
        data: What lies behind the button.
        actor: Who pressed it.
        conversation: Where its card stands.
        message_id: The message that the card stands in.
        activity_id: Of the press itself.
    """

    data: Any
    actor: Actor
    conversation: Conversation
    message_id: str = ""
    activity_id: str = ""


class Actions:
    """What presses do.

    Args:
        answers: Puts it on the record.
        kept: The cards as they stand.
        messenger: Changes them for good; what Teams is answered changes them for whoever pressed.
        inbox: Takes what needs more than the database.
    """

    def __init__(self, answers: Answers, kept: KeptCards, messenger: TeamsMessenger, inbox: Inbox) -> None:
        self._answers = answers
        self._kept = kept
        self._messenger = messenger
        self._inbox = inbox
        self._explain = explainer(answers)
        self._tasks: set[asyncio.Task[Updated]] = set()
        self._log = structlog.get_logger("bedside.teams")

    async def press(self, press: Press) -> tuple[Element | None, str]:
        """Do what the button says, once however often it is pressed.

        Returns:
            The card as it stands now, where it changed, and what to tell the person.
        """
        pressed = read(press.data)
        if pressed is None:
            return None, NO_BUTTON
        try:
            if isinstance(pressed, Another | Drafted | Written) or _is_read(pressed):
                return None, await self._read_first(pressed, press)
            kept = await self._standing(press)
            standing = json.loads(kept.body) if kept is not None else None
            answer = await self._answer(pressed, press, standing)
        except (CommandError, DraftError) as error:
            return None, str(error) if isinstance(error, DraftError) else NO_BUTTON
        except BedsideError as error:
            self._log.warning("teams_action_failed", kind=type(error).__name__)
            return None, NOT_RECORDED
        await self._show(press, kept, answer)
        return answer.card, answer.sentence

    async def rate(self, press: Press, *, useful: bool) -> None:
        """Put on the record whether what a model wrote was of use; where nobody knows which, it is not."""
        kept = await self._standing(press)
        if kept is None or not kept.decision_id:
            return
        key = f"{PLATFORM}:rated:{kept.decision_id}:{press.actor.id}:{useful}"
        try:
            await self._ask(RateAnswer(kept.decision_id, useful), press, key)
        except BedsideError as error:
            self._log.warning("teams_rating_lost", kind=type(error).__name__)

    async def close(self) -> None:
        """Let what runs end."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _answer(self, pressed: Deed | Looked, press: Press, standing: Element | None) -> Answer:
        if isinstance(pressed, Looked):
            asked = pressed.command
            now = await self._ask(asked, press, None) if asked is not None else None
            return looked(pressed, now, standing, self._explain)
        if isinstance(pressed, Did) and pressed.on == "review" and _is_old(pressed, standing):
            return Answer("", standing)  # Teams sent it again, or the card on the screen is an older one
        key = pressed.once and f"{PLATFORM}:{pressed.once}:{press.actor.id}"
        key = key or (press.activity_id and f"{PLATFORM}:press:{press.conversation.id}:{press.activity_id}")
        answer = await self._ask(pressed.command, press, key or None)
        return answered(pressed, answer, standing, self._explain)

    async def _ask(self, command: Any, press: Press, key: str | None) -> Card:
        return await self._answers.handle(Request(press.actor, PLATFORM, command, key), press.conversation)

    async def _read_first(self, pressed: Another | Drafted | Written | Did | Pasted, press: Press) -> str:
        """What has to be read and judged anew comes as a message of its own."""
        once = f"{pressed.once}:{press.message_id}" if pressed.once else f"press:{press.activity_id}"
        place = press.conversation
        key = short_key(f"{PLATFORM}:{place.tenant}:{place.id}:{once}:{press.actor.id}")
        request = Request(press.actor, PLATFORM, pressed.command)
        await self._inbox.accept(Event(key, request, press.conversation))
        if isinstance(pressed, Written):
            return VERSION_COMES
        return ANOTHER_COMES if isinstance(pressed, Another) else ANSWER_COMES

    async def _standing(self, press: Press) -> KeptCard | None:
        """The card that was pressed; without it, a press still counts."""
        if not press.message_id:
            return None
        try:
            return await self._kept.recall(press.conversation, press.message_id)
        except (BedsideError, UnreadablePayload) as error:
            self._log.warning("teams_card_lost", kind=type(error).__name__)
            return None

    async def _show(self, press: Press, kept: KeptCard | None, answer: Answer) -> None:
        outgoing = changed(answer)
        if outgoing is None or not press.message_id:
            return
        decision_id = kept.decision_id if kept is not None else ""
        try:
            body = json.dumps(outgoing.card)
            await self._kept.keep(press.conversation, KeptCard(decision_id, press.message_id, body))
        except BedsideError as error:
            self._log.warning("teams_card_lost", kind=type(error).__name__)
        self._later(press.conversation, press.message_id, outgoing)

    def _later(self, conversation: Conversation, message_id: str, outgoing: Outgoing) -> None:
        task = asyncio.create_task(self._messenger.show(conversation, message_id, outgoing))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _is_read(pressed: Deed | Looked) -> TypeGuard[Did | Pasted]:
    """Whether a text is judged for it: a pasted one that is not only compared, or a draft for each outlet."""
    if isinstance(pressed, Pasted):
        return not isinstance(pressed.command, CheckPosted)
    return isinstance(pressed, Did) and isinstance(pressed.command, PlaceCommand)


def _is_old(pressed: Did, standing: Element | None) -> bool:
    return standing is not None and place_of(standing).seen != pressed.seen


def explainer(answers: Answers) -> Explain:
    """Says what a rule tells people; its id where the policy no longer has it."""

    def explain(rule: str) -> str:
        try:
            return answers.pack.rule(rule).in_general
        except BedsideError:
            return rule

    return explain


def data_of(activity: Activity) -> Any:
    """The data of the button behind an invoke; ``None`` where the form is none of Teams'."""
    value = activity.value if isinstance(activity.value, dict) else {}
    action = value.get("action")
    return action.get("data") if isinstance(action, dict) else None
