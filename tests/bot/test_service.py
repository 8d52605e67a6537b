"""The one door: a draft becomes a card and an entry; nothing of the draft stays."""

import json
from dataclasses import replace

import pytest

from bot.cards import NoteCard, ReviewCard
from bot.commands import Command, Disagree, DisagreeReason, RateAnswer, Request, ReviewDraft
from bot.errors import DraftError, LogUnavailable
from bot.model import Actor, Verdict
from bot.ports import LogQuery
from bot.recording import NOT_LOGGED
from bot.reviewable import MAX_CHARACTERS
from bot.service import EARLIER_POLICY, Service
from tests.builders import a_draft, a_pack, a_rule
from tests.fakes import FakeFingerprinter, FixedClock, InMemoryDecisionLog

ANN = Actor("U-ann")
SECRET = "the zebra quartet"


@pytest.fixture
def log() -> InMemoryDecisionLog:
    return InMemoryDecisionLog()


@pytest.fixture
def service(log: InMemoryDecisionLog) -> Service:
    pack = a_pack(a_rule({"phrases": ["gadget"]}, rewrite={"replaces": "span", "with": "thing"}))
    return Service(pack, log, FakeFingerprinter(), FixedClock())


async def ask(service: Service, command: Command) -> ReviewCard | NoteCard:
    return await service.handle(Request(ANN, "web", command))


async def test_a_draft_gets_a_card_and_an_entry(service: Service):
    card = await ask(service, ReviewDraft(a_draft("A gadget for everyone here")))

    assert isinstance(card, ReviewCard)
    assert card.review.verdict is Verdict.BLOCK
    assert card.safer.text == "A thing for everyone here"
    (entry,) = (await service.entries(ANN, LogQuery(), "web")).entries
    assert entry.id == card.decision_id
    assert (entry.decision.verdict, entry.decision.findings[0].rule) == ("block", "test.words.rule")


async def test_no_word_of_the_draft_or_its_context_reaches_the_log(
    service: Service, log: InMemoryDecisionLog
):
    await ask(service, ReviewDraft(a_draft(f"{SECRET} gadget", about=f"review: {SECRET}")))

    exported = "".join([line async for line in log.export("local")])
    assert "zebra" not in exported
    assert "gadget" not in json.dumps(exported)


async def test_the_same_words_have_the_same_fingerprint(service: Service):
    for text in ("one and the same", "one and the same", "another"):
        await ask(service, ReviewDraft(a_draft(text)))

    found = (await service.entries(ANN, LogQuery(), "web")).entries
    prints = [entry.decision.fingerprint for entry in found]
    assert len(set(prints)) == 2


async def test_when_the_log_is_down_the_review_still_comes_and_says_so(
    service: Service, log: InMemoryDecisionLog
):
    log.down = True

    card = await ask(service, ReviewDraft(a_draft("A gadget")))

    assert isinstance(card, ReviewCard)
    assert card.decision_id is None
    assert NOT_LOGGED in card.notices


async def test_a_request_with_a_key_is_recorded_once_however_often_it_is_handled(service: Service):
    request = Request(ANN, "slack", ReviewDraft(a_draft("A gadget")), key="slack:event:Ev1")

    first, again = await service.handle(request), await service.handle(request)

    assert again == first
    assert len((await service.entries(ANN, LogQuery(), "web")).entries) == 1


async def test_a_request_with_a_key_is_tried_again_when_the_log_is_down(
    service: Service, log: InMemoryDecisionLog
):
    log.down = True

    with pytest.raises(LogUnavailable):
        await service.handle(Request(ANN, "slack", ReviewDraft(a_draft("A gadget")), key="slack:event:Ev1"))


async def test_a_review_that_an_earlier_policy_recorded_says_so(service: Service, log: InMemoryDecisionLog):
    request = Request(ANN, "slack", ReviewDraft(a_draft("A gadget")), key="slack:event:Ev1")
    await service.handle(request)
    upgraded = Service(replace(service.pack, version="test@2"), log, FakeFingerprinter(), FixedClock())

    card = await upgraded.handle(request)

    assert isinstance(card, ReviewCard)
    assert EARLIER_POLICY.format("test@1") in card.notices


