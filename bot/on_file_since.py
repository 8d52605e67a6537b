"""What changed on file since a draft was reviewed: an authorization that ended, a freeze that was set."""

from datetime import datetime

from bot.desk import Desk
from bot.ports import Entry
from bot.registers import Freeze, Register, over_since

ENDED = (
    "The authorization {} no longer counts: it ended after this was reviewed. Please have it reviewed again."
)
PAUSED = "Communications paused routine posts after this was reviewed ({})."


async def ended(desk: Desk, entry: Entry | None) -> str | None:
    """That a review relied on an authorization that counts no more, in a sentence; ``None`` where none did.

    One that had ended by the time of the review was weighed by it, and is not told again.

    Raises:
        BookUnavailable: Nobody can say now.
    """
    relied = str(entry.decision.details.get("authorizations") or "").split() if entry is not None else []
    if entry is None or not relied:
        return None
    items = await desk.books.registers.items(entry.decision.actor.tenant, Register.AUTHORIZATIONS)
    known = {item.id: over_since(item) for item in items}
    now, then = desk.clock.now(), entry.decision.at
    gone = [name for name in relied if name not in known or _between(then, known[name], now)]
    return ENDED.format(" and ".join(gone)) if gone else None


async def paused(desk: Desk, entry: Entry | None) -> str | None:
    """That a freeze is in force which the review did not know of."""
    if entry is None or entry.decision.details.get("freeze"):
        return None
    freezes = await desk.books.registers.items(entry.decision.actor.tenant, Register.FREEZES)
    held = (item.id for item in freezes if isinstance(item, Freeze) and item.holds(desk.clock.now()))
    name = next(held, None)
    return PAUSED.format(name) if name is not None else None


def _between(then: datetime, end: datetime | None, now: datetime) -> bool:
    return end is not None and then < end <= now
