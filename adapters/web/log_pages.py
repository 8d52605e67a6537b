"""The decision log: entries newest first, one entry whole, the state of the chain, the export."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, StreamingResponse

from adapters.web.access import actor, session
from adapters.web.desk import Desk, today
from adapters.web.desk_door import DeskDoor
from adapters.web.pages import PLATFORM
from adapters.web.problems import wants_fragment
from adapters.web.templating import page
from bot.commands import DisagreeReason
from bot.desk import decides
from bot.model import Actor, Verdict
from bot.people import WATCHERS
from bot.ports import LogQuery

PAGE_SIZE = 25
_LONGEST_FILTER = 120
NOT_YOURS = (
    "The log is for auditors, compliance, privacy and admins. What became of your own drafts is at the desk."
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the person looks for; what cannot be read counts as not said."""

    verdict: str = ""
    category: str = ""
    person: str = ""
    since: str = ""
    until: str = ""
    before: int | None = None
    views: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        """Read an address' query."""
        verdict = query.get("verdict", "")
        return cls(
            verdict=verdict if verdict in set(Verdict) else "",
            category=query.get("category", "").strip()[:_LONGEST_FILTER],
            person=query.get("person", "").strip()[:_LONGEST_FILTER],
            since=_day(query.get("since", "")),
            until=_day(query.get("until", "")),
            before=_number(query.get("before", "")),
            views=query.get("views") == "1",
        )

    @property
    def active(self) -> bool:
        """Whether anything is filtered."""
        return any((self.verdict, self.category, self.person, self.since, self.until, self.views))

    def query(self) -> LogQuery:
        """The same for the log, one entry more than a page so that the next page is known of."""
        return LogQuery(
            verdict=self.verdict or None,
            category=self.category or None,
            actor=self.person or None,
            since=date.fromisoformat(self.since) if self.since else None,
            until=date.fromisoformat(self.until) if self.until else None,
            before=self.before,
            views=self.views,
            limit=PAGE_SIZE + 1,
        )

    def address(self, before: int | None = None) -> str:
        """The page with these filters, from the entry ``before`` on."""
        chosen = {
            "verdict": self.verdict,
            "category": self.category,
            "person": self.person,
            "since": self.since,
            "until": self.until,
            "before": str(before) if before is not None else "",
            "views": "1" if self.views else "",
        }
        query = urlencode({name: value for name, value in chosen.items() if value})
        return f"/log?{query}" if query else "/log"


def routes(desk: Desk) -> APIRouter:
    """The log's routes."""
    router = APIRouter(include_in_schema=False)
    service = desk.service

    @router.get("/log")
    async def list_entries(request: Request) -> HTMLResponse:
        return await _listing(desk, request)

    @router.post("/log/chain")
    async def check_chain(request: Request) -> HTMLResponse:
        await _only_watchers(desk, request)
        chain = await service.chain(_asking(desk, request))
        if wants_fragment(request):
            return page("chain.html", chain=chain)
        return await _listing(desk, request, chain=chain)

    @router.get("/log/export")
    async def export(request: Request) -> StreamingResponse:
        await _only_watchers(desk, request)
        lines = await service.export(_asking(desk, request), PLATFORM)
        name = f"bedside-log-{today()}.jsonl"
        return StreamingResponse(
            _ended(lines),
            media_type="application/x-ndjson",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    @router.get("/log/{entry_id}")
    async def show_entry(request: Request, entry_id: str) -> HTMLResponse:
        await _only_watchers(desk, request, entry_id)
        viewed = await service.entry(_asking(desk, request), entry_id, PLATFORM)
        if not viewed.entries:
            raise HTTPException(404, "No entry of the log has this number.")
        return page(
            "entry.html",
            active="log",
            connected=desk.settings.connected,
            entry=viewed.entries[0],
            later=viewed.later,
            unrecorded=not viewed.recorded,
            reasons={reason.value: reason.label for reason in DisagreeReason},
        )

    return router


def _asking(desk: Desk, request: Request) -> Actor:
    return actor(request, desk.settings, "local")


async def _only_watchers(desk: Desk, request: Request, entry_id: str = "") -> None:
    """On this machine, and with the server's token, anybody reads; who signed in from elsewhere, by role.

    Raises:
        HTTPException: The log is not for this person, nor is this one entry of it.
    """
    if not desk.settings.beyond_loopback or session(request) is None or desk.service.desk is None:
        return
    door = DeskDoor(desk)
    person, room = door.person(request), door.room()
    if person.may(*WATCHERS):
        return
    entry = await room.log.entry(_asking(desk, request).tenant, entry_id) if entry_id else None
    if entry is None or not (decides(person) or room.author_of(entry).id == person.id):
        raise HTTPException(403, NOT_YOURS)


async def _listing(desk: Desk, request: Request, **more: object) -> HTMLResponse:
    await _only_watchers(desk, request)
    filters = Filters.of(request.query_params)
    viewed = await desk.service.entries(_asking(desk, request), filters.query(), PLATFORM)
    shown = viewed.entries[:PAGE_SIZE]
    return page(
        "log.html",
        active="log",
        categories=sorted({rule.category for rule in desk.service.pack.rules}),
        connected=desk.settings.connected,
        entries=shown,
        filters=filters,
        older=filters.address(shown[-1].seq) if len(viewed.entries) > PAGE_SIZE else None,
        unrecorded=not viewed.recorded,
        verdicts=tuple(Verdict),
        **more,
    )


async def _ended(lines: AsyncIterator[str]) -> AsyncIterator[str]:
    async for line in lines:
        yield line if line.endswith("\n") else line + "\n"


def _day(got: str) -> str:
    try:
        return date.fromisoformat(got.strip()).isoformat()
    except ValueError:
        return ""


def _number(got: str) -> int | None:
    return int(got) if got.isascii() and got.isdecimal() and len(got) <= 18 else None
