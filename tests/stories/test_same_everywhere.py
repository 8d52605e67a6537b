"""The same draft gets the same verdict and findings in Teams, in the API and at a prompt."""

import json
from pathlib import Path

import pytest

from adapters.database.engine import Database
from adapters.policy_files import load
from adapters.server import create_app
from adapters.web.access import WebSettings
from bot.cards import ReviewCard
from bot.commands import Request, ReviewDraft
from bot.model import Actor, Draft
from bot.service import Service
from tests.cli import CommandLine
from tests.fakes import FakeFingerprinter, FixedClock, InMemoryDecisionLog
from tests.teams.channel import Channel
from tests.teams.desk import a_bench
from tests.web import a_client

DRAFTS = (
    "A selfie with a patient made my day.",
    "An unbelievable day. Best selfie with a patient ever!",
    "Proud of the team on the ward today.",
    "Ａ ｓｅｌｆｉｅ with a pati\u200bent, unbelievable 🎉",
)


@pytest.mark.parametrize("text", DRAFTS)
async def test_a_draft_is_judged_alike_wherever_it_is_sent(text: str, sqlite: Database, tmp_path: Path):
    line = CommandLine(tmp_path)
    pack = load(tmp_path / "packs", "mini", None)
    log = InMemoryDecisionLog()

    def judging(kept: object) -> Service:
        return Service(pack, kept, FakeFingerprinter(), FixedClock())  # type: ignore[arg-type]

    direct = await judging(log).handle(Request(Actor("ann"), "web", ReviewDraft(Draft(text))))
    assert isinstance(direct, ReviewCard)
    wanted = (
        direct.review.verdict.value,
        [(f.rule, f.severity.word, f.span.start if f.span else None) for f in direct.review.findings],
    )

    async with Channel() as channel, a_bench(sqlite, channel, judging=judging) as bench:
        await bench.say(text)
        await bench.settled()
        (entry,) = await bench.entries()
    in_teams = (entry.decision.verdict, [(f.rule, f.severity, f.start) for f in entry.decision.findings])

    async with a_client(create_app(judging(InMemoryDecisionLog()), settings=WebSettings())) as client:
        row = {"id": "1", "kind": "post", "platform": "linkedin", "text": text}
        answer = (await client.post("/api/v1/reviews", json=row)).json()
    in_the_api = (answer["verdict"], sorted(f["rule"] for f in answer["findings"]))

    ran = line.run("review", "-", "--json", stdin=text)
    told = json.loads(ran.stdout)
    at_a_prompt = (told["verdict"], sorted(f["rule"] for f in told["findings"]))

    assert in_teams == wanted
    assert in_the_api == at_a_prompt == (wanted[0], sorted(rule for rule, *_ in wanted[1]))
