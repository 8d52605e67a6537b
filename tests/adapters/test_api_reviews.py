"""The JSON API: what it answers, and how it says no."""

import json
from typing import Any

import pytest

from adapters.web.api import FindingAnswer, ReviewAnswer, ReviewRequest
from adapters.web.bodies import LARGEST_BODY
from bot.model import DRAFT_KINDS, Outlet
from tests.fakes import InMemoryDecisionLog
from tests.web import BOAST, SELFIE, a_client, an_app

PATH = "/api/v1/reviews"
ROW = {"id": "a-1", "kind": "post", "platform": "linkedin", "text": SELFIE}
JSON = {"content-type": "application/json"}


async def post(body: object, **headers: str) -> Any:
    async with a_client(an_app()) as client:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return await client.post(PATH, content=content, headers={**JSON, **headers})


async def test_a_draft_gets_its_review_and_the_entry_of_the_log():
    log = InMemoryDecisionLog()
    async with a_client(an_app(log)) as client:
        answer = (await client.post(PATH, json=ROW)).json()

    assert (answer["id"], answer["verdict"], answer["policy_version"]) == ("a-1", "block", "test@1")
    assert [finding["rule"] for finding in answer["findings"]] == ["phi.image.selfie"]
    entry = await log.entry("local", answer["decision"])
    assert entry is not None
    assert (entry.decision.platform, entry.decision.actor.id) == ("api", "api")


async def test_the_safer_version_comes_along_where_there_is_one():
    answer = (await post({**ROW, "text": BOAST})).json()

    assert answer["safer"] == (
        "We are a hospital that measures itself, and the new valve is gentle. Tours on Thursday."
    )


async def test_the_answer_has_exactly_the_fields_that_the_description_names():
    answer = (await post(ROW)).json()

    assert set(answer) == set(ReviewAnswer.model_fields)
    assert set(answer["findings"][0]) == set(FindingAnswer.model_fields)
    ReviewAnswer.model_validate(answer)


async def test_a_review_that_could_not_be_logged_is_still_given_and_says_so():
    log = InMemoryDecisionLog()
    log.down = True
    async with a_client(an_app(log)) as client:
        answer = (await client.post(PATH, json=ROW)).json()

    assert (answer["verdict"], answer["decision"]) == ("block", None)


@pytest.mark.parametrize("text", ["\ud800 half a pair", "a\x00b", "\u202eright to left", "x" * 100_000])
async def test_odd_text_is_reviewed_and_comes_back_as_valid_json(text: str):
    response = await post({**ROW, "id": text[:9], "text": text + " painless"})

    assert response.status_code == 200
    assert response.json()["id"] == text[:9]
    assert response.json()["verdict"] == "revise"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"\xff\xfe", 400),
        (b"", 400),
        (b"{", 400),
        (b"[" * 100_000, 400),
        (b'{"id": ' + b"1" * 5_000 + b"}", 400),
        (b"[]", 422),
        (b'"text"', 422),
        (json.dumps({**ROW, "platform": "mastodon"}).encode(), 422),
        (json.dumps({**ROW, "text": "   "}).encode(), 422),
        (json.dumps({**ROW, "text": "a" * 200_001}).encode(), 422),
        (json.dumps({**ROW, "kind": "review"}).encode(), 422),
        (b"x" * (LARGEST_BODY + 1), 413),
    ],
)
async def test_what_cannot_be_reviewed_is_told_in_a_json_sentence(body: bytes, status: int):
    response = await post(body)

    assert response.status_code == status
    assert response.json()["error"].endswith(".")


async def test_a_body_that_hides_its_size_is_cut_off_while_it_streams():
    sent = 0

    async def endless() -> Any:
        nonlocal sent
        for _ in range(1_000):
            sent += 100_000
            yield b"x" * 100_000

    async with a_client(an_app()) as client:
        response = await client.post(PATH, content=endless(), headers=JSON)

    assert response.status_code == 413
    assert sent < 2 * LARGEST_BODY


async def test_no_error_repeats_a_word_of_the_draft():
    secret = "Mrs. Alder went home"

    answers = [await post({**ROW, field: secret}) for field in ("kind", "platform")]
    answers += [await post({**ROW, "text": [secret]}), await post(f'{{"text": "{secret}"'.encode())]

    assert all(answer.status_code >= 400 and "Alder" not in answer.text for answer in answers)


async def test_another_way_of_asking_is_refused_in_json():
    async with a_client(an_app()) as client:
        response = await client.get(PATH)

    assert response.status_code == 405
    assert "error" in response.json()


async def test_the_description_names_the_fields_the_choices_and_the_errors():
    async with a_client(an_app()) as client:
        described = (await client.get("/api/v1/openapi.json")).json()

    operation = described["paths"][PATH]["post"]
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    assert list(described["paths"]) == [PATH]
    assert set(schema["properties"]) == set(ReviewRequest.model_fields)
    assert schema["properties"]["kind"]["enum"] == [kind.value for kind in DRAFT_KINDS]
    assert schema["properties"]["platform"]["enum"] == [outlet.value for outlet in Outlet]
    assert set(operation["responses"]) == {"200", "400", "401", "403", "413", "422"}
