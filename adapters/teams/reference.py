"""What is kept so that Bedside can speak in a conversation later; encrypted."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from adapters.keys import Cipher, UnreadablePayload
from adapters.teams.activity import Activity
from bot.delivery import Conversation

PLATFORM = "teams"
LONGEST_KEY = 400
_THREAD = ";messageid="
_SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Reference:
    """Where to send, as whom; ``person`` is who reads a private conversation, as Teams knows them."""

    service_url: str
    bot: str
    person: str = ""


class References:
    """Makes conversations out of activities, and finds the way back."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    def conversation(self, activity: Activity) -> Conversation:
        """Where ``activity`` was said; its reference is the newest there is."""
        place, _, thread = activity.conversation.id.partition(_THREAD)
        return Conversation(
            PLATFORM,
            activity.tenant,
            place,
            thread=thread,
            reference=self._sealed(
                Reference(
                    activity.service_url,
                    activity.recipient.id,
                    activity.sender.id if activity.personal else "",
                )
            ),
            zone=activity.zone,
        )

    def with_person(self, conversation: Conversation, place: str, person: str) -> Conversation:
        """The private conversation with ``person``, which is reached in the same way."""
        here = self.of(conversation)
        sealed = conversation.reference if here is None else self._sealed(replace(here, person=person))
        return Conversation(PLATFORM, conversation.tenant, place, reference=sealed, zone=conversation.zone)

    def of(self, conversation: Conversation) -> Reference | None:
        """How to reach ``conversation``; ``None`` when nobody can know any more."""
        try:
            told: Any = json.loads(self._cipher.decrypt(conversation.reference.get(_SEALED, "")))
            return Reference(told["service_url"], told["bot"], told.get("person", ""))
        except (UnreadablePayload, ValueError, KeyError, TypeError):
            return None

    def _sealed(self, reference: Reference) -> dict[str, str]:
        return {_SEALED: self._cipher.encrypt(json.dumps(asdict(reference)))}


def short_key(key: str) -> str:
    """``key`` as the inbox takes it, however long Teams' own ids are."""
    if len(key) <= LONGEST_KEY:
        return key
    return f"{PLATFORM}:sha256:{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()}"


def address(conversation: Conversation) -> str:
    """The id under which a message is posted: in the thread, where there is one."""
    return f"{conversation.id}{_THREAD}{conversation.thread}" if conversation.thread else conversation.id
