"""Dockerfile and compose.yaml, as far as they can be checked without a container engine."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from adapters import settings
from adapters.cli import bedside
from tests.teams.node import module

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
OURS = [name for name, service in COMPOSE["services"].items() if service["image"].startswith("bedside:")]


def test_hadolint_finds_nothing_in_the_dockerfile():
    linter = ROOT / ".venv/bin/hadolint"
    if not linter.exists():
        pytest.skip("no hadolint for this kind of machine")

    found = subprocess.run([linter, ROOT / "Dockerfile"], check=False, capture_output=True, text=True)

    assert (found.stdout, found.returncode) == ("", 0)


def test_compose_yaml_fits_the_published_schema():
    linter = module("dclint")

    found = subprocess.run(
        ["node", linter / "bin" / "dclint.cjs", "--quiet", ROOT / "compose.yaml"],
        check=False,
        capture_output=True,
        text=True,
    )

    assert (found.stdout.strip(), found.returncode) == ("", 0)


def test_there_is_one_web_process_and_two_workers_beside_postgresql():
    assert set(OURS) == {"migrate", "web", "worker"}
    assert COMPOSE["services"]["worker"]["deploy"]["replicas"] == 2


@pytest.mark.parametrize("name", OURS)
def test_a_service_runs_a_command_that_there_is(name: str):
    program, *arguments = COMPOSE["services"][name]["command"]

    assert program == "bedside"
    parent = click.Context(bedside)
    command = bedside.get_command(parent, arguments[0])
    assert command is not None
    command.make_context(arguments[0], arguments[1:], parent=parent)


@pytest.mark.parametrize("name", OURS)
def test_a_service_is_not_root_and_writes_nowhere_but_in_memory(name: str):
    service = COMPOSE["services"][name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert all(place.startswith(("/data:uid=10001", "/tmp")) for place in service["tmpfs"])
    assert service["stop_grace_period"] == "30s"


def test_every_secret_is_a_setting_that_there_is_and_has_a_file():
    used = set(COMPOSE["services"]["web"]["secrets"])

    assert used <= set(settings.NAMES)
    assert used | {"POSTGRES_PASSWORD"} == set(COMPOSE["secrets"])


def test_images_are_pinned_by_digest_and_ports_stay_on_this_machine():
    theirs = [COMPOSE["services"]["database"]["image"], *re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)]

    assert all(re.search(r":\d+\.\d+[\w.-]*@sha256:[0-9a-f]{64}$", image) for image in theirs)
    assert len(set(theirs[1:])) == 1
    assert COMPOSE["services"]["web"]["ports"] == ["127.0.0.1:8080:8080"]


def test_the_image_is_built_in_two_stages_and_runs_as_nobody_in_particular():
    final = DOCKERFILE[DOCKERFILE.rindex("FROM ") :]

    assert DOCKERFILE.count("FROM ") == 2
    assert re.search(r"^USER 10001$", final, re.MULTILINE)
    assert "HEALTHCHECK" in final
    assert "pip install" not in final
    assert 'CMD ["bedside", "serve"]' in final


def test_the_versions_are_those_that_the_project_names_elsewhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    environment = (ROOT / ".ci/environment").read_text("utf-8")

    assert {COMPOSE["services"][name]["image"] for name in OURS} == {f"bedside:{project['version']}"}
    assert re.findall(r"uv==(\S+)", DOCKERFILE) == re.findall(r"^uv_version=(\S+)", environment, re.MULTILINE)
