"""The same draft gets the same verdict and findings in Slack, Teams, on the page, by the API, at a prompt."""

import json
from pathlib import Path
from typing import Any

import pytest

from adapters.database.engine import Database
from adapters.local_reader import LocalReader
from adapters.policy_files import load
from adapters.server import create_app
from adapters.web.access import WebSettings
from bot.cards import ReviewCard
from bot.commands import Request, ReviewDraft
from bot.model import Actor, Draft
from bot.policy import PolicyPack
from bot.ports import Entry, LogQuery, Reader
from bot.service import Service
from tests.cli import CommandLine
from tests.fakes import FakeFingerprinter, FixedClock, InMemoryDecisionLog
from tests.packs import shipped
from tests.stories.chats import WAYS, a_chat
from tests.web import a_client

DRAFTS = (
    "A selfie with a patient made my day.",
    "An unbelievable day. Best selfie with a patient ever!",
    "Proud of the team on the ward today.",
    "Ａ ｓｅｌｆｉｅ with a pati\u200bent, unbelievable 🎉",
    'Unbelievable <3 & "selfie with a patient" *bold* [link](https://mercy.example) :tada:',
)


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


@pytest.fixture
def pack(line: CommandLine) -> PolicyPack:
    return load(line.folder / "packs", "mini", None)


async def wanted(pack: PolicyPack, text: str, reader: Reader | None = None) -> Any:
    """What the judgement itself says: the verdict, and each finding with where its words stand."""
    service = a_service(pack, InMemoryDecisionLog(), reader)
    card = await service.handle(Request(Actor("ann"), "web", ReviewDraft(Draft(text))))
    assert isinstance(card, ReviewCard)
    found = [
        (f.rule, f.severity.word, f.span.start if f.span else None, f.span.end if f.span else None)
        for f in card.review.findings
    ]
    return card.review.verdict.value, found


def a_service(pack: PolicyPack, log: InMemoryDecisionLog, reader: Reader | None = None) -> Service:
    return Service(pack, log, FakeFingerprinter(), FixedClock(), reader)


def on_record(entry: Entry) -> Any:
    decision = entry.decision
    return decision.verdict, [(f.rule, f.severity, f.start, f.end) for f in decision.findings]


@pytest.mark.parametrize("text", DRAFTS)
@pytest.mark.parametrize("way", WAYS)
async def test_a_draft_is_judged_in_a_chat_as_everywhere(
    way: str, text: str, pack: PolicyPack, sqlite: Database
):
    async with a_chat(way, sqlite, pack=pack) as chat:
        await chat.say(text)
        await chat.settled(1)
        (entry,) = await chat.entries()

    assert on_record(entry) == await wanted(pack, text)


@pytest.mark.parametrize("text", DRAFTS)
async def test_a_draft_is_judged_on_the_page_and_by_the_api_as_everywhere(text: str, pack: PolicyPack):
    log = InMemoryDecisionLog()
    async with a_client(create_app(a_service(pack, log), settings=WebSettings())) as client:
        await client.post("/review", data={"draft": text, "kind": "post", "outlet": "linkedin"})
        (entry,) = await log.find("local", LogQuery())
        row = {"id": "1", "kind": "post", "platform": "linkedin", "text": text}
        answer = (await client.post("/api/v1/reviews", json=row)).json()

    verdict, found = await wanted(pack, text)
    assert on_record(entry) == (verdict, found)
    assert answer["verdict"] == verdict
    assert sorted(f["rule"] for f in answer["findings"]) == sorted(rule for rule, *_ in found)


@pytest.mark.parametrize("text", DRAFTS)
async def test_a_draft_is_judged_at_a_prompt_as_everywhere(text: str, line: CommandLine, pack: PolicyPack):
    told = json.loads(line.run("review", "-", "--json", stdin=text).stdout)

    verdict, found = await wanted(pack, text)
    assert told["verdict"] == verdict
    assert sorted(f["rule"] for f in told["findings"]) == sorted(rule for rule, *_ in found)


READ = (
    "Our new wing is open. Mrs. Adele Fournier, 94, in bed 12 on the stroke unit, cut the ribbon yesterday.",
    "She came to us after three other clinics gave up on her, and last night she walked down our corridor.",
)
"""What the shipped rules and the shipped reader judge together."""
READER = LocalReader()
with_reader = pytest.mark.skipif(not READER.available(), reason=READER.available().reason)


ARTICLE = shipped("article")


@with_reader
@pytest.mark.parametrize("way", WAYS)
async def test_rules_and_reader_judge_in_a_chat_as_everywhere(way: str, sqlite: Database):
    async with a_chat(way, sqlite, pack=ARTICLE, reader=READER) as chat:
        for number, text in enumerate(READ, start=1):
            await chat.say(text)
            await chat.settled(number)
        entries = (await chat.entries("reviewed"))[::-1]

    assert [on_record(entry) for entry in entries] == [await wanted(ARTICLE, text, READER) for text in READ]
    assert {entry.decision.reader_version for entry in entries} == {READER.version}


@with_reader
@pytest.mark.parametrize("text", READ)
async def test_rules_and_reader_judge_on_the_page_by_the_api_and_at_a_prompt_as_everywhere(
    text: str, line: CommandLine
):
    log = InMemoryDecisionLog()
    async with a_client(create_app(a_service(ARTICLE, log, READER), settings=WebSettings())) as client:
        await client.post("/review", data={"draft": text, "kind": "post", "outlet": "linkedin"})
        (entry,) = await log.find("local", LogQuery())
        row = {"id": "1", "kind": "post", "platform": "linkedin", "text": text}
        answer = (await client.post("/api/v1/reviews", json=row)).json()
    line.environ = {"BEDSIDE_CACHE": str(line.folder / "cache"), "BEDSIDE_PACK": "article"}
    told = json.loads(line.run("review", "-", "--json", stdin=text).stdout)

    verdict, found = await wanted(ARTICLE, text, READER)
    rules = sorted(rule for rule, *_ in found)
    assert on_record(entry) == (verdict, found)
    assert (answer["verdict"], sorted(f["rule"] for f in answer["findings"])) == (verdict, rules)
    assert (told["verdict"], sorted(f["rule"] for f in told["findings"])) == (verdict, rules)
