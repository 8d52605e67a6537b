"""A person's own presence on a terminal: ``presence``, ``todos``, ``mine``, ``remind``."""

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from adapters import cli_input
from adapters import cli_options as options
from adapters.cli_exits import ExitCode, told
from adapters.cli_terminal import note, visible
from bot.cards import Card
from bot.personal_cards import GuideCard
from bot.presence_links import FACTS

NO_OUTLINE = "Please name a kind of content whose outline is to become your draft."
WORDS = click.argument("words", nargs=-1, metavar="[WORDS]...")
_HELP = {
    "name": "Your name, for the links.",
    "employer": "Your employer.",
    "city": "Your city.",
    "former": "A former employer.",
    "fact": "A second fact, where your name is common.",
}


def facts(command: Callable[..., int]) -> Callable[..., int]:
    """The facts that fill links; they are used for what is printed, and for nothing else."""
    for name in reversed(tuple(FACTS)):
        command = click.option(f"--{name}", metavar="TEXT", help=_HELP[name])(command)
    return command


@click.command()
@WORDS
@facts
@options.data
def presence(*, words: tuple[str, ...], data: Path | None, **facts: str | None) -> int:
    """Walk through your presence check: what strangers find when they look for you.

    What you say is kept encrypted, for you alone. Names given here go into the links that are printed, and
    are neither kept nor sent.

    \b
    Examples:
      bedside presence begin --name "Zoe Example"
      bedside presence google fine --name "Zoe Example"
      bedside presence images remove
    """  # noqa: D301 - \b keeps the examples' line ends
    return _ask(f"presence {' '.join(words)}", data, {k: v for k, v in facts.items() if v})


@click.command()
@WORDS
@options.data
def todos(*, words: tuple[str, ...], data: Path | None) -> int:
    """Show what your presence check left to see to, or change one thing of it.

    \b
    Examples:
      bedside todos
      bedside todos google-261127 request
      bedside todos google-261127 asked
    """  # noqa: D301
    return _ask(f"todos {' '.join(words)}", data)


@click.command()
@WORDS
@options.data
def accounts(*, words: tuple[str, ...], data: Path | None) -> int:
    """Go through your personal accounts: which you have or had, and what to make private.

    \b
    Examples:
      bedside accounts
      bedside accounts facebook have
      bedside accounts facebook done
    """  # noqa: D301
    return _ask(f"accounts {' '.join(words)}", data)


@click.command()
@WORDS
@click.option(
    "--file", "file", metavar="FILE", help="Read the profile's text from here; '-' for standard input."
)
@options.data
def profile(*, words: tuple[str, ...], file: str | None, data: Path | None) -> int:
    """Keep your professional profiles current: show me the text, and I say what goes stale in it.

    No text is kept: a keyed fingerprint of each sentence, so that you are told what changed since.

    \b
    Examples:
      bedside profile
      bedside profile linkedin --file linkedin.txt
      bedside profile linkedin approve
      bedside profile linkedin by 2027-03-01
    """  # noqa: D301
    text = f"\n{cli_input.read_draft(file)}" if file is not None else ""
    return _ask(f"profile {' '.join(words)}{text}", data)


@click.command()
@WORDS
@options.data
def mine(*, words: tuple[str, ...], data: Path | None) -> int:
    """Show your own page; with "export" everything kept about you, with "delete" nothing any more."""
    return _ask(f"mine {' '.join(words)}", data)


@click.command()
@WORDS
@options.data
def remind(*, words: tuple[str, ...], data: Path | None) -> int:
    """Stop, start or put off your reminders, or say where you live: "remind zone America/Chicago"."""
    return _ask(f"remind {' '.join(words)}", data)


@click.command()
@WORDS
@options.data
def ideas(*, words: tuple[str, ...], data: Path | None) -> int:
    """Look for something to write about: your organization's subjects and calendar, a question for each."""
    return _ask(f"ideas {' '.join(words)}", data)


@click.command()
@WORDS
@click.option(
    "--draft",
    "draft",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Use the outline as your draft: write it into this new file.",
)
@options.data
def start(*, words: tuple[str, ...], draft: Path | None, data: Path | None) -> int:
    """Begin to write: what a kind of content needs first, and an outline that holds no facts.

    \b
    Examples:
      bedside start
      bedside start spotlight
      bedside start post 2 --draft draft.txt
    """  # noqa: D301
    card = _asked(f"start {' '.join(words)}", data)
    if draft is None:
        return told(card)
    outline = card.copies[0] if isinstance(card, GuideCard) and card.begins else None
    if outline is None:
        raise click.UsageError(f"{NO_OUTLINE} {_kinds(card)}".rstrip())
    _write_new(draft, outline)
    shown = visible(click.format_filename(draft))
    note(f"Fill in what stands in brackets in {shown}, then: bedside review {shown}")
    return ExitCode.OK


@click.command()
@WORDS
@options.data
def pillars(*, words: tuple[str, ...], data: Path | None) -> int:
    """Show what you wrote about, for you alone; with "stop" nothing of it is kept any more."""
    return _ask(f"pillars {' '.join(words)}", data)


def _ask(words: str, data: Path | None, filled: Mapping[str, str] | None = None) -> int:
    return told(_asked(words, data, filled))


def _asked(words: str, data: Path | None, filled: Mapping[str, str] | None = None) -> Card:
    from adapters import cli_ownbook, settings

    return cli_ownbook.ask(settings.read(BEDSIDE_DATA=data), words, filled or {})


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet: nobody's draft is lost."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(f"{text}\n")
    except FileExistsError:
        raise click.UsageError(
            f"{click.format_filename(path)} is there already. Please name a new file."
        ) from None
    except OSError as error:
        raise click.UsageError(f"{click.format_filename(path)}: {error.strerror}.") from None


def _kinds(card: Card) -> str:
    """The kinds of content to pick from, as typed."""
    words = (
        [button.words for button in card.buttons if button.words.startswith("start ")]
        if isinstance(card, GuideCard)
        else []
    )
    return f"There are: {', '.join(word.removeprefix('start ') for word in words)}." if words else ""
