"""Which platforms are connected; what one needs is imported only when it is."""

from adapters.keys import Cipher
from adapters.platform import Platform
from adapters.settings import Settings
from adapters.teams_opening import told, wanted
from adapters.workshop import Workshop
from bot.ports import Clock
from bot.service import Service


def connect(
    settings: Settings, workshop: Workshop, service: Service, cipher: Cipher, clock: Clock
) -> tuple[Platform, ...]:
    """Every platform that ``settings`` name; what it needs is imported only then."""
    connected: list[Platform] = []
    if settings.slack:
        from adapters.connect_slack import connect as slack  # noqa: PLC0415 - half a second

        connected.append(slack(settings, workshop, service, cipher, clock))
    if wanted(settings):
        from adapters.connect_teams import connect as teams  # noqa: PLC0415 - a third of a second

        connected.append(teams(settings, workshop, service, cipher, clock))
    return tuple(connected)


def connects(settings: Settings, platform: str) -> bool:
    """Whether a process with these ``settings`` speaks to ``slack`` or ``teams``."""
    return settings.slack if platform == "slack" else wanted(settings)


def told_platforms(settings: Settings, platforms: tuple[Platform, ...]) -> tuple[tuple[str, str], ...]:
    """A sentence about each platform, for the operator."""
    connected = {platform.name: platform.status for platform in platforms}
    return (
        (
            "Slack",
            connected.get("Slack", "connected while serving" if settings.slack else "no token"),
        ),
        ("Teams", told(settings)),
    )
