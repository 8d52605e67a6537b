"""Which part of the desk answers which command."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot import closing, deciding, filing, looking_up, showing, versions
from bot import desk_commands as ask
from bot.cards import Card
from bot.commands import Request
from bot.desk import Desk

DOORS: Mapping[type, Callable[[Desk, Request, Any], Awaitable[Card]]] = {
    ask.Decide: deciding.decide,
    ask.Resubmit: versions.resubmit,
    ask.HandIn: versions.hand_in,
    ask.ShowSubmission: showing.show,
    ask.ShowQueue: showing.queue,
    ask.RecordOutcome: closing.record,
    ask.CheckPosted: closing.check_posted,
    ask.Adjudicate: closing.adjudicate,
    ask.PutOnFile: filing.put,
    ask.EndItem: filing.end,
    ask.RemoveItem: filing.remove,
    ask.Keep: filing.keep,
    ask.ShowRegister: looking_up.register,
    ask.ShowItem: looking_up.item,
    ask.ShowAppeals: looking_up.appeals,
}
