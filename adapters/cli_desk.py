"""The desk on a terminal: ``queue``, ``approve``, ``return``, ``outcome``, ``register``, ``freeze``."""

import sys
from pathlib import Path

import click

from adapters import cli_options as options
from adapters.cli_terminal import InOrder, say, teach, visible

FOUND = click.argument("found", metavar="ID")


@click.group(cls=InOrder, invoke_without_command=True)
@options.data
@click.pass_context
def queue(context: click.Context, *, data: Path | None) -> int | None:
    """Show what waits to be decided, or one draft of it.

    \b
    Examples:
      bedside queue
      bedside queue show 7k2m9q4t1xzb
    """  # noqa: D301 - \b keeps the examples' line ends
    if context.invoked_subcommand is not None:
        return None
    return _ask("queue", data)


@queue.command()
@FOUND
@options.data
def show(*, found: str, data: Path | None) -> int:
    """Show one draft with its findings; that you looked becomes an entry."""
    return _ask(f"show {found}", data)


@click.command()
@FOUND
@click.argument("version")
@click.option("--reason", metavar="CODE", help="Why, where Bedside says revise.")
@click.option("--edited", type=options.FOLDER, metavar="FILE", help="Approve the wording in FILE.")
@options.data
def approve(*, found: str, version: str, reason: str | None, edited: Path | None, data: Path | None) -> int:
    """Approve the VERSION of a draft that you saw, as "bedside queue show" names it.

    \b
    Examples:
      bedside approve 7k2m9q4t1xzb 5f3a0c9b12de4477
      bedside approve 7k2m9q4t1xzb 5f3a0c9b12de4477 --reason source_on_file
    """  # noqa: D301
    return _ask(f"approve {found} {version} {reason or ''}", data, edited=edited)


@click.command("return")
@FOUND
@click.argument("reason")
@click.option("--block", is_flag=True, help="It must not go out as it is.")
@options.data
def give_back(*, found: str, reason: str, block: bool, data: Path | None) -> int:
    """Return a draft to its author, with a reason from the list.

    \b
    Example:
      bedside return 7k2m9q4t1xzb needs_source
    """  # noqa: D301
    return _ask(f"{'block' if block else 'return'} {found} {reason}", data)


@click.command()
@click.argument("review")
@click.argument("what")
@click.option("--reason", metavar="CODE", help="Why, where you go ahead against a verdict.")
@click.option("--posted", is_flag=True, help="Read what was posted from standard input and compare it.")
@options.data
def outcome(*, review: str, what: str, reason: str | None, posted: bool, data: Path | None) -> int:
    """Say what became of a reviewed draft: published, published_changed, revised, withdrawn or held.

    \b
    Examples:
      bedside outcome 7k2m9q4t1xzb published
      bedside outcome 7k2m9q4t1xzb published --posted < posted.txt
    """  # noqa: D301
    if posted:
        from bot.desk_commands import CheckPosted

        return _run(CheckPosted(review, sys.stdin.buffer.read().decode("utf-8", "replace")), data)
    return _ask(f"outcome {review} {what} {reason or ''}", data)


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--draft", type=options.FOLDER, metavar="FILE", help="With send: the words to decide on.")
@options.data
def desk(*, words: tuple[str, ...], draft: Path | None, data: Path | None) -> int:
    """Say anything that a button says: send, again, take, release, block, handover, settle, uphold.

    \b
    Examples:
      bedside desk send 7k2m9q4t1xzb privacy --draft draft.txt
      bedside desk handover 5d8w1r6y3nfc safety
      bedside desk settle case-9b4t7m2k5xqz reported fake
      bedside desk uphold 3h8n2c5w9rkd rule_too_broad
    """  # noqa: D301
    return _ask(" ".join(words), data, edited=draft)


@click.group(cls=InOrder, invoke_without_command=True)
@click.pass_context
def register(context: click.Context) -> None:
    """Keep what is on file: authorizations, interests, freezes, spokespeople."""
    teach(context)


_REGISTER = click.argument(
    "name", type=click.Choice(["authorizations", "interests", "freezes", "spokespeople"])
)


@register.command()
@_REGISTER
@FOUND
@click.argument("fields", nargs=-1, metavar="FIELD=VALUE...")
@options.data
def put(*, name: str, found: str, fields: tuple[str, ...], data: Path | None) -> int:
    """Put something on file, or change it. Never a patient's name, never a form.

    \b
    Examples:
      bedside register put authorizations AUTH-0418 scope="name and quote" expires=2027-03-01
      bedside register put interests COI-7 person=ann counterpart=Valvex wording="I advise Valvex."
      bedside register put spokespeople S1 person=dana.reyes subjects=everything
    """  # noqa: D301
    from bot.desk_commands import PutOnFile
    from bot.registers import Register

    if any("=" not in item for item in fields):
        raise click.UsageError("Please write each field as NAME=VALUE.")
    given = dict(item.split("=", 1) for item in fields)
    return _run(PutOnFile(Register(name), found, given), data)


@register.command()
@_REGISTER
@FOUND
@options.data
def end(*, name: str, found: str, data: Path | None) -> int:
    """Revoke an authorization, lift a freeze, end an interest. Lists what was published under it."""
    from bot.desk_commands import EndItem
    from bot.registers import Register

    return _run(EndItem(Register(name), found), data)


@register.command()
@_REGISTER
@FOUND
@options.data
def remove(*, name: str, found: str, data: Path | None) -> int:
    """Remove what should never have been on file. That it was there, by its reference, stays on record."""
    return _ask(f"unfile {name} {found}", data)


@register.command("list")
@click.argument("name", required=False)
@options.data
def list_items(*, name: str | None, data: Path | None) -> None:
    """List what is on file."""
    from adapters import cli_deskbook, settings

    for item in cli_deskbook.on_file(settings.read(BEDSIDE_DATA=data), name):
        say(visible(item))


@click.command()
@click.argument("why", required=False)
@click.option("--until", metavar="DATE", help="The moment it ends by itself.")
@click.option("--line", metavar="TEXT", help="The holding line.")
@click.option("--still", metavar="TEXT", help="What still goes out.")
@click.option("--lift", is_flag=True, help="Lift it.")
@options.data
def freeze(
    *, why: str | None, until: str | None, line: str | None, still: str | None, lift: bool, data: Path | None
) -> int:
    """Pause routine posts, for a reason, or lift the pause.

    \b
    Examples:
      bedside freeze "power outage" --line "We are open; call 555-0100." --still "grief posts"
      bedside freeze --lift
    """  # noqa: D301
    from bot.desk_commands import EndItem, PutOnFile
    from bot.registers import Register

    if lift:
        return _run(EndItem(Register.FREEZES, "freeze"), data)
    if not why:
        raise click.UsageError("Please say why, or --lift it.")
    given = {"why": why, "until": until, "holding_line": line, "still": still}
    return _run(PutOnFile(Register.FREEZES, "freeze", {k: v for k, v in given.items() if v}), data)


def _ask(words: str, data: Path | None, edited: Path | None = None) -> int:
    from adapters.cli_exits import NoInput
    from bot.desk_words import parse

    command = parse(words)
    if edited is not None:
        from dataclasses import replace

        from bot.desk_commands import Decide, Send
        from bot.model import Draft

        try:
            text = edited.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise NoInput(f"{edited} cannot be read as text.") from error
        if isinstance(command, Decide | Send):
            command = replace(command, draft=Draft(text))
    return _run(command, data)


def _run(command: object, data: Path | None) -> int:
    from adapters import cli_deskbook, settings

    return cli_deskbook.ask(settings.read(BEDSIDE_DATA=data), command)
