"""What Bedside says when somebody asks about the digest. Pure."""

from collections.abc import Sequence

from bot.desk_buttons import Button
from bot.digest_book import Standing, Subscription
from bot.schedule import WEEKDAYS, Schedule

NOWHERE = "Please ask this in the conversation where the digest should come."
STOPPED = "Done. The weekly digest does not come here any more. Write 'subscribe' to have it again."
ALREADY_FREE = "The weekly digest does not come here; there is nothing to stop."
NO_TIPS = "The policy pack has no tip that is switched on, so there is no digest."
NUMBERS_LATER = "The numbers of the week before are added when that week is over."
HELD = "All digests are held already. 'digest resume' lets them go again."
NOT_HELD = "Nothing is held."
_WAYS = "Whoever runs Bedside can do it at a terminal: bedside digest {}."
_APPROVE = (
    "Nobody has approved digests for your organization yet, so none goes out: "
    "look at 'digest preview', then 'digest approve'."
)
_IS_HELD = "All digests of your organization are held at the moment; 'digest resume' lets them go again."


PREVIEW = Button("Show the next one", "digest preview")
STOP = Button("Stop it here", "unsubscribe")
START = Button("Send it here every week", "subscribe")
OTHER_DAY = Button("Another day", "subscribe", tuple((day.lower(), day) for day in WEEKDAYS))
WHEN = Button("When does it come?", "digest show")
APPROVE = Button("Approve digests", "digest approve")
RESUME = Button("Let them go again", "digest resume")


def buttons(standing: Standing, *, subscribed: bool) -> tuple[Button, ...]:
    """What can be done about the digest in a conversation."""
    return (PREVIEW, *unblocking(standing), *((OTHER_DAY, STOP) if subscribed else (START,)))


def unblocking(standing: Standing) -> tuple[Button, ...]:
    """What takes away whatever keeps digests back."""
    return {"held": (RESUME,), "not_approved": (APPROVE,)}.get(standing.obstacle or "", ())


def subscribed(made: Subscription, before: Schedule | None, standing: Standing) -> str:
    """After ``subscribe``: what was understood, and when the next one comes."""
    if before is None:
        said = f"Done. The weekly digest comes here on {made.schedule}"
    elif before == made.schedule:
        said = f"It comes here already, on {made.schedule}"
    else:
        said = f"Changed. The weekly digest now comes here on {made.schedule}"
    return _with_obstacle(f"{said}, next on {_day(made)}, at most ten minutes after the hour.", standing)


def stands(subscription: Subscription | None, standing: Standing) -> str:
    """After ``digest show``."""
    if subscription is None:
        return "The weekly digest does not come here. Write 'subscribe monday 9:00' to have it."
    said = f"The weekly digest comes here on {subscription.schedule}, next on {_day(subscription)}."
    return _with_obstacle(said, standing)


def approved(standing: Standing) -> str:
    """After ``digest approve``, the first time or again."""
    at = f"{standing.approved_at:%d %B %Y}" if standing.approved_at else "now"
    return _with_obstacle(
        f"Approved by {standing.approved_by} on {at}: digests of your organization go out.", standing
    )


def not_yours(keepers: Sequence[str], word: str) -> str:
    """Somebody asked for what only the people named may do."""
    way = _WAYS.format(word)
    if not keepers:
        return f"Your policy names nobody who may do that, so nothing was changed. {way}"
    return f"That is for {' or '.join(keepers)} to do; nothing was changed. {way}"


def held() -> str:
    """After ``digest hold``."""
    return (
        "Held: no digest of your organization goes out. One that was due less than twelve hours before "
        "'digest resume' is still sent then; an older one is skipped."
    )


def resumed(standing: Standing) -> str:
    """After ``digest resume``."""
    return _with_obstacle("Digests go out again.", standing)


def _with_obstacle(said: str, standing: Standing) -> str:
    match standing.obstacle:
        case "held":
            return f"{said} {_IS_HELD}"
        case "not_approved":
            return f"{said} {_APPROVE}"
    return said


def _day(subscription: Subscription) -> str:
    day = subscription.next.day
    return f"{day:%A} {day.day} {day:%B %Y}"
