"""``bedside review --jsonl``: every line is answered, in order, whatever stands on it."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest

from adapters.cli_input import LONGEST_LINE
from adapters.cli_rows import answer_all
from bot.model import Draft
from tests.builders import DAY
from tests.cli import FINE, SELFIE, CommandLine
from tests.waiting import PATIENCE_S


@pytest.fixture
def bedside(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


def a_row(name: Any, text: str = FINE, **more: Any) -> dict[str, Any]:
    return {"id": name, "kind": "post", "platform": "linkedin", "text": text, **more}


def answers(bedside: CommandLine, *lines: object, **environ: str) -> list[dict[str, Any]]:
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    result = bedside.run("review", "--jsonl", stdin=b"\n".join(raw) + b"\n", **environ)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_lines_are_answered_one_by_one_and_in_order(bedside: CommandLine):
    got = answers(bedside, a_row("b", SELFIE), a_row("a"), a_row(3))

    assert [(answer["id"], answer["verdict"]) for answer in got] == [("b", "block"), ("a", "ok"), (3, "ok")]
    assert list(got[0]) == ["id", "verdict", "policy_version", "findings", "safer", "decide"]


def test_offsets_count_characters_of_the_text_as_given(bedside: CommandLine):
    text = "👩🏽‍⚕️ \ud800 Ａ ｓｅｌｆｉｅ with a patient"

    (answer,) = answers(bedside, a_row("1", text))

    (finding,) = answer["findings"]
    assert text[finding["start"] : finding["end"]] == "ｓｅｌｆｉｅ with a patient"


@pytest.mark.parametrize(
    ("line", "name", "said"),
    [
        (b"", None, "The line is empty."),
        (b"nonsense", None, "The line is not JSON (column 1)."),
        (b"[1, 2]", None, "must be a JSON object"),
        (b'{"id": "7", "text": ', None, "The line is not JSON"),
        (b"[" * 200_000, None, "not JSON of a reasonable shape"),
        (b'{"id": "7", "n": ' + b"9" * 5_000 + b"}", None, "not JSON of a reasonable shape"),
        (b'{"id": "7", "text": "caf\xe9"}', "7", "The line is not UTF-8 text (byte 24)."),
        (a_row("7", ""), "7", "The draft is empty."),
        (a_row("7", "x" * 10_000_000), "7", "The draft has 10,000,000 characters"),
        (a_row("7", 7), "7", "'text' must be text, not a number"),
        (a_row("7", kind="poem"), "7", "Unknown kind 'poem'"),
        (a_row("7", platform="myspace"), "7", "Unknown platform 'myspace'"),
        (a_row("7", kind="review"), "7", "use respond"),
        ({"id": "7"}, "7", "is missing"),
    ],
    ids=lambda value: None if isinstance(value, str) else str(value)[:24],
)
def test_a_bad_line_gets_an_error_and_the_rest_goes_on(
    bedside: CommandLine, line: object, name: str | None, said: str
):
    first, bad, last = answers(bedside, a_row(1), line, a_row(2))

    assert (first["verdict"], last["verdict"]) == ("ok", "ok")
    assert list(bad) == ["id", "error"]
    assert bad["id"] == name
    assert said in bad["error"]


def test_a_line_beyond_all_measure_costs_neither_memory_nor_the_next_line(bedside: CommandLine):
    first, last = answers(bedside, b"x" * (2 * LONGEST_LINE + 7), a_row(2))

    assert "longer than" in first["error"]
    assert last["verdict"] == "ok"


def test_a_mistake_of_ours_costs_one_line_and_shows_none_of_its_words(capsys: pytest.CaptureFixture[str]):
    def judge(draft: Draft) -> NoReturn:
        raise ValueError(draft.text)

    lines = b"".join(json.dumps(a_row(name, SELFIE)).encode() + b"\n" for name in (1, 2))
    code = answer_all(io.BytesIO(lines), judge, DAY)

    written = capsys.readouterr().out
    assert code == 70
    assert [json.loads(line)["id"] for line in written.splitlines()] == [1, 2]
    assert "ValueError at test_cli_rows.py:" in written
    assert "selfie" not in written


def test_with_a_log_every_answer_becomes_an_entry(bedside: CommandLine):
    answers(bedside, a_row(1), b"bad", a_row(2, SELFIE), BEDSIDE_DATA=str(bedside.data))

    shown = bedside.run("log", "show", "--json", "--data", str(bedside.data)).stdout
    assert [json.loads(line)["decision"]["verdict"] for line in shown.splitlines()] == ["block", "ok"]


def test_an_answer_comes_as_soon_as_it_is_known_and_a_reader_may_leave(bedside: CommandLine):
    with subprocess.Popen(
        [sys.executable, "-m", "adapters.cli", "review", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=bedside.whole_environ(),
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        row = json.dumps(a_row(1)).encode() + b"\n"
        process.stdin.write(row)
        process.stdin.flush()
        first = json.loads(process.stdout.readline())  # while the input is still open
        process.stdout.close()
        process.stdin.write(row)
        process.stdin.close()
        said = process.stderr.read()
        code = process.wait(PATIENCE_S)

    assert first["verdict"] == "ok"
    assert code == 141
    assert said == b""
