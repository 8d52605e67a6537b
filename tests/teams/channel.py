"""What Teams puts around a bot, on loopback: an issuer of tokens, and a connector that takes messages.

The issuer signs as the Bot Framework's channel service does. The connector records every call and can be
told to fail. Written from the public shapes of Bot Connector v3.
"""

import asyncio
import json
import time
import uuid
from collections.abc import Mapping
from typing import Any, Self

import aiohttp
import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

ISSUER = "https://api.botframework.com"
APP_ID = "11111111-2222-3333-4444-555555555555"
TENANT = "77777777-8888-9999-aaaa-bbbbbbbbbbbb"


def a_key() -> rsa.RSAPrivateKey:
    """A new signing key."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Channel:
    """Use as ``async with Channel() as channel``."""

    def __init__(self) -> None:
        self.endorsements = ["msteams"]
        self.keys: dict[str, rsa.RSAPrivateKey] = {}
        self.key_id = ""
        self.calls: list[dict[str, Any]] = []
        self.faults: list[tuple[int, dict[str, str], Any, float]] = []
        self.answers = asyncio.Event()
        self.answers.set()
        self.metadata_hits = 0
        self.metadata_down = False
        self.bot_url = ""
        self.its_tenant = ""
        self.shimmed: list[dict[str, Any]] = []
        self._made = 0
        self.rotate()

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=8 * 2**20)
        app.router.add_get("/openid", self.metadata)
        app.router.add_get("/keys", self._jwks)
        app.router.add_post("/shim", self._shim)
        app.router.add_route("*", "/connector/{tail:.*}", self._connector)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base = f"http://{host}:{port}"
        self.openid_url = f"{self.base}/openid"
        self.service_url = f"{self.base}/connector/"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.answers.set()  # whoever still waits would be waited for
        await self._runner.cleanup()

    def rotate(self) -> None:
        """From now on, sign with a new key; the earlier one is gone."""
        self.key_id = uuid.uuid4().hex[:12]
        self.keys = {self.key_id: a_key()}

    def token(
        self, *, key: Any = None, key_id: str | None = None, algorithm: str = "RS256", **claims: Any
    ) -> str:
        """A token as Teams sends it; a claim that is ``None`` is left out."""
        now = int(time.time())
        usual = {
            "iss": ISSUER,
            "aud": APP_ID,
            "serviceurl": self.service_url,
            "iat": now - 10,
            "nbf": now - 10,
            "exp": now + 3600,
        }
        said = {name: value for name, value in {**usual, **claims}.items() if value is not None}
        signing = key if key is not None else self.keys[self.key_id]
        return jwt.encode(said, signing, algorithm=algorithm, headers={"kid": key_id or self.key_id})

    def headers(self, token: str | None = None) -> dict[str, str]:
        """The headers of a request from Teams."""
        return {"Authorization": f"Bearer {token or self.token()}", "Content-Type": "application/json"}

    def activity(self, text: str = "hello", **changes: Any) -> dict[str, Any]:
        """A message as a person sends it to Bedside alone."""
        return {
            "type": "message",
            "id": uuid.uuid4().hex,
            "channelId": "msteams",
            "text": text,
            "serviceUrl": self.service_url,
            "locale": "en-US",
            "localTimezone": "America/Chicago",
            "textFormat": "plain",
            "from": {"id": "29:ann", "name": "Ann", "aadObjectId": "aad-ann"},
            "recipient": {"id": f"28:{APP_ID}", "name": "Bedside"},
            "conversation": {"id": "a:ann", "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            "timestamp": "2026-03-02T12:00:00.000Z",
            **changes,
        }

    def in_a_channel(self, text: str, *, mention: bool = True, **changes: Any) -> dict[str, Any]:
        """A message in a channel, to Bedside if it is mentioned."""
        tag = "<at>Bedside</at>"
        entity = {"type": "mention", "text": tag, "mentioned": {"id": f"28:{APP_ID}", "name": "Bedside"}}
        place = {"id": "19:ward@thread.tacv2;messageid=17", "conversationType": "channel", "tenantId": TENANT}
        return self.activity(
            f"{tag}&nbsp;{text}\n" if mention else text,
            conversation=place,
            entities=[entity] if mention else [],
            **changes,
        )

    def invoke(self, name: str, value: Any, **changes: Any) -> dict[str, Any]:
        """An invoke, such as the press of a button."""
        return self.activity("", type="invoke", name=name, value=value, **changes)

    def hold(self) -> None:
        """Take calls and questions, but answer none until ``answers`` is set."""
        self.answers.clear()

    def fail(
        self,
        status: int,
        *,
        times: int = 1,
        headers: Mapping[str, str] | None = None,
        code: str = "Error",
        delay_s: float = 0.0,
    ) -> None:
        """Let the next calls of the connector fail."""
        body = {"error": {"code": code, "message": "words that nobody needs"}}
        self.faults += [(status, dict(headers or {}), body, delay_s)] * times

    def called(self, method: str, ending: str = "") -> list[dict[str, Any]]:
        """The calls of one kind."""
        return [c for c in self.calls if c["method"] == method and c["path"].endswith(ending)]

    @property
    def messages(self) -> list[dict[str, Any]]:
        """What was posted or updated, without signs of typing."""
        return [c["body"] for c in self.calls if (c["body"] or {}).get("type") == "message"]

    async def metadata(self, _: web.Request) -> web.Response:
        """Who signs, and where the keys are named."""
        self.metadata_hits += 1
        await self.answers.wait()
        if self.metadata_down:
            return web.Response(status=503)
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.base}/keys"})

    async def _jwks(self, _: web.Request) -> web.Response:
        keys = []
        for key_id, key in self.keys.items():
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
            keys.append({**public, "kid": key_id, "use": "sig", "endorsements": self.endorsements})
        return web.json_response({"keys": keys})

    async def _connector(self, request: web.Request) -> web.Response:
        body = await request.json() if request.can_read_body else None
        call = {
            "at": time.monotonic(),
            "method": request.method,
            "path": request.path,
            "auth": request.headers.get("Authorization"),
            "body": body,
            "id": "",
        }
        self.calls.append(call)
        await self.answers.wait()
        if self.faults:
            status, headers, answer, delay_s = self.faults.pop(0)
            await asyncio.sleep(delay_s)
            if status >= 300:
                return web.json_response(answer, status=status, headers=headers)
        self._made += 1
        call["id"] = request.path.rsplit("/", 1)[1] if request.method == "PUT" else f"m{self._made}"
        if request.method == "POST" and request.path.endswith("/v3/conversations"):
            person = body["members"][0]["id"] if body.get("members") else "thread"
            chat = person.removeprefix("29:").removeprefix("aad-")  # by either id it is the same chat
            return web.json_response({"id": f"a:{chat}", "activityId": f"m{self._made}"}, status=201)
        if request.method == "PUT":
            return web.json_response({"id": call["id"]})
        return web.json_response({"id": call["id"]}, status=201)

    async def _shim(self, request: web.Request) -> web.Response:
        """Adds the token that Teams would send; so a tokenless playground meets a bot that checks.

        ``its_tenant`` is replaced by an id that a tenant may have.
        """
        raw = await request.read()
        raw = raw.replace(self.its_tenant.encode(), TENANT.encode()) if self.its_tenant else raw
        self.shimmed.append(json.loads(raw))
        token = self.token(serviceurl=json.loads(raw).get("serviceUrl"))
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.bot_url, data=raw, headers=self.headers(token)) as answer,
        ):
            return web.Response(
                body=await answer.read(), status=answer.status, content_type=answer.content_type
            )
