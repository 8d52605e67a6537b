"""Small builders, so that a test names only what it is about."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from bot import context
from bot.commands import Request, ReviewDraft
from bot.delivery import Conversation, Event
from bot.model import Actor, Decision, Draft, FindingRecord, Kind, Outlet
from bot.policy import PolicyPack, compile_pack

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)


def a_draft(text: str, kind: str = "post", outlet: str = "linkedin", about: str = "") -> Draft:
    """A draft read on ``DAY``; ``about`` is its context in plain phrases."""
    return Draft(text, Kind(kind), Outlet(outlet), context.parse(about, DAY))


def a_rule(detect: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    """A rule as validated data, with everything but ``detect`` filled in."""
    return {
        "id": "test.words.rule",
        "guideline": "do.test",
        "severity": {"default": "block"},
        "detect": dict(detect),
        "message": "These words are at fault.",
        "flags": [{"text": "unused"}],
        "passes": [{"text": "unused"}],
        **changes,
    }


def pack_data(*rules: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """What a pack of just these rules says, before it is compiled."""
    return {
        "pack": {"id": "test", "version": "1"},
        "families": {},
        "guidelines": [
            {
                "id": "do.test",
                "title": "Test",
                "text": "Test well.",
                "sources": [{"kind": "policy", "ref": "House"}],
            }
        ],
        "rules": list(rules),
        **more,
    }


def a_pack(*rules: Mapping[str, Any], **more: Any) -> PolicyPack:
    """A compiled pack of just these rules."""
    return compile_pack(pack_data(*rules, **more), "test@1")


def a_decision(event: str = "reviewed", **changes: Any) -> Decision:
    """An entry for the log as a review makes it."""
    fields: dict[str, Any] = {
        "actor": Actor("U1"),
        "at": NOON,
        "kind": "post",
        "outlet": "linkedin",
        "fingerprint": "ab" * 32,
        "length": 42,
        "verdict": "block",
        "policy_version": "test@1",
        "findings": (FindingRecord("phi.name.title", "phi.name", "block", 0, 4),),
        **changes,
    }
    return Decision(event, **fields)


WARD = Conversation("fake", "mercy", "C-ward")


def an_event(
    key: str = "fake:event:1", text: str = "A gadget", where: Conversation = WARD, **more: Any
) -> Event:
    """A draft that someone sent on the platform of the fakes."""
    return Event(key, Request(Actor("U-ann"), where.platform, ReviewDraft(a_draft(text))), where, **more)
