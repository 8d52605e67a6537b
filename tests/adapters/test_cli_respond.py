"""``bedside respond``: one review for a person, JSON lines for a program, bad input in plain sentences."""

import json
import re
from importlib.resources import files
from shutil import copytree

import pytest

from adapters.complaint_rows import rating_of
from bot.errors import DraftError
from tests.cli import CommandLine, write_pack
from tests.complaints import THREAT, WAIT


@pytest.fixture
def cli(tmp_path) -> CommandLine:
    """The command line with the shipped packs."""
    line = CommandLine(tmp_path)
    del line.environ["BEDSIDE_POLICIES"]
    line.environ["BEDSIDE_PACK"] = "organization"
    return line


def rows_of(output: str) -> list[dict]:
    return [json.loads(line) for line in output.splitlines()]


def test_a_review_from_a_pipe_gets_its_outcome_and_three_replies(cli: CommandLine):
    result = cli.run("respond", "-", stdin=WAIT)

    assert result.exit_code == 0
    assert result.stdout.startswith("REPLY: This can be answered now.")
    assert all(tone in result.stdout for tone in ("Brief:", "Warm:", "Take it offline:"))


def test_a_threat_names_who_must_know(cli: CommandLine):
    result = cli.run("respond", "-", stdin=THREAT)

    assert "ESCALATE" in result.stdout
    assert "Who: Director of Security" in result.stdout


def test_a_line_gets_exactly_the_fields_that_the_format_promises(cli: CommandLine):
    line = json.dumps({"id": "7", "platform": "google", "rating": 1, "text": WAIT})

    (row,) = rows_of(cli.run("respond", "--jsonl", stdin=line).stdout)

    assert {"id", "outcome", "triage", "escalate_to", "themes", "consider", "replies", "why"} <= set(row)
    assert row["id"] == "7"
    assert row["outcome"] == "reply"
    assert row["escalate_to"] is None
    assert [reply["tone"] for reply in row["replies"]] == ["brief", "warm", "offline"]
    assert all(isinstance(item, str) for item in row["consider"])


def test_every_line_is_answered_and_one_bad_line_costs_no_other(cli: CommandLine):
    lines = [
        json.dumps({"id": 1, "platform": "google", "text": THREAT}),
        "no json",
        json.dumps({"id": 2, "platform": "gogle", "text": WAIT}),
        json.dumps({"id": 3, "platform": "google", "text": ""}),
        json.dumps({"id": 4, "platform": "google", "text": WAIT, "rating": 11}),
        json.dumps({"id": 5, "kind": "post", "platform": "google", "text": WAIT}),
        json.dumps({"id": 6, "platform": "x", "text": WAIT, "rating": "2"}),
    ]

    rows = rows_of(cli.run("respond", "--jsonl", stdin="\n".join(lines)).stdout)

    assert rows[0]["outcome"] == "escalate"
    assert rows[0]["replies"] == []
    assert "not JSON" in rows[1]["error"]
    assert "Did you mean 'google'?" in rows[2]["error"]
    assert "empty" in rows[3]["error"]
    assert "from 1 to 5" in rows[4]["error"]
    assert "use review" in rows[5]["error"]
    assert len(rows[6]["replies"]) == 3


def test_an_own_answer_is_checked_and_put_right(cli: CommandLine):
    own = "Thank you for being so frank. You should have called ahead."
    result = cli.run("respond", "-", "--check", own, stdin=WAIT)

    assert result.stdout.startswith("NOT YET")
    assert "Your answer, put right:" in result.stdout
    assert "Thank you for being so frank." in result.stdout.split("put right:")[1]


def test_the_handover_note_alone(cli: CommandLine):
    result = cli.run("respond", "-", "--note", stdin="Nurse Quillfeather left a sponge in me.")

    assert "do not look anybody up" in result.stdout
    assert "Quillfeather" not in result.stdout


def test_one_json_object_for_one_review(cli: CommandLine):
    row = json.loads(cli.run("respond", "-", "--json", stdin=WAIT).stdout)

    assert row["decision"] is None
    assert row["outcome"] == "reply"


def test_another_set_reads_differently(cli: CommandLine):
    first, second = (
        cli.run("respond", "-", "--another", str(number), stdin=WAIT).stdout for number in (0, 1)
    )

    assert first != second


def test_an_answer_is_recorded_where_a_log_is_named(cli: CommandLine):
    result = cli.run("respond", "-", "--log", stdin=WAIT, BEDSIDE_DATA=str(cli.data))

    assert "Recorded as" in result.stderr
    shown = cli.run("log", "show", "--json", BEDSIDE_DATA=str(cli.data)).stdout
    assert "theme.wait_time" in shown
    assert "lobby" not in shown


def test_deciding_otherwise_needs_its_reason(cli: CommandLine):
    refused = cli.run("respond", "-", "--overrule", "reply", stdin=THREAT)
    decided = cli.run("respond", "-", "--overrule", "reply", "--reason", "figure_of_speech", stdin=THREAT)

    assert refused.exit_code == 64
    assert "You decided this; Bedside proposed escalate." in decided.stdout


