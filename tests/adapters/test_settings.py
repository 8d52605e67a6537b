"""Settings: read once from what is handed in, every problem told at once, no secret shown."""

import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from adapters.settings import TOKEN_LENGTH, default_data, misspelt, read
from bot.errors import SettingsError, StartError

TOKEN = "x" * TOKEN_LENGTH


def test_with_nothing_set_everything_that_needs_no_account_works():
    settings = read({})

    assert (settings.host, settings.port, settings.pack, settings.reader) == (
        "127.0.0.1",
        8080,
        "organization",
        "auto",
    )
    assert settings.api_token is None
    assert settings.database_url is None


def test_a_checkout_keeps_its_data_beside_the_code():
    assert read({}).data == Path(__file__).parents[2] / "data"


def test_every_problem_is_told_at_once_with_what_the_setting_is_for():
    with pytest.raises(SettingsError) as raised:
        read({"BEDSIDE_PORT": "eighty", "BEDSIDE_LOG_LEVEL": "loud", "BEDSIDE_PACK": "../other"})

    lines = str(raised.value).splitlines()
    assert [line.split()[0] for line in lines] == ["BEDSIDE_PORT", "BEDSIDE_PACK", "BEDSIDE_LOG_LEVEL"]
    assert lines[0] == (
        "BEDSIDE_PORT (it is 'eighty') is not a whole number. It is the port; 0 takes any free one."
    )


@pytest.mark.parametrize("port", ["-1", "65536", "80.5", "", " "])
def test_a_port_is_a_whole_number_in_range_or_not_set(port: str):
    if port == "":
        assert read({"BEDSIDE_PORT": port}).port == 8080
        return
    with pytest.raises(SettingsError, match="BEDSIDE_PORT"):
        read({"BEDSIDE_PORT": port})


def test_a_secret_is_never_shown_neither_wrong_nor_right():
    with pytest.raises(SettingsError) as raised:
        read({"BEDSIDE_API_TOKEN": "hunter2"})
    settings = read({"BEDSIDE_API_TOKEN": TOKEN, "DATABASE_URL": "postgresql://bedside:hunter2@db/log"})

    assert "hunter2" not in str(raised.value)
    assert "at least 24 characters" in str(raised.value)
    assert TOKEN not in repr(settings)
    assert "hunter2" not in f"{settings!r} {settings} {settings.model_dump_json()}"


def test_what_somebody_typed_goes_before_the_environment():
    assert read({"BEDSIDE_PORT": "1", "BEDSIDE_HOST": "::1"}, BEDSIDE_PORT=2, BEDSIDE_HOST=None).port == 2


def test_secrets_may_lie_in_files_and_the_environment_goes_before_them(tmp_path: Path):
    (tmp_path / "BEDSIDE_API_TOKEN").write_text(TOKEN)
    (tmp_path / "BEDSIDE_PORT").write_text("9000")

    settings = read({"BEDSIDE_SECRETS": str(tmp_path), "BEDSIDE_PORT": "9001"})

    assert settings.api_token is not None
    assert settings.api_token.get_secret_value() == TOKEN
    assert settings.port == 9001


def test_a_folder_of_secrets_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(SettingsError, match="BEDSIDE_SECRETS is not a folder"):
        read({"BEDSIDE_SECRETS": str(tmp_path / "nowhere")})


def test_settings_do_not_change():
    with pytest.raises(ValidationError):
        read({}).port = 1  # type: ignore[misc]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_this_machine_alone_needs_no_token(host: str):
    read({"BEDSIDE_HOST": host}).refuse_open_doors()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "bedside.example"])
def test_other_machines_are_let_in_only_with_a_token(host: str):
    read({"BEDSIDE_HOST": host, "BEDSIDE_API_TOKEN": TOKEN}).refuse_open_doors()
    with pytest.raises(StartError, match="BEDSIDE_API_TOKEN is not set"):
        read({"BEDSIDE_HOST": host}).refuse_open_doors()


def test_a_misspelt_setting_is_pointed_out_with_the_one_that_may_be_meant():
    assert misspelt({"BEDSIDE_PROT": "1", "BEDSIDE_PORT": "1", "BEDSIDE_DEBUG": "1", "OTHER": "1"}) == (
        "unknown setting 'BEDSIDE_PROT'. Did you mean 'BEDSIDE_PORT'?",
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other platforms keep data elsewhere")
def test_an_installed_bedside_keeps_its_data_where_the_platform_does(tmp_path: Path):
    assert default_data({"HOME": "/home/jo"}, tmp_path) == Path("/home/jo/.local/share/bedside")
    assert default_data({"XDG_DATA_HOME": "/srv/jo"}, tmp_path) == Path("/srv/jo/bedside")


def test_a_user_without_a_home_is_asked_for_the_data_folder(tmp_path: Path):
    def nowhere() -> Path:
        raise RuntimeError

    with pytest.raises(SettingsError, match="this user has no home folder"):
        default_data({}, tmp_path, nowhere)
