"""Slack's listeners, the same over HTTP and Socket Mode: translate, keep, acknowledge.

Nothing is answered here but forms, which Slack only lets open within three seconds.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from adapters.slack import (
    actions,
    desk_listeners,
    desk_requests,
    modals,
    origin,
    posted,
    requests,
    tips_forms,
    tips_listeners,
)
from adapters.slack.asking import place_of
from adapters.slack.forms import MOST_TYPED, View, refused
from adapters.slack.origin import PLATFORM, Payload
from adapters.slack.reception import Reception
from bot import desk_words, personal_commands, placing_commands
from bot.delivery import Conversation
from bot.starters import outline_of

READING = "Bedside is reading. Only you see the answer."
LOOKING = "One moment, please."
IN_WORDS = tips_forms.WORDS | personal_commands.WORDS | {placing_commands.WORD}
FORM_LATE = (
    "Slack did not let me open the form in time. Please try once more, or put the words behind the command."
)
LOG = (
    "/bedside status shows your own latest reviews. The whole record, with search and export, is on the page "
    "of Bedside's server, for those who may see it, and in the command: bedside log."
)


def mount(app: AsyncApp, reception: Reception) -> None:
    """Let Slack hand things to ``reception``."""
    _mount_messages(app, reception)
    _mount_commands(app, reception)
    _mount_buttons(app, reception)
    _mount_forms(app, reception)
    _mount_places(app, reception)
    desk_listeners.mount(app, reception)
    posted.mount(app, reception)
    tips_listeners.mount(app, reception)


def _mount_messages(app: AsyncApp, reception: Reception) -> None:
    @app.event("message")
    async def message(body: Payload) -> None:
        await reception.take(requests.of_message(body, reception.tenant))

    @app.event("app_mention")
    async def mention(body: Payload) -> None:
        await reception.take(requests.of_mention(body, reception.tenant))

    @app.event("app_home_opened")
    async def opened(body: Payload) -> None:
        await reception.take(requests.of_home(body, reception.tenant))

    @app.message_shortcut(actions.REVIEW_SHORTCUT)
    async def review_shortcut(ack: AsyncAck, body: Payload) -> None:
        await reception.take(requests.of_shortcut(body, reception.tenant))
        await ack()

    @app.message_shortcut(actions.RESPOND_SHORTCUT)
    async def respond_shortcut(ack: AsyncAck, body: Payload) -> None:
        asked, words = requests.of_complaint_shortcut(body, reception.tenant)
        if asked.refusal or not await _opened(reception, body, words):
            await reception.take(asked)
        await ack()


def _mount_commands(app: AsyncApp, reception: Reception) -> None:
    @app.command("/review-draft")
    async def review(ack: AsyncAck, body: Payload) -> None:
        asked = requests.of_review_command(body, reception.tenant)
        await reception.take(asked)
        await ack(READING) if asked else await _with_form(ack, reception, body, modals.review_form())

    @app.command("/respond-review")
    async def respond(ack: AsyncAck, body: Payload) -> None:
        asked = requests.of_respond_command(body, reception.tenant)
        await reception.take(asked)
        await ack(READING) if asked else await _with_form(ack, reception, body, modals.respond_form())

    @app.command("/bedside")
    async def bedside(ack: AsyncAck, body: Payload) -> None:
        first = str(body.get("text") or "").strip().lower().partition(" ")[0]
        match first:
            case "status":
                await reception.take(requests.of_status(body, reception.tenant))
                await ack(LOOKING)
            case "log":
                await ack(LOG)
            case "tips":
                await _with_form(ack, reception, body, await tips_listeners.form_for(reception, body))
            case _ if first in desk_words.SYNTAX or first in IN_WORDS:
                await reception.take(desk_requests.of_typed(body, reception.tenant))
                await ack(LOOKING)
            case _:
                await ack(requests.HELP)


async def _opened(reception: Reception, body: Payload, words: str) -> bool:
    """Whether a form with ``words`` in it stands open; more than a field takes, Slack opens with none."""
    return len(words) <= MOST_TYPED and await reception.open(body, modals.respond_form(words))


async def _with_form(ack: AsyncAck, reception: Reception, body: Payload, view: View) -> None:
    if await reception.open(body, view):
        await ack()
    else:
        await ack(FORM_LATE)


def _mount_buttons(app: AsyncApp, reception: Reception) -> None:
    @app.action(actions.WHY)
    async def why(ack: AsyncAck, body: Payload) -> None:
        about = actions.About.read(body["actions"][0]["value"])
        await reception.show(body, modals.why_view(about.rule, reception.pack))
        await ack()

    @app.action(actions.DISAGREE)
    async def disagree(ack: AsyncAck, body: Payload) -> None:
        about = actions.About.read(body["actions"][0]["value"])
        await reception.show(body, modals.disagree_form(about, place_of(body)))
        await ack()

    @app.action(actions.REVIEW_AGAIN)
    async def again(ack: AsyncAck, body: Payload) -> None:
        await reception.take(requests.of_again(body, reception.tenant))
        await ack()

    @app.action(re.compile(f"{actions.CHOOSE}-[0-9]+"))
    async def choose(ack: AsyncAck, body: Payload) -> None:
        await reception.take(requests.of_choice(body, reception.tenant))
        await ack()

    @app.action(actions.OPEN_REVIEW)
    async def open_review(ack: AsyncAck, body: Payload) -> None:
        begun = outline_of(reception.pack.lists, body["actions"][0]["value"])
        await reception.show(body, modals.review_form(*begun) if begun else modals.review_form())
        await ack()

    @app.action(actions.OPEN_RESPOND)
    async def open_respond(ack: AsyncAck, body: Payload) -> None:
        await reception.show(body, modals.respond_form())
        await ack()


def _mount_forms(app: AsyncApp, reception: Reception) -> None:
    @app.view(actions.REVIEW_FORM)
    async def reviewed(ack: AsyncAck, body: Payload) -> None:
        asked = requests.of_review_form(body, reception.tenant)
        await reception.take(asked)
        await ack() if asked else await ack(**refused({"draft": modals.EMPTY}))

    @app.view(actions.RESPOND_FORM)
    async def responded(ack: AsyncAck, body: Payload) -> None:
        wrong = modals.faults_of_respond_form(body, reception.clock.now().date())
        if not wrong:
            await reception.take(requests.of_respond_form(body, reception.tenant))
        await ack(**refused(wrong)) if wrong else await ack()

    @app.view(actions.DISAGREE_FORM)
    async def disagreed(ack: AsyncAck, body: Payload) -> None:
        await reception.take(requests.of_disagree_form(body, reception.tenant))
        await ack()


def _mount_places(app: AsyncApp, reception: Reception) -> None:
    @app.event("member_joined_channel")
    async def joined(body: Payload) -> None:
        place = _own_place(body)
        if place is not None and await _is_own(reception, body, place):
            await reception.conversations.remember(place)
            await reception.take(requests.of_invitation(body, place, reception.tenant))

    for name in ("channel_archive", "group_archive", "channel_deleted", "group_deleted", "channel_left"):
        app.event(name)(_leaving(reception, name))
    for name in ("channel_unarchive", "group_unarchive"):
        app.event(name)(_returning(reception))

    @app.event("member_left_channel")
    async def left(body: Payload) -> None:
        place = _own_place(body)
        if place is not None and await _is_own(reception, body, place):
            await reception.conversations.mark_dead(place, "not_in_channel")

    @app.event("app_uninstalled")
    async def uninstalled(body: Payload) -> None:
        await _end(reception, body, "uninstalled")

    @app.event("tokens_revoked")
    async def revoked(body: Payload) -> None:
        if body["event"].get("tokens", {}).get("bot"):
            await _end(reception, body, "token_revoked")


def _leaving(reception: Reception, reason: str) -> Callable[..., Awaitable[None]]:
    async def leaving(body: Payload) -> None:
        place = _own_place(body)
        if place is not None:
            await reception.conversations.mark_dead(place, reason)

    return leaving


def _returning(reception: Reception) -> Callable[..., Awaitable[None]]:
    async def returning(body: Payload) -> None:
        place = _own_place(body)
        if place is not None:
            await reception.conversations.remember(place)

    return returning


def _own_place(body: Payload) -> Conversation | None:
    channel: Any = body["event"].get("channel")
    channel = channel.get("id") if isinstance(channel, Mapping) else channel
    return origin.of_event(body, "").place(str(channel)) if channel else None


async def _is_own(reception: Reception, body: Payload, place: Conversation) -> bool:
    """Whether the event is about Bedside itself and not about another member.

    Slack hands an event on to somebody; a token that was set by hand may not have said yet whose it is.
    """
    enterprise = origin.of_event(body, "").enterprise
    installation = await reception.installations.find(enterprise, place.tenant)
    if installation is None:
        return False
    own = origin.handed_to(body) or installation.bot_user
    return str(body["event"].get("user")) == own


async def _end(reception: Reception, body: Payload, reason: str) -> None:
    """The installation is gone; both steps may be repeated. One workspace's end is not its organization's."""
    who, installations = origin.of_event(body, ""), reception.installations
    enterprise = who.enterprise
    if not body.get("authorizations") and await installations.find(None, who.team) is None:
        enterprise = body.get("enterprise_id")  # Slack did not say whose it was, and the workspace had none
    await installations.forget(enterprise, who.team)
    whole = Conversation(PLATFORM, who.team, "*")
    await reception.conversations.mark_dead(whole, reason, whole_tenant=True)
