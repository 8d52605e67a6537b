"""A service that is ready for requests, and whether it still is."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.database import migrate
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database
from adapters.database.kept_rules import SqlKeptRules
from adapters.database.model_books import SqlAbilities, SqlSwitch
from adapters.database.offers import SqlOffers
from adapters.database.sessions import SqlSessions
from adapters.opening import refuse_unwritable
from adapters.platform import Platform
from adapters.workshop import Workshop
from bot.errors import BookUnavailable, LogUnavailable, StartError
from bot.ports import LogQuery
from bot.service import Service

if TYPE_CHECKING:  # where no model was set, nothing of one is loaded
    from adapters.model.adviser import OpenAIAdviser

CHECK_S = 5.0
"""How long a readiness check may take."""


@dataclass(frozen=True, slots=True)
class Application:
    """A service that is ready for requests, and what an operator wants to know about it.

    ``adviser`` is there where a language model was set.
    ``status`` holds names and sentences, in the order in which a person reads them.
    """

    service: Service
    log: SqlDecisionLog
    workshop: Workshop
    tenant: str
    status: tuple[tuple[str, str], ...]
    database: Database
    sessions: SqlSessions
    pending: SqlOffers
    switch: SqlSwitch
    abilities: SqlAbilities
    rules: SqlKeptRules
    adviser: "OpenAIAdviser | None" = None
    platforms: tuple[Platform, ...] = ()

    async def readiness(self) -> Mapping[str, str | None]:
        """Each check by name: ``None`` when it is well, else what is wrong."""
        return {
            "database": await self._writable(),
            "migrations": await self._migrated(),
            "policy": None if self.service.pack.rules else "The policy pack has no rules.",
            "worker": "The worker broke down." if self.workshop.broken else None,
        }

    async def work(self) -> Mapping[str, float]:
        """What waits and what was given up, for the figures; empty where the database does not answer."""
        try:
            async with asyncio.timeout(CHECK_S):
                return await self.workshop.inbox.backlog_now()
        except (BookUnavailable, TimeoutError):
            return {}

    async def _writable(self) -> str | None:
        try:
            async with asyncio.timeout(CHECK_S):
                await refuse_unwritable(self.database)
                await self.log.find(self.tenant, LogQuery(limit=1))
        except (LogUnavailable, StartError) as error:
            return str(error)
        except TimeoutError:
            return "The database does not answer."
        return None

    async def _migrated(self) -> str | None:
        url = self.database.url.render_as_string(hide_password=False)
        try:
            async with asyncio.timeout(CHECK_S):
                revision = await asyncio.to_thread(migrate.current_revision, url)
        except (StartError, TimeoutError):
            return "The schema of the database cannot be read."
        if revision is None or revision in migrate.REVISIONS[:-1]:
            return f"The schema of the database is {revision}, and this version needs {migrate.HEAD}."
        return None  # ours, or a newer one: an upgrade began, and this process serves until it is replaced
