"""Any number of workspaces install Bedside; each speaks with its own token, kept encrypted."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlalchemy import select

from adapters.database.engine import Database
from adapters.database.slack_vault import STATE_LASTS, SqlSlackVault
from adapters.database.tables import slack_installation, slack_oauth_state
from adapters.keys import Cipher, UnreadablePayload
from adapters.slack.installations import Installation
from adapters.slack.oauth import ManyWorkspaces
from bot.delivery import Conversation
from tests.cli import CommandLine
from tests.fakes import FixedClock
from tests.slack import ANN, DM, SECRET, TEAM, a_dm
from tests.slack_process import send, serving
from tests.slack_server import Body, Fault, SlackServer
from tests.slack_stage import Stage, a_stage, playing
from tests.waiting import until
from tests.web import FINE

CIPHER = Cipher([bytes(32)])
MANY = {
    "SLACK_CLIENT_ID": "111.222",
    "SLACK_CLIENT_SECRET": "oauth-secret",
    "SLACK_SIGNING_SECRET": SECRET.decode(),
    "BEDSIDE_PUBLIC_URL": "https://bedside.example",
}


class InstallingSlack(SlackServer):
    """Also exchanges codes and tokens, as ``oauth.v2.access`` does."""

    async def _answer(self, method: str, body: Body, token: str) -> Body:
        if method != "oauth.v2.access":
            return await super()._answer(method, body, token)
        if body.get("grant_type") == "refresh_token":
            self.tokens.add("xoxe.xoxb-2")
            return self._tokens("xoxe.xoxb-2", TEAM) | {"refresh_token": "xoxe-2", "expires_in": 43_200}
        code = str(body.get("code"))
        if not code.startswith("T"):
            return {"ok": False, "error": "invalid_code"}
        self.tokens.add(f"xoxb-{code}")
        return self._tokens(f"xoxb-{code}", code) | (
            {"refresh_token": "xoxe-1", "expires_in": 60} if code == "T0ROTATES" else {}
        )

    def _tokens(self, token: str, team: str) -> Body:
        whole = team == "T0GRID"
        return {
            "ok": True,
            "app_id": "A0BED",
            "access_token": token,
            "token_type": "bot",
            "scope": "chat:write,commands",
            "bot_user_id": "U0BOT",
            "team": None if whole else {"id": team, "name": team},
            "enterprise": {"id": "E1", "name": "Mercy System"} if whole else None,
            "is_enterprise_install": whole,
            "authed_user": {"id": ANN},
        }


@pytest.fixture
async def slack() -> AsyncIterator[InstallingSlack]:
    async with InstallingSlack() as server:
        yield server


@pytest.fixture
async def stage(sqlite: Database, slack: InstallingSlack) -> AsyncIterator[Stage]:
    async with playing(a_stage(slack, sqlite, MANY)) as stage:
        yield stage


def a_browser(stage: Stage) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=stage.app)
    return httpx.AsyncClient(transport=transport, base_url="https://bedside.example")


async def install(stage: Stage, code: str) -> httpx.Response:
    async with a_browser(stage) as browser:
        return await consent(browser, code)


async def consent(browser: httpx.AsyncClient, code: str) -> httpx.Response:
    page = await browser.get("/slack/install")
    link = re.search(r'href="([^"]+authorize[^"]+)"', page.text)
    assert link is not None
    asked = parse_qs(urlsplit(link[1].replace("&amp;", "&")).query)
    ours = {"cookie": page.headers["set-cookie"].partition(";")[0]}  # which a browser sends to https alone
    params = {"code": code, "state": asked["state"][0]}
    return await browser.get("/slack/oauth_redirect", params=params, headers=ours)


async def test_two_workspaces_install_and_each_is_answered_with_its_own_token(stage: Stage):
    for team in (TEAM, "T0OTHER"):
        assert (await install(stage, team)).status_code == 200
    other = {"enterprise_id": None, "team_id": "T0OTHER", "user_id": "U0BOT", "is_bot": True}
    await stage.client.event(a_dm(FINE))
    await stage.client.event(
        a_dm(FINE, channel="D0X", team="T0OTHER"), team_id="T0OTHER", authorizations=[other]
    )
    await stage.settled(2)

    assert len(stage.slack.answers(DM)) == len(stage.slack.answers("D0X")) == 1
    assert stage.slack.spoken == {(f"xoxb-{TEAM}", DM), ("xoxb-T0OTHER", "D0X")}
    assert [len(await stage.decisions(team)) for team in (TEAM, "T0OTHER")] == [1, 1]


async def test_a_process_that_reads_its_settings_from_the_environment_keeps_to_our_books(tmp_path: Path):
    """Bolt reads the same names of the environment, and would keep installations in a file of its own."""
    line = CommandLine(tmp_path)
    home = {"HOME": str(tmp_path / "home")}
    async with (
        InstallingSlack() as slack,
        serving(line, slack, MANY | home) as (_, url),
        httpx.AsyncClient(base_url=url) as browser,
    ):
        unknown = await send(url, a_dm(FINE))
        installed = await consent(browser, TEAM)
        known = await send(url, a_dm(FINE))
        await until(lambda: any("OK" in message["text"] for message in slack.answers(DM)))

    assert (unknown, installed.status_code, known) == (200, 200, 200)
    assert slack.spoken == {(f"xoxb-{TEAM}", DM)}
    assert len(slack.answers(DM)) == 1
    assert not (tmp_path / "home").exists()


async def test_no_token_lies_in_the_database_in_plain(stage: Stage, sqlite: Database):
    await install(stage, TEAM)

    async with sqlite.reader.connect() as connection:
        rows = (await connection.execute(select(slack_installation))).all()
    assert len(rows) == 1
    assert "xoxb" not in str(rows)


async def test_somebody_who_says_no_or_comes_without_a_fresh_state_installs_nothing(
    stage: Stage, sqlite: Database
):
    asked = ({"error": "access_denied"}, {"code": TEAM, "state": "forged"}, {"code": TEAM})
    async with a_browser(stage) as browser:
        answers = [await browser.get("/slack/oauth_redirect", params=params) for params in asked]
    wrong_code = await install(stage, "wrong")

    async with sqlite.reader.connect() as connection:
        rows = (await connection.execute(select(slack_installation))).all()
    statuses = [answer.status_code for answer in answers]
    assert (statuses, wrong_code.status_code, rows) == ([200, 400, 400], 401, [])


async def test_a_state_counts_once_not_for_long_and_is_kept_as_a_hash(sqlite: Database):
    clock = FixedClock()
    vault = SqlSlackVault(sqlite, CIPHER, clock)
    await vault.begin("one")
    await vault.begin("two")
    async with sqlite.reader.connect() as connection:
        kept = str((await connection.execute(select(slack_oauth_state))).all())

    counted = [await vault.end("one"), await vault.end("one"), await vault.end("forged")]
    clock.move(STATE_LASTS)

    assert (counted, await vault.end("two")) == ([True, False, False], False)
    assert "'one'" not in kept


async def test_a_workspace_that_nobody_installed_is_told_so(stage: Stage):
    answer = await stage.client.event(a_dm(FINE))

    assert answer.status_code == 200
    assert await stage.workshop.inbox.counts() == {}


async def test_an_uninstalled_workspace_is_forgotten_and_comes_back_when_it_installs_again(stage: Stage):
    await install(stage, TEAM)
    await stage.client.event({"type": "app_uninstalled"})
    ward = Conversation("slack", TEAM, "C0WARD")
    gone = await stage.workshop.conversations.dead_reason(ward)
    await install(stage, TEAM)
    await stage.client.event(a_dm(FINE))
    await stage.settled(1)

    assert (gone, await stage.workshop.conversations.dead_reason(ward)) == ("uninstalled", None)
    assert len(stage.final(DM)) == 1


async def test_an_organization_installs_once_for_all_its_workspaces(stage: Stage):
    await install(stage, "T0GRID")
    whole = {"enterprise_id": "E1", "team_id": None, "user_id": "U0BOT", "is_enterprise_install": True}
    await stage.client.event(
        a_dm(FINE, team="T0PART"), team_id="T0PART", enterprise_id="E1", authorizations=[whole]
    )
    await stage.settled(1)

    assert len(stage.final(DM)) == 1
    assert stage.slack.spoken == {("xoxb-T0GRID", DM)}
    assert len(await stage.decisions("T0PART")) == 1


async def test_a_workspace_that_uninstalls_leaves_its_organizations_installation_alone(stage: Stage):
    for code in ("T0GRID", TEAM):
        await install(stage, code)
    await stage.client.event({"type": "app_uninstalled"}, enterprise_id="E1")
    many = stage.platform.api._installations

    found = await many.find("E1", TEAM)
    await stage.client.event({"type": "app_uninstalled"}, enterprise_id="E1", authorizations=[])

    assert found is not None
    assert found.token == "xoxb-T0GRID"
    assert await many.find("E1", TEAM) is None


async def test_a_token_that_is_about_to_expire_is_exchanged_before_it_is_used(stage: Stage, sqlite: Database):
    await install(stage, "T0ROTATES")
    many = stage.platform.api._installations
    assert isinstance(many, ManyWorkspaces)

    before = await many.find(None, "T0ROTATES")
    fresh = await many.fresh(None, "T0ROTATES")
    kept = await many.find(None, "T0ROTATES")

    assert (before and before.token, fresh and fresh.token) == ("xoxb-T0ROTATES", "xoxe.xoxb-2")
    assert kept == fresh


async def test_when_slack_cannot_exchange_a_token_the_old_one_is_used_while_it_lasts(stage: Stage):
    await install(stage, "T0ROTATES")
    stage.slack.faults["oauth.v2.access"] = Fault(500)

    found = await stage.platform.api._installations.fresh(None, "T0ROTATES")

    assert found is not None
    assert found.token == "xoxb-T0ROTATES"


async def test_an_installation_whose_key_is_gone_is_an_error_and_not_a_stranger(sqlite: Database):
    await SqlSlackVault(sqlite, CIPHER, FixedClock()).keep(TEAM, "{}")

    with pytest.raises(UnreadablePayload):
        await SqlSlackVault(sqlite, Cipher([b"x" * 32]), FixedClock()).find(TEAM)


def test_no_token_of_an_installation_shows_in_a_repr():
    assert "xoxb" not in repr(Installation(TEAM, "xoxb-1"))
