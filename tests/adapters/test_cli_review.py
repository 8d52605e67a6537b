"""``bedside review`` for one draft: the verdict as text, as JSON and as exit code; bad input in one line."""

import json
from pathlib import Path

import pytest

from tests.cli import FINE, LOUD, SELFIE, CommandLine


@pytest.fixture
def bedside(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


@pytest.mark.parametrize(
    ("draft", "code", "word"), [(FINE, 0, "OK"), (LOUD, 1, "REVISE"), (SELFIE, 2, "BLOCK")]
)
def test_the_exit_code_is_the_verdict(bedside: CommandLine, draft: str, code: int, word: str):
    result = bedside.run("review", stdin=draft)

    assert result.exit_code == code
    assert result.stdout.startswith(f"{word}: ")


def test_the_words_at_fault_the_reason_the_source_and_a_way_out_are_shown(bedside: CommandLine):
    shown = bedside.run("review", "-", stdin=SELFIE).stdout

    assert '"selfie with a patient"' in shown
    assert "written authorization" in shown
    assert "45 CFR 164.508 (law)" in shown
    assert "Post the team instead." in shown


def test_a_file_is_read_and_a_byte_order_mark_is_no_part_of_it(bedside: CommandLine):
    file = bedside.folder / "draft.txt"
    file.write_bytes(b"\xef\xbb\xbf" + SELFIE.encode())

    answer = json.loads(bedside.run("review", str(file), "--json").stdout)

    assert answer["id"] == str(file)
    assert answer["findings"][0]["start"] == 2


def test_json_holds_the_fields_of_a_row_and_the_entry_in_the_log(bedside: CommandLine):
    answer = json.loads(bedside.run("review", "--json", stdin=SELFIE).stdout)

    assert list(answer) == ["id", "verdict", "policy_version", "findings", "safer", "decide", "decision"]
    assert list(answer["findings"][0]) == [
        "rule", "category", "severity", "start", "end", "message", "why", "source", "suggestion",
    ]  # fmt: skip
    assert answer["decision"] is None


def test_answering_a_review_makes_the_draft_a_reply(bedside: CommandLine):
    bedside.run("review", "--log", "--data", str(bedside.data), "--answering", "Rude!", stdin=FINE)
    bedside.run("review", "--log", "--data", str(bedside.data), "--context", "review: Rude!", stdin=FINE)
    bedside.run("review", "--log", "--data", str(bedside.data), stdin=FINE)
    shown = bedside.run("log", "show", "--json", "--data", str(bedside.data)).stdout

    kinds = [json.loads(line)["decision"]["kind"] for line in shown.splitlines()]
    assert kinds == ["post", "reply", "reply"]


def test_a_review_is_recorded_where_a_log_is_named_and_the_number_is_told(bedside: CommandLine):
    told = bedside.run("review", "--data", str(bedside.data), stdin=SELFIE)
    shown = bedside.run("log", "show", "--data", str(bedside.data))

    number = told.stderr.split()[-1].rstrip(".")
    assert told.exit_code == 2
    assert number in shown.stdout
    assert "phi.image" in shown.stdout
    assert "selfie" not in shown.stdout


def test_nothing_is_recorded_or_made_where_no_log_is_named_or_wanted(bedside: CommandLine):
    bedside.run("review", stdin=FINE)
    bedside.run("review", "--no-log", "--data", str(bedside.data), stdin=FINE)

    assert not bedside.data.exists()


def test_no_colour_reaches_a_pipe(bedside: CommandLine):
    assert b"\x1b" not in bedside.process("review", stdin=SELFIE.encode()).stdout


def test_a_draft_cannot_steer_the_terminal(bedside: CommandLine):
    shown = bedside.run("review", stdin="A \x1b[2J\u202eselfie with a patient\x07 today").stdout

    assert not {"\x1b", "\u202e", "\x07"} & set(shown)


@pytest.mark.parametrize(
    "draft",
    [
        f"\x00\x00 {SELFIE}",
        f"\u200f\u202e {SELFIE}",
        f"s\u200be\u200blfie. {SELFIE}",
        SELFIE.replace("selfie", "ｓｅｌｆｉｅ"),
        f"{SELFIE} 👩🏽‍⚕️",
        f"{'x' * 100_000} {SELFIE}",
    ],
    ids=["NUL", "right to left", "zero width", "full width", "emoji", "a word of 100 kB"],
)
def test_odd_text_is_reviewed_like_any_other(bedside: CommandLine, draft: str):
    assert bedside.run("review", stdin=draft).exit_code == 2


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (b"", "The draft is empty."),
        (b" \n\t ", "The draft is empty."),
        (b"caf\xe9", "Standard input is not UTF-8 text (byte 3)."),
        (b"\xed\xa0\x80", "Standard input is not UTF-8 text (byte 0)."),
        (b"x" * 1_000_000, "longer than the 200,000 characters"),
        (b"x" * 300_000, "The draft has 300,000 characters"),
    ],
    ids=["empty", "blank", "not UTF-8", "half a character", "1 MB", "300 kB"],
)
def test_what_cannot_be_reviewed_is_told_in_one_line(bedside: CommandLine, draft: bytes, said: str):
    result = bedside.run("review", stdin=draft)

    assert result.exit_code == 65
    assert result.stderr.startswith("bedside: ")
    assert result.stderr.count("\n") == 1
    assert said in result.stderr


def test_a_file_that_is_not_there_is_told(bedside: CommandLine):
    result = bedside.run("review", str(bedside.folder / "nowhere.txt"))

    assert result.exit_code == 66
    assert result.stderr.endswith("nowhere.txt cannot be read: No such file or directory.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["reviw"], "Did you mean 'review'?"),
        (["review", "--kind", "poem"], "'poem' is not one of 'post', 'reply'"),
        (["review", "--outlet", "myspace"], "'myspace' is not one of"),
        (["review", "--colour"], "--colour"),
        (["review", "--jsonl", "drafts.jsonl"], "use < FILE"),
        (["review", "--as-of", "tomorrow"], "tomorrow"),
    ],
)
def test_bad_usage_is_64_and_never_looks_like_a_verdict(
    bedside: CommandLine, arguments: list[str], said: str
):
    result = bedside.run(*arguments, stdin=FINE)

    assert result.exit_code == 64
    assert said in result.stderr
    assert "--help'" in result.stderr


def test_a_command_without_more_shows_what_there_is(bedside: CommandLine):
    assert "bedside review draft.txt" in bedside.run().stdout
    assert "bedside review --jsonl" in bedside.run("review", "--help").stdout
    assert "explain" in bedside.run("policy").stdout
    assert "verify" in bedside.run("log").stdout
