"""The desk on a terminal: two people of one machine, told apart by their names."""

import getpass
import json
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli import FINE, LOUD, PACK, CommandLine, write_pack

DESK = """
organization:
  name: Mini
  desk:
    people:
    - {id: ann, name: Ann Author, accounts: ["cli:ann"]}
    - {id: dana, name: Dana Chief, roles: [communications, privacy, compliance], accounts: ["cli:dana"]}
"""


class People:
    """Runs commands as somebody."""

    def __init__(self, line: CommandLine, patch: pytest.MonkeyPatch) -> None:
        self._line = line
        self._patch = patch

    def run(self, name: str, *arguments: str, stdin: str = "") -> Result:
        self._patch.setattr(getpass, "getuser", lambda: name)
        return self._line.run(*arguments, stdin=stdin, BEDSIDE_DATA=str(self._line.data))

    def review(self, text: str) -> str:
        told = self.run("ann", "review", "--log", "--json", stdin=text)
        return str(json.loads(told.stdout)["decision"])


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> People:
    line = CommandLine(tmp_path)
    write_pack(line.folder / "packs", text=PACK + DESK)
    return People(line, monkeypatch)


def test_an_outcome_is_said_on_a_terminal(people: People):
    fine, loud = people.review(FINE), people.review(LOUD)

    assert people.run("ann", "outcome", fine, "published").exit_code == 0
    assert people.run("ann", "outcome", fine, "published", "--posted", stdin=FINE + "\n").exit_code == 0
    refused = people.run("ann", "outcome", loud, "published")
    assert (refused.exit_code, "please pick why" in refused.stderr) == (65, True)
    assert people.run("ann", "outcome", loud, "published", "--reason", "source_on_file").exit_code == 0
    known = people.run("ann", "log", "show", "--about", fine).stdout.splitlines()
    assert [line.endswith("Published as reviewed") for line in known] == [True, True]
    assert people.run("ann", "log", "show", "--about", "nothing").stdout == ""
    wrong = people.run("ann", "outcome", loud, "gone")
    assert (wrong.exit_code, "Unknown outcome" in wrong.stderr) == (64, True)
    assert people.run("eve", "outcome", loud, "published").exit_code == 65


def test_the_queue_is_empty_and_a_stranger_gets_nothing(people: People):
    assert people.run("dana", "queue").stdout == "Nothing waits.\n"
    assert people.run("eve", "queue", "show", "nothing").exit_code == 65
    assert people.run("dana", "approve", "nothing", "abcdef12").exit_code == 65
    assert people.run("dana", "return", "nothing", "tone").exit_code == 65


def test_registers_and_the_freeze_are_kept(people: People):
    put = ("register", "put", "authorizations", "AUTH-0418")
    assert people.run("ann", *put).exit_code == 65
    assert people.run("dana", *put, "scope=name", "expires=2099-03-01").exit_code == 0
    assert people.run("dana", *put, "scope").exit_code == 64
    listed = people.run("dana", "register", "list").stdout
    assert "AUTH-0418: in force. What it allows: name; Last day: 1 March 2099" in listed
    assert people.run("dana", "freeze", "flood", "--line", "We are open.").exit_code == 0
    frozen = people.run("ann", "review", "--log", stdin=FINE)
    assert "paused routine posts" in frozen.stdout
    assert people.run("dana", "freeze", "--lift").exit_code == 0
    assert people.run("dana", "freeze").exit_code == 64
    ended = people.run("dana", "register", "end", "authorizations", "AUTH-0418")
    assert "Nothing on record was published under it." in ended.stdout


def test_an_upheld_appeal_is_proposed_with_its_replay(people: People):
    before = people.run("dana", "policy", "propose", "prof.tone.loud", "--passes", "An unbelievable price")
    after = people.run(
        "dana",
        "policy",
        "propose",
        "prof.tone.loud",
        "--passes",
        "An unbelievable price",
        "--unless",
        "unbelievable price",
    )

    assert "does not do that yet" in before.stdout
    assert "- id: prof.tone.loud" in after.stdout
    assert "does not do that yet" not in after.stdout
    assert "# 4 drafts replayed, 0 judged differently." in after.stdout
    assert people.run("dana", "policy", "propose", "no.such.rule", "--passes", "x").exit_code == 65
    assert people.run("dana", "policy", "propose", "prof.tone.loud").exit_code == 65


def test_a_draft_is_sent_shown_and_approved_by_two_people(people: People, tmp_path: Path):
    review = people.review(LOUD)
    draft = tmp_path / "draft.txt"
    draft.write_text(LOUD)

    assert "no longer kept" in people.run("ann", "desk", "send", review).stderr
    sent = people.run("ann", "desk", "send", review, "--draft", str(draft))
    assert sent.exit_code == 0, sent.stderr
    submission = sent.stdout.split("Id ")[1].split(",")[0]
    version = sent.stdout.split("version ")[1].split()[0]
    assert submission in people.run("dana", "queue").stdout
    assert LOUD in people.run("dana", "queue", "show", submission).stdout
    assert people.run("ann", "approve", submission, version).exit_code == 65
    assert people.run("dana", "approve", submission, version).exit_code == 65
    approved = people.run("dana", "approve", submission, version, "--reason", "source_on_file")
    assert "Approved by Dana Chief" in approved.stdout
    late = people.run("dana", "return", submission, "tone")
    assert "Already approved by Dana Chief" in late.stderr
