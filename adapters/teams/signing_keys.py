"""The keys that sign what Teams sends: fetched beside the event loop, under a deadline, and kept.

Stands where the SDK keeps its own, which fetches on the event loop, without a deadline, and notices a
rotation after a day.
"""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import jwt
import requests

from adapters.teams.clouds import LOOPBACK
from bot.errors import BedsideError

MOST_KEYS = 100


class KeysUnavailable(BedsideError):
    """Whether a token is good cannot be said now: its keys cannot be fetched."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key as the SDK reads it."""

    public_key: Any
    endorsements: tuple[str, ...]


Fetch = Callable[[str, float], Mapping[str, SigningKey]]


class SigningKeys:
    """Drop-in for an entry of the SDK's metadata cache.

    Args:
        url: Of the issuer's OpenID metadata.
        rest_s: How long to leave the issuer alone after a fetch, whatever strangers claim to be signed with.
        max_age_s: When keys are fetched again although none is missing.
        timeout_s: How long a fetch may take.
        fetch: Fetches the keys; another one in tests.
        now: Seconds on a clock that only goes on.
    """

    def __init__(
        self,
        url: str,
        *,
        rest_s: float = 30.0,
        max_age_s: float = 86_400.0,
        timeout_s: float = 5.0,
        fetch: Fetch | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = url
        self._rest_s, self._max_age_s, self._timeout_s = rest_s, max_age_s, timeout_s
        self._fetch = fetch or fetch_keys
        self._now = now
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched: float | None = None
        self._failed: float | None = None
        self._lock = asyncio.Lock()

    @property
    def age_s(self) -> float | None:
        """Seconds since the keys were fetched; ``None`` before the first time."""
        return None if self._fetched is None else self._now() - self._fetched

    async def get(self, key_id: str | None) -> SigningKey:
        """The key with this id; the name is the SDK's.

        Raises:
            KeysUnavailable: It is not known, and the issuer does not answer.
            PermissionError: The issuer has no such key.
        """
        if key_id is None:
            raise PermissionError("a token without a key id")
        if self._stale(key_id):
            async with self._lock:
                if self._stale(key_id):
                    await self._refresh()
        if key_id in self._keys:
            return self._keys[key_id]
        if self._failed is not None:
            raise KeysUnavailable("The signing keys of Teams cannot be fetched.")
        raise PermissionError("unknown signing key")

    def _stale(self, key_id: str) -> bool:
        now = self._now()
        if self._failed is not None and now - self._failed < min(self._rest_s, 2.0):
            return False
        if self._fetched is None or now - self._fetched > self._max_age_s:
            return True
        return key_id not in self._keys and (self._failed is not None or now - self._fetched > self._rest_s)

    async def _refresh(self) -> None:
        try:
            async with asyncio.timeout(2 * self._timeout_s):
                self._keys = await asyncio.to_thread(self._fetch, self._url, self._timeout_s)
        except Exception:  # noqa: BLE001 - whatever it is; keys that are known go on serving
            self._failed = self._now()
        else:
            self._fetched, self._failed = self._now(), None


class NoKeys:
    """For issuers that are never accepted: nothing is fetched on a stranger's say-so."""

    async def get(self, key_id: str | None) -> SigningKey:
        """Refuse; the name is the SDK's."""
        raise PermissionError("issuer not accepted")


def fetch_keys(url: str, timeout_s: float) -> Mapping[str, SigningKey]:
    """The keys behind ``url``; blocks, so it runs in a thread.

    Raises:
        requests.RequestException: The issuer does not answer as it should.
        ValueError: It answers something else.
    """
    keys_url = str(_json(url, timeout_s)["jwks_uri"])
    if urlsplit(keys_url).scheme != "https" and urlsplit(keys_url).hostname not in LOOPBACK:
        raise ValueError("keys are fetched over https only")
    found = {}
    for key in _json(keys_url, timeout_s)["keys"][:MOST_KEYS]:
        if key.get("kty") == "RSA" and "kid" in key:
            public = jwt.algorithms.RSAAlgorithm.from_jwk(json.dumps(key))
            found[str(key["kid"])] = SigningKey(public, tuple(key.get("endorsements", ())))
    if not found:
        raise ValueError("no keys")
    return found


def _json(url: str, timeout_s: float) -> Any:
    answer = requests.get(url, timeout=timeout_s, allow_redirects=False)
    if answer.status_code != 200:
        raise requests.RequestException("unexpected status")
    return answer.json()
