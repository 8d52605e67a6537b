"""What is the matter with a connection to Slack, and what to do about it."""

import re
import time
from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.checks import Check
from adapters.slack.api import Api
from adapters.slack.edge import WINDOW_S
from adapters.slack.manifest import SCOPES
from adapters.slack.outcomes import Failure
from bot.delivery import Dead, Throttled

WORRY_S = 60
"""How wrong a clock may be before it is told: well before Slack's requests are refused."""

_SECRET = re.compile(rb"[0-9a-f]{32}")


def check_secrets(secrets: Sequence[bytes]) -> Check:
    """Look at the signing secrets."""
    if not secrets:
        return Check(
            "signing secret",
            well=False,
            said="not set",
            advice="Set SLACK_SIGNING_SECRET, or SLACK_APP_TOKEN for Socket Mode.",
        )
    if not all(_SECRET.fullmatch(secret) for secret in secrets):
        return Check(
            "signing secret",
            well=False,
            said="does not look like one: 32 hexadecimal digits",
            advice="Copy it from the app's page, Basic Information, App Credentials, Signing Secret.",
        )
    count = "set" if len(secrets) == 1 else f"{len(secrets)} of them count"
    return Check("signing secret", well=True, said=count)


async def check_token(api: Api, token: str) -> tuple[Check, ...]:
    """Ask Slack whose token it is, what it may do, and what time it is there."""
    answer = await api.ask(token, "auth.test", {})
    if not isinstance(answer, Mapping):
        return (_unanswered(answer),)
    who = Check("token", well=True, said=f"answers as {answer.get('user', '?')} in {answer.get('team', '?')}")
    headers = await _headers(api, token)
    return (who, check_scopes(headers.get("x-oauth-scopes")), check_clock(headers.get("date"), time.time()))


async def check_clock_alone(api: Api) -> Check:
    """Ask Slack what time it is there, without a token."""
    return check_clock((await _headers(api, "")).get("date"), time.time())


async def check_app_token(api: Api, token: str) -> Check:
    """Ask Slack for an address to connect to, and do not connect."""
    answer = await api.ask(token, "apps.connections.open", {})
    if isinstance(answer, Mapping):
        return Check("app token", well=True, said="Slack offers a line")
    return Check(
        "app token",
        well=False,
        said=_code(answer),
        advice="Make one with connections:write on the app's page, Basic Information, App-Level Tokens.",
    )


def check_scopes(granted: str | None) -> Check:
    """Compare what the token may do with what the manifest asks for."""
    if granted is None:
        return Check("scopes", well=True, said="Slack did not say")
    missing = sorted(set(SCOPES) - {scope.strip() for scope in granted.split(",")})
    if not missing:
        return Check("scopes", well=True, said="all there")
    return Check(
        "scopes",
        well=False,
        said=f"missing: {', '.join(missing)}",
        advice="Paste the manifest anew (bedside slack manifest) and install the app again.",
    )


def check_clock(date: str | None, now: float) -> Check:
    """Compare Slack's clock with ours."""
    try:
        off = now - parsedate_to_datetime(date or "").timestamp()
    except ValueError:
        return Check("clock", well=True, said="Slack did not say what time it is")
    if abs(off) < WORRY_S:
        return Check("clock", well=True, said="right")
    advice = f"Set it by NTP; beyond {WINDOW_S} s every request from Slack is refused."
    return Check("clock", well=False, said=f"{abs(off):.0f} s {'fast' if off > 0 else 'slow'}", advice=advice)


async def check_reachable(api: Api, url: str) -> Check:
    """Send an unsigned request to our own address: it must arrive, and be refused."""
    try:
        async with api.session().post(url, data=b"{}", allow_redirects=False) as answer:
            status = answer.status
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return Check(
            "reachable",
            well=False,
            said=type(error).__name__,
            advice=f"Nothing answers at {url}. Start the server, and see that the proxy leads to it.",
        )
    if status == 401:
        return Check("reachable", well=True, said=f"{url} refuses what Slack did not sign")
    return Check(
        "reachable",
        well=False,
        said=f"{url} answers {status}",
        advice="Something else answers there. See that the proxy hands POST /slack/events on unchanged.",
    )


async def _headers(api: Api, token: str) -> Mapping[str, str]:
    """The headers of an answer; Slack tells scopes and time only there."""
    try:
        told = (await api.client(token).api_call("auth.test")).headers
    except SlackApiError as refused:  # which tells the time as well
        told = refused.response.headers
    except Exception:  # noqa: BLE001 - what is not told is not judged
        return {}
    return {str(name).lower(): str(value) for name, value in told.items()}


def _unanswered(failure: Failure) -> Check:
    advice = "Copy the Bot User OAuth Token (xoxb-) from the app's page, Install App."
    if isinstance(failure, Throttled):
        advice = "Slack cannot be reached, or asks to wait. See that https://slack.com opens from here."
    if isinstance(failure, Dead):
        advice = f"Slack does not take this token. {advice}"
    return Check("token", well=False, said=_code(failure), advice=advice)


def _code(failure: Failure) -> str:
    return str(getattr(failure, "reason", None) or getattr(failure, "code", None) or "no answer")
