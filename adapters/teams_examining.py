"""Whether Teams can work: settings, Microsoft's keys, our token; and whether a package can be uploaded."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from adapters.checks import Check
from adapters.settings import Settings
from adapters.teams_opening import cloud_of, is_id, refuse_open_teams, tokens_of, told
from bot.errors import SettingsError

if TYPE_CHECKING:
    from adapters.teams.clouds import Cloud
    from adapters.teams.package import About


def examined(settings: Settings) -> Iterator[Check]:
    """Each part, and what is wrong with it; asks Microsoft's servers."""
    try:
        refuse_open_teams(settings)
    except SettingsError as error:
        yield Check("Teams settings", well=False, said="are not whole", advice=str(error))
        return
    yield Check("Teams settings", well=True, said=told(settings))
    if settings.teams_anonymous:
        return
    cloud = cloud_of(settings)
    yield _checked("Microsoft's keys", f"come from {cloud.openid_url}", _keys_missing(cloud))
    yield _checked("our token", f"comes from {cloud.login_url}", _token_missing(settings, cloud))


def _checked(name: str, well: str, problem: str | None) -> Check:
    if problem is None:
        return Check(name, well=True, said=well)
    said, advice = problem.split(". ", 1)
    return Check(name, well=False, said=said, advice=advice)


def _keys_missing(cloud: "Cloud") -> str | None:
    from adapters.teams.signing_keys import fetch_keys  # noqa: PLC0415

    try:
        fetch_keys(cloud.openid_url, 5.0)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        return (
            f"cannot be fetched from {cloud.openid_url} ({type(error).__name__}). May this machine reach it?"
        )
    return None


def _token_missing(settings: Settings, cloud: "Cloud") -> str | None:
    from adapters.teams.credentials import TokenUnavailable  # noqa: PLC0415

    try:
        tokens_of(settings, cloud)()
    except TokenUnavailable as error:
        return (
            f"{cloud.login_url} gives none ({error.code}). Are MicrosoftAppId, MicrosoftAppTenantId and the "
            "secret or certificate those of one app, and has the secret not ended?"
        )
    return None


def refuse_package(about: "About") -> None:
    """See that a package can be uploaded.

    Raises:
        SettingsError: Every value that Teams would refuse, one a line.
    """
    problems = []
    if not is_id(about.app_id):
        problems.append("The app id is missing or none: give --app-id, or set MicrosoftAppId.")
    if not 1 <= len(about.organization) <= 32:
        problems.append("--organization must have 1 to 32 characters.")
    for name, url in (("website", about.website), ("privacy", about.privacy), ("terms", about.terms)):
        if not re.fullmatch(r"https://[^\s/]+\S*", url) or len(url) > 2048:
            problems.append(f"--{name} must be an address that begins with https://.")
    if not re.fullmatch(r"\d{1,5}\.\d{1,5}\.\d{1,5}", about.version):
        problems.append("--version must be three numbers with dots between them.")
    if problems:
        raise SettingsError("\n".join(problems))
