"""``bedside log``: shown, proven and exported, from the command line alone."""

import json
import sqlite3
import stat
from pathlib import Path

import pytest

from tests.cli import FINE, LOUD, SELFIE, CommandLine


@pytest.fixture
def bedside(tmp_path: Path) -> CommandLine:
    """One that has recorded a fine, a loud and a blocked draft."""
    line = CommandLine(tmp_path)
    line.environ["BEDSIDE_DATA"] = str(line.data)
    for draft in (FINE, LOUD, SELFIE):
        line.run("review", stdin=draft)
    return line


def verdicts(shown: str) -> list[str]:
    return [line.split()[3] for line in shown.splitlines()]


def test_entries_are_shown_newest_first_and_no_word_of_a_draft_is_in_them(bedside: CommandLine):
    shown = bedside.run("log", "show").stdout

    assert verdicts(shown) == ["block", "revise", "ok"]
    assert not {"selfie", "unbelievable", "Proud"} & set(shown.split())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (["--verdict", "block"], ["block"]),
        (["--category", "prof"], ["revise"]),
        (["--person", "nobody"], []),
        (["--since", "2000-01-01", "--until", "2099-01-01"], ["block", "revise", "ok"]),
        (["--until", "2000-01-01"], []),
        (["--limit", "1"], ["block"]),
    ],
)
def test_entries_are_picked(bedside: CommandLine, asked: list[str], found: list[str]):
    result = bedside.run("log", "show", *asked)

    assert verdicts(result.stdout) == found
    assert ("No entry fits." in result.stderr) is (not found)


def test_an_entry_as_json_holds_all_that_is_kept(bedside: CommandLine):
    entry = json.loads(bedside.run("log", "show", "--json", "--limit", "1").stdout)

    assert entry["seq"] == 3
    assert entry["decision"]["actor"]["id"].startswith("cli:")
    assert entry["decision"]["findings"] == [
        {"rule": "phi.image.selfie", "category": "phi.image", "severity": "block", "start": 2, "end": 23}
    ]


def test_a_whole_log_is_proven(bedside: CommandLine):
    result = bedside.run("log", "verify")

    assert result.exit_code == 0
    assert result.stdout.startswith("WHOLE. 3 entries")


def test_a_flipped_byte_is_found_and_the_entry_named(bedside: CommandLine):
    with sqlite3.connect(bedside.data / "bedside.db") as database:
        for (trigger,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            database.execute(f"DROP TRIGGER {trigger}")
        database.execute("UPDATE decision SET body = replace(body, 'revise', 'reviSe') WHERE seq = 2")
    database.close()

    result = bedside.run("log", "verify")

    assert result.exit_code == 65
    assert "Entry 2 was changed" in result.stderr
    assert "DAMAGED" in result.stderr


def test_an_export_is_proven_without_the_database_and_is_private(bedside: CommandLine):
    export = bedside.folder / "export.jsonl"
    key = bedside.folder / "kept.pub"
    key.write_bytes((bedside.data / "signing.pub").read_bytes())

    bedside.run("log", "export", str(export))
    proven = bedside.run("log", "verify", "--file", str(export), "--key", str(key))

    assert stat.S_IMODE(export.stat().st_mode) == 0o600
    assert proven.exit_code == 0
    assert proven.stdout.startswith("WHOLE. 4 entries")  # the export is an entry, too
    assert "Signed with a key that you gave." in proven.stdout


def test_an_export_that_was_changed_is_65(bedside: CommandLine):
    export = bedside.folder / "export.jsonl"
    lines = bedside.run("log", "export").stdout.splitlines(keepends=True)
    export.write_text("".join(line for line in lines if '"seq":2' not in line))

    result = bedside.run("log", "verify", "--file", str(export))

    assert result.exit_code == 65
    assert "DAMAGED" in result.stdout


def test_a_checkpoint_kept_elsewhere_shows_a_tail_that_was_cut_off(bedside: CommandLine):
    kept = bedside.folder / "kept.jsonl"
    early = bedside.folder / "early.jsonl"
    bedside.run("log", "export", str(early))
    bedside.run("review", stdin=LOUD)
    kept.write_text(bedside.run("log", "checkpoint").stdout)

    result = bedside.run("log", "verify", "--file", str(early), "--checkpoint", str(kept))

    assert result.exit_code == 65


def test_a_checkpoint_kept_elsewhere_shows_that_the_database_was_cut_short(bedside: CommandLine):
    kept = bedside.folder / "kept.jsonl"
    kept.write_text(bedside.run("log", "checkpoint").stdout)
    assert bedside.run("log", "verify", "--checkpoint", str(kept)).exit_code == 0
    with sqlite3.connect(bedside.data / "bedside.db") as database:
        database.executescript(
            "DROP TRIGGER IF EXISTS decision_no_delete; DROP TRIGGER IF EXISTS checkpoint_no_delete;"
            "DELETE FROM decision WHERE seq = 3; DELETE FROM checkpoint WHERE seq = 3;"
        )

    result = bedside.run("log", "verify", "--checkpoint", str(kept))

    assert result.exit_code == 65
    assert "DAMAGED" in result.stderr


def test_checkpoints_that_cannot_be_read_are_named(bedside: CommandLine):
    result = bedside.run("log", "verify", "--checkpoint", str(bedside.folder / "nowhere.jsonl"))

    assert result.exit_code == 66
    assert "nowhere.jsonl cannot be read" in result.stderr


def test_the_log_can_be_exported_although_the_policy_pack_is_broken(bedside: CommandLine):
    broken = bedside.folder / "packs" / "organization"
    broken.mkdir(parents=True)
    (broken / "pack.yaml").write_text("pack: {id: [")
    bedside.environ["BEDSIDE_POLICIES"] = str(broken.parent)

    result = bedside.run("log", "export")

    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) >= 5


