"""One request to an endpoint that speaks OpenAI's protocol. The only importer of the package openai.

It is imported when it is first needed, beside the event loop. Nothing is retried or redirected in here, no
body is read without end, and no word of an answer gets into an error: whatever an endpoint does is an
``Ending``. The deadline is the caller's: the package's own timeouts are between bytes, not for the whole.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from adapters.model.retry_after import seconds_asked_for
from bot.model_calls import Ending

MOST_BYTES = 1_000_000
"""An answer that is longer is none of ours."""

CONNECT_S = 2.0
_NO_KEY = "none"
"""Servers of one's own often ask for no key; the package insists on one."""


@dataclass(frozen=True, slots=True)
class Call:
    """What one request asks.

    Attributes:
        model: The model's name.
        messages: Instructions and data.
        options: Further fields of the body, such as the answer's form.
        key: What the endpoint is shown.
        direct: Whether no proxy of the environment may be in between.
    """

    model: str
    messages: Sequence[Mapping[str, str]] = field(repr=False)
    options: Mapping[str, Any] = field(repr=False)
    key: str | None = field(repr=False)
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of one request. ``content`` is there when the ending is ``OK``.

    Attributes:
        blames: Names of fields that the endpoint did not accept, of those that were sent.
        retry_after: Seconds that it asked to be left alone.
        tokens: Read, written, and of those read how many it had kept; ``None`` where it did not say.
    """

    ending: Ending
    content: str | None = field(default=None, repr=False)
    blames: tuple[str, ...] = ()
    retry_after: float | None = None
    tokens: tuple[int, int, int] | None = None
    request_id: str | None = None
    fingerprint: str | None = None


class Endpoint:
    """An address, and the client that asks there."""

    def __init__(self, base_url: str | None, connections: int = 8, *, transport: Any = None) -> None:
        """Remember where to ask; nothing is opened.

        Args:
            base_url: The address; ``None`` for OpenAI's own.
            connections: Requests at a time.
            transport: Stands where the network would.
        """
        self.base_url = base_url
        self._connections = connections
        self._transport = transport
        self._tls: Any = None
        self._client: Any = None
        self._made_for: tuple[object, ...] = ()

    async def warm(self) -> None:
        """Import the package and go through a call without a network, so that no question waits for it."""
        await asyncio.to_thread(lambda: asyncio.run(self._rehearsed()))

    async def _rehearsed(self) -> None:
        import httpx2  # noqa: PLC0415 - comes with openai

        nobody = httpx2.MockTransport(lambda request: httpx2.Response(503))
        rehearsal = Endpoint("http://rehearsal.invalid/v1", transport=nobody)
        rehearsal._tls = self._tls = _trusted()
        await rehearsal.ask(Call("", (), {}, None))
        await rehearsal.close()

    async def close(self) -> None:
        """Close what is open."""
        client, self._client, self._made_for = self._client, None, ()
        if client is not None:
            await client.close()

    async def ask(self, call: Call) -> Heard:
        """Make one request; never raises for what the endpoint does.

        Raises:
            TimeoutError, CancelledError: The caller's own deadline.
        """
        openai = await asyncio.to_thread(_package) if self._client is None else _package()
        if self._tls is None:
            self._tls = await asyncio.to_thread(_trusted)
        try:
            return await self._requested(openai, call)
        except (TimeoutError, asyncio.CancelledError):
            raise
        except openai.APIStatusError as error:
            return _refused(error, call.options)
        except openai.APITimeoutError:
            return Heard(Ending.TIMEOUT)
        except openai.APIConnectionError:
            return Heard(Ending.UNREACHABLE)
        except _transport_errors():
            return Heard(Ending.UNREACHABLE)
        except Exception:  # noqa: BLE001 - odd gateways raise anything, and its words may quote an answer
            return Heard(Ending.BAD_RESPONSE)

    async def _requested(self, openai: Any, call: Call) -> Heard:
        client = await self._client_for(openai, call)
        requested = client.chat.completions.with_streaming_response.create(
            model=call.model, messages=list(call.messages), **call.options
        )
        async with requested as response:
            body = bytearray()
            async for chunk in response.iter_bytes():
                body += chunk
                if len(body) > MOST_BYTES:
                    return Heard(Ending.BAD_RESPONSE)
            return _read(bytes(body), response.headers.get("x-request-id"))

    async def _client_for(self, openai: Any, call: Call) -> Any:
        """One client for an event loop and a key: a client outlives neither."""
        made_for = (asyncio.get_running_loop(), call.key, call.direct)
        if self._made_for != made_for:
            old, loop = self._client, self._made_for[:1]
            self._client, self._made_for = self._new_client(openai, call), made_for
            if old is not None and loop == made_for[:1]:
                await old.close()
        return self._client

    def _new_client(self, openai: Any, call: Call) -> Any:
        import httpx2  # noqa: PLC0415 - comes with openai

        timeout = httpx2.Timeout(None, connect=CONNECT_S)  # the whole has a deadline of its own
        http = openai.DefaultAsyncHttpx2Client(
            follow_redirects=False,
            trust_env=not call.direct,
            verify=self._tls,
            transport=self._transport,
            timeout=timeout,
            limits=httpx2.Limits(
                max_connections=self._connections, max_keepalive_connections=self._connections
            ),
        )
        return openai.AsyncOpenAI(
            base_url=self.base_url,
            api_key=call.key or _NO_KEY,
            max_retries=0,
            timeout=timeout,
            http_client=http,
        )


def _package() -> Any:
    import openai  # noqa: PLC0415 - a second and more, only where the tier is on
    import openai.resources.chat.completions  # noqa: PLC0415 - else the first question waits for it

    return openai


def _trusted() -> Any:
    """The certificates that this machine trusts; reading them takes a third of a second."""
    import httpx2  # noqa: PLC0415 - comes with openai

    return httpx2.create_ssl_context()


def _transport_errors() -> tuple[type[Exception], ...]:
    import httpx2  # noqa: PLC0415 - comes with openai

    return (httpx2.TransportError, OSError)


def _read(body: bytes, request_id: str | None) -> Heard:
    """Take what we need out of a 200, trusting nothing of its shape."""
    try:
        told = json.loads(body)
        choice = told["choices"][0]
        message, finish = choice["message"], choice["finish_reason"]
        content, refusal = message.get("content"), message.get("refusal")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        return Heard(Ending.BAD_RESPONSE, request_id=_code(request_id))
    more: dict[str, Any] = {
        "tokens": _tokens(told.get("usage")),
        "request_id": _code(request_id),
        "fingerprint": _code(told.get("system_fingerprint")),
    }
    if refusal:
        return Heard(Ending.REFUSED, **more)
    if finish != "stop":
        return Heard(_ENDING_OF_FINISH.get(str(finish), Ending.BAD_RESPONSE), **more)
    return Heard(Ending.OK, content if isinstance(content, str) else "", **more)


_ENDING_OF_FINISH = {"length": Ending.TRUNCATED, "content_filter": Ending.FILTERED, "None": Ending.TRUNCATED}


def _tokens(usage: object) -> tuple[int, int, int] | None:
    if not isinstance(usage, dict):
        return None
    details = usage.get("prompt_tokens_details")
    kept = details.get("cached_tokens") if isinstance(details, dict) else 0
    found = [usage.get("prompt_tokens"), usage.get("completion_tokens"), kept or 0]
    counts = [one for one in found if isinstance(one, int) and 0 <= one < 10**8]
    return (counts[0], counts[1], counts[2]) if len(counts) == len(found) else None


def _code(value: object) -> str | None:
    """An endpoint's id for something, if it looks like one: what it sends may be anything."""
    if isinstance(value, str) and 0 < len(value) <= 80 and value.isascii():
        return value if all(c.isalnum() or c in "-_.:" for c in value) else None
    return None


