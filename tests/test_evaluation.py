"""``make eval``: against the stand-in it proves the plumbing and says so; against an endpoint it measures."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.evaluate import STAND_IN, evaluated, wrong_with
from bot.model import Reply, Tone
from tests.bot.test_reply_advice import GOOD
from tests.complaints import WAIT, a_complaint
from tests.endpoints import an_endpoint, answers
from tests.packs import shipped

FINE = "Thank you to the night team for the good coffee."


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> argparse.Namespace:
    """One fine draft, and settings that name no model."""
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "BEDSIDE_MODEL"):
        monkeypatch.delenv(name, raising=False)
    corpus = tmp_path / "drafts.jsonl"
    row = {"id": "1", "kind": "post", "platform": "linkedin", "text": FINE, "verdict": "ok"}
    corpus.write_text(json.dumps(row) + "\n", "utf-8")
    return argparse.Namespace(files=[corpus], repeats=2, most=10)


async def test_without_an_endpoint_it_says_first_that_it_measured_nothing(options: argparse.Namespace):
    told = await evaluated(options)

    assert told.startswith(STAND_IN)
    assert "says nothing of a model" in STAND_IN
    assert "findings added over the rules: 0" in told


async def test_with_an_endpoint_it_tells_what_the_model_added_over_the_rules(
    options: argparse.Namespace, monkeypatch: pytest.MonkeyPatch
):
    def finds(asked: dict[str, Any], data: dict[str, Any]) -> object:
        if "'rewrite'" in str(asked.get("response_format")):
            return {"rewrite": ""}
        entry = {"guideline": "dont.strike-back", "quote": "good coffee", "reason": "x", "severity": "revise"}
        return {"findings": [entry]}

    async with an_endpoint(answers(finds)) as endpoint:
        monkeypatch.setenv("OPENAI_BASE_URL", endpoint.url)
        monkeypatch.setenv("BEDSIDE_MODEL", "m")
        told = await evaluated(options)

    assert STAND_IN not in told
    assert "model m; instructions findings@" in told
    assert "findings added over the rules: 2" in told
    assert "fine drafts called otherwise: 1.000" in told
    assert "(rules alone: 0.000" in told


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (GOOD, set()),
        (GOOD.replace("We want", "We are sorry about your visit. We want"), {"confirms or denies"}),
        (GOOD.replace("We want", "Zebediah is heard. We want"), {"repeats a detail"}),
        (GOOD.replace("555-0160", "555-0199"), {"a number of its own", "no contact"}),
    ],
)
def test_the_safety_of_a_reply_is_told_by_another_checker_than_the_one_that_offered_it(
    text: str, wrong: set[str]
):
    complaint = a_complaint(f"{WAIT} Zebediah was rude.")

    assert wrong <= set(wrong_with(Reply(Tone.WARM, text, ()), complaint, shipped(), praise=False))
    assert bool(wrong) == any(wrong_with(Reply(Tone.WARM, text, ()), complaint, shipped(), praise=False))
