"""Who may speak to Bedside as Teams: the SDK's token check, with its gaps closed."""

from typing import Any, Protocol

from botbuilder.schema import Activity as SdkActivity
from botframework.connector.auth import (
    AuthenticationConfiguration,
    AuthenticationConstants,
    BotFrameworkAuthenticationFactory,
    GovernmentConstants,
    JwtTokenExtractor,
    PasswordServiceClientCredentialFactory,
)

from adapters.teams.activity import Activity
from adapters.teams.clouds import Cloud
from adapters.teams.signing_keys import KeysUnavailable, NoKeys, SigningKeys

OTHER_ISSUERS = (
    AuthenticationConstants.TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL,
    GovernmentConstants.TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL,
)
"""Of the Emulator and of skills, which Bedside does not speak with."""


class Stranger(Exception):  # a signal to the endpoint, which answers 401 and nothing else
    """This does not come from Teams, or not to us. ``code`` says what was wrong, for the log."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Gate(Protocol):
    """Checks the token that came with an activity."""

    async def check(self, activity: Activity, authorization: str) -> None:
        """Let it pass.

        Raises:
            Stranger: It must not pass.
            KeysUnavailable: That cannot be said now.
        """
        ...


class TokenGate:
    """Lets pass what the Bot Framework of ``cloud`` signed for this app."""

    def __init__(self, app_id: str, cloud: Cloud, keys: SigningKeys) -> None:
        if not app_id.strip():
            raise ValueError("the SDK accepts everybody when the app id is empty")
        self._issuer = cloud.issuer
        JwtTokenExtractor.metadataCache[cloud.openid_url] = keys
        for url in OTHER_ISSUERS:
            JwtTokenExtractor.metadataCache[url] = NoKeys()
        self._sdk: Any = BotFrameworkAuthenticationFactory.create(
            to_channel_from_bot_login_url=cloud.login_url,
            to_channel_from_bot_oauth_scope=cloud.scope,
            to_bot_from_channel_token_issuer=cloud.issuer,
            oauth_url=cloud.scope,
            to_bot_from_channel_open_id_metadata_url=cloud.openid_url,
            to_bot_from_emulator_open_id_metadata_url=OTHER_ISSUERS[0],
            credential_factory=PasswordServiceClientCredentialFactory(app_id),
            auth_configuration=AuthenticationConfiguration(),
        )

    async def check(self, activity: Activity, authorization: str) -> None:
        """Check signature, issuer, audience, time, service URL and endorsement."""
        if not authorization.startswith("Bearer "):
            raise Stranger("no_token")
        said = SdkActivity(channel_id=activity.channel_id, service_url=activity.service_url)
        try:
            result = await self._sdk.authenticate_request(said, authorization)
        except KeysUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - the SDK raises six kinds for a bad token
            raise Stranger(type(error).__name__) from None
        claims = result.claims_identity.claims
        if "exp" not in claims:
            raise Stranger("no_end")
        if claims.get("iss") != self._issuer:
            raise Stranger("other_issuer")


class OpenGate:
    """Lets everything pass: for the playground, and only while nobody but this machine can reach it."""

    async def check(self, activity: Activity, authorization: str) -> None:
        """Let it pass."""
