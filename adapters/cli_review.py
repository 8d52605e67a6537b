"""``bedside review``: one draft for a person, or JSON lines for a program."""

import json
import re
import sys
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

import click

from adapters import cli_input, cli_rows
from adapters import cli_options as options
from adapters.cli_exits import VERDICTS
from adapters.cli_judge import Bench, at_a_bench
from adapters.cli_terminal import note, say, visible
from adapters.clock import SystemClock
from adapters.rows import review_row
from bot import cards, context
from bot.cards import ReviewCard
from bot.errors import DraftError
from bot.model import DRAFT_KINDS, Draft, Kind, Outlet, Verdict


def _words(names: type[StrEnum]) -> click.Choice[str]:
    return click.Choice([name.value for name in names])


_COLOURS = {Verdict.OK: "green", Verdict.REVISE: "yellow", Verdict.BLOCK: "red"}
_FINDING = re.compile(r"^(\d+\. )([■▲○] \w+)", re.MULTILINE)
_SMALL_PRINT = re.compile(r"^   (?:Why|Source): .*$", re.MULTILINE)


@click.command()
@click.argument("file", default=cli_input.STDIN, metavar="[FILE]")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in DRAFT_KINDS]),
    help="What it is; a reply where --answering is given, else a post.",
)
@click.option(
    "--outlet",
    type=_words(Outlet),
    default=Outlet.LINKEDIN.value,
    show_default=True,
    metavar="NAME",
    help=f"Where it will be published: {', '.join(outlet.value for outlet in Outlet)}.",
)
@click.option(
    "--context",
    "about",
    default="",
    metavar="PHRASES",
    help="What is known besides the words, parted by semicolons: attachments, authorizations.",
)
@click.option("--answering", metavar="TEXT", help="The public review that the draft replies to.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object instead of text.")
@click.option("--jsonl", is_flag=True, help="Read a JSON object a line from standard input, answer each.")
@click.option("--as-of", type=options.DAY, metavar="DATE", help="The day for authorizations; today.")
@at_a_bench
def review(
    *,
    file: str,
    kind: str | None,
    outlet: str,
    about: str,
    answering: str | None,
    as_json: bool,
    jsonl: bool,
    as_of: datetime | None,
    bench: Bench,
) -> int:
    """Review a draft before it is published.

    The exit code is the verdict: 0 ok, 1 revise, 2 block. The words never leave this machine, unless you ask
    for --model.

    \b
    Examples:
      bedside review draft.txt
      pbpaste | bedside review --outlet x
      bedside review reply.txt --answering "Waited two hours, rude staff."
      bedside review draft.txt --context "attachments: photo of the lobby; alt text present"
      bedside review --jsonl --rules-only < drafts.jsonl > reviews.jsonl

    \b
    A line for --jsonl, and what comes back in its place:
      {"id": "7", "kind": "post", "platform": "linkedin", "text": "Proud of our team!"}
      {"id": "7", "verdict": "ok", "policy_version": "...", "findings": [], "safer": null, "decide": []}
    A line that cannot be reviewed gets {"id", "error"}, and the rest goes on.
    """  # noqa: D301 - \b keeps the examples' line ends
    today = as_of.date() if as_of else SystemClock().now().date()
    if jsonl:
        if file != cli_input.STDIN:
            raise click.UsageError("With --jsonl the drafts come on standard input: use < FILE.")
        return cli_rows.answer(bench, today)
    draft = _draft(
        cli_input.read_draft(file),
        kind=kind,
        outlet=outlet,
        about=about,
        answering=answering,
        today=today,
    )
    with bench.judge() as judge:
        card = judge(draft)
    if not isinstance(card, ReviewCard):
        raise DraftError(cards.as_text(card))
    if as_json:
        row = review_row(None if file == cli_input.STDIN else file, card.review, card.safer)
        say(json.dumps({**row, "decision": card.decision_id}))
    else:
        say(_coloured(card))
        _tell_record(card, bench)
    return VERDICTS[card.review.verdict]


def _draft(
    text: str, *, kind: str | None, outlet: str, about: str, answering: str | None, today: date
) -> Draft:
    known = context.parse(about, today)
    if answering is not None:
        known = replace(known, answering=answering)
    reply = known.answering is not None
    return Draft(text, Kind(kind or (Kind.REPLY if reply else Kind.POST)), Outlet(outlet), known)


def _coloured(card: ReviewCard) -> str:
    """The card as text; where the output is no terminal, the colours are left out as it is written."""
    colour = _COLOURS[card.review.verdict]
    head, line_end, rest = visible(cards.as_text(card)).partition("\n")
    rest = _FINDING.sub(lambda found: found[1] + click.style(found[2], fg=colour, bold=True), rest)
    rest = _SMALL_PRINT.sub(lambda found: click.style(found[0], dim=True), rest)
    return click.style(head, fg=colour, bold=True) + line_end + rest


def _tell_record(card: ReviewCard, bench: Bench) -> None:
    if card.decision_id is not None:
        note(f"Recorded as {card.decision_id}.")
    elif not bench.recorded and sys.stderr.isatty():
        note("Not recorded. With --log it would be in the decision log.")
