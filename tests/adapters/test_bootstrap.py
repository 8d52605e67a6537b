"""The composition root: what it opens, what it says of it, and what it says when something is in the way."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from adapters.bootstrap import open_service
from adapters.database.migrate import REVISIONS
from adapters.database.writing import Transaction
from adapters.opening import UnwritableFolder
from adapters.opening_log import open_log
from adapters.settings import Settings, read
from bot.cards import ReviewCard
from bot.commands import Request, ReviewDraft
from bot.errors import PolicyError, SettingsError, StartError
from bot.model import Actor, Verdict
from bot.ports import LogQuery
from tests.builders import a_draft
from tests.cli import SELFIE, write_pack


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {
        "BEDSIDE_DATA": str(tmp_path / "data"),
        "BEDSIDE_POLICIES": str(write_pack(tmp_path / "packs")),
        "BEDSIDE_PACK": "mini",
        "BEDSIDE_READER": "off",
    }


@pytest.fixture
def settings(environ: dict[str, str]) -> Settings:
    return read(environ)


async def test_with_an_empty_folder_a_draft_is_reviewed_and_on_the_record(settings: Settings):
    async with open_service(settings, serving=True) as application:
        card = await application.service.handle(Request(Actor("jo"), "web", ReviewDraft(a_draft(SELFIE))))
        (entry,) = await application.log.find("local", LogQuery())

    assert isinstance(card, ReviewCard)
    assert card.review.verdict is Verdict.BLOCK
    assert card.decision_id == entry.id


async def test_the_status_says_what_is_connected_and_what_was_made(settings: Settings):
    async with open_service(settings) as application:
        first = dict(application.status)
    async with open_service(settings) as application:
        second = dict(application.status)

    assert list(first) == ["policy", "database", "keys", "reader", "Slack", "Teams", "model"]
    assert first["database"] == f"SQLite, {settings.data / 'bedside.db'}"
    assert first["keys"].startswith(
        f"made just now in {settings.data}: fingerprint.key, signing.key, encryption.key"
    )
    assert second["keys"] == f"from {settings.data}"
    assert (first["Slack"], first["Teams"], first["model"]) == ("no token", "no app id", "none")
    assert first["reader"].startswith("switched off")


async def test_a_model_is_told_of_with_its_switch_and_without_its_key(environ: dict[str, str]):
    key = {"OPENAI_API_KEY": "a-secret"}
    async with open_service(read({**environ, **key})) as application:
        nameless = dict(application.status)["model"]
        assert application.service.advising is None
    async with open_service(read({**environ, **key, "BEDSIDE_MODEL": "gpt-x"})) as application:
        told = dict(application.status)["model"]
        assert application.service.advising is not None

    assert "BEDSIDE_MODEL does not say which" in nameless
    assert told == "gpt-x at https://api.openai.com/v1; privacy switch: off"


async def test_slack_is_connected_by_a_token_and_a_way_in(environ: dict[str, str]):
    slack = {"SLACK_BOT_TOKEN": "xoxb-secret", "SLACK_API_URL": "http://127.0.0.1:9/api/"}
    told = []
    for way in ({}, {"SLACK_SIGNING_SECRET": "hidden"}, {"SLACK_APP_TOKEN": "xapp-hidden"}):
        async with open_service(read({**environ, **slack, **way}), serving=True) as application:
            told.append(dict(application.status)["Slack"])
            await application.platforms[0].end()

    assert told == [
        "a token is set, but neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET: nothing can come in",
        "one workspace, by its token; POST /slack/events",
        "one workspace, by its token; Socket Mode",
    ]


async def test_everything_is_ready_after_a_start(settings: Settings):
    async with open_service(settings) as application:
        checks = await application.readiness()

    assert checks == {"database": None, "migrations": None, "policy": None, "worker": None}


async def test_a_database_that_went_away_is_not_ready_and_says_so(settings: Settings):
    async with open_service(settings) as application:
        for file in settings.data.glob("bedside.db*"):
            file.write_bytes(b"this was a database once " * 400)
        checks = await application.readiness()

    assert checks["migrations"] is not None
    assert checks["policy"] is None


@pytest.mark.parametrize(("revision", "ready"), [("0999", True), (REVISIONS[-2], False)])
async def test_a_process_stays_ready_while_an_upgrade_has_begun_but_not_on_an_older_schema(
    settings: Settings, revision: str, ready: bool
):
    async with open_service(settings) as application:
        change = text("UPDATE alembic_version SET version_num = :revision")

        async def step(connection: Transaction) -> None:
            await connection.execute(change, {"revision": revision})

        await application.database.write(step)
        checks = await application.readiness()

    assert (checks["migrations"] is None) is ready


async def test_a_second_server_on_the_same_file_is_refused_and_the_first_goes_on(settings: Settings):
    async with open_service(settings, serving=True) as first:
        with pytest.raises(StartError, match=r"is in use by process \d+"):
            async with open_service(settings, serving=True):
                pass
        checks = await first.readiness()

    assert checks["database"] is None


async def test_the_command_line_may_write_beside_a_server(settings: Settings):
    async with open_service(settings, serving=True), open_service(settings) as beside:
        request = Request(Actor("jo"), "cli", ReviewDraft(a_draft(SELFIE)))
        card = await beside.service.handle(request)

    assert card.decision_id is not None


async def test_a_server_signs_the_last_entry_when_it_stops(settings: Settings):
    async with open_service(settings, serving=True) as application:
        await application.service.handle(Request(Actor("jo"), "web", ReviewDraft(a_draft(SELFIE))))

    async with open_service(settings) as application:
        status = await application.log.verify("local")

    assert status.whole
    assert status.checkpoints == 1


async def test_a_folder_that_cannot_be_made_is_one_plain_line(environ: dict[str, str], tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    settings = read({**environ, "BEDSIDE_DATA": str(tmp_path / "file" / "data")})

    with pytest.raises(UnwritableFolder, match=r"^Bedside cannot write to the folder .*: Not a directory"):
        async with open_service(settings):
            pass


async def test_a_file_that_is_no_database_is_one_plain_line(settings: Settings):
    settings.data.mkdir()
    (settings.data / "bedside.db").write_bytes(b"not a database, but long enough to look like one" * 100)

    with pytest.raises(StartError, match="damaged") as raised:
        async with open_service(settings):
            pass
    assert "\n" not in str(raised.value)


async def test_a_database_of_a_newer_bedside_is_left_alone(settings: Settings):
    async with open_service(settings):
        pass
    with sqlite3.connect(settings.data / "bedside.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()

    with pytest.raises(StartError, match="made by a newer Bedside"):
        async with open_service(settings):
            pass


async def test_a_database_that_cannot_be_written_is_refused(environ: dict[str, str]):
    settings = read(environ)
    async with open_service(settings):
        pass
    read_only = f"sqlite:///file:{settings.data / 'bedside.db'}?mode=ro&uri=true"

    with pytest.raises(StartError, match="read-only"):
        async with open_service(read({**environ, "DATABASE_URL": read_only})):
            pass


@pytest.mark.parametrize("url", ["mysql://jo:hunter2@db/log", "sqlite://", "no url"])
async def test_a_url_of_no_use_is_told_without_its_password(environ: dict[str, str], url: str):
    with pytest.raises(SettingsError, match="DATABASE_URL") as raised:
        async with open_service(read({**environ, "DATABASE_URL": url})):
            pass
    assert "hunter2" not in str(raised.value)


async def test_a_server_that_is_not_there_is_told_without_its_password(environ: dict[str, str]):
    url = "postgresql://jo:hunter2@127.0.0.1:1/log"

    with pytest.raises(StartError) as raised:
        async with open_service(read({**environ, "DATABASE_URL": url})):
            pass
    assert "hunter2" not in str(raised.value)
    assert "jo" not in str(raised.value)


async def test_a_pack_that_cannot_be_used_stops_the_start(environ: dict[str, str], tmp_path: Path):
    write_pack(tmp_path / "packs", "broken", "pack: {id: broken}\n")

    with pytest.raises(PolicyError):
        async with open_service(read({**environ, "BEDSIDE_PACK": "broken"})):
            pass


async def test_a_log_is_read_without_making_anything(settings: Settings):
    with pytest.raises(StartError, match="There is no decision log yet"):
        async with open_log(settings):
            pass
    assert not settings.data.exists()


@pytest.mark.postgres
async def test_on_postgresql_it_is_the_same_but_for_the_url(
    environ: dict[str, str], empty_postgresql_url: str
):
    async with open_service(read({**environ, "DATABASE_URL": empty_postgresql_url}), serving=True) as first:
        card = await first.service.handle(Request(Actor("jo"), "web", ReviewDraft(a_draft(SELFIE))))
        checks = await first.readiness()
        told = dict(first.status)["database"]

    assert card.decision_id is not None
    assert set(checks.values()) == {None}
    assert told.startswith("PostgreSQL at 127.0.0.1:")
