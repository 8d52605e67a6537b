"""``bedside digest``: preview, approve, subscribe, send and hold the weekly digest."""

from datetime import datetime
from pathlib import Path

import click

from adapters import cli_options as options
from adapters.cli_exits import ExitCode
from adapters.cli_terminal import InOrder, complain, note, say, teach, visible

to = click.option(
    "--to",
    required=True,
    metavar="PLACE",
    help="The conversation, as PLATFORM:TENANT:ID; 'bedside digest list' shows those that subscribed.",
)


@click.group(cls=InOrder, invoke_without_command=True)
@click.pass_context
def digest(context: click.Context) -> None:
    """Preview, approve, subscribe, send and hold the weekly digest."""
    teach(context)


@digest.command()
@click.option("--to", metavar="PLACE", help="As it comes to this conversation, in its own next week.")
@click.option("--week", type=options.DAY, metavar="DATE", help="A day of another week.")
@click.option("--image", type=options.FOLDER, metavar="FILE", help="Write the picture there, as PNG.")
@options.data
def preview(*, to: str | None, week: datetime | None, image: Path | None, data: Path | None) -> int:
    """Show the next digest. Nothing is sent, and nothing is fixed by looking.

    \b
    Examples:
      bedside digest preview
      bedside digest preview --week 2027-02-01 --image chart.png
    """  # noqa: D301 - \b keeps the examples' line ends
    from adapters import cli_digests, settings

    card = cli_digests.preview(settings.read(BEDSIDE_DATA=data), to, week.date() if week else None)
    say(visible_lines(card.text))
    if image is not None and card.png is not None:
        cli_digests.write_image(image, card.png)
        note(f"The picture is in {image}.")
    elif image is not None:
        note("This digest has no picture: there are no numbers of five people or more.")
    return ExitCode.OK


@digest.command()
@to
@click.argument("words", nargs=-1, metavar="[WEEKDAY] [TIME] [ZONE]")
@options.data
def subscribe(*, to: str, words: tuple[str, ...], data: Path | None) -> int:
    """Send the digest to a conversation every week, or change when; what is not named stays.

    \b
    Examples:
      bedside digest subscribe --to slack:T01:C02 monday 9:00 America/Chicago
      bedside digest subscribe --to slack:T01:C02 friday
    """  # noqa: D301
    return _ask(f"subscribe {' '.join(words)}", to, data)


@digest.command()
@to
@options.data
def unsubscribe(*, to: str, data: Path | None) -> int:
    """Send no more digests to a conversation."""
    return _ask("unsubscribe", to, data)


@digest.command("list")
@options.data
def list_all(*, data: Path | None) -> None:
    """List who gets the digest when, what became of the last ones, and what is in the way."""
    from adapters import cli_digests, settings

    for line in cli_digests.listing(settings.read(BEDSIDE_DATA=data)):
        say(visible(line))


@digest.command()
@options.data
def tips(*, data: Path | None) -> None:
    """List all tips with their place in the rotation: waiting, used, pinned or off."""
    from adapters import cli_digests, settings

    for line in cli_digests.rotation(settings.read(BEDSIDE_DATA=data)):
        say(visible(line))


@digest.command()
@options.data
def approve(*, data: Path | None) -> int:
    """Let the digests of this organization go out. Done once, after a preview; it is put on record."""
    return _ask("digest approve", None, data)


@digest.command()
@options.data
def hold(*, data: Path | None) -> int:
    """Hold all digests, as in a crisis; it is put on record."""
    return _ask("digest hold", None, data)


@digest.command()
@options.data
def resume(*, data: Path | None) -> int:
    """Let held digests go again; it is put on record."""
    return _ask("digest resume", None, data)


@digest.command()
@to
@click.option("--again", is_flag=True, help="Even if this week's digest was sent there already.")
@options.data
def send(*, to: str, again: bool, data: Path | None) -> int:
    """Send this week's digest to a conversation now; a running worker takes it up within seconds.

    It counts as the week's digest there. Nothing is sent before approval, or while digests are held.

    \b
    Example:
      bedside digest send --to slack:T01:C02
    """  # noqa: D301
    from adapters import cli_digests, settings

    chosen = settings.read(BEDSIDE_DATA=data)
    if not cli_digests.send(chosen, to, again=again):
        note("This week's digest went there already. With --again it is sent once more.")
    elif cli_digests.is_connected(chosen, to):
        note("It is on its way.")
    else:
        note(f"It waits for a worker that is connected to {to.partition(':')[0]}; these settings are not.")
    return ExitCode.OK


def visible_lines(text: str) -> str:
    """As ``visible``, with the line ends kept."""
    return "\n".join(visible(line) for line in text.split("\n"))


def _ask(words: str, to: str | None, data: Path | None) -> int:
    from adapters import cli_digests, settings

    answer = cli_digests.ask(settings.read(BEDSIDE_DATA=data), words, to)
    if answer.failed:
        complain(answer.text)
        return ExitCode.BAD_DATA
    say(visible(answer.text))
    return ExitCode.OK
