"""Sign-in by OpenID Connect: the authorization code flow with PKCE, state and nonce; Authlib and joserfc.

Nothing is asked of anybody but the issuer, and only while somebody signs in.
"""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from bot.errors import BedsideError

DEADLINE_S = 10.0
KEPT_S = 600.0
"""How long the issuer's own description and keys are believed before they are asked for again."""

SKEW_S = 120
"""How far the issuer's clock and ours may differ."""

ALGORITHMS = ["RS256", "PS256", "ES256"]


class SignInFailed(BedsideError):
    """Nobody was signed in. The message is for the person and holds nothing that the issuer said."""


@dataclass(slots=True)
class OpenId:
    """One issuer, as its discovery document describes it."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect: str
    _known: tuple[float, dict[str, Any], KeySet] | None = field(default=None, repr=False)

    async def begin(self) -> tuple[str, dict[str, str]]:
        """The address to send the browser to, and what to remember until it comes back.

        Raises:
            SignInFailed: The issuer cannot be asked.
        """
        described, _ = await self._described()
        verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
        async with self._client() as client:
            url, state = client.create_authorization_url(
                described["authorization_endpoint"], code_verifier=verifier, nonce=nonce
            )
        return url, {"state": state, "verifier": verifier, "nonce": nonce}

    async def finish(self, answer: Mapping[str, str], begun: Mapping[str, str]) -> dict[str, Any]:
        """Who came back: the claims of an identity token that was made for us, now, for this sign-in.

        Raises:
            SignInFailed: Anything about it is not as it must be.
        """
        if not secrets.compare_digest(answer.get("state", ""), begun.get("state", "-")):
            raise SignInFailed("This sign-in was not begun here. Please begin again.")
        if "code" not in answer:
            raise SignInFailed("The issuer did not sign you in. Please try again, or ask your administrator.")
        described, keys = await self._described()
        try:
            async with self._client() as client:
                token = await client.fetch_token(
                    described["token_endpoint"], code=answer["code"], code_verifier=begun["verifier"]
                )
            return self._claims(str(token["id_token"]), keys, begun["nonce"])
        except SignInFailed:
            raise
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise SignInFailed(
                "What the issuer sent does not prove who you are. Please try again."
            ) from error
        except Exception as error:
            raise SignInFailed("The issuer refused this sign-in. Please begin again.") from error

    def _claims(self, id_token: str, keys: KeySet, nonce: str) -> dict[str, Any]:
        token = jwt.decode(id_token, keys, algorithms=ALGORITHMS)
        registry = jwt.JWTClaimsRegistry(
            leeway=SKEW_S,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.client_id},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
            sub={"essential": True},
        )
        registry.validate(token.claims)
        audience = token.claims["aud"]
        if isinstance(audience, list) and len(audience) > 1 and token.claims.get("azp") != self.client_id:
            raise SignInFailed("What the issuer sent was made for another program.")
        return dict(token.claims)

    async def _described(self) -> tuple[dict[str, Any], KeySet]:
        if self._known is not None and time.monotonic() - self._known[0] < KEPT_S:
            return self._known[1], self._known[2]
        address = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            async with httpx.AsyncClient(timeout=DEADLINE_S) as client:
                described = (await client.get(address)).raise_for_status().json()
                if described["issuer"] != self.issuer:
                    raise SignInFailed("The issuer calls itself by another name than the setting does.")
                for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                    refuse_plain(described[name], self.issuer)
                keys = (await client.get(described["jwks_uri"])).raise_for_status().json()
            self._known = (time.monotonic(), described, KeySet.import_key_set(keys))
        except (httpx.HTTPError, ValueError, KeyError, TypeError, JoseError) as error:
            raise SignInFailed("The issuer cannot be reached at the moment. Please try again.") from error
        return self._known[1], self._known[2]

    def _client(self) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            self.client_id,
            self.client_secret,
            scope="openid profile email",
            redirect_uri=self.redirect,
            code_challenge_method="S256",
            timeout=DEADLINE_S,
        )


def refuse_plain(address: str, issuer: str) -> None:
    """An issuer spoken to over TLS must not lead anywhere without it."""
    if urlsplit(issuer).scheme == "https" and urlsplit(address).scheme != "https":
        raise SignInFailed("The issuer names an address without TLS.")
