"""What comes from npm: judges and stand-ins, pinned in ``.ci/package.json`` and never copied into here."""

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.waiting import PATIENCE_S

ROOT = Path(__file__).parent.parent.parent
HERE = Path(__file__).parent


def module(name: str) -> Path:
    """The folder of an npm module; without it the test is skipped."""
    folder = ROOT / "node_modules" / name
    if shutil.which("node") is None or not folder.is_dir():
        pytest.skip(f"no {name}: npm ci --prefix .ci --ignore-scripts && cp -r .ci/node_modules .")
    return folder


def judged(script: str, folder: Path, documents: Iterable[Any]) -> list[list[str]]:
    """What the judge ``script`` finds wrong with each document."""
    lines = "\n".join(json.dumps(document) for document in documents)
    command = ["node", str(HERE / script), str(folder)]
    done = subprocess.run(
        command, input=lines, capture_output=True, text=True, timeout=PATIENCE_S, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]
