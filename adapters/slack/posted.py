"""What was posted, pasted into a form, so that Bedside says whether it is what was reviewed."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from adapters.jobs.errand import Errand
from adapters.slack import actions
from adapters.slack.asking import from_form, place_of
from adapters.slack.desk_requests import words_of
from adapters.slack.errands import Kind
from adapters.slack.forms import View, form, refused, text_field, typed
from adapters.slack.limits import METADATA
from adapters.slack.modals import Place
from adapters.slack.origin import Payload
from adapters.slack.reception import Reception
from bot.desk_commands import CheckPosted
from bot.desk_words import parse
from bot.errors import CommandError

NOT_OURS = "This form belongs to another version of Bedside. Nothing was recorded."


def mount(app: AsyncApp, reception: Reception) -> None:
    """Let Slack hand what was posted to ``reception``."""

    @app.action(re.compile(f"{actions.PASTE}-[0-9]+"))
    async def asked(ack: AsyncAck, body: Payload) -> None:
        await reception.show(body, posted_form(words_of(body), place_of(body)))
        await ack()

    @app.view(actions.POSTED_FORM)
    async def pasted(ack: AsyncAck, body: Payload) -> None:
        found = posted_of(body)
        if isinstance(found, dict):
            await ack(**refused(found))
            return
        place, command = found
        event = from_form(body, command, reception.tenant, place)
        await reception.take(Errand(Kind.PRESSED, event, {"review": command.decision_id}))
        await ack()


def posted_form(words: str, place: Place) -> View:
    """Asks for the text; ``words`` are those of the button."""
    field = text_field("posted", "The text as it was posted", "Paste it as it stands there", "")
    return form(actions.POSTED_FORM, "What was posted", "Compare", field) | {
        "private_metadata": f"{place.written}|{words}"[:METADATA]
    }


def posted_of(body: Mapping[str, Any]) -> tuple[Place, CheckPosted] | dict[str, str]:
    """What the form asks for and where the answer goes, or what is missing, by field."""
    view = body["view"]
    channel, thread, words = view["private_metadata"].split("|", 2)
    try:
        command = parse(words, typed(view["state"]["values"], "posted"))
    except CommandError as error:
        return {"posted": str(error)}
    return (Place(channel, thread), command) if isinstance(command, CheckPosted) else {"posted": NOT_OURS}
