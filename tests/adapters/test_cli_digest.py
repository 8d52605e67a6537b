"""``bedside digest``: what a communications manager does from a terminal."""

from pathlib import Path

import pytest

from tests.cli import PACK, CommandLine, write_pack

TIPS = """\
tips:
- {id: first, guideline: dont.photos, title: Ask first, text: A face., do: Ask one person., example: Asked.}
- {id: second, guideline: dont.photos, title: Look twice, text: Screens talk., do: Zoom., example: Done.}
- {id: third, guideline: dont.photos, title: Not us, text: No., do: Nothing., example: None., status: "off"}
"""
CHANNEL = "slack:T01:C02"


@pytest.fixture
def bedside(tmp_path: Path) -> CommandLine:
    command_line = CommandLine(tmp_path)
    write_pack(tmp_path / "packs", text=PACK + TIPS)
    command_line.environ["BEDSIDE_DATA"] = str(command_line.data)
    return command_line


def test_the_next_digest_is_previewed(bedside: CommandLine):
    result = bedside.run("digest", "preview")

    assert result.exit_code == 0
    assert "This week's tip: Ask first" in result.stdout
    assert "In five minutes: Ask one person." in result.stdout
    assert "No photos of patients. Source: 45 CFR 164.508 (law)." in result.stdout


def test_another_week_is_previewed_and_a_picture_that_is_not_there_is_told(bedside: CommandLine):
    picture = bedside.folder / "chart.png"

    result = bedside.run("digest", "preview", "--week", "2027-02-01", "--image", str(picture))

    assert result.exit_code == 0
    assert "has no picture" in result.stderr
    assert not picture.exists()


def test_from_subscribing_to_sending_every_step_says_what_is_next(bedside: CommandLine):
    first = bedside.run("digest", "subscribe", "--to", CHANNEL, "monday", "9:00", "America/Chicago")
    assert "Mondays at 09:00 (America/Chicago)" in first.stdout
    assert "Nobody has approved" in first.stdout

    early = bedside.run("digest", "send", "--to", CHANNEL)
    assert early.exit_code == 65
    assert "Not approved yet" in early.stderr

    assert "Approved by cli:" in bedside.run("digest", "approve").stdout
    assert (
        "It waits for a worker that is connected to slack"
        in bedside.run("digest", "send", "--to", CHANNEL).stderr
    )
    assert "went there already" in bedside.run("digest", "send", "--to", CHANNEL).stderr
    bedside.environ |= {"SLACK_BOT_TOKEN": "xoxb-1-2-3", "SLACK_SIGNING_SECRET": "5a" * 16}
    assert "on its way" in bedside.run("digest", "send", "--to", CHANNEL, "--again").stderr

    listed = bedside.run("digest", "list").stdout
    assert "digests go out" in listed
    assert f"{CHANNEL}  Mondays at 09:00 (America/Chicago), next " in listed
    assert "queued" in listed
    assert "2 waiting" in bedside.run("jobs", "show").stdout


def test_a_hold_is_told_wherever_it_matters(bedside: CommandLine):
    bedside.run("digest", "approve")
    assert "Held" in bedside.run("digest", "hold").stdout

    assert "Held by cli:" in bedside.run("digest", "list").stdout
    assert bedside.run("digest", "send", "--to", CHANNEL).exit_code == 65
    assert "go out again" in bedside.run("digest", "resume").stdout
    assert "digests_held" in bedside.run("log", "show").stdout


def test_the_tips_are_listed_with_their_place_in_the_rotation(bedside: CommandLine):
    lines = bedside.run("digest", "tips").stdout.splitlines()

    assert [line.split()[0] for line in lines] == ["waiting", "waiting", "off"]
    assert "Ask first" in lines[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("subscribe", "--to", CHANNEL, "mondy"), "Did you mean 'Monday'?"),
        (
            ("subscribe", "--to", CHANNEL, "monday", "9:00", "Amerika/Chicago"),
            "Did you mean 'America/Chicago'?",
        ),
        (("subscribe", "--to", "C02"), "PLATFORM:TENANT:ID"),
        (("subscribe", "--to", "slak:T01:C02"), "unknown platform 'slak'. Did you mean 'slack'?"),
        (("unsubscribe",), "--to"),
    ],
)
def test_what_cannot_be_understood_is_bad_usage_and_says_what_would_do(bedside: CommandLine, arguments, said):
    result = bedside.run("digest", *arguments)

    assert result.exit_code == 64
    assert said in result.stderr


def test_a_zone_that_nobody_knows_is_asked_for(bedside: CommandLine):
    result = bedside.run("digest", "subscribe", "--to", "teams:t-1:19:abc@thread.tacv2", "friday")

    assert result.exit_code == 65
    assert "In which time zone" in result.stderr
    assert "nothing to stop" in bedside.run("digest", "unsubscribe", "--to", CHANNEL).stdout
