"""One draft at the desk in the browser, with everything that is known of it, and what people decide on it."""

from collections.abc import Mapping
from dataclasses import replace

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from adapters.web import access
from adapters.web.desk import Desk
from adapters.web.desk_door import SIGN_IN, DeskDoor
from adapters.web.desk_view import submission_view
from adapters.web.problems import problem
from bot.approval import OVER, State
from bot.cards import Card, as_text
from bot.desk import NOT_FOUND
from bot.desk_cards import RETURNS, WAIVERS, OutcomeCard, SubmissionCard
from bot.desk_commands import Action, Decide, DeskCommand, Keep, Resubmit, ReviewAgain, ShowSubmission
from bot.errors import CommandError, DraftError
from bot.model import Draft, Kind, Outlet
from bot.versions import REVIEWED_AGAIN, VOIDED

TOLD_VOID = {"text": VOIDED, "again": REVIEWED_AGAIN}
"""Why an approval was made void, by the word in the address that says so."""
KEEPING = ("forget", "hold", "unhold")
ON_RECORD = "A look is on record, so no other site may cause one. Please open the desk itself."


def routes(desk: Desk) -> APIRouter:
    """``/desk/drafts``; every look and every click asks who is there."""
    router = APIRouter(include_in_schema=False)
    door = DeskDoor(desk)

    @router.get("/desk/drafts/{submission_id}")
    async def show(request: Request, submission_id: str) -> Response:
        if door.who(request) is None:
            return RedirectResponse(SIGN_IN, 303)
        if access.crosses_sites(request.headers):
            return problem(request, 403, ON_RECORD)
        return _page(door, request, await door.ask(request, ShowSubmission(submission_id)))

    @router.post("/desk/drafts/{submission_id}")
    async def act(request: Request, submission_id: str) -> Response:
        fields = await door.form(request)
        if isinstance(fields, Response):
            return fields
        try:
            card = await door.ask(request, _command(submission_id, fields))
        except (CommandError, DraftError) as error:
            return problem(request, 422, str(error))
        if isinstance(card, SubmissionCard) and card.refused:
            return _page(
                door, request, await _as_it_stands(door, request, card), typed=fields.get("text", "")
            )
        if isinstance(card, SubmissionCard | OutcomeCard):
            return RedirectResponse(_place_after(card, submission_id), 303)
        return _page(door, request, card, 422)

    return router


def _page(door: DeskDoor, request: Request, card: Card, status: int = 200, *, typed: str = "") -> Response:
    """The draft's page, with what somebody ``typed`` and was not taken; else what the card says."""
    if not isinstance(card, SubmissionCard):
        failed = 404 if card is NOT_FOUND else 422
        return problem(request, failed if getattr(card, "failed", False) else 200, as_text(card))
    void = TOLD_VOID.get(request.query_params.get("voided", ""))
    if void is not None and card.submission.state is State.WAITING:
        card = replace(card, told=void)
    view = submission_view(card, door.desk.service.pack)
    shown = {"view": view, "returns": RETURNS, "waivers": WAIVERS, "typed": typed}
    return door.page("submission.html", request, 409 if card.refused else status, **shown)


def _place_after(card: SubmissionCard | OutcomeCard, submission_id: str) -> str:
    """Where to go once something was done: to the draft, which says how it stands, or to what is left."""
    if not isinstance(card, SubmissionCard):
        return f"/desk/drafts/{submission_id}"
    voided = next((f"?voided={name}" for name, said in TOLD_VOID.items() if said in card.told), "")
    return "/desk" if card.submission.state in OVER else f"/desk/drafts/{submission_id}{voided}"


async def _as_it_stands(door: DeskDoor, request: Request, refusal: SubmissionCard) -> SubmissionCard:
    """A refusal beside the draft with its words, for whoever may read them."""
    shown = await door.ask(request, ShowSubmission(refusal.submission.id))
    if not isinstance(shown, SubmissionCard):
        return refusal
    return replace(shown, told=refusal.told, refused=True)


def _command(submission_id: str, fields: Mapping[str, str]) -> DeskCommand:
    action, draft = fields.get("action", ""), _draft(fields)
    if action == "version":
        if draft is None:
            raise CommandError("The new version is empty. Nothing was changed.")
        return Resubmit(submission_id, draft)
    if action == "again":
        return ReviewAgain(submission_id)
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
