"""How a run ends: the code of each error, and no stack trace for anybody."""

import click
import pytest

from adapters.bootstrap import UnwritableFolder
from adapters.cli_exits import NoInput, run
from bot.errors import (
    BedsideError,
    DraftError,
    LogDamaged,
    LogUnavailable,
    PolicyError,
    SettingsError,
    StartError,
)
from tests.cli import SELFIE


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DraftError("x"), 65),
        (PolicyError("x"), 65),
        (LogDamaged("x"), 65),
        (NoInput("x"), 66),
        (LogUnavailable("x"), 69),
        (StartError("x"), 69),
        (BedsideError("x"), 70),
        (UnwritableFolder("x"), 73),
        (SettingsError("x"), 78),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_each_error_has_its_code_and_its_message_in_one_line(
    error: BedsideError, code: int, capsys: pytest.CaptureFixture[str]
):
    def fail() -> None:
        raise error

    assert run(fail) == code
    assert capsys.readouterr().err == "bedside: x\n"


def test_a_mistake_of_ours_is_told_by_type_and_place_and_not_by_its_words(capsys: pytest.CaptureFixture[str]):
    def fail() -> None:
        raise KeyError(SELFIE)

    assert run(fail) == 70
    told = capsys.readouterr().err
    assert told.startswith("bedside: This is a mistake in Bedside: KeyError at test_cli_exits.py:")
    assert told.count("\n") == 1
    assert "selfie" not in told


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), click.Abort()])
def test_somebody_who_stops_it_gets_no_words(stop: BaseException, capsys: pytest.CaptureFixture[str]):
    def fail() -> None:
        raise stop

    assert run(fail) == 130
    assert capsys.readouterr().err == ""
