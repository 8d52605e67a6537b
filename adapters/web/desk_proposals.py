"""Changes of the policy before anybody makes them: what the pack would judge differently then."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from adapters.policy_proposal import Proposal, Proposals
from adapters.web.desk import Desk
from adapters.web.desk_door import SIGN_IN, DeskDoor
from adapters.web.desk_view import rule_of
from adapters.web.problems import problem
from bot.errors import PolicyError
from bot.people import POLICY_OWNERS


@dataclass(frozen=True, slots=True)
class Again:
    """The form that asks for the same change once more, as a file."""

    method: str
    action: str
    fields: Mapping[str, str]


def patch_file(proposal: Proposal) -> Response:
    """The patch with its replay as comments, for ``bedside policy apply``."""
    name = re.sub(r"[^a-z0-9._-]", "-", proposal.rule)
    text = "".join(f"{line}\n" for line in proposal.lines())
    return Response(
        text,
        media_type="application/yaml",
        headers={"Content-Disposition": f'attachment; filename="{name}.patch.yaml"'},
    )


NO_PROPOSALS = "This server does not know where its policy pack lies, so no change can be worked out here."


def routes(desk: Desk) -> APIRouter:
    """``/desk/proposal`` and ``/desk/replay``."""
    router = APIRouter(include_in_schema=False)
    door, service = DeskDoor(desk), desk.service

    def proposals(request: Request) -> Proposals | Response:
        """What works a change out, for the owners of the policy; else the refusal."""
        if door.who(request) is None:
            return RedirectResponse(SIGN_IN, 303)
        if not door.person(request).may(*POLICY_OWNERS):
            return problem(request, 403, "Changes of the policy are for its owners.")
        return desk.proposals or problem(request, 503, NO_PROPOSALS)

    @router.get("/desk/proposal")
    async def advise(request: Request) -> Response:
        """A noisy rule that should only advise, as a patch with its replay."""
        found = proposals(request)
        if isinstance(found, Response):
            return found
        rule = rule_of(service.pack, request.query_params.get("rule", "")[:120])
        if rule is None:
            return problem(request, 404, "The policy has no rule of that name.")
        proposal = await asyncio.to_thread(found.advise, rule.id)
        if "file" in request.query_params:
            return patch_file(proposal)
        again = Again("get", "/desk/proposal", {"rule": rule.id, "file": "yes"})
        return door.page("proposal.html", request, place="policy", proposal=proposal, rule=rule, again=again)

    @router.get("/desk/replay")
    async def pending(request: Request) -> Response:
        """What the pack on disk judges differently from the one in use, before somebody starts it."""
        found = proposals(request)
        if isinstance(found, Response):
            return found
        try:
            proposal = await asyncio.to_thread(found.pending, service.pack)
        except PolicyError as error:
            return problem(request, 422, str(error))
        return door.page("replay.html", request, place="policy", proposal=proposal, pack=service.pack)

    return router
