"""Somebody's own presence in Slack: asked for among others, answered to them alone, on the record as open."""

from adapters.database.engine import Database
from tests.personal import a_presence_pack
from tests.slack import a_command
from tests.slack_server import SlackServer
from tests.slack_stage import a_stage, playing


async def test_a_check_begins_with_a_command_and_only_that_person_sees_it(sqlite: Database):
    async with SlackServer() as slack, playing(a_stage(slack, sqlite, pack=a_presence_pack())) as stage:
        await stage.client.command(a_command("/bedside", "presence begin", response_url=slack.hook()))
        await stage.settled(1)

        (entry,) = await stage.decisions()
        assert entry.decision.event == "own_presence"
        assert list(entry.decision.details) == ["presence"]
        assert "search.example" in str(slack.whispers)
        assert "search.example" not in "".join(stage.final())
