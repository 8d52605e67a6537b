"""Every scenario names tests, and every test that it names is there."""

import re
from pathlib import Path

TESTS = Path(__file__).parent
LIST = (TESTS.parent / "docs" / "scenarios.md").read_text("utf-8")


def test_every_test_that_a_scenario_names_is_there():
    there = {
        name
        for path in TESTS.rglob("*.py")
        for name in re.findall(r"^(?:async )?def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
    }

    named = set(re.findall(r"`(test_\w+)`", LIST)) - {"test_chat_stories"}
    assert named - there == set()


def test_no_scenario_is_left_out():
    for part, last in (("## Slack", 30), ("## Teams", 26)):
        rows = re.findall(r"^\| ([0-9, ]+) \|", LIST.partition(part)[2].partition("\n## ")[0], re.MULTILINE)
        assert {int(n) for row in rows for n in row.split(",")} == set(range(1, last + 1))
