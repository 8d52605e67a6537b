"""What Teams sends, as far as Bedside reads it: checked, and without what has no form."""

import json
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic.alias_generators import to_camel

from bot.errors import BedsideError

LONGEST_ID = 400
"""Characters; Teams' own ids have up to 200."""


class NotAnActivity(BedsideError):
    """What came in is not something that Teams sends."""


class _Part(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        populate_by_name=True,
    )


class Account(_Part):
    """A person, or Bedside itself. ``id`` is Teams' own, ``aad_object_id`` the directory's."""

    id: str = Field("", max_length=LONGEST_ID)
    aad_object_id: str | None = Field(None, max_length=LONGEST_ID)


class Place(_Part):
    """Where it was said."""

    id: str = Field(min_length=1, max_length=LONGEST_ID)
    conversation_type: str | None = None
    tenant_id: str | None = Field(None, max_length=100)


class Named(_Part):
    """Something with an id."""

    id: str = Field("", max_length=LONGEST_ID)


class ChannelData(_Part):
    """What Teams adds to the Bot Framework's own fields."""

    tenant: Named = Named()
    team: Named = Named()
    event_type: str | None = None


class Attachment(_Part):
    """Something sent along; ``content`` as Teams describes a file."""

    content_type: str = Field("", max_length=200)
    content_url: str | None = None
    name: str | None = Field(None, repr=False)
    content: Any = Field(None, repr=False)


class Mention(_Part):
    """An entity; only mentions are read."""

    type: str = ""
    text: str | None = Field(None, repr=False)
    mentioned: Account | None = None


class Activity(_Part):
    """Anything that Teams sends. Printing it shows no word of a draft."""

    type: str = Field(min_length=1, max_length=60)
    id: str = Field("", max_length=LONGEST_ID)
    channel_id: str = ""
    service_url: str = Field(min_length=1, max_length=2000)
    conversation: Place
    sender: Account = Field(Account(), alias="from")
    recipient: Account = Account()
    text: str = Field("", repr=False)
    text_format: str | None = None
    name: str | None = Field(None, max_length=100)
    action: str | None = Field(None, max_length=60)
    value: Any = Field(None, repr=False)
    reply_to_id: str | None = Field(None, max_length=LONGEST_ID)
    attachments: tuple[Attachment, ...] = ()
    entities: tuple[Mention, ...] = ()
    channel_data: ChannelData = ChannelData()
    locale: str | None = Field(None, max_length=60)
    timestamp: str | None = Field(None, max_length=60)
    local_timezone: str | None = None
    members_added: tuple[Account, ...] = ()
    members_removed: tuple[Account, ...] = ()

    @field_validator(
        "id",
        "text",
        "attachments",
        "entities",
        "channel_data",
        "sender",
        "recipient",
        "members_added",
        "members_removed",
        mode="before",
    )
    @classmethod
    def _absent(cls, value: Any, info: Any) -> Any:
        """Teams writes ``null`` for what is not there."""
        return cls.model_fields[info.field_name].get_default() if value is None else value

    @property
    def tenant(self) -> str:
        """The Microsoft tenant it comes from; empty when it does not say."""
        return self.channel_data.tenant.id or self.conversation.tenant_id or ""

    @property
    def personal(self) -> bool:
        """Whether it was said to Bedside alone."""
        return self.conversation.conversation_type in {None, "", "personal"}

    @property
    def zone(self) -> str | None:
        """The time zone of whoever wrote, if it is one."""
        try:
            return ZoneInfo(self.local_timezone).key if self.local_timezone else None
        except (ValueError, OSError):
            return None


def read(body: bytes) -> Activity:
    """Read an activity.

    Raises:
        NotAnActivity: It is none; nothing of it is repeated.
    """
    try:
        return Activity.model_validate(_whole(json.loads(body)))
    except (ValueError, ValidationError, RecursionError):
        raise NotAnActivity("That is no activity.") from None


def _whole(value: Any) -> Any:
    """``value`` with a sign in place of each half of a character, which nothing can keep."""
    if isinstance(value, str):
        return (
            value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        )
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {_whole(name): _whole(item) for name, item in value.items()}
    return value
