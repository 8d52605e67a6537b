"""The desk's door: commands after the review come in, the part that answers them gives a card."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot import case_commands as handing
from bot import case_desk, closing, deciding, filing, looking_up, queueing, settling, showing, versions
from bot import desk_commands as ask
from bot.cards import Card, NoteCard
from bot.commands import Request
from bot.delivery import Conversation
from bot.desk import Desk

DOORS: Mapping[type, Callable[[Desk, Request, Any], Awaitable[Card]]] = {
    ask.Decide: deciding.decide,
    ask.Resubmit: versions.resubmit,
    ask.ReviewAgain: versions.review_again,
    ask.HandIn: versions.hand_in,
    ask.ShowSubmission: showing.show,
    ask.ShowQueue: queueing.queue,
    ask.RecordOutcome: closing.record,
    ask.CheckPosted: closing.check_posted,
    ask.Adjudicate: settling.adjudicate,
    ask.PutOnFile: filing.put,
    ask.EndItem: filing.end,
    ask.RemoveItem: filing.remove,
    ask.Keep: filing.keep,
    ask.ShowRegister: looking_up.register,
    ask.ShowItem: looking_up.item,
    ask.ShowAppeals: looking_up.appeals,
    handing.ShowCase: case_desk.show,
    handing.TakeCase: case_desk.act,
    handing.SettleCase: case_desk.act,
    handing.PassCase: case_desk.act,
    handing.WithdrawCase: case_desk.act,
}


async def handle(desk: Desk, request: Request, where: Conversation | None = None) -> Card:
    """Answer a command of the desk.

    Raises:
        DraftError: A draft in it cannot be reviewed as it is.
        LogUnavailable: Nothing was recorded or changed.
        BookUnavailable: The database cannot be read.
    """
    if isinstance(request.command, ask.Send):
        return await deciding.send(desk, request, request.command, where)
    if isinstance(request.command, handing.HandOver):
        return await case_desk.hand_over(desk, request, request.command, where)
    answer = DOORS.get(type(request.command))
    if answer is None:
        return NoteCard("That is not something the desk can do.", failed=True)
    return await answer(desk, request, request.command)
