"""Weekly tips from Slack: the form, its preview, the stop. All is answered from the database at once."""

import asyncio
import re
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from adapters.slack import actions, origin
from adapters.slack.desk_requests import words_of
from adapters.slack.forms import View, refused, replaced
from adapters.slack.origin import Payload
from adapters.slack.reception import Reception
from adapters.slack.tips_forms import Known, asked_of, preview_view, tips_form, told_view
from adapters.slack.whereabouts import zone_in
from bot import digest_commands
from bot.cards import Card, NoteCard
from bot.delivery import Conversation
from bot.digest_book import Subscription
from bot.digest_card import DigestCard
from bot.digest_commands import DigestCommand, PreviewDigest, ShowDigest, Subscribe, Unsubscribe
from bot.errors import BookUnavailable

LOOK_S = 1.0
"""How long Slack may take to say where somebody lives: a form must be open three seconds after the press."""


def mount(app: AsyncApp, reception: Reception) -> None:
    """Let Slack hand what is about weekly tips to ``reception``."""

    @app.action(re.compile(f"{actions.TIPS}-[0-9]+"))
    async def opened(ack: AsyncAck, body: Payload) -> None:
        await reception.show(body, await form_for(reception, body))
        await ack()

    @app.action(actions.TIPS_PREVIEW)
    async def previewed(ack: AsyncAck, body: Payload) -> None:
        shown = await reception.ask(body, PreviewDigest())
        if isinstance(shown, DigestCard | NoteCard):
            await reception.show(body, preview_view(shown), method="views.push")
        await ack()

    @app.action(actions.TIPS_STOP)
    async def stopped(ack: AsyncAck, body: Payload) -> None:
        await _do(reception, body, Unsubscribe())
        await ack()

    @app.action(re.compile(f"{actions.TIPS_STEER}-[0-9]+"))
    async def steered(ack: AsyncAck, body: Payload) -> None:
        command = digest_commands.parse(words_of(body))
        if command is not None:
            await _do(reception, body, command)
        await ack()

    @app.view(actions.TIPS_FORM)
    async def sent(ack: AsyncAck, body: Payload) -> None:
        found = asked_of(body)
        if isinstance(found, Subscribe):
            where = _place(body)
            await reception.conversations.remember(where)
            await ack(**replaced(told_view(_note(await reception.ask(body, found, where)))))
        else:
            await ack(**refused(found))


async def form_for(reception: Reception, body: Payload) -> View:
    """The form for the conversation in which it was asked for, or that the button names."""
    where = _place(body)
    state = _note(await reception.ask(body, ShowDigest(), where))
    now = await _standing_here(reception, where)
    zone, member = await _looked_up(reception, body, where)
    steers = await _steers(reception, body)
    return tips_form(Known(where.id, state.text, now.schedule if now else None, zone, member, steers))


async def _standing_here(reception: Reception, where: Conversation) -> Subscription | None:
    digests = reception.service.digests
    try:
        return await digests.subscription(where) if digests is not None else None
    except BookUnavailable:
        return None


async def _steers(reception: Reception, body: Payload) -> tuple[str, ...]:
    """What whoever asks may do for the whole organization now, as typed words."""
    request, digests = reception.request(body, ShowDigest()), reception.service.digests
    if digests is None or not digests.may_decide(request.actor, request.platform):
        return ()
    try:
        standing = await digests.standing(request.actor.tenant)
    except BookUnavailable:
        return ()
    approve = () if standing.approved_at is not None else ("digest approve",)
    return (*approve, "digest resume" if standing.held_since is not None else "digest hold")


async def _do(reception: Reception, body: Payload, command: DigestCommand) -> None:
    """Do it, and say so in the form's place."""
    told = told_view(_note(await reception.ask(body, command, _place(body))))
    who, view_id = origin.of_interaction(body), body["view"]["id"]
    await reception.api.call(who.place(""), "views.update", {"view_id": view_id, "view": told})


def _place(body: Payload) -> Conversation:
    """The conversation that it is about: of the form, of the button, or where it was asked."""
    view: Payload = body.get("view") or {}
    pressed: Any = (body.get("actions") or [{}])[0]
    value = str(pressed.get("value") or "")
    named = view.get("private_metadata") or (value if value != actions.TIPS else "")
    channel = named or body.get("channel_id") or (body.get("channel") or {}).get("id")
    who = origin.of_body(body)
    return who.place(str(channel or who.user))


def _note(card: Card) -> NoteCard:
    return card if isinstance(card, NoteCard) else NoteCard("That cannot be shown here.", failed=True)


async def _looked_up(reception: Reception, body: Payload, where: Conversation) -> tuple[str, bool]:
    """Where the person lives, and whether Bedside is in the channel, unless Slack says otherwise."""
    who = origin.of_body(body)
    asked = [reception.api.call(where, "users.info", {"user": who.user})]
    if where.id[:1] in {"C", "G"}:
        asked.append(reception.api.call(where, "conversations.info", {"channel": where.id}))
    try:
        async with asyncio.timeout(LOOK_S):
            person, *channel = await asyncio.gather(*asked)
    except TimeoutError:
        return "", True
    zone = zone_in(person) if isinstance(person, Mapping) else ""
    member = all(bool((c.get("channel") or {}).get("is_member")) for c in channel if isinstance(c, Mapping))
    return zone, member
