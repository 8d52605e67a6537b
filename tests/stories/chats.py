"""One person's side of a chat with Bedside, on whichever platform: the same few deeds, the same few looks."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Protocol

from adapters.database.engine import Database
from bot.answering import PLACEHOLDERS
from bot.policy import PolicyPack
from bot.ports import Entry, LogQuery, Reader
from tests import slack_desk
from tests.adapters.test_teams_render import elements, shown
from tests.approvals import DESK
from tests.packs import shipped
from tests.slack import ANN, DM, WARD, a_command, a_dm, a_submission
from tests.slack_server import SlackServer
from tests.slack_stage import Stage, a_stage, playing, playing_over_a_socket
from tests.teams.channel import Channel
from tests.teams.desk import Bench, a_bench, a_service
from tests.web import the_pack

WAYS = ("slack", "slack-socket", "teams")
PASSING = {card.text for card in PLACEHOLDERS}


class Chat(Protocol):
    """What somebody does in a chat, and what is then seen there."""

    async def say(self, text: str, copies: int = 1) -> None:
        """Ann writes to Bedside alone; the platform may send it more than once."""
        ...

    async def mention(self, text: str) -> None:
        """Ann mentions Bedside where others read."""
        ...

    async def respond(self, complaint: str) -> None:
        """Ann asks how a public review may be answered."""
        ...

    async def press(self, label: str, *, times: int = 1) -> None:
        """Ann presses a button under the last answer that has it."""
        ...

    async def command(self, words: str) -> None:
        """Ann asks for something of her own, in the platform's way."""
        ...

    async def paste(self, label: str, text: str) -> None:
        """Ann opens the field behind a button, puts words in and sends them."""
        ...

    async def settled(self, count: int) -> None:
        """So much work has ended."""
        ...

    async def idle(self) -> None:
        """Nothing is left to do."""
        ...

    def answers(self) -> list[str]:
        """What stands in Ann's private conversation, each message once, as words."""
        ...

    def among_others(self) -> str:
        """Everything that others can read."""
        ...

    async def entries(self, event: str | None = None) -> tuple[Entry, ...]:
        """What is on record, newest first."""
        ...


