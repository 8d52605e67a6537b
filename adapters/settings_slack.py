"""What an operator can set about Slack."""

from pydantic import BaseModel, Field, SecretStr

from adapters.settings_types import Url


class SlackSettings(BaseModel):
    """The part of ``settings.Settings`` that is about Slack, by the names that Slack's own guides use."""

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
    slack_api_url: Url | None = Field(
        None, alias="SLACK_API_URL", description="where Slack's Web API is, if not at slack.com"
    )

    @property
    def slack(self) -> bool:
        """Whether there is a workspace to answer in, or a way to install Bedside in some."""
        return self.slack_token is not None or bool(self.slack_client_id and self.slack_client_secret)

    @property
    def slack_secrets(self) -> tuple[bytes, ...]:
        """The signing secrets that count."""
        given = self.slack_signing_secret.get_secret_value() if self.slack_signing_secret else ""
        return tuple(part.strip().encode() for part in given.split(",") if part.strip())
