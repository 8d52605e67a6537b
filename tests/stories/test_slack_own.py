"""Somebody's own presence in Slack: asked for among others, answered to them alone, on the record as open."""

from adapters.database.engine import Database
from tests.personal import a_presence_pack
from tests.slack import ANN, DM, a_command
from tests.slack_desk import a_press
from tests.slack_server import Fault, SlackServer
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


async def test_reminders_go_by_the_clock_that_slack_says_and_one_tap_keeps_it(sqlite: Database):
    async with SlackServer() as slack, playing(a_stage(slack, sqlite, pack=a_presence_pack())) as stage:
        slack.zones[ANN] = "America/Denver"
        await stage.client.command(a_command("/bedside", "presence begin", response_url=slack.hook()))
        await stage.settled(1)
        await stage.client.command(a_command("/bedside", "mine", response_url=slack.hook()))
        await stage.settled(2)

        assert "between 09:00 and 17:00, Denver time" in str(slack.whispers[-1])
        assert "Keep Denver time" in str(slack.whispers[-1])


async def test_where_slack_does_not_say_where_somebody_lives_the_organizations_clock_counts(sqlite: Database):
    async with SlackServer() as slack, playing(a_stage(slack, sqlite, pack=a_presence_pack())) as stage:
        slack.faults["users.info"] = Fault(status=500)
        await stage.client.command(a_command("/bedside", "presence begin", response_url=slack.hook()))
        await stage.settled(1)
        await stage.client.command(a_command("/bedside", "mine", response_url=slack.hook()))
        await stage.settled(2)

        assert "Chicago time" in str(slack.whispers[-1])


async def test_the_home_tab_is_my_page_too_and_its_buttons_answer_in_the_direct_message(sqlite: Database):
    async with SlackServer() as slack, playing(a_stage(slack, sqlite, pack=a_presence_pack())) as stage:
        opened = {"type": "app_home_opened", "user": ANN, "channel": DM, "tab": "home"}
        await stage.client.event(opened)
        await stage.settled(1)
        home = slack.homes[ANN]
        words = (
            "Next small step",
            "Personal accounts",
            "Everything kept about me",
            "Delete everything about me",
        )
        assert [word for word in words if word not in str(home)] == []

        click = a_press(stage, home, "Everything kept about me")
        click |= {"container": {"type": "view", "view_id": "V1"}, "view": {"id": "V1", "type": "home"}}
        await stage.client.interaction({name: value for name, value in click.items() if name != "channel"})
        await stage.settled(2)

        assert "Nothing is kept about you." in str(slack.answers())
