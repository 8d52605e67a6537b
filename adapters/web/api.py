"""The JSON API: a row in, a row out, the same as ``bedside review --jsonl`` with the log's entry."""

import json
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from adapters.rows import draft_from_row, review_row, row_id
from adapters.web import bodies
from adapters.web.access import actor
from adapters.web.bodies import BodyUnreadable
from adapters.web.desk import Desk, today
from bot import commands
from bot.cards import Card, ReviewCard, as_text
from bot.errors import DraftError
from bot.model import DRAFT_KINDS, Outlet, Verdict
from bot.reviewable import MAX_CHARACTERS

PLATFORM = "api"
PATH = "/api/v1/reviews"


class ReviewRequest(BaseModel):
    """A draft to review. Further fields are let be."""

    id: str | int | None = Field(None, description="Your own name for the draft; handed back.")
    kind: str = Field(
        description="What the draft is: a post, or a reply to a public review.",
        json_schema_extra={"enum": [kind.value for kind in DRAFT_KINDS]},
    )
    platform: str = Field(
        description="Where it will be published.",
        json_schema_extra={"enum": [outlet.value for outlet in Outlet]},
    )
    text: str = Field(description="The draft itself; not empty.", min_length=1, max_length=MAX_CHARACTERS)
    context: str | None = Field(
        None,
        description="What is known besides the words, in phrases parted by semicolons.",
        examples=["attachments: photo of the lobby; alt text present; authorization: none recorded"],
    )


class FindingAnswer(BaseModel):
    """One rule met one place."""

    model_config = ConfigDict(extra="forbid")

    rule: str = Field(description="The rule's id in the policy pack.")
    category: str = Field(description="The kind of trouble: the first two parts of the rule's id.")
    severity: str = Field(description="advise, revise or block; the worst one gives the verdict.")
    start: int | None = Field(
        description="First character (code point) of the words at fault; null: something is missing."
    )
    end: int | None = Field(description="One past their last character; null as for start.")
    message: str = Field(description="What is the matter, to the author.")
    why: str = Field(description="The reason.")
    source: str = Field(description="Where the reason comes from: law, practice, policy or article.")
    suggestion: str | None = Field(description="What would fix it.")


class ReviewAnswer(BaseModel):
    """What Bedside recommends. A person decides."""

    model_config = ConfigDict(extra="forbid")

    id: str | int | None = Field(description="Your own name for the draft, as sent.")
    verdict: Verdict = Field(description="ok, revise or block.")
    policy_version: str = Field(description="The policy pack that judged it.")
    findings: list[FindingAnswer] = Field(description="Worst first, then in reading order.")
    safer: str | None = Field(description="A version that passes the same review, where there is one.")
    decide: list[str] = Field(description="What a person must settle where there is none.")
    decision: str | None = Field(description="The entry of the decision log; null when the log kept nothing.")


class ErrorAnswer(BaseModel):
    """Why there is no review. No word of the draft is repeated."""

    error: str = Field(description="What is wrong and what would do, in plain sentences.")


_ERRORS = {
    400: "The body is not UTF-8 or not JSON.",
    401: "The token is missing or wrong (beyond loopback only).",
    403: "The request came from a page of another site.",
    413: "The body is larger than any draft.",
    422: "A field is missing, not what it should be, empty or too long.",
}


_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"model": ReviewAnswer, "description": "The review."},
    **{status: {"model": ErrorAnswer, "description": why} for status, why in _ERRORS.items()},
}
_REQUEST_BODY = {
    "required": True,
    "content": {"application/json": {"schema": ReviewRequest.model_json_schema()}},
}


def routes(desk: Desk) -> APIRouter:
    """The API's routes."""
    router = APIRouter(tags=["reviews"])

    @router.post(
        PATH,
        summary="Review a draft",
        operation_id="review_draft",
        responses=_RESPONSES,
        openapi_extra={"requestBody": _REQUEST_BODY},
    )
    async def review_draft(request: Request) -> Response:
        """Review one draft by the installed policy and record the decision, without its words."""
        row = _row(await bodies.read(request))
        draft = draft_from_row(row, today())
        asked = actor(request, desk.settings, "api")
        card = await desk.answer(commands.Request(asked, PLATFORM, commands.ReviewDraft(draft)))
        return _answer(row_id(row), card)

    return router


def _row(body: bytes) -> dict[str, Any]:
    try:
        row = json.loads(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BodyUnreadable(f"The body is not UTF-8 text (byte {error.start}).") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BodyUnreadable(f"The body is not JSON ({place}).") from error
    except (ValueError, RecursionError) as error:  # a number or a nesting beyond all measure
        raise BodyUnreadable("The body is not JSON of a reasonable shape.") from error
    if not isinstance(row, dict):
        raise DraftError("The body must be a JSON object with kind, platform and text.")
    return row


def _answer(name: str | int | None, card: Card) -> Response:
    """ASCII JSON: half a surrogate pair in a draft has no UTF-8, but it has an escape."""
    if not isinstance(card, ReviewCard):
        raise DraftError(as_text(card))
    row = {**review_row(name, card.review, card.safer), "decision": card.decision_id}
    return Response(json.dumps(row, ensure_ascii=True), media_type="application/json")
