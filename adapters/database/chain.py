"""Turns decisions into the entries of a hash chain and back. Pure; the hashing itself is the verifier's.

Everything an entry says, its number and the hash before it stand in one canonical text, its *body*;
the entry's hash is taken over exactly those bytes. What is not in the body is not in the log.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any, Protocol

from adapters.database import verifier
from bot.errors import LogDamaged, LogUnavailable
from bot.model import Actor, Decision, FindingRecord
from bot.ports import Entry

MAX_BODY = verifier.MAX_LINE // 2


class Signer(Protocol):
    """Signs checkpoints; its private key never shows."""

    @property
    def public_key(self) -> str:
        """The 32 bytes of the Ed25519 public key, hexadecimal."""
        ...

    def sign(self, message: bytes) -> str:
        """The Ed25519 signature of ``message``, hexadecimal."""
        ...


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed statement that entry ``seq`` had the hash ``head`` and that ``seq`` entries were there."""

    seq: int
    body: str
    signature: str

    @property
    def line(self) -> str:
        """As it stands in an export, and as an auditor keeps it elsewhere."""
        return verifier.join("checkpoint", self.body, "signature", self.signature)


def seal(decision: Decision, entry_id: str, seq: int, previous_hash: str) -> tuple[Entry, str]:
    """Make the entry for ``decision`` and its body.

    Raises:
        LogUnavailable: The decision holds what no entry can hold.
    """
    try:
        body = verifier.canonical(_told(decision, entry_id, seq, previous_hash))
    except (TypeError, ValueError, RecursionError) as error:
        raise LogUnavailable("The decision log cannot keep this entry: a value in it has no form.") from error
    if len(body) > MAX_BODY:
        raise LogUnavailable("The decision log cannot keep this entry: it is too large.")
    return entry_of(body, verifier.hash_of(body.encode())), body


def entry_of(body: str, entry_hash: str) -> Entry:
    """Read an entry back from its body.

    Raises:
        LogDamaged: The body is not one that Bedside wrote.
    """
    try:
        told = json.loads(body)
        return Entry(told["id"], told["seq"], _decision(told), told["previous_hash"], entry_hash)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise LogDamaged(
            "An entry of the decision log was changed and cannot be read. Verify the log to see which."
        ) from error


def checkpoint_of(tenant: str, seq: int, head: str, at: datetime, signer: Signer) -> Checkpoint:
    """Sign that the chain of ``tenant`` ended with entry ``seq`` and the hash ``head``."""
    told = {"at": moment(at), "entries": seq, "head": head, "key": signer.public_key, "seq": seq}
    body = verifier.canonical({**told, "tenant": tenant})
    return Checkpoint(seq, body, signer.sign(verifier.CHECKPOINT_LABEL + body.encode()))


def beginning_of(tenant: str, seq: int, head: str, at: datetime, signer: Signer) -> Checkpoint:
    """Sign that the chain of ``tenant`` begins after entry ``seq``, whose hash was ``head``."""
    told = {"at": moment(at), "head": head, "key": signer.public_key, "seq": seq, "tenant": tenant}
    body = verifier.canonical(told)
    return Checkpoint(seq, body, signer.sign(verifier.BEGINNING_LABEL + body.encode()))


def header_line(
    tenant: str,
    *,
    entries: int,
    head: str,
    checkpoints: int,
    every: int,
    keys: Sequence[str],
    at: datetime,
    signer: Signer,
) -> str:
    """The first line of an export: what is to come, signed, so that nothing can be cut off.

    Args:
        tenant: Whose chain it is.
        entries: How many there are to come.
        head: The hash of the last one.
        checkpoints: How many of these there are to come.
        every: At most so many entries lie between two checkpoints.
        keys: The public keys that signed them, today's first.
        at: When the export was made.
        signer: Today's key.
    """
    body = verifier.canonical(
        {
            "at": moment(at),
            "checkpoints": checkpoints,
            "entries": entries,
            "every": every,
            "format": verifier.FORMAT,
            "head": head,
            "public_keys": list(keys),
            "tenant": tenant,
        }
    )
    return verifier.join("header", body, "signature", signer.sign(verifier.HEADER_LABEL + body.encode()))


def entry_line(body: str, entry_hash: str) -> str:
    """An entry as it stands in an export."""
    return verifier.join("entry", body, "hash", entry_hash)


def columns_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """What is filtered on, taken from what an entry says; the database repeats it beside the body."""
    return {
        "tenant": told["tenant"],
        "seq": told["seq"],
        "id": told["id"],
        "at": told["at"],
        "event": told["event"],
        "actor": told["actor"],
        "verdict": told["verdict"],
        "categories": categories_of(finding["category"] for finding in told["findings"]),
    }


def categories_of(categories: Iterable[str]) -> str:
    """All categories in one text that can be searched: ``|phi.image|tone.blame|``."""
    names = sorted({category.lower() for category in categories})
    return f"|{'|'.join(names)}|" if names else "|"


def moment(at: datetime) -> str:
    """An aware moment in UTC, always as long, so that text sorts as time does."""
    if at.tzinfo is None:
        raise ValueError("a decision needs a moment with a time zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def first_moment(day: date) -> str:
    """The first moment of a day in UTC, as entries write it."""
    return f"{day.isoformat()}T00:00:00.000000Z"


def last_moment(day: date) -> str:
    """The last moment of a day in UTC, as entries write it."""
    return f"{day.isoformat()}T23:59:59.999999Z"


def read(body: str) -> dict[str, Any]:
    """What a body made by ``seal`` says."""
    told: dict[str, Any] = json.loads(body)
    return told


def storable(text: str) -> bool:
    """Say whether every database can hold and find ``text``: no NUL, no lone surrogate."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _told(decision: Decision, entry_id: str, seq: int, previous_hash: str) -> dict[str, Any]:
    actor = decision.actor
    told = {
        "actor": actor.id,
        "at": moment(decision.at),
        "details": {key: _plain(value) for key, value in decision.details.items()},
        "event": decision.event,
        "findings": [asdict(finding) for finding in decision.findings],
        "fingerprint": decision.fingerprint,
        "id": entry_id,
        "kind": decision.kind,
        "length": decision.length,
        "outlet": decision.outlet,
        "platform": decision.platform,
        "policy_version": decision.policy_version,
        "previous_hash": previous_hash,
        "reader_version": decision.reader_version,
        "role": actor.role,
        "seq": seq,
        "subject": decision.subject,
        "tenant": actor.tenant,
        "verdict": decision.verdict,
    }
    if not all(storable(value) for value in columns_of(told).values() if isinstance(value, str)):
        raise ValueError("a character that no database can hold")
    return told


def _plain(value: object) -> str | int | bool | None:
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError("details hold codes and counts only")


def _decision(told: Mapping[str, Any]) -> Decision:
    return Decision(
        event=told["event"],
        actor=Actor(told["actor"], told["role"], told["tenant"]),
        at=datetime.fromisoformat(told["at"]),
        platform=told["platform"],
        kind=told["kind"],
        outlet=told["outlet"],
        fingerprint=told["fingerprint"],
        length=told["length"],
        verdict=told["verdict"],
        policy_version=told["policy_version"],
        reader_version=told["reader_version"],
        findings=tuple(FindingRecord(**finding) for finding in told["findings"]),
        subject=told["subject"],
        details=told["details"],
    )
