"""Runs the server: opens the port, says what is connected, stops on a signal with nothing lost."""

import asyncio
import errno
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
import uvicorn
from prometheus_client.registry import Collector

from adapters import observability, policy_files
from adapters.application import Application
from adapters.bootstrap import open_service
from adapters.cli_terminal import note, say
from adapters.last_resort import CLOSE_S, LastResort
from adapters.policy_proposal import Proposals
from adapters.server import create_app
from adapters.settings import Settings
from adapters.web.access import WebSettings
from adapters.web.oidc import OpenId
from adapters.web.signing_in import Ways
from bot.errors import SettingsError, StartError
from bot.people import desk_of

GRACE_S = 10
"""How long requests in flight may take after a signal."""

ON_THE_PAGE = ("reader", "Slack", "Teams", "model")
"""What the page tells of the status; the rest is for whoever started it."""


def serve(settings: Settings, misspelt: tuple[str, ...], *, colours: bool) -> None:
    """Serve until SIGINT or SIGTERM.

    Raises:
        StartError: Something is in the way: the port, the folder, the database.
    """
    observability.configure(settings.log_level, colours=colours)
    for stranger in misspelt:
        note(f"Ignored: {stranger}")
    last_resort = LastResort(settings.drain_s + CLOSE_S)
    with listening(settings.host, settings.port) as listener:
        try:
            asyncio.run(_serve(settings, listener, last_resort))
        finally:
            last_resort.disarm()


async def _serve(settings: Settings, listener: socket.socket, last_resort: LastResort) -> None:
    log = structlog.get_logger("bedside.serve")
    async with open_service(settings, serving=True) as application:
        server = _server(application, settings)

        def end(number: int) -> None:
            last_resort.arm()
            server.handle_exit(number, None)

        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, end, number)
        say(_greeting(settings.role, _address(listener), application))
        log.info("serving", port=listener.getsockname()[1], role=settings.role)
        listens = application.platforms if settings.role != "worker" else ()
        if settings.role != "web":
            application.workshop.begin()
        for platform in listens:
            await platform.begin()
        warming = asyncio.create_task(_warmed(application), name="warm")
        try:
            await server.serve(sockets=[listener])
        finally:
            await application.workshop.end(settings.drain_s)
            await asyncio.wait({warming}, timeout=GRACE_S)
            for platform in application.platforms:
                await platform.end()
    log.info("stopped")


async def _warmed(application: Application) -> None:
    """Load the language model's client beside the first requests, where any workspace lets it be asked."""
    if application.adviser is not None and await application.switch.is_on():
        await application.adviser.warm()


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to us: uvicorn raises them again when it ends, and the log would not be closed."""
        yield


def _server(application: Application, settings: Settings) -> _Server:
    web = WebSettings(
        token=settings.api_token.get_secret_value() if settings.api_token else None,
        beyond_loopback=not settings.loopback,
        tenant=settings.tenant,
        connected=tuple(item for item in application.status if item[0] in ON_THE_PAGE),
        readiness=application.readiness,
        work=application.work,
    )
    return _Server(
        uvicorn.Config(
            create_app(
                application.service,
                settings=web,
                role=settings.role,
                platforms=application.platforms,
                ways=ways_in(application, settings),
                proposals=Proposals(
                    lambda: policy_files.places(settings.policies, settings.pack).data,
                    application.service.reader,
                ),
                figures=figures(application),
                pending=application.pending,
                rules=application.rules,
            ),
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=GRACE_S,
        )
    )


def figures(application: Application) -> tuple[Collector, ...]:
    """What ``/metrics`` tells besides the web platform's own."""
    if application.adviser is None:
        return ()
    from adapters.model.meters import ModelMeters

    return (ModelMeters.of(application.adviser),)


def ways_in(application: Application, settings: Settings) -> Ways:
    """How people may sign in: by one-time links on loopback, by the issuer that the settings name.

    Raises:
        SettingsError: Some of the issuer's settings are missing.
    """
    issuer = None
    secret = settings.oidc_secret.get_secret_value() if settings.oidc_secret is not None else ""
    if settings.oidc_issuer is not None:
        if not (settings.oidc_client and secret and settings.public_url):
            raise SettingsError(
                "BEDSIDE_OIDC_ISSUER also needs BEDSIDE_OIDC_CLIENT_ID, BEDSIDE_OIDC_CLIENT_SECRET and "
                "BEDSIDE_PUBLIC_URL, the address that the issuer sends people back to."
            )
        back = f"{settings.public_url.rstrip('/')}/signin/return"
        issuer = OpenId(settings.oidc_issuer, settings.oidc_client, secret, back)
    return Ways(
        application.sessions,
        desk_of(application.service.pack.organization),
        settings.tenant,
        secure=not settings.loopback or (settings.public_url or "").startswith("https://"),
        links=settings.loopback,
        issuer=issuer,
    )


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens, so that a port that is taken is known before anything else is done.

    Raises:
        StartError: The address cannot be listened on.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        number = error.errno if isinstance(error, OSError) else None
        said = os.strerror(number) if number and number > 0 else "there is no such address"
        hint = (
            "Is Bedside running already? Stop that one, or choose another port with BEDSIDE_PORT."
            if number == errno.EADDRINUSE
            else "Choose another with BEDSIDE_HOST or BEDSIDE_PORT."
        )
        raise StartError(f"Bedside cannot listen on {host}, port {port}: {said}. {hint}") from error
    with listener:
        yield listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _greeting(role: str, url: str, application: Application) -> str:
    told = (f"  {name:<9} {sentence}" for name, sentence in application.status)
    who = "A worker of Bedside; its /readyz and /metrics are" if role == "worker" else "Bedside is"
    return "\n".join((f"{who} at {url}  (Ctrl-C stops it)", *told))
