"""The adviser against a server that other people wrote."""

from pathlib import Path
from typing import Any

import pytest

from adapters.model.adviser import Books, OpenAIAdviser
from adapters.model.books import AbilitiesInMemory, UsageInMemory
from adapters.model.plan import Plan
from bot.model_calls import Ending, Mode, Told
from tests.adapters.test_model_adviser import an_asked
from tests.aimock import aimock

SAID = {
    "guideline": "dont.strike-back",
    "quote": "know nothing",
    "reason": "It puts people down.",
    "severity": "revise",
}
FIXTURES: list[dict[str, Any]] = [
    {
        "match": {"userMessage": "case good"},
        "response": {
            "content": {"findings": [SAID]},
            "usage": {"prompt_tokens": 812, "completion_tokens": 41, "total_tokens": 853},
        },
    },
    {
        "match": {"userMessage": "case fence"},
        "response": {"content": 'Sure:\n```json\n{"findings": []}\n```'},
    },
    {"match": {"userMessage": "case words"}, "response": {"content": "I would rather not."}},
    {"match": {"userMessage": "case extra"}, "response": {"content": {"findings": [], "verdict": "ok"}}},
    {"match": {"userMessage": "case length"}, "response": {"content": '{"find', "finishReason": "length"}},
    {"match": {"userMessage": "case filter"}, "response": {"content": " ", "finishReason": "content_filter"}},
    {
        "match": {"userMessage": "case rate"},
        "response": {
            "error": {"message": "slow down", "type": "requests", "code": "rate_limit_exceeded"},
            "status": 429,
            "retryAfter": 7,
        },
    },
    {
        "match": {"userMessage": "case quota"},
        "response": {
            "error": {"message": "quota", "type": "insufficient_quota", "code": "insufficient_quota"},
            "status": 429,
        },
    },
    {
        "match": {"userMessage": "case key"},
        "response": {"error": {"message": "Incorrect API key", "code": "invalid_api_key"}, "status": 401},
    },
    {"match": {"userMessage": "case down"}, "response": {"error": {"message": "oops"}, "status": 500}},
    {
        "match": {"userMessage": "case schema", "responseFormat": "json_schema"},
        "response": {
            "error": {
                "message": "response_format.type 'json_schema' is not supported by this model",
                "param": "response_format",
                "code": "unsupported_value",
            },
            "status": 400,
        },
    },
    {
        "match": {"userMessage": "case schema", "responseFormat": "json_object"},
        "response": {"content": {"findings": []}},
    },
    {
        "match": {"userMessage": "case hangup"},
        "response": {"content": {"findings": []}},
        "chaos": {"disconnectRate": 1},
    },
]
ENDINGS = {
    "good": Ending.OK,
    "fence": Ending.OK,
    "words": Ending.MALFORMED,
    "extra": Ending.MALFORMED,
    "length": Ending.TRUNCATED,
    "filter": Ending.FILTERED,
    "rate": Ending.RATE_LIMITED,
    "quota": Ending.QUOTA,
    "key": Ending.AUTH,
    "down": Ending.SERVER_ERROR,
    "schema": Ending.OK,
    "hangup": Ending.UNREACHABLE,
}


async def _told(url: str, case: str) -> Told[Any]:
    """Each case has an adviser of its own: what one endpoint did must not stop the next question."""
    plan = Plan("m", lambda: "test", url, interactive_s=15.0)
    adviser = OpenAIAdviser(plan, Books(UsageInMemory(), AbilitiesInMemory()), b"k" * 32)
    asked = an_asked(f"Our critics know nothing about it: case {case}")
    (told,) = await adviser.ask([asked], Mode.LOCAL, adviser.limit())
    await adviser.close()
    return told


async def test_every_behaviour_of_another_server_has_its_name(tmp_path: Path):
    with aimock(FIXTURES, tmp_path) as url:
        found = {case: await _told(url, case) for case in ENDINGS}

    assert {case: told.ending for case, told in found.items()} == ENDINGS
    assert (found["good"].spent.tokens_in, found["good"].spent.tokens_out) == (812, 41)
    assert found["schema"].form == "json_object"


@pytest.mark.parametrize("case", ["unknown"])
async def test_a_question_that_it_has_no_answer_to_is_told(case: str, tmp_path: Path):
    with aimock(FIXTURES, tmp_path) as url:
        told = await _told(url, case)

    assert not told.ending.useful
