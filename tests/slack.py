"""Slack's side of the wire for tests: signed requests, payloads as Slack shapes them, who is who."""

import json
import time
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import httpx
from fastapi import FastAPI

from adapters.slack.edge import sign

TEAM, ANN, BOT, DM, WARD = "T000000001", "U0ANN", "U0BOT", "D0ANN", "C0WARD"
APP, BOT_ID, TOKEN = "A0BED", "B0BED", "xoxb-bed"
SECRET = b"test-signing-secret"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


def a_ts() -> str:
    return f"{time.time():.6f}"


def an_event(event: Mapping[str, Any], *, event_id: str | None = None, **envelope: Any) -> dict[str, Any]:
    """An Events API callback around ``event``."""
    authorization = {
        "enterprise_id": None,
        "team_id": TEAM,
        "user_id": BOT,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": "unused",
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "type": "event_callback",
        "event_id": event_id or f"Ev{uuid.uuid4().hex[:10].upper()}",
        "event_time": int(time.time()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": "4-ctx",
        "event": dict(event),
        **envelope,
    }


def a_dm(
    text: str, *, ts: str | None = None, user: str = ANN, channel: str = DM, **more: Any
) -> dict[str, Any]:
    """The event of a message in a direct message."""
    ts = ts or a_ts()
    return {
        "type": "message",
        "channel": channel,
        "channel_type": "im",
        "user": user,
        "team": TEAM,
        "text": text,
        "ts": ts,
        "event_ts": ts,
        "client_msg_id": str(uuid.uuid4()),
        **more,
    }


def an_edit(draft: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The author of ``draft`` changed it."""
    at = a_ts()
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": draft["channel"],
        "channel_type": "im",
        "ts": at,
        "message": {**draft, "text": text, "edited": {"user": draft["user"], "ts": at}},
        "previous_message": dict(draft),
        "event_ts": at,
    }


def a_deletion(draft: Mapping[str, Any]) -> dict[str, Any]:
    """The author of ``draft`` deleted it."""
    at = a_ts()
    return {
        "type": "message",
        "subtype": "message_deleted",
        "channel": draft["channel"],
        "channel_type": "im",
        "deleted_ts": draft["ts"],
        "previous_message": dict(draft),
        "hidden": True,
        "ts": at,
        "event_ts": at,
    }


def a_command(
    command: str, text: str = "", *, channel: str = WARD, user: str = ANN, **more: str
) -> dict[str, str]:
    return {
        "token": "unused",
        "team_id": TEAM,
        "team_domain": "mercy",
        "channel_id": channel,
        "channel_name": "ward",
        "user_id": user,
        "user_name": "ann",
        "command": command,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.com/commands/T0MERCY/1/x",
        "trigger_id": f"1.2.{uuid.uuid4().hex}",
        **more,
    }


def an_interaction(kind: str, *, user: str = ANN, **more: Any) -> dict[str, Any]:
    """What every button, shortcut and form has in common."""
    return {
        "type": kind,
        "token": "unused",
        "api_app_id": APP,
        "enterprise": None,
        "is_enterprise_install": False,
        "team": {"id": TEAM, "domain": "mercy"},
        "user": {"id": user, "username": "ann", "name": "ann", "team_id": TEAM},
        "trigger_id": f"1.2.{uuid.uuid4().hex}",
        **more,
    }


def a_click(
    action_id: str, value: str, *, message_ts: str = "1700000001.000200", **more: Any
) -> dict[str, Any]:
    """A press of a button of a message in the direct message."""
    thread = "1700000000.000100"
    stands: dict[str, Any] = {
        "container": {
            "type": "message",
            "message_ts": message_ts,
            "channel_id": DM,
            "is_ephemeral": False,
            "thread_ts": thread,
        },
        "channel": {"id": DM, "name": "directmessage"},
    }
    return an_interaction(
        "block_actions",
        response_url="https://hooks.slack.com/actions/T0MERCY/1/x",
        message={"type": "message", "ts": message_ts, "thread_ts": thread, "user": BOT, "text": "x"},
        state={"values": {}},
        actions=[
            {
                "type": "button",
                "action_id": action_id,
                "block_id": "finding-1",
                "text": {"type": "plain_text", "text": "x", "emoji": True},
                "value": value,
                "action_ts": a_ts(),
            }
        ],
        **(stands | more),
    )


def a_shortcut(callback_id: str, text: str, **more: Any) -> dict[str, Any]:
    """A message shortcut on somebody's message in a channel."""
    return an_interaction(
        "message_action",
        callback_id=callback_id,
        response_url="https://hooks.slack.com/app/T0MERCY/1/x",
        channel={"id": WARD, "name": "ward"},
        message_ts="1700000005.000100",
        action_ts=a_ts(),
        message={"type": "message", "user": "U0BOB", "text": text, "ts": "1700000005.000100", "team": TEAM},
        **more,
    )


def a_submission(
    callback_id: str,
    values: Mapping[str, Mapping[str, Any]],
    *,
    view_id: str = "V1",
    metadata: str = "",
    **more: Any,
) -> dict[str, Any]:
    """A form that was sent; ``values`` by block and action."""
    view = {
        "id": view_id,
        "team_id": TEAM,
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": metadata,
        "hash": "1.x",
        "blocks": [],
        "state": {"values": {block: dict(fields) for block, fields in values.items()}},
        "title": {"type": "plain_text", "text": "x"},
        "app_id": APP,
        "bot_id": BOT_ID,
        "root_view_id": view_id,
        "previous_view_id": None,
    }
    return an_interaction("view_submission", view=view, response_urls=[], **more)


def signed(secret: bytes, body: bytes, at: int | None = None) -> dict[str, str]:
    """The headers by which Slack vouches for ``body``, at a second since 1970; by default now."""
    timestamp = str(int(time.time()) if at is None else at)
    return {"x-slack-request-timestamp": timestamp, "x-slack-signature": sign(secret, timestamp, body)}


class SignedClient:
    """Sends what Slack would send to ``/slack/events`` of ``app``, without a network."""

    def __init__(self, app: FastAPI, secret: bytes = SECRET) -> None:
        self.secret = secret
        self._http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app), base_url="https://bedside.example"
        )

    async def raw(
        self,
        body: bytes,
        content_type: str = JSON,
        *,
        age_s: int = 0,
        retry: int | None = None,
        **headers: str,
    ) -> httpx.Response:
        sent = {"content-type": content_type, **signed(self.secret, body, int(time.time()) - age_s)}
        if retry is not None:
            sent |= {"x-slack-retry-num": str(retry), "x-slack-retry-reason": "http_timeout"}
        sent = {name: value for name, value in (sent | headers).items() if value}
        return await self._http.post("/slack/events", content=body, headers=sent)

    async def event(self, event: Mapping[str, Any], **more: Any) -> httpx.Response:
        envelope = {name: more.pop(name) for name in list(more) if name not in {"age_s", "retry"}}
        return await self.raw(json.dumps(an_event(event, **envelope)).encode(), **more)

    async def command(self, fields: Mapping[str, str]) -> httpx.Response:
        return await self.raw(urlencode(fields).encode(), FORM)

    async def interaction(self, payload: Mapping[str, Any]) -> httpx.Response:
        return await self.raw(urlencode({"payload": json.dumps(payload)}).encode(), FORM)

    async def close(self) -> None:
        await self._http.aclose()
