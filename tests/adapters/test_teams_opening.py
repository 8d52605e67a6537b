"""Bedside does not start where everybody could speak as Teams, and says all that is missing at once."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from adapters import settings as settings_of
from adapters.bootstrap import open_service
from adapters.server import create_app
from adapters.settings import Settings
from adapters.teams_opening import cloud_of, refuse_open_teams, told, wanted
from adapters.web.access import WebSettings
from bot.errors import SettingsError
from tests.teams.channel import APP_ID, TENANT
from tests.web import a_service

WHOLE = {"MicrosoftAppId": APP_ID, "MicrosoftAppTenantId": TENANT, "MicrosoftAppPassword": "a-secret"}


def the_settings(**values: Any) -> Settings:
    return settings_of.read({}, **values)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"MicrosoftAppId": None}, "MicrosoftAppId is not set"),
        ({"MicrosoftAppId": "   "}, "MicrosoftAppId is not set or no app id"),
        ({"MicrosoftAppId": "bedside"}, "no app id"),
        ({"MicrosoftAppTenantId": None}, "MicrosoftAppTenantId is not set"),
        ({"MicrosoftAppPassword": None}, "MicrosoftAppPassword or BEDSIDE_TEAMS_CERTIFICATE"),
        ({"BEDSIDE_TEAMS_TENANTS": f"{TENANT}, everybody"}, "'everybody' is no tenant id"),
        ({"BEDSIDE_TEAMS_OPENID_METADATA_URL": "http://x.example"}, "must begin with https"),
        ({"BEDSIDE_TEAMS_LOGIN_URL": "http://x.example"}, "must begin with https"),
        ({"BEDSIDE_TEAMS_ISSUER": "x.example"}, "must begin with https"),
        ({"BEDSIDE_TEAMS_SCOPE": "x.example"}, "must begin with https"),
    ],
)
def test_what_is_missing_or_wrong_is_told(changes: dict[str, Any], said: str):
    with pytest.raises(SettingsError, match=said) as raised:
        refuse_open_teams(the_settings(**{**WHOLE, **changes}))
    assert "a-secret" not in str(raised.value)


def test_everything_missing_is_told_at_once():
    with pytest.raises(SettingsError) as raised:
        refuse_open_teams(the_settings(MicrosoftAppPassword="a-secret"))

    assert len(str(raised.value).splitlines()) == 2


def test_a_managed_identity_needs_no_secret():
    refuse_open_teams(
        the_settings(MicrosoftAppId=APP_ID, MicrosoftAppTenantId=TENANT, MicrosoftAppType="UserAssignedMSI")
    )


def test_open_to_everybody_works_on_this_machine_only():
    refuse_open_teams(the_settings(BEDSIDE_TEAMS_ANONYMOUS="1"))
    with pytest.raises(SettingsError, match="only while BEDSIDE_HOST is this machine"):
        refuse_open_teams(the_settings(BEDSIDE_TEAMS_ANONYMOUS="1", BEDSIDE_HOST="0.0.0.0"))


def test_the_cloud_is_the_one_that_the_settings_name():
    government = cloud_of(the_settings(BEDSIDE_TEAMS_CLOUD="gcchigh"))
    changed = cloud_of(the_settings(BEDSIDE_TEAMS_SERVICE_HOSTS="a.example, b.example"))
    other = cloud_of(
        the_settings(
            BEDSIDE_TEAMS_ISSUER="https://api.example.cn", BEDSIDE_TEAMS_SCOPE="https://bot.example.cn"
        )
    )
    playground = cloud_of(the_settings(BEDSIDE_TEAMS_ANONYMOUS="1"))

    assert government.issuer == "https://api.botframework.us"
    assert changed.hosts == {"a.example", "b.example"}
    assert (other.issuer, other.scope) == ("https://api.example.cn", "https://bot.example.cn")
    assert "127.0.0.1" in playground.hosts
    assert "smba.trafficmanager.net" not in playground.hosts


def test_without_a_setting_of_teams_there_is_no_teams():
    assert not wanted(the_settings())
    assert told(the_settings()) == "no app id"


async def test_a_whole_setting_opens_the_platform_and_an_empty_app_id_does_not(tmp_path: Path):
    common = {"BEDSIDE_DATA": tmp_path, "BEDSIDE_READER": "off"}
    async with open_service(the_settings(**WHOLE, **common), serving=True) as application:
        assert [platform.name for platform in application.platforms] == ["Teams"]
        assert "teams" in application.workshop.messengers
        assert dict(application.status)["Teams"].startswith("listens at /api/messages")
    with pytest.raises(SettingsError, match="MicrosoftAppId"):
        async with open_service(the_settings(MicrosoftAppPassword="x", **common), serving=True):
            pass


async def test_beyond_loopback_teams_needs_no_token_of_ours_and_still_one_of_teams(tmp_path: Path):
    common = {"BEDSIDE_DATA": tmp_path, "BEDSIDE_READER": "off"}
    async with open_service(the_settings(**WHOLE, **common), serving=True) as application:
        web = WebSettings(token="x" * 24, beyond_loopback=True)
        app = create_app(a_service(), settings=web, platforms=application.platforms)
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="https://bedside.example") as client:
            answer = await client.post("/api/messages", json={"type": "message"})
            page = await client.get("/")

    assert (answer.status_code, answer.content) == (401, b"")
    assert page.status_code == 401
    assert "WWW-Authenticate" in page.headers
    assert "WWW-Authenticate" not in answer.headers
