"""One process at a time serves from an SQLite file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.database.lock import FileLock
from bot.errors import StartError


def test_a_second_one_is_told_who_holds_the_database(tmp_path: Path):
    with FileLock(tmp_path / "bedside.db"), pytest.raises(StartError) as caught:
        FileLock(tmp_path / "bedside.db").take()

    assert f"bedside.db is in use by process {os.getpid()}." in str(caught.value)


def test_whoever_lets_go_lets_the_next_one_in(tmp_path: Path):
    first = FileLock(tmp_path / "bedside.db").take()
    first.release()
    first.release()

    with FileLock(tmp_path / "bedside.db") as second:
        assert second.take() is second


def test_a_process_that_died_holds_nothing(tmp_path: Path):
    program = (
        "import os, sys; from pathlib import Path; from adapters.database.lock import FileLock; "
        "FileLock(Path(sys.argv[1])).take(); print(os.getpid(), flush=True); os._exit(9)"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "bedside.db")], cwd=root, check=False)

    FileLock(tmp_path / "bedside.db").take().release()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path):
    with pytest.raises(StartError, match=r"cannot write to .*missing: No such file"):
        FileLock(tmp_path / "missing" / "bedside.db").take()
