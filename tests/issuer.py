"""A stand-in for an OpenID Connect issuer on loopback, which misbehaves on request."""

import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from adapters.web.oidc import OpenId
from tests.browser import serving

KEY = RSAKey.generate_key(2048, {"kid": "k1"}, private=True)
OTHER = RSAKey.generate_key(2048, {"kid": "k1"}, private=True)
BACK = "http://127.0.0.1:8080/signin/return"


class Issuer:
    """Signs whoever ``claims`` name in. ``changes`` falsify what it says; ``refuses`` makes it fail."""

    def __init__(self) -> None:
        self.url = ""
        self.claims: dict[str, Any] = {"sub": "u-1", "email": "dana@example.org", "name": "Dana"}
        self.changes: dict[str, Any] = {}
        self.key = KEY
        self.refuses = False
        self.asked: list[str] = []
        self._codes: dict[str, dict[str, str]] = {}
        self.app = FastAPI()
        self.app.add_api_route("/.well-known/openid-configuration", self._described)
        self.app.add_api_route("/keys", self._keys)
        self.app.add_api_route("/token", self._token, methods=["POST"])

    def client(self, back: str = BACK) -> OpenId:
        """Bedside, as this issuer knows it."""
        return OpenId(self.url, "bedside", "secret", back)

    def authorize(self, url: str) -> str:
        """What a browser does there: returns the query of the way back."""
        asked = dict(parse_qsl(urlsplit(url).query))
        code = f"code{len(self._codes)}"
        self._codes[code] = asked
        return f"code={code}&state={asked['state']}"

    def _noted(self, request: Request) -> bool:
        self.asked.append(request.url.path)
        return self.refuses

    async def _described(self, request: Request) -> Response:
        if self._noted(request):
            return JSONResponse({}, 500)
        told = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
        }
        return JSONResponse({**told, **self.changes.get("discovery", {})})

    async def _keys(self, request: Request) -> Response:
        self._noted(request)
        return JSONResponse({"keys": [KEY.as_dict(private=False)]})

    async def _token(self, request: Request) -> Response:
        self._noted(request)
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        shown = b64decode(request.headers["authorization"].split()[1])
        asked = self._codes.pop(form.get("code", ""), None)
        challenge = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=")
        if asked is None or asked.get("code_challenge") != challenge.decode() or shown != b"bedside:secret":
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": "bedside",
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **self.claims,
            **self.changes.get("claims", {}),
        }
        header = {"alg": "RS256", "kid": "k1"}
        token = jwt.encode(header, {k: v for k, v in claims.items() if v is not None}, self.key)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": token})


@contextmanager
def an_issuer() -> Iterator[Issuer]:
    """An issuer on a free loopback port."""
    issuer = Issuer()
    with serving(issuer.app) as url:
        issuer.url = url
        yield issuer
