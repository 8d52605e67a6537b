"""The policy in figures, and the evidence pack for an auditor."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from adapters.evidence import evidence
from adapters.web import access
from adapters.web.charts import charts
from adapters.web.desk import Desk, today
from adapters.web.desk_door import PLATFORM, SIGN_IN, DeskDoor
from adapters.web.own_pages import PAGES as OWN_PAGES
from adapters.web.problems import problem
from bot.figures import Figures
from bot.people import POLICY_OWNERS, WATCHERS
from bot.policy_reports import RuleCoverage, coverage, led_to, unlisted

FIGURE_DAYS = 90
PAGES = {
    "digest": "/digests",
    "where": "/where",
    **{words: address for address, words in OWN_PAGES.items()},
}
"""Where a person gets to see what a word leads to."""


def routes(desk: Desk) -> APIRouter:
    """``/desk/policy`` and ``/desk/evidence``."""
    router = APIRouter(include_in_schema=False)
    door, service = DeskDoor(desk), desk.service

    @router.get("/desk/policy")
    async def policy(request: Request) -> Response:
        if door.who(request) is None:
            return RedirectResponse(SIGN_IN, 303)
        days = _days(request.query_params)
        since = today() - timedelta(days=days)
        figures = await service.figures(access.actor(request, desk.settings, "local"), since)
        budget = door.room().policy.noise_budget
        return door.page(
            "policy.html",
            request,
            place="policy",
            settles=door.person(request).may(*POLICY_OWNERS),
            budget=budget,
            charts=charts(figures),
            clauses=coverage(service.pack),
            days=days,
            figures=figures,
            noisy=figures.noisy(budget),
            pack=service.pack,
            reads=door.person(request).may(*WATCHERS),
            since=since,
            today=today(),
            leads=led_to,
            met=_met(figures),
            pages=PAGES,
            unlisted=unlisted(service.pack),
        )

    @router.post("/desk/evidence")
    async def evidence_pack(request: Request) -> Response:
        fields = await door.form(request)
        if isinstance(fields, Response):
            return fields
        if not door.person(request).may(*WATCHERS):
            return problem(request, 403, "The evidence pack is for auditors, compliance and privacy.")
        since, until = _day(fields.get("since", "")), _day(fields.get("until", ""))
        if since is None or until is None or until < since:
            return problem(request, 422, "Please give the first and the last day of the period.")
        chain = await service.export(access.actor(request, desk.settings, "local"), PLATFORM)
        name = f"bedside-evidence-{since}-{until}.zip"
        return StreamingResponse(
            evidence(chain, since, until, desk.rules),
            media_type="application/zip",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    return router


def _met(figures: Figures) -> Callable[[Iterable[RuleCoverage]], int]:
    """Counts the drafts that the rules of a guideline met, for its row."""
    met = {rule.rule: rule.met for rule in figures.rules}
    return lambda rows: sum(met.get(row.rule.id, 0) for row in rows)


def _days(query: Mapping[str, str]) -> int:
    got = query.get("days", "")
    return max(1, min(3660, int(got))) if got.isascii() and got.isdecimal() and len(got) < 5 else FIGURE_DAYS


def _day(got: str) -> date | None:
    try:
        return date.fromisoformat(got.strip())
    except ValueError:
        return None
