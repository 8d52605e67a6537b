"""The nouns of the way in and out: an event, a conversation, what became of a message.

A platform turns what it was sent into an ``Event`` and hands it to the inbox; everything after that
is free of any platform, until a ``Messenger`` speaks there again.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.commands import Request


@dataclass(frozen=True, slots=True)
class Conversation:
    """A place on a platform: a direct message, a channel or a group.

    Attributes:
        platform: ``slack``, ``teams``: the name under which its messenger is known.
        tenant: The installation that may speak there: a Slack workspace, a Microsoft tenant.
        id: As the platform knows it. With platform and tenant it is unique.
        thread: The message under which to answer; empty for none.
        reference: What the platform needs besides to speak there, such as Teams' service URL. Ids and
            addresses only, never a token: it is kept as it is, and refreshed by every event.
        zone: The time zone in which people there live, an IANA name, where the platform knows it.
        ticket: A permission to answer there for a short while, such as Slack's ``response_url``. It rides
            with the event, encrypted, and is never kept with the conversation.
    """

    platform: str
    tenant: str
    id: str
    thread: str = ""
    reference: Mapping[str, str] = field(default_factory=dict, repr=False)
    zone: str | None = None
    ticket: str = field(default="", repr=False)

    @property
    def lock(self) -> str:
        """Work with the same lock is done one after another, so that answers keep their order."""
        return f"{self.platform}:{self.tenant}:{self.id}"


@dataclass(frozen=True, slots=True)
class Event:
    """What a person asked on a platform, and where the answer goes.

    Attributes:
        key: The same for every copy that the platform sends, and for no other event. Begins with the
            platform: ``slack:event:Ev1``, ``slack:action:{message}:{action}:{user}``,
            ``teams:{conversation}:{activity}``.
        request: Who asks what.
        conversation: Where it was asked.
        privately: The person in whose private conversation the answer goes, where it was asked among
            others; the conversation itself gets a pointer and no word of the answer.
        refusal: What to say instead of an answer, where the request cannot be handled as it came.
        quietly: Nobody in the conversation saw it asked, so nothing at all is said there.
    """

    key: str
    request: Request
    conversation: Conversation
    privately: str | None = None
    refusal: str | None = None
    quietly: bool = False


def reference(key: str) -> str:
    """A short name for an event, to be read out to an administrator; it says nothing of who sent it."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Sent:
    """The message stands; ``id`` is how the platform knows it and how it is updated."""

    id: str


@dataclass(frozen=True, slots=True)
class Throttled:
    """Nothing was sent: the platform asks to wait ``after`` seconds (429 and its Retry-After)."""

    after: float


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody knows whether the message stands: a timeout, a cut line, a 5xx after a create.

    ``code`` says how it was noticed, such as ``timeout`` or ``http_502``; never words of a message.
    """

    code: str


@dataclass(frozen=True, slots=True)
class Missing:
    """The message that was looked for or updated is not there; it may be posted."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform will never take this message, such as a card it calls invalid; others may do.

    The same words are then sent once as plain text.
    """

    code: str


@dataclass(frozen=True, slots=True)
class Dead:
    """Nobody can be reached there any more, until somebody speaks there again or installs again.

    Attributes:
        reason: A code such as ``channel_not_found``, ``is_archived``, ``token_revoked``.
        whole_tenant: The installation itself is gone, and with it every conversation of the tenant.
    """

    reason: str
    whole_tenant: bool = False


Posted = Sent | Throttled | Unknown | Refused | Dead
Updated = Sent | Throttled | Unknown | Refused | Missing | Dead
Found = Sent | Missing | Unknown
"""``Unknown`` where the platform has no way to look."""
Opened = Conversation | Throttled | Unknown | Dead


@dataclass(frozen=True, slots=True)
class Outbound:
    """What is known of one message that Bedside meant to send.

    Attributes:
        state: ``intended`` before the platform is asked to create it, then ``sent``, ``unknown``,
            ``settled`` (its last words stand) or ``dead``.
        message_id: How the platform knows it, once it was ``sent``.
        attempts: How often its creation was tried. Also a fence: whoever settles names the attempt it
            belongs to, and one that was overtaken changes nothing.
    """

    key: str
    state: str
    message_id: str | None = None
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast messages may go out: ``per_s`` on average, ``burst`` of them at once."""

    per_s: float
    burst: int = 1


@dataclass(frozen=True, slots=True)
class Paces:
    """What a platform allows: in one conversation, and over a whole tenant."""

    conversation: Pace = Pace(1.0, burst=4)
    tenant: Pace = Pace(20.0, burst=40)
