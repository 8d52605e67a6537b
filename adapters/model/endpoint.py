"""One request to an endpoint that speaks OpenAI's protocol. The only importer of the package openai.

It is imported when it is first needed, beside the event loop. Nothing is retried or redirected in here, no
body is read without end, and no word of an answer gets into an error: whatever an endpoint does is an
``Ending``. The deadline is the caller's: the package's own timeouts are between bytes, not for the whole.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from adapters.model.heard import Heard, read, refused
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
            return refused(error, call.options)
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
            return read(bytes(body), response.headers.get("x-request-id"))

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
