"""What people press and send at the desk, from Slack: translate, keep, acknowledge."""

import re

from slack_bolt.async_app import AsyncAck, AsyncApp

from adapters.slack import actions, desk_forms, desk_requests, modals
from adapters.slack.asking import place_of
from adapters.slack.forms import refused
from adapters.slack.origin import Payload
from adapters.slack.reception import Reception
from bot.cards import NoteCard
from bot.case_cards import CaseCard
from bot.desk_cards import SubmissionCard

NOT_OURS = NoteCard("This button belongs to another version of Bedside. Nothing was changed.", failed=True)


def mount(app: AsyncApp, reception: Reception) -> None:
    """Let Slack hand the desk's presses and decisions to ``reception``."""

    @app.action(re.compile(f"{actions.PRESS}-[0-9]+"))
    async def pressed(ack: AsyncAck, body: Payload) -> None:
        await reception.take(desk_requests.of_press(body, reception.tenant))
        await ack()

    @app.action(actions.ANOTHER)
    async def another(ack: AsyncAck, body: Payload) -> None:
        await reception.take(desk_requests.of_another(body, reception.tenant))
        await ack()

    @app.action(re.compile(f"{actions.LOOK}-[0-9]+"))
    async def looked(ack: AsyncAck, body: Payload) -> None:
        command = desk_requests.looked_at(body)
        card = await reception.ask(body, command) if command is not None else NOT_OURS
        shown = card if isinstance(card, SubmissionCard | CaseCard | NoteCard) else NOT_OURS
        await reception.show(body, desk_forms.shown(shown, place_of(body)))
        await ack()

    @app.action(actions.PUT_IN)
    async def paste(ack: AsyncAck, body: Payload) -> None:
        await reception.show(body, modals.paste_form(desk_requests.words_of(body), place_of(body)))
        await ack()

    @app.view(actions.PUT_IN_FORM)
    async def pasted(ack: AsyncAck, body: Payload) -> None:
        await reception.take(desk_requests.of_pasted(body, reception.tenant))
        await ack()

    @app.view(actions.DECIDE_FORM)
    async def decided(ack: AsyncAck, body: Payload) -> None:
        found = desk_forms.decided_of(body)
        if isinstance(found, desk_forms.Decided):
            found = desk_forms.with_changes(found, reception.is_as_reviewed)
        if isinstance(found, desk_forms.Decided):
            await reception.take(desk_requests.of_decision(body, found, reception.tenant))
            await ack()
        else:
            await ack(**refused(found))
