"""An approval that no longer holds looks like none anywhere; one press has the draft reviewed again."""

import json

from adapters.slack import render_desk as slack
from adapters.teams import render_desk as teams
from bot.approval import State
from bot.cards import as_text
from bot.desk_cards import SubmissionCard
from bot.desk_commands import Action, Decide, ShowSubmission
from tests.builders import a_rule
from tests.desks import DeskWorld


async def void() -> SubmissionCard:
    """A draft as its author sees it that was approved before the rules changed."""
    world = DeskWorld()
    now = (await world.sent()).submission
    await world.ask("dana", Decide(now.id, Action.APPROVE, now.version.fingerprint))
    world.change_pack(a_rule({"phrases": ["gizmo"]}, id="claim.source.gizmo"))
    card = await world.ask("ann", ShowSubmission(now.id))
    assert isinstance(card, SubmissionCard)
    assert card.submission.state is State.APPROVED
    return card


async def test_in_slack():
    shown = json.dumps([message.blocks for message in slack.submission(await void())], ensure_ascii=False)

    assert "▲ Approved by Dana Chief" in shown
    assert "it no longer holds" in shown
    assert "Review it again" in shown
    assert "✓" not in shown
    assert "Published as reviewed" not in shown


async def test_in_teams():
    shown = json.dumps(teams.submission(await void(), lambda rule: rule), ensure_ascii=False)

    assert "▲ No longer approved" in shown
    assert "Review it again" in shown
    assert '"style": "good"' not in shown
    assert "✓" not in shown.replace("✓ ok", "")


async def test_on_a_terminal():
    shown = as_text(await void())

    assert "by rules that were changed since: it no longer holds." in shown
    assert "Review it again: again s1" in shown
