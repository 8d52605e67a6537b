"""Every scenario of docs/model-scenarios.md names tests that there are."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
NAMED = re.compile(r"`(test_\w+)`")
DEFINED = re.compile(r"^(?:async )?def (test_\w+)", re.MULTILINE)


def test_every_scenario_of_the_model_is_held_by_tests_that_there_are():
    rows = re.findall(
        r"^\| \d+ \|.*$", (ROOT / "docs" / "model-scenarios.md").read_text("utf-8"), re.MULTILINE
    )
    defined = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in DEFINED.findall(file.read_text("utf-8"))
    }

    assert len(rows) == 36
    for row in rows:
        named = NAMED.findall(row)
        assert named, row
        assert set(named) <= defined, row
