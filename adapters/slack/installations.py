"""Which workspaces Bedside is installed in, and with which token it speaks there."""

from dataclasses import dataclass, field
from typing import Protocol

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize

from bot.errors import BedsideError

NOT_INSTALLED = (
    "Bedside is not installed in this workspace any more, or was never. Please ask your Slack administrator "
    "to install it; nothing was recorded."
)


class NotInstalled(BedsideError):
    """A workspace asks that nobody installed Bedside in."""


@dataclass(frozen=True, slots=True)
class Installation:
    """One installation.

    Attributes:
        team: The workspace; ``None`` where a whole Enterprise Grid organization installed Bedside.
        token: The bot's. It shows in no repr.
        enterprise: The organization, where there is one.
        bot_user: As whom Bedside speaks; empty while nobody knows.
    """

    team: str | None
    token: str = field(repr=False)
    enterprise: str | None = None
    bot_user: str = ""
    scopes: tuple[str, ...] = ()


class Installations(Protocol):
    """The installations at hand."""

    async def find(self, enterprise: str | None, team: str | None) -> Installation | None:
        """The installation that speaks in ``team``: its own, else its organization's. Asks nobody outside.

        Raises:
            BookUnavailable: The database cannot be asked.
        """
        ...

    async def fresh(self, enterprise: str | None, team: str | None) -> Installation | None:
        """As ``find``, but a token that is about to expire is exchanged first, which asks Slack.

        Raises:
            BookUnavailable: The database cannot be asked.
        """
        ...

    async def forget(self, enterprise: str | None, team: str | None) -> None:
        """It was uninstalled, or its tokens were revoked. Forgetting it twice changes nothing."""
        ...


class OneWorkspace:
    """The one installation whose token an operator set. Slack's requests name the workspace."""

    def __init__(self, token: str) -> None:
        self._installation = Installation(None, token)

    def knows(self, *, bot_user: str, team: str, scopes: tuple[str, ...]) -> None:
        """Slack said whose token it is."""
        self._installation = Installation(team, self._installation.token, bot_user=bot_user, scopes=scopes)

    async def find(self, enterprise: str | None, team: str | None) -> Installation | None:
        """The installation; ``None`` for a workspace that the token is not for, once that is known."""
        known = self._installation.team
        return self._installation if known is None or team in {None, known} or enterprise else None

    async def fresh(self, enterprise: str | None, team: str | None) -> Installation | None:
        """The installation; a token that was set by hand does not expire."""
        return await self.find(enterprise, team)

    async def forget(self, enterprise: str | None, team: str | None) -> None:
        """Nothing to do: the token is a setting, and the operator's to take away."""


class ByInstallation(AsyncAuthorize):
    """Tells Bolt the installation that a request belongs to."""

    def __init__(self, installations: Installations) -> None:
        self._installations = installations

    async def __call__(
        self,
        *,
        context: object,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        **_: object,
    ) -> AuthorizeResult:
        """See Bolt, which would itself tell the person, by a call to Slack before the acknowledgement.

        Raises:
            NotInstalled: There is none.
        """
        found = await self._installations.find(enterprise_id, team_id)
        if found is None:
            raise NotInstalled(NOT_INSTALLED)
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=found.bot_user or None,
            bot_token=found.token,
            bot_scopes=found.scopes,
            user_id=user_id,
        )
