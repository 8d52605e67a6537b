"""Calls to the Bot Connector: the SDK's synchronous client in threads of our own, one call, one outcome.

The SDK's client follows redirects, repeats nothing or too much, waits 100 seconds and shares Python's
default threads; here it does none of that.
"""

import asyncio
import email.utils
import re
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import requests
from botbuilder.schema import Activity as SdkActivity
from botbuilder.schema import (
    Attachment,
    ChannelAccount,
    ConversationAccount,
    ConversationParameters,
    Entity,
    ErrorResponseException,
)
from botframework.connector import ConnectorClient
from msrest.authentication import Authentication
from msrest.exceptions import ClientException

from adapters.teams.clouds import may_be_sent_to
from adapters.teams.credentials import Tokens, TokenUnavailable
from adapters.teams.reference import Reference
from adapters.teams.render import Outgoing

AT_ONCE = 16
"""Sends in flight: 60 of them to a connector that takes a second are through in four."""
CONNECT_S, READ_S, DEADLINE_S = 5, 15, 25.0

CARD = "application/vnd.microsoft.card.adaptive"
_CODE = re.compile(r"[A-Za-z0-9_]{1,60}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one call.

    Attributes:
        status: The HTTP status; 0 when no answer came.
        id: Of what was made.
        code: The connector's short name of what is wrong, or ours.
        retry_after: Seconds that it asks to wait, where it does.
    """

    status: int
    id: str = ""
    code: str = ""
    retry_after: float | None = None

    @property
    def worked(self) -> bool:
        """Whether it was done."""
        return 200 <= self.status < 300


FORBIDDEN = Answer(0, code="address_not_allowed")


class Connector:
    """Speaks to the hosts of the list and to nobody else, whatever a stored reference says."""

    def __init__(
        self,
        hosts: Collection[str],
        tokens: Tokens,
        *,
        at_once: int = AT_ONCE,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._deadline_s = deadline_s
        self._hosts = frozenset(hosts)
        self._credentials = _Credentials(tokens)
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="teams-send")
        self._free = asyncio.Semaphore(at_once)
        self._clients: dict[str, Any] = {}

    async def post(self, reference: Reference, place: str, outgoing: Outgoing) -> Answer:
        """Post a message."""
        return await self._call(
            reference, lambda to: to.send_to_conversation(place, _message(reference, place, outgoing))
        )

    async def update(self, reference: Reference, place: str, message_id: str, outgoing: Outgoing) -> Answer:
        """Put a message in the place of another."""
        message = _message(reference, place, outgoing)
        message.id = message_id
        return await self._call(reference, lambda to: to.update_activity(place, message_id, message))

    async def typing(self, reference: Reference, place: str) -> Answer:
        """Show that somebody types."""
        sign = SdkActivity(type="typing", **_ends(reference, place))
        return await self._call(reference, lambda to: to.send_to_conversation(place, sign))

    async def meet(self, reference: Reference, tenant: str, person: str) -> Answer:
        """Open the private conversation with ``person``; the same one each time."""
        asked = ConversationParameters(
            is_group=False,
            bot=ChannelAccount(id=reference.bot),
            members=[ChannelAccount(id=person)],
            tenant_id=tenant,
            channel_data={"tenant": {"id": tenant}},
        )
        return await self._call(reference, lambda to: to.create_conversation(asked))

    async def close(self) -> None:
        """Let the threads go."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _call(self, reference: Reference, ask: Callable[[Any], Any]) -> Answer:
        if not may_be_sent_to(reference.service_url, self._hosts):
            return FORBIDDEN
        async with self._free:
            work = asyncio.get_running_loop().run_in_executor(
                self._threads, partial(_asked, self._client(reference.service_url), ask)
            )
            try:
                async with asyncio.timeout(self._deadline_s):
                    return await work
            except TimeoutError:
                return Answer(0, code="timeout")

    def _client(self, service_url: str) -> Any:
        if service_url not in self._clients:
            client = ConnectorClient(self._credentials, base_url=service_url)
            client.config.retry_policy.policy.total = 0
            client.config.retry_policy.policy.connect = 0
            client.config.retry_policy.policy.read = 0
            client.config.retry_policy.policy.status = 0
            client.config.redirect_policy.allow = False
            client.config.connection.timeout = (CONNECT_S, READ_S)
            self._clients[service_url] = client
        return self._clients[service_url]


class _Credentials(Authentication):
    """Puts the token of the moment on a call; in the thread of the call."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def signed_session(self, session: requests.Session | None = None) -> requests.Session:
        """The name is the SDK's."""
        session = session or requests.Session()
        token = self._tokens()
        if token:
            session.headers["Authorization"] = f"Bearer {token}"
        return session


def _asked(client: Any, ask: Callable[[Any], Any]) -> Answer:
    """Ask in this thread; never raises."""
    try:
        made = ask(client.conversations)
    except ErrorResponseException as error:
        return _refused(error)
    except TokenUnavailable as error:
        return Answer(0, code=f"token_{error.code}"[:60])
    except (requests.Timeout, ClientException) as error:
        inner = getattr(error, "inner_exception", error)
        return Answer(0, code="timeout" if isinstance(inner, requests.Timeout) else "no_line")
    except Exception as error:  # noqa: BLE001 - whatever the SDK raises, it is not known what became of it
        return Answer(0, code=type(error).__name__)
    return Answer(200, id=str(getattr(made, "id", None) or ""))


def _refused(error: ErrorResponseException) -> Answer:
    response = error.response
    told = getattr(getattr(error, "error", None), "error", None)
    code = str(getattr(told, "code", "") or "")
    if not _CODE.fullmatch(code):
        code = f"http_{response.status_code}"
    return Answer(response.status_code, code=code, retry_after=wait_s(response.headers.get("Retry-After")))


def wait_s(header: str | None) -> float | None:
    """The seconds that a ``Retry-After`` asks for: a number, or a moment."""
    if header is None:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        return max(0.0, email.utils.parsedate_to_datetime(header).timestamp() - time.time())
    except ValueError:
        return None


class _ByModel(Entity):  # type: ignore[misc]  # the SDK has no types
    """Teams' label "AI generated"; the SDK's own entity drops everything but its type."""

    _attribute_map: ClassVar[dict[str, dict[str, str]]] = {
        "type": {"key": "type", "type": "str"},
        "kind": {"key": "@type", "type": "str"},
        "context": {"key": "@context", "type": "str"},
        "additional": {"key": "additionalType", "type": "[str]"},
    }

    def __init__(self) -> None:
        super().__init__(type="https://schema.org/Message")
        self.kind, self.context = "Message", "https://schema.org"
        self.additional = ["AIGeneratedContent"]


def _message(reference: Reference, place: str, outgoing: Outgoing) -> Any:
    """The activity: text as it is, never Markdown or HTML, so no word of it can mention or link."""
    attachments = [Attachment(content_type=CARD, content=outgoing.card)] if outgoing.card else []
    return SdkActivity(
        type="message",
        text=outgoing.text,
        text_format="plain",
        summary=outgoing.summary,
        attachments=attachments,
        entities=[_ByModel()] if outgoing.by_model else None,
        channel_data={"feedbackLoop": {"type": "default"}} if outgoing.by_model else None,
        **_ends(reference, place),
    )


def _ends(reference: Reference, place: str) -> dict[str, Any]:
    return {
        "from_property": ChannelAccount(id=reference.bot),
        "conversation": ConversationAccount(id=place),
        "channel_id": "msteams",
        "service_url": reference.service_url,
    }
