"""Who is at the browser: a one-time link from this machine, or the organization's own sign-in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from adapters.session import LASTS, LINK_LASTS, Session, Sessions
from adapters.web import bodies
from adapters.web.desk import Desk
from adapters.web.oidc import OpenId, SignInFailed
from adapters.web.problems import problem
from adapters.web.templating import page
from bot.model import Actor
from bot.people import DeskPolicy

HOME = "/desk"
TRIP_COOKIE = "bedside_trip"


@dataclass(frozen=True, slots=True)
class Ways:
    """How people may sign in here."""

    sessions: Sessions
    policy: DeskPolicy
    tenant: str
    secure: bool
    """Whether the cookie is for TLS alone; on loopback there is none."""
    links: bool
    """Whether one-time links count: while nobody beyond this machine can reach the server."""
    issuer: OpenId | None = None

    @property
    def cookie(self) -> str:
        """Its name; the prefix makes browsers insist on TLS, this host and every path."""
        return "__Host-bedside" if self.secure else "bedside"

    async def link(self, person: str) -> str:
        """The path of a one-time link that signs ``person`` in."""
        return f"/signin/link?key={await self.sessions.offer({'person': person}, LINK_LASTS)}"

    async def session_of(self, request: Request) -> Session | None:
        """The session that the browser's cookie names."""
        key = request.cookies.get(self.cookie)
        return await self.sessions.find(key) if key else None

    def known(self, claims: Mapping[str, Any]) -> tuple[str, str, tuple[str, ...]]:
        """The pack's person behind an issuer's claims, the name shown, and roles by directory group.

        An address counts only where the issuer says that it is verified, or says nothing of it.
        """
        addresses = [claims.get("email")] if claims.get("email_verified") is not False else []
        names = [str(name) for name in (claims["sub"], *addresses) if name]
        # with its platform before it, so that no claim can look like an account of Bedside's own
        people = [self.policy.person_of("oidc", Actor(f"oidc:{name}")) for name in names]
        person = next((one for one in people if one.id in self.policy.people), None)
        groups = claims.get("groups")
        roles = {
            role.value
            for group in (groups if isinstance(groups, list) else ())
            for role in self.policy.groups.get(str(group), frozenset())
        }
        if person is None:
            return people[-1].id, str(claims.get("name") or names[-1])[:120], tuple(sorted(roles))
        return person.id, person.shown, tuple(sorted(roles))


def routes(desk: Desk, ways: Ways) -> APIRouter:
    """``/signin`` and ``/signout``."""
    router = APIRouter(include_in_schema=False)

    @router.get("/signin")
    async def choose() -> HTMLResponse:
        return page(
            "signin.html",
            active="desk",
            connected=desk.settings.connected,
            issuer=ways.issuer is not None,
            links=ways.links,
        )

    @router.get("/signin/link")
    async def by_link(request: Request) -> Response:
        offered = await ways.sessions.take(request.query_params.get("key", "")) if ways.links else None
        if offered is None or "person" not in offered:
            return problem(request, 403, "This link was used already, or is older than ten minutes.")
        person = offered["person"]
        return await _signed_in(ways, person, ways.policy.named(person))

    @router.get("/signin/issuer")
    async def leave(request: Request) -> Response:
        if ways.issuer is None:
            return problem(request, 404, "No sign-in is set up here.")
        try:
            url, begun = await ways.issuer.begin()
        except SignInFailed as error:
            return problem(request, 503, str(error))
        response = RedirectResponse(url, 303)
        key = await ways.sessions.offer(begun, LINK_LASTS)
        _set(response, ways, TRIP_COOKIE, key, LINK_LASTS, path="/signin")
        return response

    @router.get("/signin/return")
    async def come_back(request: Request) -> Response:
        begun = await ways.sessions.take(request.cookies.get(TRIP_COOKIE, ""))
        if ways.issuer is None or begun is None or "state" not in begun:
            return problem(request, 403, "This sign-in was not begun here, or is over. Please begin again.")
        try:
            claims = await ways.issuer.finish(dict(request.query_params), begun)
        except SignInFailed as error:
            return problem(request, 403, str(error))
        subject = f"{ways.issuer.issuer} {claims['sub']}"
        return await _signed_in(ways, *ways.known(claims), subject)

    @router.post("/signout")
    async def sign_out(request: Request) -> Response:
        await bodies.read_form(request)
        await ways.sessions.end(request.cookies.get(ways.cookie, ""))
        response = RedirectResponse("/", 303)
        response.delete_cookie(ways.cookie)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response

    return router


async def _signed_in(
    ways: Ways, person: str, name: str, roles: Iterable[str] = (), subject: str = ""
) -> RedirectResponse:
    key = await ways.sessions.begin(person, name, tuple(roles), ways.tenant, subject)
    response = RedirectResponse(HOME, 303)
    _set(response, ways, ways.cookie, key, LASTS)
    response.delete_cookie(TRIP_COOKIE, path="/signin")
    return response


def _set(response: Response, ways: Ways, name: str, key: str, lasts: timedelta, *, path: str = "/") -> None:
    """Put ``key`` into a cookie that no script reads and that no other site sends along."""
    response.set_cookie(
        name,
        key,
        max_age=int(lasts.total_seconds()),
        path=path,
        httponly=True,
        secure=ways.secure,
        samesite="lax",
    )
