"""The command line for tests: a small pack on disk, an environment of its own, in process or as a process."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from adapters.cli import bedside
from tests.waiting import PATIENCE_S

SELFIE = "A selfie with a patient made my day."
LOUD = "An unbelievable day."
FINE = "Proud of the team on the ward today."

PACK = """\
pack: {id: mini, version: "1", schema: 1, title: Mini, language: en, owner: Tests}
guidelines:
- id: dont.photos
  title: No photos of patients
  text: A picture of a patient needs written authorization.
  sources: [{kind: law, ref: 45 CFR 164.508}]
rules:
- id: phi.image.selfie
  guideline: dont.photos
  severity: block
  detect: {phrases: [selfie with a patient]}
  message: A picture of a patient needs that person's written authorization.
  suggest: Post the team instead.
  flags: ["Best [[selfie with a patient]] ever!"]
  passes: ["Proud of the team!"]
- id: prof.tone.loud
  guideline: dont.photos
  severity: revise
  detect: {phrases: [unbelievable]}
  message: This is louder than it needs to be.
  flags: ["[[Unbelievable]]!"]
  passes: ["Proud of the team!"]
"""


def write_pack(folder: Path, name: str = "mini", text: str = PACK) -> Path:
    """A folder of packs that holds this one."""
    (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / name / "pack.yaml").write_text(text, "utf-8")
    return folder


class CommandLine:
    """``bedside`` in an environment that holds nothing but what is named here."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.environ = {
            "BEDSIDE_POLICIES": str(write_pack(folder / "packs")),
            "BEDSIDE_PACK": "mini",
            "BEDSIDE_CACHE": str(folder / "cache"),
            "BEDSIDE_READER": "off",
        }

    def run(self, *arguments: str, stdin: str | bytes = b"", **environ: str) -> Result:
        """Run it in this process, at home in the folder."""
        return CliRunner().invoke(
            bedside, list(arguments), input=stdin, env={**_without_ours(), **self.environ, **environ}
        )

    def process(
        self, *arguments: str, stdin: bytes = b"", **environ: str
    ) -> "subprocess.CompletedProcess[bytes]":
        """Run it as a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "adapters.cli", *arguments],
            input=stdin,
            capture_output=True,
            env=self.whole_environ(environ),
            timeout=PATIENCE_S,
            check=False,
        )

    def whole_environ(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """The environment of a process: the interpreter's needs, then ours."""
        passed = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        root = str(Path(__file__).parent.parent)
        return {**passed, "HOME": str(self.folder), "PYTHONPATH": root, **self.environ, **(more or {})}


def _without_ours() -> dict[str, str | None]:
    """The runner adds to the environment; ``None`` takes a name out of it."""
    ours = ("BEDSIDE_", "NO_COLOR", "DATABASE_URL", "SLACK_", "Microsoft", "OPENAI_")
    return {name: None for name in os.environ if name.startswith(ours)}
