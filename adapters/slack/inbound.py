"""Slack's listeners, the same over HTTP and Socket Mode: translate, keep, acknowledge.

Nothing is answered here but forms, which Slack only lets open within three seconds.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from slack_bolt.async_app import AsyncAck, AsyncApp

from adapters.slack import actions, modals, origin, requests
from adapters.slack.api import Api
from adapters.slack.errands import Errand, Withdrawal, Work
from adapters.slack.installations import Installations
from adapters.slack.origin import PLATFORM, Payload
from bot.delivery import Conversation, Event
from bot.policy import PolicyPack
from bot.ports import ConversationBook, Inbox

READING = "Bedside is reading. Only you see the answer."
LOOKING = "One moment, please."
FORM_LATE = (
    "Slack did not let me open the form in time. Please try once more, or put the words behind the command."
)
NO_TIPS = "Weekly tips are not part of this version yet."
LOG = (
    "/bedside status shows your own latest reviews. The whole record, with search and export, is on the page "
    "of Bedside's server, for those who may see it, and in the command: bedside log."
)


class Later(Protocol):
    """Where errands are left, and drafts taken back."""

    async def accept(self, errand: Errand) -> bool:
        """Keep ``errand`` with its job, once per key.

        Raises:
            NotAccepted: Nothing was kept.
        """
        ...

    async def withdraw(self, key: str) -> None:
        """What waits under ``key`` is not to be done any more."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """What the listeners hand things to.

    Attributes:
        tenant: Whose decision log is written where one workspace is served; ``None`` gives each its own.
    """

    inbox: Inbox
    later: Later
    conversations: ConversationBook
    installations: Installations
    api: Api
    pack: PolicyPack
    tenant: str | None = None

    async def take(self, work: Work | Withdrawal | None) -> None:
        """Keep ``work``; after this it may be acknowledged."""
        match work:
            case Event():
                await self.inbox.accept(work)
            case Errand():
                await self.later.accept(work)
            case Withdrawal(key):
                await self.later.withdraw(key)

    async def open(self, body: Payload, view: modals.View) -> bool:
        """Open a form for whoever pressed or typed; False when Slack would not."""
        who = origin.of_command(body) if "command" in body else origin.of_interaction(body)
        arguments = {"trigger_id": body["trigger_id"], "view": view}
        return isinstance(await self.api.call(who.place(""), "views.open", arguments), Mapping)


def mount(app: AsyncApp, desk: Desk) -> None:
    """Let Slack hand things to ``desk``."""
    _mount_messages(app, desk)
    _mount_commands(app, desk)
    _mount_buttons(app, desk)
    _mount_forms(app, desk)
    _mount_places(app, desk)


def _mount_messages(app: AsyncApp, desk: Desk) -> None:
    @app.event("message")
    async def message(body: Payload) -> None:
        await desk.take(requests.of_message(body, desk.tenant))

    @app.event("app_mention")
    async def mention(body: Payload) -> None:
        await desk.take(requests.of_mention(body, desk.tenant))

    @app.event("app_home_opened")
    async def opened(body: Payload) -> None:
        await desk.take(requests.of_home(body, desk.tenant))

    @app.message_shortcut(actions.REVIEW_SHORTCUT)
    async def review_shortcut(ack: AsyncAck, body: Payload) -> None:
        await desk.take(requests.of_shortcut(body, desk.tenant))
        await ack()

    @app.message_shortcut(actions.RESPOND_SHORTCUT)
    async def respond_shortcut(ack: AsyncAck, body: Payload) -> None:
        await desk.take(requests.of_complaint_shortcut(body, desk.tenant))
        await ack()


def _mount_commands(app: AsyncApp, desk: Desk) -> None:
    @app.command("/review-draft")
    async def review(ack: AsyncAck, body: Payload) -> None:
        asked = requests.of_review_command(body, desk.tenant)
        await desk.take(asked)
        await ack(READING) if asked else await _with_form(ack, desk, body, modals.review_form())

    @app.command("/respond-review")
    async def respond(ack: AsyncAck, body: Payload) -> None:
        asked = requests.of_respond_command(body, desk.tenant)
        await desk.take(asked)
        await ack(READING) if asked else await _with_form(ack, desk, body, modals.respond_form())

    @app.command("/bedside")
    async def bedside(ack: AsyncAck, body: Payload) -> None:
        match str(body.get("text") or "").strip().lower():
            case "status":
                await desk.take(requests.of_status(body, desk.tenant))
                await ack(LOOKING)
            case "log":
                await ack(LOG)
            case "tips":
                await ack(NO_TIPS)
            case _:
                await ack(requests.HELP)


async def _with_form(ack: AsyncAck, desk: Desk, body: Payload, view: modals.View) -> None:
    if await desk.open(body, view):
        await ack()
    else:
        await ack(FORM_LATE)


def _mount_buttons(app: AsyncApp, desk: Desk) -> None:
    @app.action(actions.WHY)
    async def why(ack: AsyncAck, body: Payload) -> None:
        about = actions.About.read(body["actions"][0]["value"])
        await desk.open(body, modals.why_view(about.rule, desk.pack))
        await ack()

    @app.action(actions.DISAGREE)
    async def disagree(ack: AsyncAck, body: Payload) -> None:
        about = actions.About.read(body["actions"][0]["value"])
        await desk.open(body, modals.disagree_form(about, requests.place_of(body)))
        await ack()

    @app.action(actions.REVIEW_AGAIN)
    async def again(ack: AsyncAck, body: Payload) -> None:
        await desk.take(requests.of_again(body, desk.tenant))
        await ack()

    @app.action(re.compile(f"{actions.CHOOSE}-[0-9]+"))
    async def choose(ack: AsyncAck, body: Payload) -> None:
        await desk.take(requests.of_choice(body, desk.tenant))
        await ack()

    @app.action(actions.OPEN_REVIEW)
    async def open_review(ack: AsyncAck, body: Payload) -> None:
        await desk.open(body, modals.review_form())
        await ack()

    @app.action(actions.OPEN_RESPOND)
    async def open_respond(ack: AsyncAck, body: Payload) -> None:
        await desk.open(body, modals.respond_form())
        await ack()


def _mount_forms(app: AsyncApp, desk: Desk) -> None:
    @app.view(actions.REVIEW_FORM)
    async def reviewed(ack: AsyncAck, body: Payload) -> None:
        asked = requests.of_review_form(body, desk.tenant)
        await desk.take(asked)
        await ack() if asked else await ack(**modals.error_of("draft", modals.EMPTY))

    @app.view(actions.RESPOND_FORM)
    async def responded(ack: AsyncAck, body: Payload) -> None:
        asked = requests.of_respond_form(body, desk.tenant)
        await desk.take(asked)
        await ack() if asked else await ack(**modals.error_of("complaint", modals.EMPTY))

    @app.view(actions.DISAGREE_FORM)
    async def disagreed(ack: AsyncAck, body: Payload) -> None:
        await desk.take(requests.of_disagree_form(body, desk.tenant))
        await ack()


def _mount_places(app: AsyncApp, desk: Desk) -> None:
    @app.event("member_joined_channel")
    async def joined(body: Payload) -> None:
        place = _own_place(body)
        if place is not None and await _is_own(desk, body, place):
            await desk.conversations.remember(place)

    for name in ("channel_archive", "group_archive", "channel_deleted", "group_deleted", "channel_left"):
        app.event(name)(_leaving(desk, name))
    for name in ("channel_unarchive", "group_unarchive"):
        app.event(name)(_returning(desk))

    @app.event("member_left_channel")
    async def left(body: Payload) -> None:
        place = _own_place(body)
        if place is not None and await _is_own(desk, body, place):
            await desk.conversations.mark_dead(place, "not_in_channel")

    @app.event("app_uninstalled")
    async def uninstalled(body: Payload) -> None:
        await _end(desk, body, "uninstalled")

    @app.event("tokens_revoked")
    async def revoked(body: Payload) -> None:
        if body["event"].get("tokens", {}).get("bot"):
            await _end(desk, body, "token_revoked")


def _leaving(desk: Desk, reason: str) -> Callable[..., Awaitable[None]]:
    async def leaving(body: Payload) -> None:
        place = _own_place(body)
        if place is not None:
            await desk.conversations.mark_dead(place, reason)

    return leaving


def _returning(desk: Desk) -> Callable[..., Awaitable[None]]:
    async def returning(body: Payload) -> None:
        place = _own_place(body)
        if place is not None:
            await desk.conversations.remember(place)

    return returning


def _own_place(body: Payload) -> Conversation | None:
    channel: Any = body["event"].get("channel")
    channel = channel.get("id") if isinstance(channel, Mapping) else channel
    return origin.of_event(body, "").place(str(channel)) if channel else None


async def _is_own(desk: Desk, body: Payload, place: Conversation) -> bool:
    """Whether the event is about Bedside itself and not about another member."""
    enterprise = origin.of_event(body, "").enterprise
    installation = await desk.installations.find(enterprise, place.tenant)
    return installation is not None and body["event"].get("user") == installation.bot_user


async def _end(desk: Desk, body: Payload, reason: str) -> None:
    """The installation is gone; both steps may be repeated."""
    who = origin.of_event(body, "")
    await desk.installations.forget(who.enterprise or body.get("enterprise_id"), who.team)
    whole = Conversation(PLATFORM, who.team, "*")
    await desk.conversations.mark_dead(whole, reason, whole_tenant=True)
