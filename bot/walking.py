"""Goes through the log, however long it is."""

from collections.abc import AsyncIterator
from dataclasses import replace

from bot.ports import DecisionLog, Entry, LogQuery


async def entries(log: DecisionLog, tenant: str, query: LogQuery) -> AsyncIterator[Entry]:
    """Every entry that ``query`` asks for, newest first; as many are read at a time as it allows.

    Raises:
        LogUnavailable: The log cannot be read.
    """
    while True:
        page = await log.find(tenant, query)
        for entry in page:
            yield entry
        if len(page) < query.limit:
            return
        query = replace(query, before=page[-1].seq)
