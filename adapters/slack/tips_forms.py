"""The form for weekly tips in a conversation: when, a preview, and the way to stop them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adapters.slack import actions
from adapters.slack.blocks import Run as Words
from adapters.slack.blocks import button, buttons, line, paragraphs, small
from adapters.slack.forms import View, choice, clocked, form, line_field, picked, time_field, typed, view
from adapters.slack.render_digest import said
from bot.cards import NoteCard
from bot.digest_card import DigestCard
from bot.digest_commands import Subscribe
from bot.errors import CommandError
from bot.schedule import WEEKDAYS, Schedule
from bot.zones import time_named, zone_named

WORDS = frozenset({"subscribe", "unsubscribe", "digest", "digests"})
"""What ``/bedside`` may begin with to be about tips."""

INVITE = "I am not in this channel yet. Please invite me (/invite @Bedside), so that I can post here."
SAY_ZONE = "Please write it like America/Chicago."
STEER = {"digest approve": "Approve for everybody", "digest hold": "Hold all", "digest resume": "Resume all"}
"""What those in charge may do for the whole organization, as typed words."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the form knows before it is opened.

    Attributes:
        channel: The conversation that it is about.
        state: How it stands, in words.
        schedule: When tips come here now; ``None`` where they do not.
        zone: Where whoever asks lives, as far as Slack says.
        member: Whether Bedside can post there.
        steers: Of ``STEER``, what whoever asks may do now.
    """

    channel: str
    state: str
    schedule: Schedule | None = None
    zone: str = ""
    member: bool = True
    steers: tuple[str, ...] = ()


def tips_form(known: Known) -> View:
    """Asks for the day, the time and the zone."""
    schedule = known.schedule
    bits = [*paragraphs(known.state), *([] if known.member else line(Words(INVITE, "bold")))]
    row = [button("Preview", actions.TIPS_PREVIEW, known.channel)]
    if schedule is not None:
        row.append(button("Stop it here", actions.TIPS_STOP, known.channel, style="danger"))
    row += [button(STEER[words], f"{actions.TIPS_STEER}-{n}", words) for n, words in enumerate(known.steers)]
    days = {str(number): name for number, name in enumerate(WEEKDAYS)}
    return form(
        actions.TIPS_FORM,
        "Weekly tips",
        "Send them here",
        *(bit.block for bit in bits),
        choice("day", "On which day?", days, str(schedule.weekday if schedule else 0), optional=False),
        time_field("time", "At what time?", f"{schedule.at:%H:%M}" if schedule else "09:00"),
        line_field(
            "zone",
            "In which time zone?",
            "America/Chicago",
            schedule.zone if schedule else known.zone,
            optional=False,
        ),
        buttons("tips", *row).block,
        *(
            bit.block
            for bit in small("One tip a week, and your own week in numbers. Anybody here can stop it.")
        ),
    ) | {"private_metadata": known.channel}


def asked_of(body: Mapping[str, Any]) -> Subscribe | dict[str, str]:
    """The day, time and zone in a form that was sent, or what is wrong with them, by field."""
    values = body["view"]["state"]["values"]
    at = clocked(values, "time") or "09:00"
    try:
        zone = zone_named(typed(values, "zone"))
    except CommandError as error:
        return {"zone": str(error)}
    return Subscribe(int(picked(values, "day") or 0), time_named(at), zone)


def preview_view(card: DigestCard | NoteCard) -> View:
    """The next digest as everybody will see it."""
    bits = said(card) if isinstance(card, DigestCard) else paragraphs(card.text)
    return view("Preview", [bit.block for bit in bits])


def told_view(card: NoteCard) -> View:
    """What became of it, in the form's place."""
    return view("Weekly tips", [bit.block for bit in paragraphs(card.text)])
