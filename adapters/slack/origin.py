"""Who sent something in Slack, and where: read from a payload of any kind. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adapters.slack.api import ENTERPRISE
from bot.commands import Command, Request
from bot.delivery import Conversation, Event
from bot.model import Actor

PLATFORM = "slack"
Payload = Mapping[str, Any]

STRANGER = (
    "You and I belong to different organizations, so I cannot review anything for you: what you write would "
    "be on another organization's record. Please ask your own team. Nothing was recorded."
)


@dataclass(frozen=True, slots=True)
class Origin:
    """A person in a workspace.

    Attributes:
        team: The workspace where Bedside is installed.
        user: The person.
        enterprise: The Grid organization, where the whole of it installed Bedside.
        home: The workspace that the person belongs to, where Slack says so.
        home_enterprise: The organization that the person belongs to, where Slack says so.
    """

    team: str
    user: str
    enterprise: str | None = None
    home: str | None = None
    home_enterprise: str | None = None

    @property
    def stranger(self) -> bool:
        """Whether the person comes from another organization, through Slack Connect."""
        if self.home in {None, self.team}:
            return False
        return self.enterprise is None or self.home_enterprise != self.enterprise

    @property
    def reference(self) -> dict[str, str]:
        """What a conversation needs besides its id."""
        return {ENTERPRISE: self.enterprise} if self.enterprise else {}

    def place(self, channel: str, thread: str = "", ticket: str = "") -> Conversation:
        """A conversation in the workspace."""
        return Conversation(PLATFORM, self.team, channel, thread, self.reference, ticket=ticket)

    def actor(self, tenant: str | None) -> Actor:
        """The person, for the decision log of ``tenant``; by default the workspace's own."""
        return Actor(self.user, tenant=tenant or self.team)

    def event(
        self,
        key: str,
        command: Command,
        place: Conversation,
        tenant: str | None,
        *,
        privately: bool = False,
        refusal: str | None = None,
    ) -> Event:
        """What the person asks; a stranger is refused instead."""
        return Event(
            key,
            Request(self.actor(tenant), PLATFORM, command),
            place,
            privately=self.user if privately else None,
            refusal=STRANGER if self.stranger else refusal,
        )


def handed_to(body: Payload) -> str:
    """As which bot Bedside is told of an event; empty where Slack does not say."""
    authorization = _authorization(body)
    return str(authorization.get("user_id") or "") if authorization.get("is_bot") else ""


def of_event(body: Payload, user: str) -> Origin:
    """Of an Events API callback; ``user`` is the one whom the event is about."""
    event = body["event"]
    authorization = _authorization(body)
    whole = bool(authorization.get("is_enterprise_install"))
    team = str(authorization.get("team_id") or body.get("team_id") or "")
    return Origin(
        team=str(body.get("team_id") or team) if whole else team,
        user=user,
        enterprise=authorization.get("enterprise_id") if whole else None,
        home=event.get("user_team") or event.get("source_team") or event.get("team"),
    )


def _authorization(body: Payload) -> Payload:
    """The installation through which Slack hands an event on."""
    return next(iter(body.get("authorizations") or ()), {})


def of_body(body: Payload) -> Origin:
    """Of a slash command, a button, a shortcut or a form."""
    return of_command(body) if "command" in body else of_interaction(body)


def of_command(body: Payload) -> Origin:
    """Of a slash command."""
    whole = str(body.get("is_enterprise_install")).lower() == "true"
    return Origin(
        team=str(body["team_id"]),
        user=str(body["user_id"]),
        enterprise=body.get("enterprise_id") if whole else None,
    )


def of_interaction(body: Payload) -> Origin:
    """Of a button, a shortcut or a form."""
    user, team = body["user"], body.get("team") or {}
    whole = bool(body.get("is_enterprise_install"))
    enterprise = (body.get("enterprise") or {}).get("id")
    return Origin(
        team=str(team.get("id") or user.get("team_id") or ""),
        user=str(user["id"]),
        enterprise=enterprise if whole else None,
        home=user.get("team_id") if team.get("id") else None,
        home_enterprise=user.get("enterprise_id") or (enterprise if whole else None),
    )
