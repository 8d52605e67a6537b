"""The app package is what Teams takes: Microsoft's own schema says so, and the icons have the right sizes."""

import io
import json
import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from adapters import settings as settings_of
from adapters.teams.package import About, manifest, package
from adapters.teams_examining import examined, refuse_package
from bot.errors import SettingsError
from tests.cli import CommandLine
from tests.teams import node
from tests.teams.channel import APP_ID, TENANT

MERCY = About(
    APP_ID, "Mercy Hospital", "https://m.example", "https://m.example/privacy", "https://m.example/t"
)


def pixels(png: bytes) -> tuple[int, int, list[tuple[int, ...]]]:
    """Width, height and the pixels of a PNG with 8 bits a channel, by hand: it is a format of ten lines."""
    width, height, _, kind = struct.unpack(">IIBB", png[16:26])
    channels = {2: 3, 6: 4}[kind]
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += length + 12
    raw, stride, rows = zlib.decompress(data), width * channels, []
    before = bytearray(stride)
    for number in range(height):
        way, row = (
            raw[number * (stride + 1)],
            bytearray(raw[number * (stride + 1) + 1 : (number + 1) * (stride + 1)]),
        )
        for i in range(stride):
            left = row[i - channels] if i >= channels else 0
            up, corner = before[i], before[i - channels] if i >= channels else 0
            near = min((left, up, corner), key=lambda c: abs(left + up - corner - c))
            row[i] = (row[i] + (0, left, up, (left + up) // 2, near)[way]) & 255
        rows += [tuple(row[i : i + channels]) for i in range(0, stride, channels)]
        before = row
    return width, height, rows


def test_the_package_is_flat_small_and_the_same_every_time():
    made = package(MERCY)

    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == ["manifest.json", "color.png", "outline.png"]
        assert json.loads(archive.read("manifest.json")) == manifest(MERCY)
    assert made == package(MERCY)
    assert len(made) < 50_000


def test_the_icons_have_the_sizes_and_colours_that_teams_asks_for():
    with zipfile.ZipFile(io.BytesIO(package(MERCY))) as archive:
        colour, outline = pixels(archive.read("color.png")), pixels(archive.read("outline.png"))

    assert colour[:2] == (192, 192)
    assert all(len(pixel) == 3 or pixel[3] == 255 for pixel in colour[2])
    assert outline[:2] == (32, 32)
    assert {pixel[:3] for pixel in outline[2] if pixel[3]} == {(255, 255, 255)}
    assert any(pixel[3] == 0 for pixel in outline[2])


def test_every_scope_has_its_commands():
    lists = manifest(MERCY)["bots"][0]["commandLists"]

    for scope, listed in zip(("personal", "team", "groupChat"), lists, strict=True):
        assert listed["scopes"] == [scope]
        titles = [c["title"] for c in listed["commands"]]
        own = ["where", "start", "ideas", "presence", "profile", "mine"] if scope == "personal" else []
        assert titles == ["review", "respond-review", "queue", "subscribe", "digest", *own, "help"]


def test_microsofts_schema_finds_nothing_wrong():
    folder = node.module("@microsoft/app-manifest")
    good, bad = node.judged("judge_manifests.mjs", folder, [manifest(MERCY), {"manifestVersion": "1.24"}])

    assert good == []
    assert bad


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"app_id": ""}, "app id"),
        ({"organization": "x" * 33}, "--organization"),
        ({"website": "http://m.example"}, "--website"),
        ({"privacy": "https://"}, "--privacy"),
        ({"terms": ""}, "--terms"),
        ({"version": "1.0"}, "--version"),
    ],
)
def test_what_teams_would_refuse_is_told_before(changes: dict[str, str], said: str):
    with pytest.raises(SettingsError, match=said):
        refuse_package(replace(MERCY, **changes))


def test_the_command_writes_the_package(tmp_path: Path):
    out = tmp_path / "app.zip"

    done = CommandLine(tmp_path).run(
        "teams", "package", "--app-id", APP_ID, "--organization", "Mercy", "--website", "https://m.example",
        "--privacy", "https://m.example/p", "--terms", "https://m.example/t", "--out", str(out),
    )  # fmt: skip

    assert done.exit_code == 0
    assert zipfile.is_zipfile(out)


def test_the_doctor_says_that_teams_is_not_set_up(tmp_path: Path):
    done = CommandLine(tmp_path).process("doctor")

    assert (done.returncode, b"Follow docs/teams.md" in done.stdout) == (69, True)


def test_an_examination_tells_what_cannot_be_reached_and_no_secret():
    nobody = "https://127.0.0.1:9"
    whole = {
        "MicrosoftAppId": APP_ID,
        "MicrosoftAppTenantId": TENANT,
        "MicrosoftAppPassword": "a-secret",
        "BEDSIDE_TEAMS_OPENID_METADATA_URL": f"{nobody}/openid",
        "BEDSIDE_TEAMS_LOGIN_URL": nobody,
    }

    checks = list(examined(settings_of.read({}, **whole)))

    assert [(check.name, check.well) for check in checks] == [
        ("Teams settings", True),
        ("Microsoft's keys", False),
        ("our token", False),
    ]
    assert all("ConnectionError" in check.said and check.advice for check in checks[1:])
    assert "a-secret" not in str(checks)


def test_the_doctor_and_the_check_of_teams_say_the_same_in_the_same_form(tmp_path: Path):
    line = CommandLine(tmp_path)
    line.environ["BEDSIDE_TEAMS_ANONYMOUS"] = "1"

    doctor, check = line.process("doctor"), line.process("teams", "check")

    assert (doctor.returncode, check.returncode) == (0, 0)
    assert doctor.stdout == check.stdout
    assert b"ok   Teams settings   open to everybody on this machine" in check.stdout


def test_an_examination_ends_where_settings_are_missing():
    (check,) = examined(settings_of.read({}, MicrosoftAppId="x"))

    assert (check.name, check.well) == ("Teams settings", False)
    assert "no app id" in check.advice
