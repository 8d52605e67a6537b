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

from adapters.settings_model import ModelSettings
from adapters.settings_slack import SlackSettings
from adapters.settings_teams import TeamsSettings
from bot.errors import SettingsError, StartError, unknown_name

TOKEN_LENGTH = 24
"""Characters a token needs before the server may be reached from another machine."""

SECRETS = "BEDSIDE_SECRETS"
_HERE = Path(__file__).resolve().parent.parent
NOT_OURS = {SECRETS, "BEDSIDE_CACHE", "BEDSIDE_DEBUG", "BEDSIDE_PICTURES", "BEDSIDE_REQUIRE_ALL"}
"""Names that something else reads: ``read`` itself, the command line, the tests."""

_Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]


class Settings(ModelSettings, TeamsSettings, SlackSettings, BaseSettings):
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

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

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
