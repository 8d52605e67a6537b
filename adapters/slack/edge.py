"""Who may come in from the internet: only what Slack signed, just now. Nothing is parsed before.

What is unsigned costs one hash at the most, and no byte of it is kept.
"""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

MOST_BYTES = 1_000_000
"""The largest request that is read. Slack sends at most a few hundred kilobytes."""
WINDOW_S = 300
"""How far a request's time may lie from ours, as Slack advises: an older one may be a replay."""

_VERSION = b"v0"


class Refusal(Enum):
    """Why a request is not from Slack, with the status that it is answered."""

    TOO_LARGE = 413
    UNSIGNED = 401
    STALE = 403
    """Signed well, but long ago or in the future: a replay, or a clock that is wrong."""

    @property
    def status(self) -> int:
        """The HTTP status; a stale request is answered as an unsigned one, so that nothing is given away."""
        return 413 if self is Refusal.TOO_LARGE else 401


@dataclass(frozen=True, slots=True)
class Edge:
    """Checks a request by its raw bytes.

    Attributes:
        secrets: The signing secrets that count: two of them while one is being replaced.
        now: The seconds since 1970.
    """

    secrets: Sequence[bytes] = field(repr=False)
    now: Callable[[], float] = field(repr=False)

    def refusal(self, body: bytes, timestamp: str, signature: str) -> Refusal | None:
        """Say why ``body`` with these two headers is refused; ``None`` when Slack sent it just now."""
        if len(body) > MOST_BYTES:
            return Refusal.TOO_LARGE
        if not _is_moment(timestamp) or not signature.isascii():
            return Refusal.UNSIGNED
        if abs(self.now() - int(timestamp)) > WINDOW_S:  # before the hash: an old request costs none
            return Refusal.STALE
        base = b":".join((_VERSION, timestamp.encode(), body))
        right = [hmac.compare_digest(_sign(secret, base), signature) for secret in self.secrets]
        return None if any(right) else Refusal.UNSIGNED


def sign(secret: bytes, timestamp: str, body: bytes) -> str:
    """The signature that Slack gives ``body``."""
    return _sign(secret, b":".join((_VERSION, timestamp.encode(), body)))


def _sign(secret: bytes, base: bytes) -> str:
    return f"v0={hmac.new(secret, base, hashlib.sha256).hexdigest()}"


def _is_moment(timestamp: str) -> bool:
    return timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12
