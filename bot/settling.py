"""What became of an appeal: its one settlement, which is an entry of its own."""

from bot import desk_commands as ask
from bot.cards import Card, NoteCard
from bot.commands import Request
from bot.desk import NOT_FOUND, Desk
from bot.desk_cards import OutcomeCard
from bot.people import POLICY_OWNERS


async def adjudicate(desk: Desk, request: Request, command: ask.Adjudicate) -> Card:
    """The owner of the policy settles an appeal; the change of the pack is a proposal of its own."""
    person = desk.person(request)
    if not person.may(*POLICY_OWNERS):
        return NoteCard("Appeals are settled by the owners of the policy.", failed=True)
    appeal = await desk.log.entry(request.actor.tenant, command.appeal_id)
    if appeal is None or appeal.decision.event != "disagreed":
        return NOT_FOUND
    if desk.author_of(appeal).id == person.id:
        return NoteCard("Nobody settles an appeal of their own.", failed=True)
    rule = str(appeal.decision.details.get("rule"))
    details = {"rule": rule, "reason": command.reason.value, "upheld": command.upheld}
    made = desk.made(request, "adjudicated", appeal.decision, appeal.id, details)
    once = f"adjudicated:{appeal.id}"
    entry = await desk.log.record(made, once=once)
    upheld = bool(entry.decision.details.get("upheld"))
    if entry.decision.actor.id != request.actor.id or upheld != command.upheld:
        who = desk.author_of(entry).shown
        said = "upheld" if upheld else "dismissed"
        return OutcomeCard(f"Already {said} by {who}.", entry.id, failed=True)
    which, what = ("passes", "no longer finds") if upheld else ("flags", "keeps finding")
    return OutcomeCard(
        f"{'Upheld' if upheld else 'Dismissed'}. Now give the rule a '{which}' example in made-up words, so "
        f"that it {what} this: on the page Appeals, or by: bedside policy propose {rule} --{which} TEXT",
        entry.id,
    )
