"""The queue in the browser: what waits, one's own drafts, what may be cleared together."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from adapters.web.desk import Desk
from adapters.web.desk_door import SIGN_IN, DeskDoor
from adapters.web.problems import problem
from bot.bulk import clearable
from bot.cards import Card, as_text
from bot.case_cards import CaseCard
from bot.desk_cards import QueueCard, SubmissionCard
from bot.desk_commands import Action, Decide, ShowQueue
from bot.queueing import Item, place_of, sees_all, sent_of

PAGE_SIZE = 50
OWN_SIZE = 20
TICKED = "seen-"
Left = tuple[str, str | None, str]
"""A draft that was ticked and not approved: its name, its page where there is one, why."""


def routes(desk: Desk) -> APIRouter:
    """``/desk`` and ``/desk/clear``."""
    router = APIRouter(include_in_schema=False)
    door = DeskDoor(desk)

    @router.get("/desk")
    async def queue(request: Request) -> Response:
        return RedirectResponse(SIGN_IN, 303) if door.who(request) is None else await _page(door, request)

    @router.post("/desk/clear")
    async def clear(request: Request) -> Response:
        fields = await door.form(request)
        if isinstance(fields, Response):
            return fields
        ticked = {name.removeprefix(TICKED): seen for name, seen in fields.items() if name.startswith(TICKED)}
        cards = [await door.ask(request, Decide(one, Action.APPROVE, seen)) for one, seen in ticked.items()]
        left = tuple(_left(one, card) for one, card in zip(ticked, cards, strict=True) if not _taken(card))
        done = len(cards) - len(left)
        return await _page(
            door, request, 200 if done else 409, told=cleared_words(done, len(left)), left=left
        )

    return router


async def _page(
    door: DeskDoor, request: Request, status: int = 200, *, told: str = "", left: Sequence[Left] = ()
) -> Response:
    query = request.query_params
    card = await door.ask(request, ShowQueue(PAGE_SIZE + 1, _after(query)))
    since = _after(query, "own_", "sent")
    mine = await door.ask(request, ShowQueue(OWN_SIZE + 1, since, mine=True))
    if not isinstance(card, QueueCard) or not isinstance(mine, QueueCard):
        return problem(request, 404, as_text(card))
    items, own = card.items[:PAGE_SIZE], mine.items[:OWN_SIZE]
    person = door.person(request)
    given = [one for one in items if isinstance(one, CaseCard) and one.case.asker != person.id]
    return door.page(
        "desk.html",
        request,
        status,
        clearable=clearable(items),
        left=left,
        more=_next(items[-1]) if len(card.items) > PAGE_SIZE else None,
        newest="/desk#own" if since else None,
        now=card.now,
        older=f"{_older(own[-1])}#own" if len(mine.items) > OWN_SIZE else None,
        own=own,
        sees_all=sees_all(person),
        listed=items if sees_all(person) else given,
        heading=waiting_words(card.waiting - card.reviews, card.reviews),
        told=told,
    )


def _taken(card: Card) -> bool:
    return isinstance(card, SubmissionCard) and not card.refused


def _left(submission_id: str, card: Card) -> Left:
    """Which draft was not approved, where it is, and why: nobody takes one for cleared that is not."""
    if isinstance(card, SubmissionCard):
        return card.what, f"/desk/drafts/{card.submission.id}", card.told
    return f"Draft {submission_id}", None, as_text(card)


def waiting_words(drafts: int, reviews: int) -> str:
    """How much waits, and of what kind."""
    counted = [
        f"{'one' if count == 1 else f'{count:,}'} {what}{'' if count == 1 else 's'}"
        for count, what in ((drafts, "draft"), (reviews, "public review"))
        if count
    ]
    if not counted:
        return "Nothing waits"
    told = f"{' and '.join(counted)} {'waits' if drafts + reviews == 1 else 'wait'}"
    return told[0].upper() + told[1:]


def cleared_words(done: int, left: int) -> str:
    """What became of those that were ticked."""
    if not done and not left:
        return "Nothing was ticked, so nothing was approved."
    approved = "Nothing was" if not done else "One draft was" if done == 1 else f"{done} drafts were"
    if not left:
        return f"{approved} approved."
    rest = "One was" if left == 1 else f"{left} were"
    return f"{approved} approved. {rest} not:"


def _after(query: Mapping[str, str], of: str = "", at: str = "due") -> tuple[datetime, str] | None:
    try:
        return datetime.fromisoformat(query[f"{of}{at}"]).astimezone(UTC), query[f"{of}after"][:64]
    except (KeyError, ValueError, OverflowError):
        return None


def _next(item: Item) -> str:
    due_at, last = place_of(item)
    return "/desk?" + urlencode({"due": due_at.isoformat(), "after": last})


def _older(item: Item) -> str:
    asked_at, last = sent_of(item)
    return "/desk?" + urlencode({"own_sent": asked_at.isoformat(), "own_after": last})
