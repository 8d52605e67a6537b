"""The desk in the browser: what waits, and one draft with everything that is known of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from adapters.web import access, bodies
from adapters.web.desk import Desk
from adapters.web.desk_door import SIGN_IN, DeskDoor
from adapters.web.desk_view import submission_view
from adapters.web.problems import problem, wants_fragment
from adapters.web.templating import page
from bot.approval import OVER
from bot.bulk import clearable
from bot.cards import Card, NoteCard, as_text
from bot.desk_cards import RETURNS, WAIVERS, OutcomeCard, QueueCard, SubmissionCard
from bot.desk_commands import Action, Decide, DeskCommand, Keep, Resubmit, ShowQueue, ShowSubmission
from bot.desk_words import parse
from bot.errors import CommandError, DraftError
from bot.model import Draft, Kind, Outlet
from bot.showing import sees_all

PAGE_SIZE = 50
KEEPING = ("forget", "hold", "unhold")
ON_RECORD = "A look is on record, so no other site may cause one. Please open the desk itself."


def routes(desk: Desk) -> APIRouter:
    """The desk's routes; every one of them asks who is there."""
    router = APIRouter(include_in_schema=False)
    door = DeskDoor(desk)

    def one(request: Request, card: Card, status: int = 200, typed: str = "") -> Response:
        if isinstance(card, SubmissionCard):
            view = submission_view(card, desk.service.pack)
            shown = {"view": view, "returns": RETURNS, "waivers": WAIVERS, "typed": typed}
            return door.page("submission.html", request, 409 if card.refused else status, **shown)
        return problem(request, 404 if getattr(card, "failed", False) else 200, as_text(card))

    @router.get("/desk")
    async def queue(request: Request) -> Response:
        if door.who(request) is None:
            return RedirectResponse(SIGN_IN, 303)
        card = await door.ask(request, ShowQueue(PAGE_SIZE + 1, _after(request.query_params)))
        mine = await door.ask(request, ShowQueue(PAGE_SIZE, mine=True))
        if not isinstance(card, QueueCard) or not isinstance(mine, QueueCard):
            return one(request, card)
        items = card.items[:PAGE_SIZE]
        return door.page(
            "desk.html",
            request,
            sees_all=sees_all(door.person(request)),
            own=mine.items,
            items=items,
            waiting=card.waiting,
            more=_next(items[-1]) if len(card.items) > PAGE_SIZE else None,
            now=card.now,
            clearable=clearable(items),
        )

    @router.post("/desk/clear")
    async def clear(request: Request) -> Response:
        fields = await door.form(request)
        if isinstance(fields, Response):
            return fields
        done = 0
        for name, version in fields.items():
            if name.startswith("seen-"):
                click = Decide(name.removeprefix("seen-"), Action.APPROVE, version)
                card = await door.ask(request, click)
                done += isinstance(card, SubmissionCard) and not card.refused
        return RedirectResponse("/desk", 303) if done else problem(request, 409, "Nothing was approved.")

    @router.get("/desk/drafts/{submission_id}")
    async def show(request: Request, submission_id: str) -> Response:
        if door.who(request) is None:
            return RedirectResponse(SIGN_IN, 303)
        if access.crosses_sites(request.headers):
            return problem(request, 403, ON_RECORD)
        return one(request, await door.ask(request, ShowSubmission(submission_id)))

    @router.post("/desk/drafts/{submission_id}")
    async def act(request: Request, submission_id: str) -> Response:
        fields = await door.form(request)
        if isinstance(fields, Response):
            return fields
        try:
            card = await door.ask(request, _command(submission_id, fields))
        except (CommandError, DraftError) as error:
            return problem(request, 422, str(error))
        if isinstance(card, OutcomeCard):
            return RedirectResponse(f"/desk/drafts/{submission_id}", 303)
        if isinstance(card, SubmissionCard) and not card.refused:
            over = card.submission.state in OVER
            return RedirectResponse("/desk" if over else f"/desk/drafts/{submission_id}", 303)
        if isinstance(card, SubmissionCard):  # as it stands, with its words and those that were typed
            shown = await door.ask(request, ShowSubmission(submission_id))
            if isinstance(shown, SubmissionCard):
                card = replace(shown, told=card.told, refused=card.refused)
        return one(request, card, 422, fields.get("text", ""))

    @router.post("/say")
    async def say(request: Request) -> Response:
        """A button under a review: its words, and the reason picked or the text pasted."""
        fields = await bodies.read_form(request)
        try:
            words = f"{fields.get('words', '')} {fields.get('reason', '')}"[:400]
            card = await door.ask(request, parse(words, fields.get("text", "").replace("\r\n", "\n")))
        except (CommandError, DraftError) as error:
            card = NoteCard(str(error), failed=True)
        failed = card.refused if isinstance(card, SubmissionCard) else getattr(card, "failed", False)
        next_ = card.buttons if isinstance(card, OutcomeCard) else ()
        note = NoteCard(_short(card), getattr(card, "decision_id", None), failed=failed)
        if wants_fragment(request):
            chosen = card.chosen if isinstance(card, OutcomeCard) else ""
            return page("note.html", 422 if failed else 200, note=note, offered=next_, chosen=chosen)
        return problem(request, 422 if failed else 200, note.text)

    return router


def _short(card: Card) -> str:
    """What happened, without the buttons of a terminal."""
    if isinstance(card, SubmissionCard):
        return " ".join(part for part in (card.told, card.headline) if part)
    return str(getattr(card, "text", as_text(card)))


def _command(submission_id: str, fields: Mapping[str, str]) -> DeskCommand:
    action, draft = fields.get("action", ""), _draft(fields)
    if action == "version":
        if draft is None:
            raise CommandError("The new version is empty. Nothing was changed.")
        return Resubmit(submission_id, draft)
    if action in KEEPING:
        return Keep(fields.get("review", "")[:64], action)
    if action not in set(Action):
        raise CommandError("Please use the buttons of the page. Nothing was changed.")
    edited = draft if action == "approve" and fields.get("edited") == "yes" else None
    seen, reason = fields.get("version", ""), fields.get("reason") or None
    return Decide(submission_id, Action(action), seen, reason, edited)


def _draft(fields: Mapping[str, str]) -> Draft | None:
    text = fields.get("text", "").replace("\r\n", "\n")
    kind, outlet = fields.get("kind", ""), fields.get("outlet", "")
    if not text.strip() or kind not in set(Kind) or outlet not in set(Outlet):
        return None
    return Draft(text, Kind(kind), Outlet(outlet))


def _after(query: Mapping[str, str]) -> tuple[datetime, str] | None:
    try:
        return datetime.fromisoformat(query["due"]).astimezone(UTC), query["after"][:64]
    except (KeyError, ValueError, OverflowError):
        return None


def _next(card: SubmissionCard) -> str:
    return "/desk?" + urlencode({"due": card.submission.due_at.isoformat(), "after": card.submission.id})
