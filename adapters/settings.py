"""The only reader of the environment: one frozen ``Settings``, read once, all problems told at once."""

import os
import sys
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, StringConstraints, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.errors import SettingsError, StartError, unknown_name

TOKEN_LENGTH = 24
"""Characters a token needs before the server may be reached from another machine."""

SECRETS = "BEDSIDE_SECRETS"
_HERE = Path(__file__).resolve().parent.parent
NOT_OURS = {SECRETS, "BEDSIDE_CACHE", "BEDSIDE_DEBUG", "BEDSIDE_PICTURES", "BEDSIDE_REQUIRE_ALL"}
"""Names that something else reads: ``read`` itself, the command line, the tests."""

_Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\S*$")]
_Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]


class Settings(BaseSettings):
    """What an operator can set. The description of a field is told with its problems."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", case_sensitive=True, hide_input_in_errors=True
    )

    host: Annotated[str, StringConstraints(min_length=1)] = Field(
        "127.0.0.1", alias="BEDSIDE_HOST", description="the address that the server listens on"
    )
    port: int = Field(
        8080, alias="BEDSIDE_PORT", ge=0, le=65535, description="the port; 0 takes any free one"
    )
    data: Path = Field(
        alias="BEDSIDE_DATA", description="the folder for the database, the keys and the cache"
    )
    policies: Path | None = Field(
        None, alias="BEDSIDE_POLICIES", description="a folder of your own policy packs"
    )
    pack: _Name = Field(
        "organization", alias="BEDSIDE_PACK", description="the pack that drafts are judged by"
    )
    reader: Literal["auto", "off"] = Field(
        "auto", alias="BEDSIDE_READER", description="whether the local reader helps the rules"
    )
    tenant: _Name = Field(
        "local", alias="BEDSIDE_TENANT", description="the organization whose log chain is written"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", alias="BEDSIDE_LOG_LEVEL", description="how much the server says on standard error"
    )
    api_token: Annotated[SecretStr, Field(min_length=TOKEN_LENGTH)] | None = Field(
        None,
        alias="BEDSIDE_API_TOKEN",
        description="what callers must show once the server listens beyond this machine",
    )
    fingerprint_key: SecretStr | None = Field(
        None, alias="BEDSIDE_FINGERPRINT_KEY", description="keys the fingerprints of drafts"
    )
    signing_key: SecretStr | None = Field(
        None, alias="BEDSIDE_SIGNING_KEY", description="the key that signs checkpoints"
    )
    encryption_keys: SecretStr | None = Field(
        None,
        alias="BEDSIDE_ENCRYPTION_KEYS",
        description="encrypt what waits to be answered; the first one encrypts, all of them decrypt",
    )
    database_url: SecretStr | None = Field(
        None, alias="DATABASE_URL", description="where everything is kept; an SQLite file by default"
    )
    database_pool: int = Field(
        10,
        alias="BEDSIDE_DATABASE_POOL",
        ge=2,
        le=100,
        description="the connections to PostgreSQL that a process keeps for its own work",
    )
    role: Literal["all", "web", "worker"] = Field(
        "all", alias="BEDSIDE_ROLE", description="what this process does: answer the door, work, or both"
    )
    concurrency: int = Field(
        8, alias="BEDSIDE_CONCURRENCY", ge=1, le=64, description="how many jobs a process does at a time"
    )
    drain_s: float = Field(
        15.0,
        alias="BEDSIDE_DRAIN_SECONDS",
        ge=0,
        le=600,
        description="how long jobs in flight may take after a signal, in seconds",
    )
    keep_drafts_h: float = Field(
        24.0,
        alias="BEDSIDE_KEEP_DRAFTS_HOURS",
        ge=0,
        le=24 * 31,
        description="how long a draft is kept encrypted after its review, for its buttons; 0 keeps none",
    )
    decide_drafts_d: float = Field(
        30.0,
        alias="BEDSIDE_DECIDE_DRAFTS_DAYS",
        ge=1,
        le=366 * 6,
        description="how long a draft that people decide on is kept encrypted after each change",
    )
    keep_entries_y: int = Field(
        6,
        alias="BEDSIDE_KEEP_ENTRIES_YEARS",
        ge=0,
        le=100,
        description="how many years entries of the decision log are kept; 0 keeps them for ever",
    )
    keep_registers_y: int = Field(
        6,
        alias="BEDSIDE_KEEP_REGISTERS_YEARS",
        ge=0,
        le=100,
        description="how many years what is on file is kept after it ended; 0 keeps it for ever",
    )
    public_url: Annotated[str, StringConstraints(pattern=r"^https?://[^/\s]+/?$")] | None = Field(
        None, alias="BEDSIDE_PUBLIC_URL", description="the address under which people reach this server"
    )
    oidc_issuer: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = Field(
        None, alias="BEDSIDE_OIDC_ISSUER", description="the issuer that people sign in with (OpenID Connect)"
    )
    oidc_client: str | None = Field(
        None, alias="BEDSIDE_OIDC_CLIENT_ID", description="what the issuer knows Bedside as"
    )
    oidc_secret: SecretStr | None = Field(
        None, alias="BEDSIDE_OIDC_CLIENT_SECRET", description="what proves to the issuer that it is Bedside"
    )
    slack_token: SecretStr | None = Field(
        None, alias="SLACK_BOT_TOKEN", description="the token that lets Bedside answer in Slack"
    )
    slack_signing_secret: SecretStr | None = Field(
        None,
        alias="SLACK_SIGNING_SECRET",
        description="proves that a request comes from Slack; two with a comma between while one is replaced",
    )
    slack_app_token: SecretStr | None = Field(
        None,
        alias="SLACK_APP_TOKEN",
        description="the token (xapp-) that lets Bedside call Slack: Socket Mode",
    )
    slack_client_id: str | None = Field(
        None, alias="SLACK_CLIENT_ID", description="with it, any number of workspaces can install Bedside"
    )
    slack_client_secret: SecretStr | None = Field(
        None, alias="SLACK_CLIENT_SECRET", description="the secret that belongs to SLACK_CLIENT_ID"
    )
    slack_api_url: _Url | None = Field(
        None, alias="SLACK_API_URL", description="where Slack's Web API is, if not at slack.com"
    )
    teams_app_id: str | None = Field(
        None, alias="MicrosoftAppId", description="the id that lets Bedside answer in Teams"
    )
    teams_app_type: Literal["SingleTenant", "UserAssignedMSI"] = Field(
        "SingleTenant", alias="MicrosoftAppType", description="how the app in Entra signs in"
    )
    teams_app_tenant: str | None = Field(
        None, alias="MicrosoftAppTenantId", description="the Microsoft tenant that the app belongs to"
    )
    teams_app_password: SecretStr | None = Field(
        None, alias="MicrosoftAppPassword", description="the app's client secret"
    )
    teams_certificate: Path | None = Field(
        None,
        alias="BEDSIDE_TEAMS_CERTIFICATE",
        description="a PEM file with the app's certificate and private key, instead of a secret",
    )
    teams_cloud: Literal["commercial", "gcc", "gcchigh", "dod"] = Field(
        "commercial", alias="BEDSIDE_TEAMS_CLOUD", description="which of Microsoft's clouds you are in"
    )
    teams_tenants: str | None = Field(
        None,
        alias="BEDSIDE_TEAMS_TENANTS",
        description="the Microsoft tenants that are served, with commas; the app's own by default",
    )
    teams_anonymous: bool = Field(
        False,
        alias="BEDSIDE_TEAMS_ANONYMOUS",
        description="let everybody on this machine speak as Teams, for Microsoft's playground",
    )
    teams_openid_url: str | None = Field(
        None,
        alias="BEDSIDE_TEAMS_OPENID_METADATA_URL",
        description="where the keys of the channel are named, if not where the cloud has them",
    )
    teams_login_url: str | None = Field(
        None,
        alias="BEDSIDE_TEAMS_LOGIN_URL",
        description="where the app signs in, if not at the cloud's usual place",
    )
    teams_hosts: str | None = Field(
        None,
        alias="BEDSIDE_TEAMS_SERVICE_HOSTS",
        description="the hosts that Bedside may answer to, with commas, if not the cloud's own",
    )
    model_key: SecretStr | None = Field(
        None, alias="OPENAI_API_KEY", description="what the model's endpoint is shown"
    )
    model_url: _Url | None = Field(
        None, alias="OPENAI_BASE_URL", description="where a model is asked, if not at api.openai.com"
    )
    model_name: Annotated[str, StringConstraints(pattern=r"^[\w.:/@-]{1,120}$")] | None = Field(
        None, alias="BEDSIDE_MODEL", description="the model that is asked, as its endpoint calls it"
    )
    model_privacy: Literal["off", "local", "baa"] = Field(
        "off",
        alias="BEDSIDE_MODEL_PRIVACY",
        description="how far texts without identifiers may go: nowhere, to a private address, or under a BAA",
    )
    model_profile: Literal["auto", "openai", "azure", "other"] = Field(
        "auto", alias="BEDSIDE_MODEL_PROFILE", description="whose protocol the model's endpoint speaks"
    )
    model_seconds: float = Field(
        3.0,
        alias="BEDSIDE_MODEL_SECONDS",
        ge=0.5,
        le=60,
        description="how long a person waits for the model",
    )
    model_batch_seconds: float = Field(
        20.0,
        alias="BEDSIDE_MODEL_BATCH_SECONDS",
        ge=1,
        le=600,
        description="how long the model may take where nobody waits",
    )
    model_daily_tokens: int = Field(
        1_000_000,
        alias="BEDSIDE_MODEL_DAILY_TOKENS",
        ge=0,
        description="tokens that a workspace may spend on the model in a day; 0 for no limit",
    )
    model_monthly_tokens: int = Field(
        10_000_000,
        alias="BEDSIDE_MODEL_MONTHLY_TOKENS",
        ge=0,
        description="tokens that a workspace may spend on the model in a month; 0 for no limit",
    )
    model_price_in: float = Field(
        0.0,
        alias="BEDSIDE_MODEL_PRICE_IN",
        ge=0,
        description="what a million tokens that the model reads cost, for your accounting",
    )
    model_price_out: float = Field(
        0.0,
        alias="BEDSIDE_MODEL_PRICE_OUT",
        ge=0,
        description="what a million tokens that the model writes cost",
    )
    model_thinking_tokens: int = Field(
        0,
        alias="BEDSIDE_MODEL_THINKING_TOKENS",
        ge=0,
        le=100_000,
        description="tokens that the model may think with before it answers, where it does",
    )

    @property
    def model(self) -> bool:
        """Whether a model is named and there is somewhere to ask it."""
        return self.model_name is not None and (self.model_key is not None or self.model_url is not None)

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def slack(self) -> bool:
        """Whether there is a workspace to answer in, or a way to install Bedside in some."""
        return self.slack_token is not None or bool(self.slack_client_id and self.slack_client_secret)

    @property
    def slack_secrets(self) -> tuple[bytes, ...]:
        """The signing secrets that count."""
        given = self.slack_signing_secret.get_secret_value() if self.slack_signing_secret else ""
        return tuple(part.strip().encode() for part in given.split(",") if part.strip())

    def refuse_open_doors(self) -> None:
        """Refuse to serve other machines without a token.

        Raises:
            StartError: The server would listen beyond this machine and nothing guards it.
        """
        if not self.loopback and self.api_token is None:
            raise StartError(
                f"BEDSIDE_HOST is {self.host}, which other machines can reach, and BEDSIDE_API_TOKEN "
                f"is not set. Set it to at least {TOKEN_LENGTH} random characters, or listen on 127.0.0.1."
            )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """``read`` hands the environment in; mounted secret files come second."""
        return init_settings, file_secret_settings


_FIELDS = tuple(Settings.model_fields.values())
NAMES: Mapping[str, str] = {str(field.alias): field.description or "" for field in _FIELDS}
"""Every setting and its purpose."""


def read(environ: Mapping[str, str] | None = None, **given: str | int | Path | None) -> Settings:
    """Read the settings.

    Args:
        environ: Where they stand; ``None`` takes the process environment. An empty value counts as
            not set.
        given: Values by setting name that somebody typed; ``None`` counts as not typed.

    Raises:
        SettingsError: Every problem, one a line, each with the setting's purpose; no secret is shown.
    """
    environ = os.environ if environ is None else environ
    values: dict[str, Any] = {name: environ[name] for name in NAMES if environ.get(name)}
    values |= {name: value for name, value in given.items() if value is not None}
    if "BEDSIDE_DATA" not in values:
        values["BEDSIDE_DATA"] = default_data(environ)
    problems = []
    secrets = environ.get(SECRETS) or None
    if secrets is not None and not Path(secrets).is_dir():
        problems.append(
            f"{SECRETS} is not a folder. It is where settings lie as files, named like the settings."
        )
        secrets = None
    try:
        settings = Settings(_secrets_dir=secrets, **values)
    except ValidationError as error:
        problems += [_problem(detail, values) for detail in error.errors()]
    if problems:
        raise SettingsError("\n".join(problems))
    return settings


def secret_now(name: str, given: SecretStr | None, environ: Mapping[str, str] | None = None) -> str | None:
    """The secret as it stands now: in its mounted file, which may have been replaced, else as it was read."""
    environ = os.environ if environ is None else environ
    folder = environ.get(SECRETS)
    if folder and not environ.get(name):
        try:
            return (Path(folder) / name).read_text("utf-8").strip() or None
        except OSError:
            pass
    return given.get_secret_value() if given is not None else None


def misspelt(environ: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Settings of the environment that look like ours and are not."""
    environ = os.environ if environ is None else environ
    strangers = sorted(
        name for name in environ if name.startswith("BEDSIDE_") and name not in {*NAMES, *NOT_OURS}
    )
    return tuple(unknown_name("setting", name, NAMES) for name in strangers)


