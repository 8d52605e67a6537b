"""Lets go of what is on file once it has been over for so many years; see ``retention`` for the log."""

import structlog

from adapters.database.registers import SqlRegisterBook
from bot.filing import UNFILED
from bot.model import Actor, Decision
from bot.ports import Clock
from bot.registers import Item, over_since
from bot.retention import kept_since


class RegisterRetention:
    """Removes what counts no more for longer than so many years, each with an entry of its own."""

    def __init__(self, book: SqlRegisterBook, clock: Clock, years: int) -> None:
        """``years`` counts whole years since something ended; 0 keeps everything for ever."""
        self._book = book
        self._clock = clock
        self._years = years

    async def tidy(self) -> int:
        """Remove what is due; returns how much. What a review under legal hold names stays."""
        if not self._years:
            return 0
        now, removed = self._clock.now(), 0
        for tenant, item in await self._book.over_before(kept_since(now, self._years)):
            made = self._made(tenant, item)
            removed += await self._book.remove(tenant, item.register, item.id, made) is not None
        if removed:
            structlog.get_logger("bedside.registers").info("register_items_removed", count=removed)
        return removed

    def _made(self, tenant: str, item: Item) -> Decision:
        end = over_since(item)
        details = {"register": item.register.value, "item": item.id, "over": f"{end:%Y-%m-%d}"}
        bedside = Actor("bedside", "system", tenant)
        return Decision(UNFILED, bedside, self._clock.now(), platform="desk", details=details)
