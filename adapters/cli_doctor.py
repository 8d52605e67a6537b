"""Asks everything that ``bedside doctor`` tells."""

import asyncio

from adapters.checks import Check
from adapters.model.telling import told_model
from adapters.settings import Settings
from adapters.slack.api import SLACK, Api
from adapters.slack.doctor import (
    check_app_token,
    check_clock_alone,
    check_reachable,
    check_secrets,
    check_token,
)
from adapters.slack.http import EVENTS
from adapters.slack.installations import OneWorkspace
from adapters.teams_examining import examined
from adapters.teams_opening import wanted

NOT_CONNECTED = (
    Check(
        "Slack",
        well=False,
        said="is not connected",
        advice="Follow docs/slack.md, then set SLACK_BOT_TOKEN, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET.",
    ),
    Check(
        "Teams",
        well=False,
        said="is not connected",
        advice="Follow docs/teams.md, then set MicrosoftAppId, MicrosoftAppTenantId and a secret.",
    ),
)


async def examine(settings: Settings) -> list[Check]:
    """Every check that ``settings`` give a reason for; one platform that is connected is enough."""
    checks = await _slack(settings) if settings.slack else []
    if wanted(settings):
        checks += await asyncio.to_thread(lambda: [*examined(settings)])
    return [*(checks or NOT_CONNECTED), *(await _model(settings) if settings.model_name else [])]


async def _model(settings: Settings) -> list[Check]:
    """Whether the language model answers a made-up question; no text of anybody is sent."""
    from adapters.model.checking import check
    from adapters.model.opening import plan_of

    plan, told = plan_of(settings), told_model(settings)
    if plan is None:
        return [
            Check("Model", well=False, said="is not connected", advice=f"It is {told}. See docs/model.md.")
        ]
    found = await check(plan, None, told)
    advice = f"{found.lines[-1]} See docs/model.md."
    return [
        Check("Model", well=found.well, said="answers" if found.well else "does not answer", advice=advice)
    ]


async def _slack(settings: Settings) -> list[Check]:
    token = settings.slack_token.get_secret_value() if settings.slack_token else ""
    api = Api(OneWorkspace(token), settings.slack_api_url or SLACK)
    try:
        checks = list(await check_token(api, token)) if token else [await check_clock_alone(api)]
        if settings.slack_app_token is not None:
            checks.append(await check_app_token(api, settings.slack_app_token.get_secret_value()))
        else:
            checks.append(check_secrets(settings.slack_secrets))
        if settings.public_url and settings.slack_secrets:
            checks.append(await check_reachable(api, settings.public_url.rstrip("/") + EVENTS))
        return checks
    finally:
        await api.close()
