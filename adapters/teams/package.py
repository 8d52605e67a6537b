"""The app package that an administrator uploads to Teams: a manifest and two icons in a zip."""

import io
import json
import zipfile
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from adapters.teams.forms import What

SCHEMA = "https://developer.microsoft.com/json-schemas/teams/v1.24/MicrosoftTeams.schema.json"

_REVIEW = ("review", "Review a draft; in our private chat, just send the draft")
_RESPOND = ("respond-review", "Suggest calm replies to a public review")
_QUEUE = ("queue", "Drafts that wait to be decided on")
_SUBSCRIBE = ("subscribe", "A tip every week, here: subscribe monday 9:00")
_DIGEST = ("digest", "When the weekly digest comes, and what is in its way")
_HELP = ("help", "What Bedside can do")
_OWN = (
    ("where", "Where a draft should go, and how it would stand there"),
    ("start", "What to write, what it needs first, how it may begin"),
    ("ideas", "What you could write about"),
    ("presence", "What people find when they look for you"),
    ("profile", "Whether your public profiles are still right"),
    ("mine", "Your own page: where you stand, what is kept"),
)
_EVERYWHERE = (_REVIEW, _RESPOND, _QUEUE, _SUBSCRIBE, _DIGEST, _HELP)
_COMMANDS = {"personal": (*_EVERYWHERE[:-1], *_OWN, _HELP), "team": _EVERYWHERE, "groupChat": _EVERYWHERE}
"""By scope; Teams lists twelve at most. What is one's own is asked for where nobody else reads."""

_ACTIONS = {
    What.REVIEW: "What Bedside says about these words; only you see it",
    What.RESPOND: "Calm replies to a public review; only you see them",
}
_FULL = (
    "Send Bedside a draft and it answers in a moment: ok, revise or block, the exact words that are the "
    "trouble, why, with the source, and a version that passes where there is an honest one. In a channel, "
    "mention Bedside: the answer comes to you alone. On any message, 'Review this message' does the same. "
    "Bedside recommends; people decide. It never publishes anything and gives no legal advice."
)


@dataclass(frozen=True, slots=True)
class About:
    """What the manifest says of the organization that runs Bedside."""

    app_id: str
    organization: str
    website: str
    privacy: str
    terms: str
    version: str = "1.0.0"


def manifest(about: About) -> dict[str, Any]:
    """The manifest."""
    return {
        "$schema": SCHEMA,
        "manifestVersion": "1.24",
        "version": about.version,
        "id": about.app_id,
        "developer": {
            "name": about.organization[:32],
            "websiteUrl": about.website,
            "privacyUrl": about.privacy,
            "termsOfUseUrl": about.terms,
        },
        "name": {"short": "Bedside", "full": "Bedside: a second pair of eyes before you post"},
        "description": {"short": "Reviews what you are about to say in public.", "full": _FULL},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#2B2621",
        "defaultInstallScope": "personal",
        "localizationInfo": {"defaultLanguageTag": "en"},
        "bots": [
            {
                "botId": about.app_id,
                "scopes": list(_COMMANDS),
                "supportsFiles": True,
                "isNotificationOnly": False,
                "commandLists": [
                    {
                        "scopes": [scope],
                        "commands": [{"title": title, "description": text} for title, text in commands],
                    }
                    for scope, commands in _COMMANDS.items()
                ],
            }
        ],
        "composeExtensions": [
            {"botId": about.app_id, "commands": [_action(*item) for item in _ACTIONS.items()]}
        ],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [],
    }


def _action(what: What, text: str) -> dict[str, Any]:
    return {
        "id": what.value,
        "type": "action",
        "title": what.heading,
        "description": text,
        "context": ["message", "compose"],
        "fetchTask": True,
    }


def package(about: About) -> bytes:
    """The zip; the same for the same arguments, byte for byte."""
    icons = files("adapters.teams") / "icons"
    told = json.dumps(manifest(about), indent=2, ensure_ascii=False).encode()
    parts = {"manifest.json": told}
    parts |= {name: (icons / name).read_bytes() for name in ("color.png", "outline.png")}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