@pytest.mark.parametrize("text", ["", " \n ", "x" * (MAX_CHARACTERS + 1)], ids=["empty", "blank", "too long"])
async def test_what_nobody_could_review_is_refused_and_not_recorded(service: Service, text: str):
    with pytest.raises(DraftError, match="Nothing was recorded"):
        await ask(service, ReviewDraft(a_draft(text)))

    assert (await service.entries(ANN, LogQuery(), "web")).entries == ()


async def test_a_disagreement_is_an_entry_of_its_own(service: Service):
    card = await ask(service, ReviewDraft(a_draft("A gadget")))
    assert card.decision_id is not None

    note = await ask(service, Disagree(card.decision_id, "test.words.rule", DisagreeReason.MATTER_OF_TASTE))

    assert isinstance(note, NoteCard)
    assert not note.failed
    entry = (await service.entries(ANN, LogQuery(event="disagreed"), "web")).entries[0]
    assert entry.decision.subject == card.decision_id
    assert entry.decision.details == {"rule": "test.words.rule", "reason": "matter_of_taste"}


@pytest.mark.parametrize(("decision", "rule"), [("nothing", "test.words.rule"), (None, "no.such.rule")])
async def test_one_can_only_disagree_with_what_was_found(service: Service, decision: str | None, rule: str):
    card = await ask(service, ReviewDraft(a_draft("A gadget")))

    note = await ask(
        service, Disagree(decision or card.decision_id or "", rule, DisagreeReason.MISUNDERSTOOD)
    )

    assert isinstance(note, NoteCard)
    assert note.failed
    assert len((await service.entries(ANN, LogQuery(), "web")).entries) == 1


async def test_a_disagreement_that_could_not_be_kept_says_so(service: Service, log: InMemoryDecisionLog):
    card = await ask(service, ReviewDraft(a_draft("A gadget")))
    log.down = True

    note = await ask(
        service, Disagree(card.decision_id or "", "test.words.rule", DisagreeReason.MISUNDERSTOOD)
    )

    assert isinstance(note, NoteCard)
    assert note.failed


async def test_whether_an_answer_was_of_use_is_an_entry_about_it(service: Service):
    card = await ask(service, ReviewDraft(a_draft("A gadget")))

    note = await ask(service, RateAnswer(card.decision_id or "", useful=False))
    unknown = await ask(service, RateAnswer("nothing", useful=True))

    assert isinstance(note, NoteCard)
    assert (note.failed, getattr(unknown, "failed", None)) == (False, True)
    (entry,) = (await service.entries(ANN, LogQuery(event="rated"), "web")).entries
    assert (entry.decision.subject, entry.decision.details) == (card.decision_id, {"useful": False})


async def test_an_export_is_an_entry_itself(service: Service):
    lines = [line async for line in await service.export(ANN, "web")]

    assert len(lines) >= 1
    assert [e.decision.event for e in (await service.entries(ANN, LogQuery(), "web")).entries] == ["exported"]


async def test_every_look_at_the_log_is_an_entry_that_is_shown_only_when_asked_for(service: Service):
    card = await ask(service, ReviewDraft(a_draft("A gadget")))

    await service.entries(ANN, LogQuery(actor="U-bea"), "web")
    looked = await service.entry(ANN, card.decision_id or "", "web")

    assert looked.recorded
    shown = (await service.entries(ANN, LogQuery(), "web")).entries
    assert [entry.decision.event for entry in shown] == ["reviewed"]
    whole, listing = (await service.entries(ANN, LogQuery(event="viewed"), "web")).entries[1:]
    assert whole.decision.subject == card.decision_id
    assert listing.decision.details == {"entries": 0, "filters": "actor"}
    assert "U-bea" not in json.dumps(listing.decision.details)


async def test_a_log_that_takes_no_entry_can_still_be_read_and_says_so(
    service: Service, log: InMemoryDecisionLog
):
    card = await ask(service, ReviewDraft(a_draft("A gadget")))
    log.down = True

    looked = await service.entry(ANN, card.decision_id or "", "web")

    assert looked.entries
    assert not looked.recorded


async def test_nothing_that_is_not_there_was_looked_at(service: Service):
    assert (await service.entry(ANN, "no-such-entry", "web")).entries == ()
    assert (await service.entries(ANN, LogQuery(event="viewed"), "web")).entries == ()
