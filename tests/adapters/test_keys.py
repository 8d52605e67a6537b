"""The keys of an installation: given, or made once and then kept; never shown."""

import base64
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.keys import FINGERPRINT_FILE, PUBLIC_FILE, SIGNING_FILE, load_keys
from bot.errors import SettingsError, StartError

SECRET = bytes(range(32))
OTHER = bytes(range(100, 132))
ROOT = Path(__file__).parents[2]


def test_missing_keys_are_made_once_told_and_found_again(tmp_path: Path):
    first = load_keys(tmp_path / "data")
    second = load_keys(tmp_path / "data")

    assert first.made == (tmp_path / "data" / FINGERPRINT_FILE, tmp_path / "data" / SIGNING_FILE)
    assert second.made == ()
    assert first.signer.public_key == second.signer.public_key
    assert first.fingerprinter.fingerprint("x") == second.fingerprinter.fingerprint("x")


def test_only_the_owner_can_read_what_was_made(tmp_path: Path):
    os.umask(previous := os.umask(0))
    keys = load_keys(tmp_path / "data")
    os.umask(previous)

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "data").iterdir()}
    assert modes == {FINGERPRINT_FILE: 0o600, SIGNING_FILE: 0o600, PUBLIC_FILE: 0o644}
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert (tmp_path / "data" / PUBLIC_FILE).read_text() == f"{keys.signer.public_key}\n"


@pytest.mark.parametrize(
    "written",
    [
        SECRET.hex(),
        SECRET.hex().upper(),
        base64.b64encode(SECRET).decode(),
        base64.urlsafe_b64encode(OTHER).decode(),
    ],
)
def test_keys_given_as_settings_are_used_and_nothing_is_written(tmp_path: Path, written: str):
    keys = load_keys(tmp_path / "data", written, f" {written}\n")

    assert keys.made == ()
    assert not (tmp_path / "data").exists()
    assert len(keys.signer.public_key) == 64


def test_hexadecimal_and_base64_mean_the_same_key(tmp_path: Path):
    one = load_keys(tmp_path, SECRET.hex(), SECRET.hex())
    other = load_keys(tmp_path, base64.b64encode(SECRET).decode(), base64.b64encode(SECRET).decode())

    assert one.signer.public_key == other.signer.public_key
    assert one.fingerprinter.fingerprint("x") == other.fingerprinter.fingerprint("x")


@pytest.mark.parametrize("wrong", ["hunter2", "ab" * 31, "é" * 64, "!" * 44])
def test_a_setting_that_is_no_key_is_told_by_name_and_not_repeated(tmp_path: Path, wrong: str):
    with pytest.raises(SettingsError, match="BEDSIDE_FINGERPRINT_KEY must be at least 32 bytes") as first:
        load_keys(tmp_path, fingerprint_key=wrong)
    with pytest.raises(SettingsError, match="BEDSIDE_SIGNING_KEY must be exactly 32 bytes") as second:
        load_keys(tmp_path, signing_key=wrong)

    assert wrong not in str(first.value) + str(second.value)


def test_a_signing_key_may_not_be_longer_but_a_fingerprint_key_may(tmp_path: Path):
    load_keys(tmp_path, "ab" * 64, "ab" * 32)
    with pytest.raises(SettingsError, match="BEDSIDE_SIGNING_KEY"):
        load_keys(tmp_path, "ab" * 32, "ab" * 64)


def test_an_empty_setting_counts_as_none(tmp_path: Path):
    assert len(load_keys(tmp_path, "", "  ").made) == 2


def test_the_same_text_has_the_same_fingerprint_and_another_key_another(tmp_path: Path):
    ours = load_keys(tmp_path, SECRET.hex(), SECRET.hex()).fingerprinter
    theirs = load_keys(tmp_path, OTHER.hex(), SECRET.hex()).fingerprinter

    assert ours.fingerprint("a draft") == ours.fingerprint("a draft")
    assert ours.fingerprint("a draft") != ours.fingerprint("a draft ")
    assert ours.fingerprint("a draft") != theirs.fingerprint("a draft")
    assert len(ours.fingerprint("\ud800\0é🏥" * 1000)) == 64


def test_no_key_shows_in_a_repr(tmp_path: Path):
    keys = load_keys(tmp_path)

    shown = repr(keys) + repr(keys.signer) + repr(keys.fingerprinter) + str(vars(keys.signer))
    for file in (FINGERPRINT_FILE, SIGNING_FILE):
        secret = (tmp_path / file).read_text().strip()
        assert secret not in shown
        assert str(bytes.fromhex(secret)) not in shown


@pytest.mark.parametrize("file", [FINGERPRINT_FILE, SIGNING_FILE])
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path, file: str, mode: int):
    load_keys(tmp_path)
    (tmp_path / file).chmod(mode)

    with pytest.raises(StartError, match=rf"{file} can be read by others. Make it yours: chmod 600"):
        load_keys(tmp_path)


@pytest.mark.parametrize("content", [b"", b"junk", b"\xff\xfe\x00", b"ab" * 31])
def test_a_damaged_key_file_is_refused_and_never_replaced(tmp_path: Path, content: bytes):
    load_keys(tmp_path)
    (tmp_path / SIGNING_FILE).write_bytes(content)

    with pytest.raises(StartError, match="holds no key"):
        load_keys(tmp_path)

    assert (tmp_path / SIGNING_FILE).read_bytes() == content


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StartError, match="Bedside cannot keep its keys in"):
        load_keys(tmp_path / "file" / "data")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path):
    """Run as nobody, since root may write everywhere."""
    (tmp_path / "data").mkdir()
    program = (
        "import os, sys; from pathlib import Path; from adapters.keys import load_keys\n"
        "from bot.errors import StartError\n"
        "os.chdir(sys.argv[1]); os.setgid(65534); os.setuid(65534)\n"
        "try: load_keys(Path('.'))\n"
        "except StartError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "data"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )

    assert done.stdout == "Bedside cannot write to .: Permission denied.\n"


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path):
    program = (
        "import sys; from pathlib import Path; from adapters.keys import load_keys; "
        "print(load_keys(Path(sys.argv[1])).signer.public_key)"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "data")]
    started = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(4)]

    assert len({process.communicate()[0] for process in started}) == 1
    assert sorted(file.name for file in (tmp_path / "data").iterdir()) == [
        FINGERPRINT_FILE,
        SIGNING_FILE,
        PUBLIC_FILE,
    ]
