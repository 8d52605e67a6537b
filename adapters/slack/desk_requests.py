"""A press of a button, a decision in a form, typed words: what they ask. Pure."""

from dataclasses import replace
from typing import Any

from adapters.jobs.errand import Errand
from adapters.slack import origin, redrawn
from adapters.slack.asking import NOTHING, answered_at, from_form, place_of, whispered
from adapters.slack.desk_forms import Decided
from adapters.slack.errands import Kind
from adapters.slack.modals import pasted_of
from adapters.slack.origin import Payload
from adapters.slack.wording import typed
from bot.case_commands import ShowCase
from bot.commands import AnotherSet, Command
from bot.delivery import Event
from bot.desk_commands import Decide, HandIn, RecordOutcome, Send, ShowSubmission
from bot.errors import CommandError
from bot.model import Draft
from bot.personal_commands import PersonalCommand
from bot.pressed import command_of


def words_of(body: Payload) -> str:
    """The words that the pressed button, or the picked line of a list, stands for."""
    pressed: Payload = body["actions"][0]
    option = pressed.get("selected_option") or {}
    return str(pressed.get("value") or option.get("value") or "")


def of_press(body: Payload, tenant: str | None) -> Event | Errand | None:
    """A button of the desk. Its effect is once by the desk's own books, so every press may ask.

    In a direct message what it puts on record is shown on the review itself; ``None`` where it stands there.
    """
    pressed, words = body["actions"][0], words_of(body)
    if redrawn.is_chosen(pressed):
        return None
    command, refusal = _parsed(words)
    event = _pressed(body, command, refusal, tenant)
    if event.privately is not None or not isinstance(command, RecordOutcome | Send | HandIn):
        return located(event)
    seen, once = redrawn.version_of(pressed), ""
    if isinstance(command, RecordOutcome) and seen is not None:  # pressed twice in a row is once
        once = f"slack:{event.conversation.tenant}:outcome:{event.request.actor.id}:{words}:{seen}"
    return Errand(Kind.PRESSED, event, {"review": command.decision_id, "words": words, "once": once})


def of_another(body: Payload, tenant: str | None) -> Event:
    """“Another set” below suggested replies."""
    return _pressed(body, AnotherSet(words_of(body)), None, tenant)


def of_typed(body: Payload, tenant: str | None) -> Event | Errand:
    """``/bedside queue`` and its like, answered to whoever typed it."""
    who = origin.of_command(body)
    command, refusal = _parsed(typed(str(body.get("text") or "")))
    return located(whispered(who, body, f"command:{body['trigger_id']}", command, tenant, refusal=refusal))


def of_pasted(body: Payload, tenant: str | None) -> Event:
    """Words that somebody put into a form, behind those of the button that opened it."""
    place, words, text = pasted_of(body)
    command, refusal = _parsed(words, text)
    return from_form(body, command, tenant, place, refusal=refusal)


def of_decision(body: Payload, decided: Decided, tenant: str | None) -> Event:
    """A decision in a form, with the words that the approver changed."""
    command, refusal = _parsed(decided.words)
    if decided.text is not None and isinstance(command, Decide):
        command = replace(command, draft=Draft(decided.text))
    return from_form(body, command, tenant, decided.place, refusal=refusal)


def located(event: Event) -> Event | Errand:
    """What is about somebody's own presence waits until Slack said where they live."""
    own = event.refusal is None and isinstance(event.request.command, PersonalCommand)
    return Errand(Kind.ASK_ZONE, event) if own else event


def looked_at(body: Payload) -> ShowSubmission | ShowCase | None:
    """Which draft or public review somebody wants to see; ``None`` where the button is none of ours."""
    command, _ = _parsed(words_of(body))
    return command if isinstance(command, ShowSubmission | ShowCase) else None


def _pressed(body: Payload, command: Command, refusal: str | None, tenant: str | None) -> Event:
    """Answered below the message in a direct message, by a whisper where others read."""
    who, place, key = origin.of_interaction(body), place_of(body), f"press:{body['trigger_id']}"
    if place.channel.startswith("D") or not _shown_to_others(body):
        return answered_at(who, f"slack:{who.team}:{key}", command, tenant, place, refusal=refusal)
    return whispered(who, body, key, command, tenant, refusal=refusal)


def _shown_to_others(body: Payload) -> bool:
    container: Any = body.get("container") or {}
    return bool(container.get("channel_id"))


def _parsed(words: str, text: str = "") -> tuple[Command, str | None]:
    try:
        return command_of(words, text), None
    except CommandError as error:
        return NOTHING, str(error)