def test_another_key_does_not_prove_this_log(bedside: CommandLine):
    other = bedside.folder / "other.pub"
    other.write_text("ab" * 32)
    bedside.run("log", "checkpoint")

    assert bedside.run("log", "verify", "--key", str(other)).exit_code == 65


def test_after_a_change_of_keys_the_old_checkpoints_count_while_their_key_is_named(bedside: CommandLine):
    bedside.run("log", "checkpoint")
    old = (bedside.data / "signing.pub").read_text()
    for name in ("signing.key", "signing.pub"):
        (bedside.data / name).unlink()
    bedside.run("review", stdin=LOUD)
    bedside.run("log", "checkpoint")

    unnamed = bedside.run("log", "verify")
    (bedside.data / "older.pub").write_text(f"# until 2026\n{old}")
    named = bedside.run("log", "verify")

    assert unnamed.exit_code == 65
    assert named.exit_code == 0
    assert "2 checkpoints" in named.stdout


def test_a_log_is_read_without_its_keys_and_proven_with_the_public_one(bedside: CommandLine):
    public = bedside.folder / "bedside.pub"
    public.write_bytes((bedside.data / "signing.pub").read_bytes())
    for name in ("signing.key", "signing.pub", "fingerprint.key", "encryption.key"):
        (bedside.data / name).unlink()

    assert len(bedside.run("log", "show").stdout.splitlines()) == 3
    assert bedside.run("log", "verify", "--key", str(public)).exit_code == 0
    assert bedside.run("log", "verify").exit_code == 66
    assert not list(bedside.data.glob("*.key"))


@pytest.mark.parametrize("command", [["show"], ["verify", "--key", "KEY"]])
def test_where_there_is_no_log_that_is_said_and_nothing_made(tmp_path: Path, command: list[str]):
    bedside = CommandLine(tmp_path)
    (tmp_path / "KEY").write_text("ab" * 32)
    asked = [str(tmp_path / word) if word == "KEY" else word for word in command]

    result = bedside.run("log", *asked, "--data", str(tmp_path / "none"))

    assert result.exit_code == 69
    assert "There is no decision log yet" in result.stderr
    assert not (tmp_path / "none").exists()


def test_an_export_that_cannot_be_written_leaves_nothing_behind(bedside: CommandLine):
    result = bedside.run("log", "export", str(bedside.folder / "nowhere" / "export.jsonl"))

    assert result.exit_code == 73
    assert result.stderr.count("\n") == 1
    assert len(bedside.run("log", "show").stdout.splitlines()) == 3
