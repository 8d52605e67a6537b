"""Somebody has nothing to say yet: they pick a kind, take its outline, and see what they wrote about."""

import re
from pathlib import Path

from adapters.cli_exits import ExitCode
from adapters.database.engine import Database
from adapters.server import create_app
from adapters.web.access import WebSettings
from tests.adapters.test_teams_render import elements
from tests.cli import CommandLine
from tests.packs import shipped
from tests.personal import OwnWorld
from tests.slack import a_click, a_command
from tests.slack_server import SlackServer
from tests.slack_stage import a_stage, playing
from tests.teams.channel import Channel
from tests.teams.desk import a_bench, a_person
from tests.web import a_client

HOSPITAL = shipped()
DRAFT = "Our walk-in clinic opens at seven now. Nobody needs an appointment."
LABEL = re.compile(r"<dt>(.*?)</dt>", re.DOTALL)
SUBJECT = "Access to care close to home"


async def test_in_slack_an_outline_opens_in_the_form_and_only_that_person_sees_it(sqlite: Database):
    async with SlackServer() as slack, playing(a_stage(slack, sqlite, pack=HOSPITAL)) as stage:
        await stage.client.command(a_command("/bedside", "start spotlight", response_url=slack.hook()))
        await stage.settled(1)
        told = str(slack.whispers)
        (press,) = re.findall(r"'action_id': 'open_review', 'value': '([a-z]+ 1)'", told)
        await stage.client.interaction(a_click("open_review", press))

        assert "The yes of whoever you show" in told
        assert "Meet [name]" in str(slack.views[-1])
        assert "Meet [name]" not in "".join(stage.final())
        assert await stage.decisions() == ()


async def test_in_teams_it_goes_by_words_and_buttons_and_what_was_written_is_counted(sqlite: Database):
    async with Channel() as channel, a_bench(sqlite, channel, pack=HOSPITAL) as bench:
        steps = (
            ("start", "Pick a kind"),
            ("start spotlight", "Meet [name]"),
            ("ideas", SUBJECT),
            (DRAFT, "ok"),
            ("pillars", "1 of 1, last on"),
        )
        for done, (said, wanted) in enumerate(steps, start=1):
            await bench.say(said, **a_person("ann"))
            await bench.settled(done)
            assert wanted.lower() in str(bench.card_of()).lower()


async def test_in_teams_an_outline_is_filled_in_where_it_stands_and_reviewed_once(sqlite: Database):
    async with Channel() as channel, a_bench(sqlite, channel, pack=HOSPITAL) as bench:
        await bench.say("start white-paper", **a_person("ann"))
        await bench.settled()
        field, where = [e for e in elements(bench.card_of()) if e["type"].startswith("Input.")]
        (review,) = [e for e in elements(bench.card_of()) if e.get("verb") == "draft" and "fallback" in e]
        filled = {field["id"]: DRAFT, where["id"]: where["value"]}
        message = bench.message_id()
        for number in range(3):
            await bench.press(review, filled, id=f"try-{number}", replyToId=message)
        await bench.settled(2)

        (entry,) = await bench.entries("reviewed")
        assert field["value"].startswith("[What should change")
        assert (entry.decision.outlet, entry.decision.verdict) == ("website", "ok")


async def test_on_the_page_an_outline_becomes_the_draft_and_the_review_is_counted():
    world = OwnWorld(HOSPITAL)
    async with a_client(create_app(world.service, settings=WebSettings())) as site:
        picker = await site.get("/own/start")
        card = await site.post("/own", data={"words": "start white-paper", "reason": ""})
        (link,) = re.findall(r'href="(/\?start=[^"]+)"', card.text)
        playground = await site.get(link)
        await site.post("/review", data={"draft": DRAFT, "kind": "post", "outlet": "linkedin"})
        counted = await site.post("/own", data={"words": "pillars", "reason": ""})
        ideas = await site.get("/own/ideas")
        odd = await site.get("/?start=%00spotlight+x")

    assert picker.text.count('value="start ') >= 10
    assert "[What should change, in one sentence]" in playground.text
    assert '<option value="website" selected>' in playground.text
    assert "kitchen table" in playground.text
    assert "1 of 1, last on" in counted.text
    subjects = [re.sub(r"<[^>]+>", "", label).strip() for label in LABEL.findall(ideas.text)]
    assert subjects.index("Safe care, and openness about it") < subjects.index(SUBJECT)
    assert odd.status_code == 200


def test_at_a_terminal_it_is_one_command(tmp_path: Path):
    line = CommandLine(tmp_path)
    line.environ |= {"BEDSIDE_PACK": "organization", "BEDSIDE_DATA": str(line.data)}

    picker = line.run("start")
    outline = line.run("start", "white", "paper")
    odd = line.run("start", "poem")
    ideas = line.run("ideas", "access")
    counted = line.run("pillars")

    assert "A white paper" in picker.output
    assert "[What should change, in one sentence]" in outline.output
    assert odd.exit_code == ExitCode.BAD_DATA
    assert "How does somebody without a car get here?" in ideas.output
    assert f"{SUBJECT}: not yet" in counted.output