def default_data(
    environ: Mapping[str, str], checkout: Path = _HERE, home_of: Callable[[], Path] = Path.home
) -> Path:
    """The checkout's own ``data`` when Bedside runs from one, else where the platform keeps data.

    Raises:
        SettingsError: This user has no home, as in a container.
    """
    if (checkout / "Makefile").is_file() and (checkout / "pyproject.toml").is_file():
        return checkout / "data"
    try:
        home = Path(environ.get("HOME") or home_of())
    except RuntimeError:
        raise SettingsError(
            "BEDSIDE_DATA is not set, and this user has no home folder. Set it to the folder for the "
            "database, the keys and the cache."
        ) from None
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "bedside"
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "bedside"
    return Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "bedside"


def _problem(detail: ErrorDetails, values: Mapping[str, Any]) -> str:
    name = str(detail["loc"][0])
    secret = any(f.alias == name and "SecretStr" in str(f.annotation) for f in _FIELDS)
    shown = "" if secret or name not in values else f" (it is '{values[name]}')"
    context = detail.get("ctx", {})
    kind = "url" if str(context.get("pattern", "")).startswith("^https") else detail["type"]
    said = _SAID.get(kind, "cannot be used").format_map(context)
    return f"{name}{shown} {said}. It is {NAMES[name]}."


_SAID = {
    "int_parsing": "is not a whole number",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "literal_error": "must be {expected}",
    "string_pattern_mismatch": "may hold letters, digits, '.', '-' and '_', at most 64 of them",
    "url": "is no address such as https://bedside.example.org",
    "too_short": "must have at least {min_length} characters",
}
