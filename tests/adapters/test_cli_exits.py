"""How a run ends: the code of each error, and no stack trace for anybody."""

import click
import pytest
from click.testing import CliRunner

from adapters.cli import bedside
from adapters.cli_exits import NoInput, run
from adapters.opening import UnwritableFolder
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


def test_every_command_of_the_list_is_there_under_its_name():
    here = click.Context(bedside)

    found = {name: bedside.get_command(here, name) for name in bedside.list_commands(here)}

    assert all(command is not None and command.name == name for name, command in found.items())


def test_a_command_that_there_is_not_brings_those_that_may_have_been_meant():
    result = CliRunner().invoke(bedside, ["reviw"])

    assert result.exit_code == 64
    assert "Did you mean 'review'?" in result.stderr
