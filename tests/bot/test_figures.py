"""Figures about rules and time: what they count, and that they hold nothing of anybody."""

from datetime import timedelta

from bot.approval import WaiverReason
from bot.commands import Disagree, DisagreeReason
from bot.desk_cards import OutcomeCard
from bot.desk_commands import Action, Adjudicate, AppealReason, Decide, RecordOutcome
from bot.figures import Figures, RuleFigures, count
from bot.outcomes import Outcome
from bot.ports import Entry, LogQuery
from tests.builders import a_decision
from tests.desks import ASK, NO, OK, DeskWorld


async def test_a_period_in_figures():
    world = DeskWorld()
    cards = [await world.review(text=f"{ASK} {number}") for number in range(6)]
    for card in cards[:3]:
        told = await world.ask(
            "ann", RecordOutcome(card.decision_id or "", Outcome.PUBLISHED, WaiverReason.SOURCE_ON_FILE)
        )
        assert isinstance(told, OutcomeCard)
    await world.ask("ann", RecordOutcome(cards[0].decision_id or "", Outcome.WITHDRAWN))
    appeal = Disagree(cards[3].decision_id or "", "claim.source.widget", DisagreeReason.SOURCE_EXISTS)
    note = await world.ask("ann", appeal)  # type: ignore[arg-type]
    await world.ask("cleo", Adjudicate(note.decision_id or "", True, AppealReason.RULE_TOO_BROAD))
    sent = await world.sent(OK)
    world.clock.move(timedelta(hours=3))
    await world.ask("dana", Decide(sent.submission.id, Action.APPROVE, sent.submission.version.fingerprint))
    await world.review(text=NO)

    found = count(await world.log.find("local", LogQuery(limit=1000)))

    by_rule = {rule.rule: rule for rule in found.rules}
    assert by_rule["claim.source.widget"] == RuleFigures("claim.source.widget", 7, 3, 1, 1, 0)
    assert [rule.rule for rule in found.noisy(0.3)] == ["claim.source.widget"]
    assert found.noisy(0.6) == ()
    assert found.weeks == {"2026-03-02": {"revise": 6, "ok": 1, "block": 1}}
    assert found.outcomes == {"published": 2, "withdrawn": 1}
    assert found.median_hours == 3.0
    assert "ann" not in repr(found)


async def test_a_draft_that_two_released_and_that_went_out_was_overruled_once():
    world = DeskWorld()
    sent = (await world.sent(NO)).submission
    release = Decide(sent.id, Action.RELEASE, sent.version.fingerprint, WaiverReason.PUBLIC_INTEREST.value)

    async def overruled() -> int:
        found = count(await world.log.find("local", LogQuery(limit=1000)))
        return next(rule.waived for rule in found.rules if rule.rule == "phi.image.gadget")

    await world.ask("cleo", release)
    assert await overruled() == 0
    await world.ask("cyd", release)
    assert await overruled() == 1
    await world.ask("ann", RecordOutcome(sent.version.decision_id, Outcome.PUBLISHED))
    assert await overruled() == 1


def test_nothing_has_no_figures():
    assert count(()).median_hours is None
    assert RuleFigures("a.b", met=4, waived=4).is_noisy(0.1) is False


def test_waits_are_sorted_into_classes_and_an_empty_one_is_shown():
    figures = Figures(hours=(0.2, 0.9, 3.9, 30, 200))

    assert figures.waits == {
        "within an hour": 2,
        "1 to 4 hours": 1,
        "4 to 8 hours": 0,
        "8 to 24 hours": 0,
        "1 to 3 days": 1,
        "longer": 1,
    }
    assert Figures().waits == {}


def test_themes_of_public_reviews_are_counted_most_frequent_first():
    told = [("wait_time courtesy", 1), ("wait_time", 2), ("", 3)]

    figures = count(
        Entry(str(n), n, a_decision("responded", findings=(), details={"themes": themes}), "", "")
        for themes, n in told
    )

    assert list(figures.themes.items()) == [("wait_time", 2), ("courtesy", 1)]
