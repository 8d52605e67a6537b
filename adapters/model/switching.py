"""Turns the privacy switch of a workspace, on record, and tells what was spent."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from adapters.cli_judge import user
from adapters.database.model_books import SqlUsage
from adapters.model.telling import told_model
from adapters.settings import Settings
from bot.model import Actor, Decision
from bot.model_calls import Mode


def turn(settings: Settings, workspace: str, mode: str) -> str:
    """Set the switch; the entry first, so that nothing may go anywhere that is not on record.

    Raises:
        LogUnavailable, BookUnavailable: Nothing was changed.
    """
    return asyncio.run(_turned(settings, workspace, Mode(mode)))


async def _turned(settings: Settings, workspace: str, mode: Mode) -> str:
    from adapters.bootstrap import open_service  # noqa: PLC0415 - it opens everything

    async with open_service(settings) as application:
        by = Actor(f"cli:{user()}", "admin", workspace)
        before = await application.switch.mode(workspace)
        details = {"from": before.value, "to": mode.value}
        await application.log.record(
            Decision("model_switched", by, datetime.now(UTC), platform="cli", details=details)
        )
        await application.switch.turn(workspace, mode, by.id)
    told = (
        f"The privacy switch of the workspace '{workspace}' is now '{mode.value}'; it was '{before.value}'."
    )
    if mode is Mode.OFF or settings.model:
        return told
    why = told_model(settings).removeprefix("none").removeprefix(": ") or "BEDSIDE_MODEL names none"
    return f"{told}\nNo model is asked yet: {why}. See docs/model.md."


def spending(settings: Settings) -> Sequence[str]:
    """A line for each workspace that asked a model this month."""
    return asyncio.run(_spending(settings))


async def _spending(settings: Settings) -> Sequence[str]:
    from adapters.bootstrap import open_service  # noqa: PLC0415 - it opens everything

    async with open_service(settings) as application:
        rows = await SqlUsage(application.database).of_month(datetime.now(UTC).date())
    return [
        f"{tenant}: {cost.calls} requests, {cost.tokens_in:,} tokens read, {cost.tokens_out:,} written"
        + (f", {cost.millionths / 1_000_000:.2f} at your prices" if cost.millionths else "")
        for tenant, cost in rows
    ]