def test_an_empty_review_is_told_and_nothing_is_recorded(cli: CommandLine):
    result = cli.run("respond", "-", stdin="  ")

    assert result.exit_code == 65
    assert "The review is empty" in result.stderr


def test_several_reviews_are_asked_about(cli: CommandLine):
    result = cli.run("respond", "-", stdin="★ Far too slow.\n★★★★★ Just lovely.")

    assert result.exit_code == 65
    assert "Which one" in result.stderr


def test_a_pack_without_triage_says_what_to_do(tmp_path):
    result = CommandLine(tmp_path).run("respond", "-", stdin=WAIT)

    assert result.exit_code == 65
    assert "Extend the pack 'article'" in result.stderr


BARE = """\
pack:
  id: bare
  version: "1"
  schema: 1
  title: Bare
  extends: [article]
  language: en
  owner: Tests
organization: {name: Bare Clinic}
"""


def test_an_organization_without_contacts_is_told_what_to_add_and_no_phone_is_invented(
    cli: CommandLine, tmp_path
):
    copytree(files("policies") / "article", tmp_path / "bare" / "article")
    packs = str(write_pack(tmp_path / "bare", "bare", BARE))
    where = {"BEDSIDE_POLICIES": packs, "BEDSIDE_PACK": "bare"}
    complaint = cli.run("respond", "-", stdin=WAIT, **where)
    crisis = cli.run("respond", "-", stdin="I want to end my life tonight.", **where)
    checked = cli.run("respond", "-", "--check", "We hear this. Please call us.", stdin=WAIT, **where)

    assert complaint.exit_code == 0
    assert "ESCALATE" in crisis.stdout
    assert "private contact" in checked.stdout
    for result in (complaint, crisis, checked):
        assert "Add a contact with a role and a phone" in result.stdout
        assert not re.search(r"\d{3}-\d{4}", result.stdout)


@pytest.mark.parametrize(
    ("review", "arguments", "code", "told"),
    [
        ("", (), 65, "The review is empty"),
        ("😡😡😡", (), 0, "There are no words to answer"),
        ((WAIT + " ") * 600, (), 0, "REPLY"),
        ("★ Far too slow.\n★★★★★ Just lovely.", (), 65, "Which one shall be answered?"),
        (WAIT + "\n\nResponse from the owner\nThank you for writing.", (), 0, "answered already"),
        (WAIT, ("--rating", "5"), 0, "The words count"),
        (WAIT, ("--outlet", "gogle"), 64, "'google'"),
        (WAIT, ("--rating", "9"), 64, "1<=x<=5"),
        (
            "La espera fue larguísima y nadie nos explicó nada en toda la mañana de ayer.",
            (),
            0,
            "not in English",
        ),
        (WAIT, ("--posted", "2019-05-01"), 0, "older than the 365 days"),
        (WAIT, ("--posted", "2019-02-30"), 64, "a day that exists"),
        (WAIT, ("--posted", "yesterday"), 64, "written like 2026-11-24"),
        (WAIT, ("--posted", "2999-01-01"), 65, "lies in the future"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_bad_input_is_told_in_plain_sentences(
    cli: CommandLine, review: str, arguments: tuple[str, ...], code: int, told: str
):
    result = cli.run("respond", "-", *arguments, stdin=review)

    assert result.exit_code == code
    assert told in result.stdout + result.stderr


def test_a_line_may_say_when_the_review_appeared(cli: CommandLine):
    lines = [
        json.dumps({"id": 1, "platform": "google", "text": WAIT, "posted": "2019-05-01"}),
        json.dumps({"id": 2, "platform": "google", "text": WAIT, "posted": "May 2019"}),
        json.dumps({"id": 3, "platform": "google", "text": WAIT, "posted": 20190501}),
    ]

    old, wrong, number = rows_of(cli.run("respond", "--jsonl", stdin="\n".join(lines)).stdout)

    assert (old["outcome"], old["replies"]) == ("silent", [])
    assert "older than" in old["why"]
    assert "written like 2026-11-24" in wrong["error"]
    assert "written like 2026-11-24" in number["error"]


def test_whoever_escalates_is_told_whom(cli: CommandLine):
    chosen = ("--overrule", "escalate", "--reason", "more_serious", "--json")
    row = json.loads(cli.run("respond", "-", *chosen, stdin=WAIT).stdout)

    assert (row["escalate_to"], row["within"]) == ("Director of Communications", "today")


def test_an_escape_sequence_in_a_pack_or_review_cannot_steer_the_terminal(cli: CommandLine):
    result = cli.run("respond", "-", stdin=WAIT + " \x1b[2J")

    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(("got", "stars"), [(None, None), ("", None), (1, 1), ("4", 4), (4.6, 5)])
def test_stars_are_read(got: object, stars: int | None):
    assert rating_of(got) == stars


@pytest.mark.parametrize("got", [0, 6, "many", True, [], float("nan")])
def test_what_is_no_number_of_stars_is_refused(got: object):
    with pytest.raises(DraftError, match="from 1 to 5"):
        rating_of(got)
