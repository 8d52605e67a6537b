"""Who may call the web pages and the API, and what every answer carries.

On loopback nobody signs in; a Host allow-list keeps other sites from reaching in by DNS rebinding.
Beyond loopback every page and the API ask for the token: programs as ``Authorization: Bearer``,
people in the browser's own sign-in (HTTP Basic: any name, the token as password). Basic is the
simplest safe thing: no cookie, no session, nothing to expire. The name given there is what the log
keeps as the person; it is stated by that person, not proven.
"""

import base64
import binascii
import hmac
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adapters.session import Session
from adapters.web.problems import problem
from bot.model import Actor
from bot.people import SIGNED_IN

Readiness = Callable[[], Awaitable[Mapping[str, str | None]]]
"""Each check by name: ``None`` when it is well, else what is wrong, in one sentence."""

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cache-Control": "no-store",
}

_LOOPBACK_HOST = re.compile(r"(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
_OPEN_PATHS = ("/healthz", "/readyz", "/static/")
_SIGN_IN_PATHS = ("/signin",)
SESSION = "bedside.session"
_READS_ON_RECORD = ("/log/export",)
"""Reads that write an entry: no other site may cause one, not even by a link."""
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_PERSON = re.compile(r"[\w.@+-]{1,64}")


Work = Callable[[], Awaitable[Mapping[str, float]]]
"""How much is ``waiting`` and ``dead``, and since how many ``overdue_seconds``; empty where nobody knows."""


async def _nobody_works() -> Mapping[str, float]:
    return {}


async def _nothing_to_check() -> Mapping[str, str | None]:
    return {}


@dataclass(frozen=True, slots=True)
class WebSettings:
    """What the web platform is told by whoever starts it.

    Attributes:
        token: What callers must show once the server listens ``beyond_loopback``.
        tenant: Whose log this is.
        connected: Each platform with a sentence about its state, as shown on the page.
        readiness: Asked by ``/readyz``.
        work: Asked by ``/metrics``.
        session_of: Who is signed in, by the browser's cookie.
    """

    token: str | None = field(default=None, repr=False)
    beyond_loopback: bool = False
    tenant: str = "local"
    connected: tuple[tuple[str, str], ...] = ()
    readiness: Readiness = _nothing_to_check
    work: Work = _nobody_works
    session_of: "Callable[[Request], Awaitable[Session | None]] | None" = None


class Door:
    """Lets a request in, or says why not; puts the security headers on every answer."""

    def __init__(self, app: ASGIApp, settings: WebSettings, elsewhere: tuple[str, ...] = ()) -> None:
        """Guard ``app``, but for paths that begin as in ``elsewhere``, which see to that themselves."""
        self._app = app
        self._settings = settings
        self._elsewhere = elsewhere

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        request, path = Request(scope), scope["path"]
        guarded = not path.startswith(self._elsewhere)
        if guarded and self._settings.session_of is not None and not path.startswith(_OPEN_PATHS):
            scope[SESSION] = await self._settings.session_of(request)
        refusal = self._refusal(request) if guarded else None
        if refusal is None:
            await self._app(scope, receive, send_guarded)
            return
        status, sentence = refusal
        response = problem(request, status, sentence)
        if status == 401:
            response.headers["WWW-Authenticate"] = 'Basic realm="Bedside", charset="UTF-8"'
        await response(scope, receive, send_guarded)

    def _refusal(self, request: Request) -> tuple[int, str] | None:
        if not self._settings.beyond_loopback and not _LOOPBACK_HOST.fullmatch(
            request.headers.get("host", "")
        ):
            return 421, "This server answers only to this machine: localhost, 127.0.0.1 or [::1]."
        if _guarded(request) and crosses_sites(request.headers):
            return 403, "This request came from another site and was not let in."
        if self._settings.beyond_loopback and not request.url.path.startswith(_OPEN_PATHS):
            if request.url.path.startswith(_SIGN_IN_PATHS) and self._settings.session_of is not None:
                return None
            return None if trusted(request, self._settings) else (401, _SIGN_IN)
        return None


_SIGN_IN = (
    "Please sign in: a program with 'Authorization: Bearer TOKEN', a person with any name and the "
    "token as password."
)


def _guarded(request: Request) -> bool:
    return request.method not in _SAFE_METHODS or request.url.path in _READS_ON_RECORD


def crosses_sites(headers: Headers) -> bool:
    """Say whether a browser sent this on behalf of another site; programs send neither header."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc != headers.get("host")
    except ValueError:
        return True


def trusted(request: Request, settings: WebSettings) -> bool:
    """Say whether the caller is let in: on loopback anyone, beyond it who signed in or holds the token."""
    if session(request) is not None:
        return True
    if not settings.beyond_loopback:
        return True
    _, shown = _credentials(request.headers)
    expected = (settings.token or "").encode()
    return bool(expected) and hmac.compare_digest(shown.encode("utf-8", "replace"), expected)


def actor(request: Request, settings: WebSettings, nameless: str) -> Actor:
    """Who asks: the name given at sign-in, else ``nameless``."""
    if (signed_in := session(request)) is not None:
        roles = " ".join(signed_in.roles) or "author"
        return Actor(f"{SIGNED_IN}{signed_in.person}", roles, settings.tenant, signed_in.subject)
    name, _ = _credentials(request.headers)
    known = settings.beyond_loopback and _PERSON.fullmatch(name) is not None
    return Actor(id=name if known else nameless, tenant=settings.tenant)


def session(request: Request) -> Session | None:
    """Who is signed in, as the door found out."""
    found: Session | None = request.scope.get(SESSION)
    return found


def _credentials(headers: Headers) -> tuple[str, str]:
    """The name and the token that the caller shows; empty where there is none."""
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return "", value.strip()
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    return name, password
