"""Decisions to put into a log."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.model import Actor, Decision, FindingRecord
from bot.ports import DecisionLog

SELFIE = FindingRecord("phi.image.selfie", "phi.image", "block", 12, 35)
SHOUTING = FindingRecord("tone.shouting", "tone.shouting", "revise", 0, 11)
NO_SOURCE = FindingRecord("claim.source.missing", "claim.source", "advise", None, None)

REVIEWED = Decision(
    event="reviewed",
    actor=Actor("U024BE7LH", "author", "mercy"),
    at=datetime(2025, 11, 24, 22, 0, 5, 123456, tzinfo=UTC),
    platform="slack",
    kind="post",
    outlet="linkedin",
    fingerprint="5f" * 32,
    length=48,
    verdict="block",
    policy_version="article@1+3f9a",
    reader_version=None,
    findings=(SELFIE, NO_SOURCE),
    details={"safer": True, "notices": 2, "choice": "edited", "none": None},
)


def a_decision(tenant: str = "mercy", actor: str = "U024BE7LH", **changes: Any) -> Decision:
    """One like ``REVIEWED``, with changes."""
    return replace(REVIEWED, actor=Actor(actor, "author", tenant), **changes)


async def fill(log: DecisionLog, count: int) -> None:
    """Put ``REVIEWED`` into the log so many times."""
    for _ in range(count):
        await log.record(REVIEWED)
