"""``bedside model``, ``--model`` and the model in ``bedside doctor``, against stand-ins on loopback."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.cli import FINE, LOUD, CommandLine
from tests.endpoints import Endpoint, an_endpoint, answers, fails, hangs, page, redirects, says

QUOTED = "the team"


def answering(asked: dict[str, Any], data: dict[str, Any]) -> object:
    """A model that finds the same in every draft, has no wording, and sees nothing in a review."""
    told = str(asked["messages"][0]["content"])
    probe = "critics" in str(data.get("draft"))
    guideline, quote = ("dont.strike-back", "know nothing") if probe else ("dont.photos", QUOTED)
    if "review" in data:
        return {"replies": []} if "replies" in told else {"signs": []}
    found = {"guideline": guideline, "quote": quote, "reason": "It is vague.", "severity": "revise"}
    return {"rewrite": ""} if "points" in data or '"rewrite"' in told else {"findings": [found]}


@pytest.fixture
def bedside(tmp_path: Path) -> CommandLine:
    line = CommandLine(tmp_path)
    line.environ |= {"BEDSIDE_DATA": str(line.data), "BEDSIDE_MODEL": "m", "OPENAI_API_KEY": "sk-canary"}
    line.environ |= {"BEDSIDE_MODEL_PRIVACY": "local", "BEDSIDE_MODEL_SECONDS": "20"}
    return line


async def run(line: CommandLine, endpoint: Endpoint | str, *arguments: str, **more: str) -> Result:
    """Beside the stand-in, which lives in this event loop."""
    url = endpoint if isinstance(endpoint, str) else endpoint.url
    stdin = more.pop("stdin", "")
    return await asyncio.to_thread(line.run, *arguments, stdin=stdin, OPENAI_BASE_URL=url, **more)


def recorded(line: CommandLine, event: str) -> list[dict[str, Any]]:
    """The entries of a kind, newest first."""
    shown = line.run("log", "show", "--json").stdout.splitlines()
    return [one for row in shown if row and (one := json.loads(row)["decision"])["event"] == event]


async def test_a_check_says_what_the_endpoint_can_do_and_asks_nothing_of_anybody(bedside: CommandLine):
    async with an_endpoint(answers(answering)) as endpoint:
        done = await run(bedside, endpoint, "model", "check")

    assert done.exit_code == 0, done.output
    assert f"m at {endpoint.url}; privacy switch: local" in done.output
    assert "on this machine or a private network: 'local' is enough" in done.output
    assert "keeps to a schema" in done.output
    assert "Remembered." in done.output
    assert [json.loads(one["messages"][1]["content"])["draft"] for one in endpoint.journal] == [
        "Our critics know nothing about medicine."
    ]


async def test_what_a_check_found_is_used_from_the_first_draft_on(bedside: CommandLine):
    no_schema = fails(400, "unsupported_value", "response_format", "json_schema is not supported")
    async with an_endpoint(no_schema, answers(answering)) as endpoint:
        check = await run(bedside, endpoint, "model", "check")
        await run(bedside, endpoint, "review", "--model", stdin=FINE)

    assert "answers in JSON, without a schema" in check.output
    asked = [one["response_format"]["type"] for one in endpoint.journal]
    assert asked[0] == "json_schema"
    assert set(asked[1:]) == {"json_object"}


@pytest.mark.parametrize(
    ("behaviour", "sentence"),
    [
        (fails(401), "the model's key was not accepted (auth)"),
        (fails(429, "insufficient_quota"), "the model's quota is used up (quota)"),
        (fails(404, "model_not_found"), "the model's server did not accept the question (bad_request)"),
        (page(200), "the model's server answered something else (bad_response)"),
        (redirects, "pointed elsewhere, and the text does not follow (redirected)"),
        (says("I would rather not."), "the model's answer could not be read (malformed)"),
    ],
)
async def test_a_check_of_an_endpoint_that_does_not_work_says_why(
    bedside: CommandLine, behaviour: Any, sentence: str
):
    async with an_endpoint(behaviour) as endpoint:
        done = await run(bedside, endpoint, "model", "check")

    assert done.exit_code == 69
    assert sentence in done.output
    assert "Remembered" not in done.output
    assert "sk-canary" not in done.output


async def test_an_address_elsewhere_without_encryption_is_refused_by_name(bedside: CommandLine):
    # Python calls this address private; some proxies give it out for any name in the world
    done = await run(bedside, "http://198.18.0.7/v1", "model", "check")

    assert done.exit_code == 69
    assert "elsewhere and not encrypted: nothing is ever sent there" in done.output


async def test_a_check_of_an_address_where_nobody_is_says_so(bedside: CommandLine):
    done = await run(bedside, "http://127.0.0.1:9/v1", "model", "check")

    assert (done.exit_code, "the model cannot be reached" in done.output) == (69, True)


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("BEDSIDE_MODEL", "BEDSIDE_MODEL does not say which model to ask"),
        ("OPENAI_API_KEY", "neither OPENAI_API_KEY nor OPENAI_BASE_URL is set"),
    ],
)
def test_a_check_without_a_model_says_what_is_missing(bedside: CommandLine, missing: str, sentence: str):
    del bedside.environ[missing]

    done = bedside.run("model", "check")

    assert done.exit_code == 69
    assert sentence in done.output
    assert "docs/model.md" in done.output


def test_a_switch_is_turned_for_one_workspace_and_put_on_record(bedside: CommandLine):
    own = bedside.run("model", "switch", "off")
    other = bedside.run("model", "switch", "baa", "--workspace", "T0123ABC")

    assert "the workspace 'local' is now 'off'; it was 'local'" in own.output
    assert "the workspace 'T0123ABC' is now 'baa'; it was 'local'" in other.output
    assert [one["details"] for one in recorded(bedside, "model_switched")] == [{"from": "local", "to": "off"}]
    status = bedside.run("model", "check", OPENAI_BASE_URL="http://127.0.0.1:9/v1").output
    assert "privacy switch: local, but T0123ABC: baa, local: off" in status


def test_a_switch_that_is_turned_before_there_is_a_model_says_so(bedside: CommandLine):
    del bedside.environ["BEDSIDE_MODEL"]

    assert "No model is asked yet: BEDSIDE_MODEL" in bedside.run("model", "switch", "local").output
    assert "No model is asked yet" not in bedside.run("model", "switch", "off").output


def test_only_off_local_and_baa_are_positions_of_the_switch(bedside: CommandLine):
    done = bedside.run("model", "switch", "on")

    assert (done.exit_code, "off" in done.output) == (64, True)


async def test_what_was_spent_is_told_by_workspace_with_money_where_prices_are_set(bedside: CommandLine):
    async with an_endpoint(answers(answering)) as endpoint:
        before = await run(bedside, endpoint, "model", "spent")
        await run(bedside, endpoint, "review", "--model", stdin=FINE, BEDSIDE_MODEL_PRICE_IN="1000")
        after = await run(bedside, endpoint, "model", "spent")
        calls = len(endpoint.journal)

    assert before.output == "Nothing was spent on a model this month.\n"
    money = 812 * calls / 1000
    assert after.output == (
        f"local: {calls} requests, {812 * calls:,} tokens read, {41 * calls} written, {money:.2f} at your "
        "prices\n"
    )


async def test_a_review_with_a_model_adds_what_it_found_and_is_always_recorded(bedside: CommandLine):
    async with an_endpoint(answers(answering)) as endpoint:
        done = await run(bedside, endpoint, "review", "--model", stdin=FINE)
    advised = await asyncio.to_thread(recorded, bedside, "advised")
    (reviewed,) = await asyncio.to_thread(recorded, bedside, "reviewed")

    assert done.exit_code == 1, done.output
    assert "A language model sees something here: It is vague." in done.output
    assert "A language model (m) read this too" in done.output
    assert [one["details"]["outcome"] for one in advised] == ["ok"] * len(endpoint.journal)
    assert QUOTED not in str([advised, reviewed])


async def test_without_being_asked_for_no_model_is_asked(bedside: CommandLine):
    async with an_endpoint(answers(answering)) as endpoint:
        done = await run(bedside, endpoint, "review", stdin=FINE)

    assert done.exit_code == 0
    assert endpoint.journal == []


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"BEDSIDE_MODEL_PRIVACY": "off"}, "The privacy switch of the workspace 'local' is off"),
        ({"BEDSIDE_MODEL": ""}, "--model needs a model: none"),
    ],
)
async def test_where_no_model_may_be_asked_it_says_why_before_anything_is_judged(
    bedside: CommandLine, environ: dict[str, str], sentence: str
):
    async with an_endpoint(answers(answering)) as endpoint:
        done = await run(bedside, endpoint, "review", "--model", stdin=FINE, **environ)

    assert done.exit_code == 78
    assert sentence in done.output
    assert endpoint.journal == []


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        (fails(500), "the model's server failed"),
        (says(None, refusal="No."), "the model declined"),
        (fails(401), "the model's key was not accepted"),
    ],
)
async def test_a_model_that_fails_costs_the_command_line_nothing_but_a_sentence(
    bedside: CommandLine, behaviour: Any, why: str
):
    async with an_endpoint(behaviour) as endpoint:
        done = await run(bedside, endpoint, "review", "--model", stdin=LOUD)

    assert done.exit_code == 1
    assert "This is louder than it needs to be." in done.output
    assert f"Checked by the rules only ({why})." in done.output


async def test_a_model_that_hangs_is_waited_for_as_long_as_was_set(bedside: CommandLine):
    async with an_endpoint(hangs) as endpoint:
        done = await run(bedside, endpoint, "review", "--model", stdin=LOUD, BEDSIDE_MODEL_SECONDS="1")

    assert "Checked by the rules only (the model took too long)." in done.output  # not in an hour


async def test_a_limit_that_is_reached_is_told(bedside: CommandLine):
    async with an_endpoint(answers(answering)) as endpoint:
        limit = {"BEDSIDE_MODEL_DAILY_TOKENS": "100"}
        await run(bedside, endpoint, "review", "--model", stdin=FINE, **limit)
        asked = len(endpoint.journal)
        done = await run(bedside, endpoint, "review", "--model", stdin=LOUD, **limit)

    assert "Checked by the rules only (today's limit for the model is reached)." in done.output
    assert len(endpoint.journal) == asked


async def test_lines_of_drafts_are_read_by_the_model_one_after_another(bedside: CommandLine):
    rows = [{"id": str(n), "kind": "post", "platform": "x", "text": f"{FINE} {n}."} for n in range(2)]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    async with an_endpoint(answers(answering)) as endpoint:
        done = await run(bedside, endpoint, "review", "--jsonl", "--model", stdin=lines)

    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["id"], one["verdict"]) for one in told] == [("0", "revise"), ("1", "revise")]


@pytest.mark.parametrize("behaviour", [fails(401), fails(500), says("no JSON")])
async def test_what_a_program_reads_is_json_alone_whatever_the_model_does(
    bedside: CommandLine, behaviour: Any
):
    async with an_endpoint(behaviour) as endpoint:
        done = await run(bedside, endpoint, "review", "--json", "--model", stdin=LOUD)

    assert json.loads(done.output)["verdict"] == "revise"


async def test_a_doctor_asks_the_model_too(bedside: CommandLine):
    async with an_endpoint(answers(answering)) as endpoint:
        well = await run(bedside, endpoint, "doctor")
    async with an_endpoint(fails(401)) as endpoint:
        ill = await run(bedside, endpoint, "doctor")
    unset = await run(bedside, "", "doctor", OPENAI_API_KEY="")

    assert "Model answers" in " ".join(well.output.split())
    assert "Model does not answer" in " ".join(ill.output.split())
    assert "the model's key was not accepted (auth)" in ill.output
    assert "Model is not connected" in " ".join(unset.output.split())
    assert not bedside.data.exists(), "a doctor writes nothing"
