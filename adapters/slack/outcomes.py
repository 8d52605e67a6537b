"""What Slack's answers mean for a message: a table. Pure."""

from collections.abc import Mapping
from typing import Any

from bot.delivery import Dead, Missing, Refused, Throttled, Unknown
from bot.errors import DeliveryError, TryLater, Undeliverable

Failure = Throttled | Unknown | Refused | Missing | Dead

USUAL_WAIT_S = 30.0
"""How long to wait when Slack asks to, and does not say how long."""

_INSTALLATION_GONE = frozenset(
    """account_inactive access_denied ekm_access_denied enterprise_is_restricted invalid_auth not_authed
    org_login_required team_access_not_granted team_added_to_org token_expired token_revoked
    two_factor_setup_required""".split()
)
_CONVERSATION_GONE = frozenset(
    """cannot_dm_bot channel_is_archived channel_not_found is_archived is_inactive messages_tab_disabled
    not_in_channel restricted_action restricted_action_non_threadable_channel
    restricted_action_read_only_channel
    restricted_action_thread_only_channel user_disabled user_not_found user_not_visible users_not_found
    """.split()
)
_MESSAGE_GONE = frozenset(
    "cant_update_message edit_window_closed message_not_found thread_not_found update_failed".split()
)
_WAIT = frozenset("message_limit_exceeded rate_limited ratelimited".split())
_NOBODY_KNOWS = frozenset(
    "accesslimited fatal_error internal_error request_timeout service_unavailable team_is_migrating".split()
)


def failure(status: int, error: str, headers: Mapping[str, Any]) -> Failure:
    """What an answer that is not ``ok`` means; ``error`` is Slack's code, never a word of a message."""
    if status == 429 or error in _WAIT:
        return Throttled(_wait(headers))
    if status >= 500:
        return Unknown(f"http_{status}")
    if error in _NOBODY_KNOWS:
        return Unknown(error)
    if error in _INSTALLATION_GONE:
        return Dead(error, whole_tenant=True)
    if error in _CONVERSATION_GONE:
        return Dead(error)
    if error in _MESSAGE_GONE:
        return Missing()
    return Refused(error or f"http_{status}")


def _wait(headers: Mapping[str, Any]) -> float:
    named = {str(name).lower(): value for name, value in headers.items()}
    value = named.get("retry-after", "")
    first = value[0] if isinstance(value, list) and value else value
    try:
        return max(0.0, float(str(first)))
    except ValueError:
        return USUAL_WAIT_S


def raise_unless_final(answer: Mapping[str, Any] | Failure) -> None:
    """Turn a failure that more attempts, or nobody, can mend into its error; what Slack refuses is final.

    Raises:
        TryLater: Slack asks to wait.
        Undeliverable: The installation or the conversation is gone.
        DeliveryError: Nobody knows; run it again.
    """
    match answer:
        case Throttled(after):
            raise TryLater("throttled", after)
        case Dead(reason):
            raise Undeliverable(reason)
        case Unknown(code):
            raise DeliveryError(code)
        case Refused() | Missing() | Mapping():
            return
