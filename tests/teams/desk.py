"""Bedside's Teams platform around a local channel: real endpoint, real sends, real database."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from adapters.keys import Cipher
from adapters.teams.activity import Activity, read
from adapters.teams.clouds import CLOUDS
from adapters.teams.connector import Connector
from adapters.teams.outbound import TeamsMessenger
from adapters.teams.reference import References
from bot.delivery import Conversation
from tests.teams.channel import Channel

HOSTS = frozenset({"127.0.0.1", "localhost"})
REFERENCES = References(Cipher([bytes(32)]))


def a_token() -> str:
    """What Bedside shows the connector."""
    return "our-token"


def local_cloud(channel: Channel) -> Any:
    """The commercial cloud, as it looks on this machine."""
    return replace(CLOUDS["commercial"], openid_url=channel.openid_url, hosts=HOSTS)


def an_activity(channel: Channel, **changes: Any) -> Activity:
    """An activity as the endpoint reads it."""
    return read(json.dumps(channel.activity(**changes)).encode())


def a_place(channel: Channel, **changes: Any) -> Conversation:
    """Where an activity was said."""
    return REFERENCES.conversation(an_activity(channel, **changes))


@asynccontextmanager
async def a_messenger(tokens: Any = a_token) -> AsyncIterator[TeamsMessenger]:
    """A messenger that reaches this machine only."""
    messenger = TeamsMessenger(Connector(HOSTS, tokens), REFERENCES)
    try:
        yield messenger
    finally:
        await messenger.close()
