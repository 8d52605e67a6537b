"""What an operator can set about Microsoft Teams."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, SecretStr


class TeamsSettings(BaseModel):
    """The part of ``settings.Settings`` that is about Teams, by the names that Microsoft's own guides use."""

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
    teams_issuer: str | None = Field(
        None,
        alias="BEDSIDE_TEAMS_ISSUER",
        description="who signs what Teams sends, if not who does it in the cloud",
    )
    teams_scope: str | None = Field(
        None,
        alias="BEDSIDE_TEAMS_SCOPE",
        description="what the app's token is for, if not what the cloud says; without /.default",
    )
    teams_hosts: str | None = Field(
        None,
        alias="BEDSIDE_TEAMS_SERVICE_HOSTS",
        description="the hosts that Bedside may answer to, with commas, if not the cloud's own",
    )
