"""The app's manifest: what Slack must know of Bedside, for HTTP and for Socket Mode from one source. Pure."""

from collections.abc import Mapping
from typing import Any

from adapters.slack import actions
from adapters.slack.http import EVENTS, REDIRECT

SCOPES: Mapping[str, str] = {
    "app_mentions:read": "to point people who mention Bedside in a channel to the direct message",
    "channels:read": "to notice that a channel with a digest was archived, or Bedside taken out of it",
    "chat:write": "to answer",
    "commands": "for /review-draft, /respond-review, /bedside and the two message shortcuts",
    "files:read": "to read a .txt, .docx or .pdf sent as a draft, and see whether a picture tells its place",
    "groups:read": "as channels:read, for private channels",
    "im:history": "to receive drafts sent to Bedside, and read an edited one when asked to review it again",
    "im:read": "to know a direct message with Bedside from other conversations",
    "im:write": "to answer somebody in a direct message who asked in a channel where Bedside is not",
    "users:read": "to send digests and reminders at the hour of the place where people live",
}
"""Every scope with the reason why it is asked for. No other is."""

BOT_EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "channel_unarchive",
    "group_archive",
    "group_deleted",
    "group_unarchive",
    "member_joined_channel",
    "member_left_channel",
    "message.im",
    "tokens_revoked",
)
PROMPTS = (
    ("How does it work?", "help"),
    ("Try it with an example", "Great morning on the ward! A selfie with a patient made my day."),
)
EXAMPLE_URL = "https://bedside.example.org"


def manifest(url: str = EXAMPLE_URL, *, socket: bool = False, name: str = "Bedside") -> dict[str, Any]:
    """The manifest.

    Args:
        url: Where Slack reaches the server; with Socket Mode only an installation by others leads there.
        socket: Whether Bedside calls Slack instead, so that nothing needs to be reachable.
        name: As people see it.
    """
    address = url.rstrip("/") + EVENTS
    reachable: dict[str, Any] = {} if socket else {"request_url": address}
    nobodys = socket and url == EXAMPLE_URL
    redirects: dict[str, Any] = {} if nobodys else {"redirect_urls": [url.rstrip("/") + REDIRECT]}
    return {
        "display_information": {
            "name": name,
            "description": "Reviews what you are about to say in public",
            "long_description": LONG,
            "background_color": "#1f3a4d",
        },
        "features": {
            "agent_view": {
                "agent_description": "A second pair of eyes before you publish: ok, revise or block.",
                "suggested_prompts": [{"title": title, "message": words} for title, words in PROMPTS],
            },
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": name, "always_online": True},
            "shortcuts": [
                _shortcut("Review this draft", actions.REVIEW_SHORTCUT, "Ok, revise or block, and why"),
                _shortcut("Suggest a reply", actions.RESPOND_SHORTCUT, "Calm, and private"),
            ],
            "slash_commands": [{**command, **({} if socket else {"url": address})} for command in _COMMANDS],
        },
        "oauth_config": {**redirects, "scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {**reachable, "bot_events": list(BOT_EVENTS)},
            "interactivity": {"is_enabled": True, **reachable},
            "org_deploy_enabled": True,
            "socket_mode_enabled": socket,
            "token_rotation_enabled": False,
        },
    }


LONG = (
    "Bedside reads what a healthcare executive is about to publish and answers within seconds: ok, revise or "
    "block, with the exact words at fault, why, and a version that passes. It points out what can "
    "identify a patient, also indirectly, claims without a source, and answers in anger. It advises; people "
    "decide. It never posts anything and gives no legal advice. Every answer is on a record, without a word "
    "of the draft, that a compliance officer can check."
)
_COMMANDS = (
    {
        "command": "/review-draft",
        "description": "Review a draft; only you see the answer",
        "usage_hint": "[paste the draft, or nothing for a form]",
        "should_escape": True,
    },
    {
        "command": "/respond-review",
        "description": "Calm answers to a public review; only you see them",
        "usage_hint": "[paste the review, or nothing for a form]",
        "should_escape": True,
    },
    {
        "command": "/bedside",
        "description": "Help, your latest reviews, weekly tips, what waits for a decision",
        "usage_hint": "help | status | tips | queue | appeals | log",
        "should_escape": False,
    },
)


def _shortcut(name: str, callback_id: str, description: str) -> dict[str, str]:
    return {"name": name, "type": "message", "callback_id": callback_id, "description": description}
