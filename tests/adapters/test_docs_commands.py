"""What the pages tell people to type is there: every ``bedside`` command they name, with its options."""

import re
from pathlib import Path

import click
import pytest

from adapters.cli import bedside

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "compose.yaml", *sorted((ROOT / "docs").glob("*.md"))]
TYPED = re.compile(r"(?:^ {4,}|`|&& )(bedside [a-z][^`#\n]*)", re.MULTILINE)
"""Either a line of a block, or between backticks, or after another command."""
TOO_FEW = 30


def typed(page: Path) -> list[str]:
    """Each command of a page, without what a shell does with it."""
    lines = TYPED.findall(page.read_text("utf-8"))
    return [re.split(r" {2,}(?![ -])| [|&]| \[| …", line)[0].strip() for line in lines]


def missing(line: str) -> str | None:
    """What of a command there is not, if anything."""
    words = line.split()[1:]
    command: click.Command = bedside
    while words and isinstance(command, click.Group) and not words[0].startswith("-"):
        name = words.pop(0)
        here = click.Context(command)
        alternatives = [command.get_command(here, one) for one in name.split("|")]
        if None in alternatives:
            return name
        command = alternatives[0]  # type: ignore[assignment]
    known = {
        option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)
    }
    asked = (word.split("=")[0] for word in words if word.startswith("--"))
    return next((option for option in asked if option not in known | {"--help"}), None)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_names_is_there_with_its_options(page: Path):
    assert {line: gone for line in typed(page) if (gone := missing(line))} == {}


def test_the_pages_are_read_at_all_and_a_command_that_is_not_there_is_found():
    assert sum(len(typed(page)) for page in PAGES) > TOO_FEW
    assert missing("bedside serve --role worker --port 8081") is None
    assert missing("bedside restore --chekc FILE") == "--chekc"
    assert missing("bedside databse copy") == "databse"
