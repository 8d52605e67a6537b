"""What is offered under an answered public review that somebody must know of: to hand it over. Pure."""

from bot.around_review import BUTTONS
from bot.case_cards import offer
from bot.commands import Request
from bot.desk import Desk
from bot.desk_buttons import Button
from bot.model import Outcome
from bot.reply_cards import RespondCard
from bot.taking import Seen, Told, named_for, roles, titled

SAYABLE = BUTTONS | {"cli"}
"""Platforms on which a person can press it, or type it: no word of the review has to be kept for that."""


def offered(desk: Desk, request: Request, card: RespondCard, told: Told) -> tuple[Button, ...]:
    """The buttons; none where nobody must know, nothing is on record, or nobody could say so."""
    if card.outcome is not Outcome.ESCALATE or card.decision_id is None or request.platform not in SAYABLE:
        return ()
    seen, pack = Seen.of(told), desk.pack
    role = named_for(seen, pack)
    return offer(card.decision_id, (role, titled(seen, role, pack)), tuple(roles(pack).items()))
