"""When a person is reminded of what, each reason once: by day, on working days, spread. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.personal import Personal, Reminders
from bot.presence import QUARTER
from bot.profiles import BEFORE
from bot.schedule import moment_of, spread

FIRST, LAST = time(9), time(17)
"""Between these local times people are reminded; the rest of the day and the week-end are theirs."""
SPREAD = timedelta(hours=2)
YEAR = timedelta(days=365)
"""How often somebody looks at their personal accounts anew."""
IDLE = timedelta(days=2)
"""How long a check that was begun may rest before somebody asks."""
OFFER = "offer:"
"""How the key of an offer begins."""
SNOOZE = timedelta(days=14)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Reason:
    """Why to remind somebody, from which day on. ``key`` is the same however often it is worked out."""

    key: str
    day: date
    text: str


def reasons(personal: Personal) -> tuple[Reason, ...]:
    """All reasons that were not told yet, the earliest first."""
    told = personal.reminders.told
    return tuple(sorted((r for r in _reasons(personal) if r.key not in told), key=lambda r: (r.day, r.key)))


def due(personal: Personal, now: datetime) -> tuple[Reason, ...]:
    """What to remind of now; nothing where the person does not want it, or not at this hour."""
    wanted, local = personal.reminders, now.astimezone(ZoneInfo(personal.reminders.zone))
    if wanted.stopped or not _allowed(local) or (wanted.until is not None and local.date() < wanted.until):
        return ()
    return tuple(reason for reason in reasons(personal) if reason.day <= local.date())


def next_at(personal: Personal, key: str, now: datetime) -> datetime | None:
    """When to look again whether there is something to remind of; ``None`` where there is nothing.

    Args:
        personal: Whose reminders.
        key: The person, by whom reminders are spread over two hours.
        now: An aware moment.
    """
    wanted, found = personal.reminders, reasons(personal)
    if wanted.stopped or not found:
        return None
    zone = ZoneInfo(wanted.zone)
    local = now.astimezone(zone)
    day = max(found[0].day, local.date(), wanted.until or local.date())
    if day == local.date() and _allowed(local):
        return max(now, _moment(day, key, zone))
    if day == local.date() and local.time() >= LAST:
        day += timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return _moment(day, key, zone)


def with_told(personal: Personal, keys: tuple[str, ...], today: date) -> Personal:
    """The same once these reasons were told; what cannot come again is forgotten."""
    alive = {reason.key for reason in _reasons(personal)}
    told = {key: day for key, day in personal.reminders.told.items() if key in alive}
    told |= {key: today for key in keys if key in alive}
    if any(key.startswith(OFFER) for key in keys):
        personal = replace(personal, offer_from=next_quarter(today))
    return replace(personal, reminders=replace(personal.reminders, told=told))


def offered(personal: Personal, zone: str, today: date) -> Personal:
    """A check is offered when the next quarter begins, in ``zone``, to somebody who did nothing here yet.

    Who said no to reminders stays without any.
    """
    wanted = Reminders(personal.reminders.zone, stopped=personal.reminders.stopped)
    if personal != Personal(reminders=wanted, offer_from=personal.offer_from, uncounted=personal.uncounted):
        return personal
    from_ = personal.offer_from or next_quarter(today)
    return replace(personal, reminders=replace(wanted, zone=zone), offer_from=from_)


def next_quarter(today: date) -> date:
    """The first day of the next quarter of the calendar."""
    month = (today.month - 1) // 3 * 3 + 4
    return date(today.year + (month > 12), (month - 1) % 12 + 1, 1)


def snoozed(reminders: Reminders, today: date) -> Reminders:
    """Nothing for two weeks."""
    return replace(reminders, until=today + SNOOZE)


def _reasons(personal: Personal) -> Iterator[Reason]:
    check = personal.check
    if check is None and personal.offer_from is not None:
        yield Reason(
            f"{OFFER}{personal.offer_from}",
            personal.offer_from,
            "Once a quarter, ten minutes: what do people find when they look for you? Only if you like.",
        )
    if check is not None and check.ended is None:
        last = max((item.on for item in check.answers.values()), default=check.begun)
        yield Reason(f"check:{check.begun}", last + IDLE, "Your presence check is not finished.")
    elif check is not None and check.ended is not None:
        yield Reason(
            f"quarter:{check.ended}",
            check.ended + QUARTER,
            "A quarter has passed: it is time to see again what people find.",
        )
    attested = [item.private for item in personal.accounts.values() if item.private is not None]
    if attested:
        yield Reason(
            f"accounts:{min(attested)}",
            min(attested) + YEAR,
            "A year has passed: it is time to look at your personal accounts again.",
        )
    for name, profile in personal.profiles.items():
        if profile.review_by is not None:
            yield Reason(
                f"profile:{name}:{profile.review_by}",
                profile.review_by - BEFORE,
                "A professional profile of yours is due for another look.",
            )
    for todo in personal.open:
        said = (
            "Did your request help? It is time to look again." if todo.waits else "Something of yours is due."
        )
        yield Reason(f"todo:{todo.id}:{todo.due}", todo.due, said)


def _allowed(local: datetime) -> bool:
    return FIRST <= local.time() < LAST and local.weekday() < _SATURDAY


def _moment(day: date, key: str, zone: ZoneInfo) -> datetime:
    return moment_of(day, FIRST, zone) + spread(key, SPREAD)
