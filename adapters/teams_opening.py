"""What the settings say of Teams, and a refusal where everybody could speak as Teams."""

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.settings import Settings
from bot.errors import SettingsError

if TYPE_CHECKING:
    from adapters.teams.clouds import Cloud
    from adapters.teams.credentials import Tokens


PLAYGROUND_APP = "00000000-0000-0000-0000-000000000000"


def wanted(settings: Settings) -> bool:
    """Whether anything of Teams is set."""
    return any(
        (
            settings.teams_app_id,
            settings.teams_app_password,
            settings.teams_app_tenant,
            settings.teams_certificate,
            settings.teams_anonymous,
        )
    )


def refuse_open_teams(settings: Settings) -> None:
    """See that only Teams can speak as Teams, and that Bedside can answer.

    Raises:
        SettingsError: Every setting that is missing or wrong, one a line.
    """
    if problems := list(_problems(settings)):
        raise SettingsError("\n".join(problems))


def _problems(settings: Settings) -> list[str]:
    if settings.teams_anonymous:
        if settings.loopback:
            return []
        return [
            "BEDSIDE_TEAMS_ANONYMOUS lets everybody in, so it works only while BEDSIDE_HOST is this machine "
            f"(it is {settings.host})."
        ]
    problems = []
    if not is_id(settings.teams_app_id):
        problems.append(
            "MicrosoftAppId is not set or no app id (8-4-4-4-12 hexadecimal digits). Without it nobody could "
            "tell Teams from a stranger, so Bedside does not start."
        )
    if not is_id(settings.teams_app_tenant):
        problems.append(
            "MicrosoftAppTenantId is not set or no tenant id. It is the tenant that the app belongs to."
        )
    if settings.teams_app_type == "SingleTenant" and not (
        settings.teams_app_password or settings.teams_certificate
    ):
        problems.append(
            "MicrosoftAppPassword or BEDSIDE_TEAMS_CERTIFICATE is not set. One of them lets Bedside answer; "
            "with MicrosoftAppType=UserAssignedMSI neither is needed."
        )
    problems += [
        f"BEDSIDE_TEAMS_TENANTS: '{t}' is no tenant id."
        for t in _listed(settings.teams_tenants)
        if not is_id(t)
    ]
    for name, url in (
        ("BEDSIDE_TEAMS_OPENID_METADATA_URL", settings.teams_openid_url),
        ("BEDSIDE_TEAMS_LOGIN_URL", settings.teams_login_url),
        ("BEDSIDE_TEAMS_ISSUER", settings.teams_issuer),
        ("BEDSIDE_TEAMS_SCOPE", settings.teams_scope),
    ):
        if url is not None and not url.startswith("https://"):
            problems.append(f"{name} must begin with https://.")
    return problems


def cloud_of(settings: Settings) -> "Cloud":
    """The cloud that the settings name, with what they change of it."""
    from adapters.teams.clouds import CLOUDS, LOOPBACK  # noqa: PLC0415

    cloud = CLOUDS[settings.teams_cloud]
    hosts = frozenset(_listed(settings.teams_hosts)) or cloud.hosts
    return replace(
        cloud,
        openid_url=settings.teams_openid_url or cloud.openid_url,
        login_url=settings.teams_login_url or cloud.login_url,
        issuer=settings.teams_issuer or cloud.issuer,
        scope=settings.teams_scope or cloud.scope,
        hosts=LOOPBACK if settings.teams_anonymous else hosts,
    )


def tokens_of(settings: Settings, cloud: "Cloud") -> "Tokens":
    """With which Bedside speaks; nothing is asked yet.

    Raises:
        SettingsError: The certificate cannot be read.
    """
    from adapters.teams import credentials  # noqa: PLC0415

    app_id, tenant = settings.teams_app_id or "", settings.teams_app_tenant or ""
    if settings.teams_anonymous:
        return credentials.no_token
    if settings.teams_app_type == "UserAssignedMSI":
        return credentials.by_managed_identity(app_id, cloud)
    if settings.teams_certificate is not None:
        try:
            pem = settings.teams_certificate.read_text("utf-8")
        except (OSError, UnicodeError) as error:
            raise SettingsError(
                f"BEDSIDE_TEAMS_CERTIFICATE: {settings.teams_certificate} cannot be read."
            ) from error
        return credentials.by_certificate(app_id, pem, tenant, cloud)
    secret = settings.teams_app_password
    return credentials.by_secret(app_id, secret.get_secret_value() if secret else "", tenant, cloud)


def told(settings: Settings) -> str:
    """A sentence about Teams for whoever starts Bedside."""
    if not wanted(settings):
        return "no app id"
    if settings.teams_anonymous:
        return "open to everybody on this machine, for the playground; never use this with real people"
    return f"listens at /api/messages, {settings.teams_cloud}, for {len(tenants_of(settings))} tenant(s)"


def tenants_of(settings: Settings) -> tuple[str, ...]:
    """Whose people are served: those named, else the app's own tenant."""
    return _listed(settings.teams_tenants) or tuple(t for t in (settings.teams_app_tenant,) if t)


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def is_id(text: str | None) -> bool:
    """Whether it is an id as Entra gives them."""
    try:
        return str(uuid.UUID(text or "")) == (text or "").strip().lower()
    except ValueError:
        return False
