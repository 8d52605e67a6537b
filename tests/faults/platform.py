"""A chat platform as a process of its own, which outlives the workers that speak to it.

One line of JSON a request over TCP on loopback: ``post``, ``update``, ``find``. It keeps every message,
so that a test can count placeholders, answers and whether anybody was answered twice.
"""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Platform:
    """What stands on the platform."""

    messages: dict[str, dict[str, str]] = field(default_factory=dict)
    posts: Counter[str] = field(default_factory=Counter)
    can_look: bool = True
    port: int = 0

    async def serve(self) -> asyncio.Server:
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                writer.write(json.dumps(self._answer(json.loads(line))).encode() + b"\n")
                await writer.drain()
        except OSError:
            pass  # the worker was killed in the middle of a sentence
        finally:
            writer.close()

    def _answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        if asked["do"] == "post":
            number = f"m{len(self.messages) + 1}"
            self.messages[number] = {name: asked[name] for name in ("key", "text", "to")}
            self.posts[asked["key"]] += 1
            return {"id": number}
        if asked["do"] == "update":
            if asked["id"] not in self.messages:
                return {}
            self.messages[asked["id"]]["text"] = asked["text"]
            return {"id": asked["id"]}
        if not self.can_look:
            return {"unknown": True}
        found = (number for number, message in self.messages.items() if message["key"] == asked["key"])
        return {"id": next(found, None)}

    @property
    def answered(self) -> Counter[str]:
        """How many messages with an answer stand under each event's key."""
        return Counter(message["key"] for message in self.messages.values() if "BLOCK" in message["text"])

    @property
    def reached(self) -> Counter[str]:
        """How many messages stand in each conversation."""
        return Counter(message["to"] for message in self.messages.values())

    @property
    def second_posts(self) -> int:
        """Messages beyond the first of their event."""
        return sum(count - 1 for count in self.posts.values())
