"""Appeals in the browser: what people disagreed with, settled once, and turned into a change of the pack."""

import asyncio
from collections.abc import Mapping
from functools import partial

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from adapters.policy_proposal import Proposal
from adapters.web.desk import Desk
from adapters.web.desk_door import SIGN_IN, DeskDoor
from adapters.web.desk_proposals import NO_PROPOSALS, Again, patch_file
from adapters.web.desk_view import rule_of
from adapters.web.problems import problem
from bot.cards import as_text
from bot.desk_cards import OutcomeCard
from bot.desk_commands import DISMISSED, UPHELD, Adjudicate, AppealReason, ShowAppeals
from bot.desk_lists import Appeal, AppealsCard
from bot.errors import PolicyError
from bot.policy import Rule
from bot.policy_examples import draft_of

NOTHING = {"words": "", "unless": ""}
WAYS = (("Uphold", "yes", UPHELD), ("Dismiss", "no", DISMISSED))

Found = tuple[AppealsCard, Appeal]


def routes(desk: Desk) -> APIRouter:
    """``/desk/appeals``."""
    router = APIRouter(include_in_schema=False)
    door = DeskDoor(desk)

    @router.get("/desk/appeals")
    async def listing(request: Request) -> Response:
        if door.who(request) is None:
            return RedirectResponse(SIGN_IN, 303)
        card = await door.ask(request, ShowAppeals())
        if not isinstance(card, AppealsCard):
            return problem(request, 403, as_text(card))
        named = partial(rule_of, desk.service.pack)
        return door.page("appeals.html", request, place="appeals", card=card, rule_of=named)

    @router.get("/desk/appeals/{appeal_id}")
    async def show(request: Request, appeal_id: str) -> Response:
        if door.who(request) is None:
            return RedirectResponse(SIGN_IN, 303)
        return _page(door, request, await _found(door, request, appeal_id))

    @router.post("/desk/appeals/{appeal_id}")
    async def settle(request: Request, appeal_id: str) -> Response:
        fields = await door.form(request)
        if isinstance(fields, Response):
            return fields
        reason = fields.get("reason", "")
        if reason not in set(AppealReason):
            return problem(request, 422, "Please pick a reason from the list. Nothing was recorded.")
        command = Adjudicate(appeal_id, fields.get("upheld") == "yes", AppealReason(reason))
        card = await door.ask(request, command)
        if isinstance(card, OutcomeCard) and not card.failed:
            return RedirectResponse(f"/desk/appeals/{appeal_id}", 303)
        return _page(door, request, await _found(door, request, appeal_id), 409, told=as_text(card))

    @router.post("/desk/appeals/{appeal_id}/proposal")
    async def propose(request: Request, appeal_id: str) -> Response:
        fields = await door.form(request)
        if isinstance(fields, Response):
            return fields
        found = await _found(door, request, appeal_id)
        if isinstance(found, Response) or not found[0].may_settle:
            return problem(request, 404)
        given = {name: fields.get(name, "") for name in NOTHING}
        try:
            proposal = await _worked_out(desk, found[1], given)
        except PolicyError as error:
            return _page(door, request, found, 422, told=str(error), given=given)
        if "file" in fields:
            return patch_file(proposal)
        again = Again("post", request.url.path, {**given, "file": "yes"})
        return _page(door, request, found, proposal=proposal, given=given, again=again)

    return router


async def _found(door: DeskDoor, request: Request, appeal_id: str) -> Found | Response:
    """The appeal among those that this person sees; else the refusal."""
    card = await door.ask(request, ShowAppeals())
    if not isinstance(card, AppealsCard):
        return problem(request, 403, as_text(card))
    appeal = next((appeal for appeal in card.appeals if appeal.id == appeal_id), None)
    return (card, appeal) if appeal is not None else problem(request, 404)


def _page(
    door: DeskDoor, request: Request, found: Found | Response, status: int = 200, **more: object
) -> Response:
    """The appeal's page; ``more`` is what was told, given or worked out."""
    if isinstance(found, Response):
        return found
    card, appeal = found
    rule = rule_of(door.desk.service.pack, appeal.rule)
    shown: dict[str, object] = {
        "appeal": appeal,
        "rule": rule,
        "may_settle": card.may_settle and not appeal.yours,
        "ways": WAYS,
        "told": "",
        "proposal": None,
        "given": {**NOTHING, "words": _start(rule, appeal) if rule is not None else ""},
    }
    return door.page("appeal.html", request, status, place="appeals", **{**shown, **more})


def _start(rule: Rule, appeal: Appeal) -> str:
    """Where an example begins: words that the rule finds, from its own examples and never from a draft."""
    example = rule.data["flags"][0]
    return draft_of(example)[0].text if appeal.upheld else str(example["text"])


async def _worked_out(desk: Desk, appeal: Appeal, given: Mapping[str, str]) -> Proposal:
    """The change that an appeal calls for: words to pass where it was upheld, to find where it was not."""
    if desk.proposals is None:
        raise PolicyError(NO_PROPOSALS)
    if not given["words"].strip():
        raise PolicyError("Please write a sentence in made-up words that shows what is meant.")
    rule = rule_of(desk.service.pack, appeal.rule)
    if rule is not None and given["words"].strip() == _start(rule, appeal):
        raise PolicyError("The rule has this example already. Please change it until it says what is meant.")
    which = "passes" if appeal.upheld else "flags"
    proposals = desk.proposals
    words = {which: given["words"], "unless": given["unless"] if appeal.upheld else ""}
    return await asyncio.to_thread(lambda: proposals.example(appeal.rule, **words))
