"""Messages that stand in Slack: read again, changed, taken away. What Slack refuses is told, not raised."""

from collections.abc import Mapping, Sequence
from typing import Any

from adapters.slack.api import Api
from adapters.slack.blocks import Message
from adapters.slack.outcomes import raise_unless_final
from bot.delivery import Conversation

Said = Mapping[str, Any]


class Messages:
    """What is said in threads; every method raises as ``raise_unless_final`` does."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def of_thread(self, where: Conversation, **which: Any) -> Sequence[Said]:
        """Messages of the thread of ``where``, oldest first; none where Slack does not show it."""
        answer = await self._api.call(
            where, "conversations.replies", {"channel": where.id, "ts": where.thread, **which}
        )
        if not isinstance(answer, Mapping):
            raise_unless_final(answer)
            return ()
        found: Sequence[Said] = answer.get("messages") or ()
        return found

    async def one(self, where: Conversation, ts: str) -> Said | None:
        """One message of the thread; ``None`` when it is gone."""
        thread = {} if where.thread else {"ts": ts}
        found = await self.of_thread(where, oldest=ts, latest=ts, inclusive=True, limit=10, **thread)
        return next((said for said in found if said.get("ts") == ts), None)

    async def change(self, where: Conversation, ts: str, message: Message) -> bool:
        """Put ``message`` in the place of another; says whether Slack did."""
        said = {"text": message.text, "blocks": list(message.blocks)}
        answer = await self._api.call(where, "chat.update", {"channel": where.id, "ts": ts, **said})
        raise_unless_final(answer)
        return isinstance(answer, Mapping)

    async def remove(self, where: Conversation, ts: str) -> None:
        """Take a message of ours away; one that is gone already is no matter."""
        raise_unless_final(await self._api.call(where, "chat.delete", {"channel": where.id, "ts": ts}))
