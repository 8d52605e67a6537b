"""``bedside respond``: what should happen with a public review, and how it may be answered."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import click

from adapters import cli_input, cli_rows
from adapters.cli_exits import ExitCode
from adapters.cli_judge import Bench, at_a_bench, open_reader, requests
from adapters.cli_terminal import note, say, visible
from adapters.complaint_rows import complaint_from_row, day_of, respond_row
from adapters.rows import row_id
from bot.cards import Card, as_text
from bot.commands import CheckReply, Command, Overrule, OverruleReason, RespondToReview
from bot.errors import DraftError
from bot.model import Complaint, Draft, Kind, Outcome, Outlet
from bot.reply_cards import RespondCard


def _day(context: click.Context, option: click.Parameter, value: str | None) -> date | None:
    """The day a review appeared.

    Raises:
        BadParameter: It is no day.
    """
    try:
        return day_of(value)
    except DraftError as error:
        raise click.BadParameter(str(error)) from error


OUTLETS = click.Choice([outlet.value for outlet in Outlet])
Answer = Callable[[Command], Card]


@click.command()
@click.argument("file", default=cli_input.STDIN, metavar="[FILE]")
@click.option(
    "--outlet",
    type=OUTLETS,
    default=Outlet.GOOGLE.value,
    show_default=True,
    metavar="NAME",
    help="Where the review stands.",
)
@click.option("--rating", type=click.IntRange(1, 5), help="Its stars, where it has any.")
@click.option(
    "--posted",
    metavar="YYYY-MM-DD",
    callback=_day,
    help="The day it appeared; one older than your policy's limit is not answered.",
)
@click.option("--check", "own", metavar="TEXT", help="Check this answer of your own, and put it right.")
@click.option(
    "--another",
    type=click.IntRange(0, 1000),
    default=0,
    metavar="N",
    help="Another set of replies: 1, 2 and so on.",
)
@click.option(
    "--overrule",
    type=click.Choice([o.value for o in Outcome]),
    help="Decide otherwise than Bedside proposes; needs --reason.",
)
@click.option(
    "--reason", type=click.Choice([r.value for r in OverruleReason]), help="Why; it goes on the record."
)
@click.option(
    "--note", "handover", is_flag=True, help="Write only the note that hands it over; it holds no identifier."
)
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object instead of text.")
@click.option("--jsonl", is_flag=True, help="Read a JSON object a line from standard input, answer each.")
@at_a_bench
def respond(
    *,
    file: str,
    outlet: str,
    rating: int | None,
    posted: date | None,
    own: str | None,
    another: int,
    overrule: str | None,
    reason: str | None,
    handover: bool,
    as_json: bool,
    jsonl: bool,
    bench: Bench,
) -> int:
    """Answer a public review: first who must know, then whether to answer, then how.

    Every reply passed the same checks, whatever the review says. Nothing is posted anywhere.

    \b
    Examples:
      bedside respond review.txt --outlet google --rating 1
      pbpaste | bedside respond --outlet yelp
      bedside respond review.txt --check "We are sorry if you felt that way."
      bedside respond review.txt --posted 2026-03-14
      bedside respond review.txt --overrule reply --reason team_has_accepted
      bedside respond --jsonl < reviews.jsonl > answers.jsonl

    \b
    A line for --jsonl, and what comes back in its place:
      {"id": "7", "platform": "google", "rating": 1, "text": "Two hours and no word."}
      {"id": "7", "outcome": "reply", "triage": [], "escalate_to": null, "themes": ["theme.wait_time"],
       "consider": ["..."], "replies": [{"tone": "brief", "text": "..."}], "why": "..."}
    """  # noqa: D301 - \b keeps the examples' line ends
    if (overrule is None) != (reason is None):
        raise click.UsageError("--overrule and --reason belong together.")
    if jsonl:
        if file != cli_input.STDIN:
            raise click.UsageError("With --jsonl the reviews come on standard input: use < FILE.")
        return _answer_lines(bench)
    complaint = Complaint(cli_input.read_draft(file), Outlet(outlet), rating, posted=posted)
    decided = Overrule(Outcome(overrule), OverruleReason(reason)) if overrule and reason else None
    command = CheckReply(complaint, own) if own is not None else RespondToReview(complaint, another, decided)
    with _open(bench) as answer:
        card = answer(command)
    if as_json and isinstance(card, RespondCard):
        say(json.dumps({**respond_row(None, card), "decision": card.decision_id}))
    elif handover and isinstance(card, RespondCard):
        say(card.handover)
    else:
        say(visible(as_text(card)))
    if (decision := getattr(card, "decision_id", None)) is not None:
        note(f"Recorded as {decision}.")
    return ExitCode.OK


def _answer_lines(bench: Bench) -> ExitCode:
    with _open(bench) as answer:

        def answered(row: Mapping[str, object]) -> Mapping[str, Any]:
            card = answer(RespondToReview(complaint_from_row(row)))
            if not isinstance(card, RespondCard):
                raise DraftError(as_text(card))
            return respond_row(row_id(row), card)

        return cli_rows.answer_each(cli_input.standard_input(), answered)


@contextmanager
def _open(bench: Bench) -> Iterator[Answer]:
    """The bare core, or the service with its log."""
    if bench.recorded:
        with requests(bench) as handle:
            yield handle
        return
    from adapters import policy_files
    from bot import responding
    from bot.reviewable import check, check_complaint

    pack = policy_files.load(bench.policies, bench.pack, bench.cache)
    reader = None if bench.rules_only else open_reader(Kind.REVIEW)

    def answer(command: Command) -> Card:
        if isinstance(command, CheckReply):
            check(Draft(command.text, Kind.REPLY))
            return responding.read_and_check(command.text, command.complaint, pack, reader)
        if not isinstance(command, RespondToReview):
            raise TypeError(type(command).__name__)
        check_complaint(command.complaint)
        return responding.respond(
            command.complaint,
            pack,
            responding.read(command.complaint, reader),
            another=command.another,
            overrule=command.overrule,
            today=datetime.now().astimezone().date(),
        )

    yield answer