_ENDING_OF_STATUS: Mapping[int, Ending] = {
    401: Ending.AUTH,
    402: Ending.QUOTA,
    403: Ending.AUTH,
    408: Ending.TIMEOUT,
    413: Ending.TOO_LONG,
}


_TOO_LONG = ("context_length", "context length", "context_size", "context size", "too long")
"""How OpenAI, vLLM and llama.cpp say that a question has no room in the model."""


def _refused(error: Any, sent: Mapping[str, Any]) -> Heard:
    """What a status other than 200 means; of the endpoint's words only whether they name what was sent."""
    status, words = int(error.status_code), _words_of(error)
    more: dict[str, Any] = {"request_id": _code(error.response.headers.get("x-request-id"))}
    if 300 <= status < 400:
        return Heard(Ending.REDIRECTED, **more)
    if status == 429:
        wait = seconds_asked_for(error.response.headers)
        quota = "insufficient_quota" in words
        return Heard(Ending.QUOTA if quota else Ending.RATE_LIMITED, retry_after=wait, **more)
    if status in _ENDING_OF_STATUS:
        return Heard(_ENDING_OF_STATUS[status], **more)
    if status >= 500:
        return Heard(Ending.SERVER_ERROR, **more)
    if any(sign in words for sign in _TOO_LONG):  # first: it may name the limit of an answer, too
        return Heard(Ending.TOO_LONG, **more)
    blames = tuple(name for name in sent if _names(name, words))
    return Heard(Ending.BAD_REQUEST, blames=blames, **more)


def _words_of(error: Any) -> str:
    parts = (getattr(error, name, "") for name in ("code", "type", "param", "message"))
    return " ".join(map(str, parts)).lower()


def _names(field_name: str, words: str) -> bool:
    also = {"response_format": ("json_schema", "json_object", "structured output", "grammar")}
    return any(name in words for name in (field_name, *also.get(field_name, ())))
