"""Asks everything that ``bedside doctor`` tells."""

from adapters.settings import Settings
from adapters.slack.api import SLACK, Api
from adapters.slack.doctor import (
    Check,
    check_app_token,
    check_reachable,
    check_secrets,
    check_token,
)
from adapters.slack.http import EVENTS
from adapters.slack.installations import OneWorkspace


async def examine(settings: Settings) -> list[Check]:
    """Every check that ``settings`` give a reason for."""
    if not settings.slack:
        advice = "Follow docs/slack.md, then set SLACK_BOT_TOKEN, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET."
        return [Check("Slack", well=False, said="is not connected", advice=advice)]
    token = settings.slack_token.get_secret_value() if settings.slack_token else ""
    api = Api(OneWorkspace(token), settings.slack_api_url or SLACK)
    try:
        checks = list(await check_token(api, token)) if token else []
        if settings.slack_app_token is not None:
            checks.append(await check_app_token(api, settings.slack_app_token.get_secret_value()))
        else:
            checks.append(check_secrets(settings.slack_secrets))
        if settings.public_url and settings.slack_secrets:
            checks.append(await check_reachable(api, settings.public_url.rstrip("/") + EVENTS))
        return checks
    finally:
        await api.close()