class SlackChat:
    """Implements ``Chat`` over a Slack of our own."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    async def say(self, text: str, copies: int = 1) -> None:
        message = a_dm(_as_slack_hands_it_on(text))
        for number in range(copies):
            retry = number or None
            answer = await self._stage.client.event(message, event_id="Ev" + message["ts"], retry=retry)
            assert answer.status_code == 200

    async def mention(self, text: str) -> None:
        message = a_dm(text, channel=WARD, channel_type="channel", type="app_mention")
        await self._stage.client.event({**message, "text": f"<@U0BOT> {text}"})

    async def respond(self, complaint: str) -> None:
        command = a_command("/respond-review", complaint, response_url=self._stage.slack.hook())
        await self._stage.client.command(command)

    async def press(self, label: str, *, times: int = 1) -> None:
        click = self._click(label)
        await asyncio.gather(*(self._stage.client.interaction(click) for _ in range(times)))

    async def command(self, words: str) -> None:
        command = a_command("/bedside", words, response_url=self._stage.slack.hook())
        await self._stage.client.command(command)

    async def paste(self, label: str, text: str) -> None:
        await self._stage.client.interaction(self._click(label))
        view = self._stage.slack.views[-1]
        values = {"text": {"field": {"value": text}}}
        form = a_submission(
            view["callback_id"],
            values,
            view_id=f"V{len(self._stage.slack.views)}",
            metadata=view["private_metadata"],
        )
        await self._stage.client.interaction(form)

    def _click(self, label: str) -> Any:
        """A press under the last message that has the button; what only Ann sees stands in no place."""
        slack = self._stage.slack
        whispered = next((m for m in reversed(slack.whispers) if label in _offered(m)), None)
        if whispered is not None:
            click = slack_desk.a_press(self._stage, whispered, label)
            return click | {"container": {**click["container"], "is_ephemeral": True}}
        message = next(m for m in reversed(slack.answers(DM)) if label in slack_desk.elements(m))
        return slack_desk.a_press(self._stage, message, label, message_ts=message["ts"])

    async def settled(self, count: int) -> None:
        await self._stage.settled(count)

    async def idle(self) -> None:
        await self._stage.settled(0)

    def answers(self) -> list[str]:
        said = [*self._stage.slack.answers(DM), *self._stage.slack.whispers]
        return [_words(message) for message in said if message["text"] not in PASSING]

    def among_others(self) -> str:
        return json.dumps(self._stage.slack.answers(WARD), ensure_ascii=False)

    async def entries(self, event: str | None = None) -> tuple[Entry, ...]:
        return await self._stage.log.find(self._stage.tenant, LogQuery(event=event))


class TeamsChat:
    """Implements ``Chat`` over a channel of our own."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    async def say(self, text: str, copies: int = 1) -> None:
        activity = self._bench.channel.activity(text)
        for _ in range(copies):
            assert (await self._bench.post(activity))[0] == 200

    async def mention(self, text: str) -> None:
        assert (await self._bench.post(self._bench.channel.in_a_channel(text)))[0] == 200

    async def respond(self, complaint: str) -> None:
        await self.say(f"respond-review {complaint}")

    async def press(self, label: str, *, times: int = 1) -> None:
        for message_id, body in reversed(self._standing("/a:ann/").items()):
            found = [e for e in elements(body) if e.get("type") == "Action.Execute" and e["title"] == label]
            if found:
                for number in range(times):
                    await self._bench.press(found[0], {}, replyToId=message_id, id=f"press-{label}-{number}")
                return
        raise AssertionError(f"no button {label}")

    async def command(self, words: str) -> None:
        await self.say(words)

    async def paste(self, label: str, text: str) -> None:
        for message_id, body in reversed(self._standing("/a:ann/").items()):
            sends = [e for e in elements(body) if e.get("verb") == "paste" and e["title"] == label]
            if sends:
                await self._bench.press(sends[0], {"pasted": text}, replyToId=message_id, id=f"paste-{label}")
                return
        raise AssertionError(f"no field {label}")

    async def settled(self, count: int) -> None:
        await self._bench.settled(count)

    async def idle(self) -> None:
        await self._bench.idle()

    def answers(self) -> list[str]:
        said = [_words(body) for body in self._standing("/a:ann/").values()]
        return [words for words in said if words not in PASSING]

    def among_others(self) -> str:
        return json.dumps(self._standing("/19:"), ensure_ascii=False)

    async def entries(self, event: str | None = None) -> tuple[Entry, ...]:
        return await self._bench.entries(event)

    def _standing(self, place: str) -> dict[str, Mapping[str, Any]]:
        """Each message as it was last shown."""
        calls = [c for c in self._bench.channel.calls if place in c["path"] and c["id"]]
        return {c["id"]: c["body"] for c in calls if c["body"].get("type") == "message"}


@asynccontextmanager
async def a_chat(
    way: str,
    database: Database,
    *,
    hospital: bool = False,
    pack: PolicyPack | None = None,
    reader: Reader | None = None,
) -> AsyncIterator[Chat]:
    """A chat over ``way``; judged by ``pack``, or by the sample hospital's where ``hospital`` says so."""
    if way == "teams":

        def judging(log: Any) -> Any:
            judged_by = pack or _pack("teams:aad-ann", hospital=hospital)
            return a_service(database, log, judged_by, reader=reader)

        async with Channel() as channel, a_bench(database, channel, judging=judging) as made:
            yield TeamsChat(made)
        return
    async with SlackServer() as slack:
        pack = pack or _pack(f"slack:{ANN}", hospital=hospital)
        over = playing(a_stage(slack, database, pack=pack, reader=reader)) if way == "slack" else None
        async with over or playing_over_a_socket(slack, database, pack=pack, reader=reader) as stage:
            yield SlackChat(stage)


def _pack(account: str, *, hospital: bool) -> PolicyPack:
    if hospital:
        return shipped()
    people = [
        {**person, "accounts": [account]} if person["id"] == "ann" else person for person in DESK["people"]
    ]
    return the_pack(organization={"name": "Test", "desk": {**DESK, "people": people}})


def _offered(message: Mapping[str, Any]) -> Mapping[str, Any]:
    return slack_desk.elements(message) if message.get("blocks") else {}


def _as_slack_hands_it_on(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _words(message: Mapping[str, Any]) -> str:
    """The words of a message, whichever way the platform lays them out."""
    cards = [a["content"] for a in message.get("attachments") or () if "content" in a]
    blocks = "".join(e["text"] for card in cards for e in elements(card) if e["type"] == "TextBlock")
    return blocks + "".join(shown(card) for card in cards) or str(message.get("text") or "")
