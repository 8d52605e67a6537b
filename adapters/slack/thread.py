"""What a thread says of the versions of a draft: their words, and the reviews below them. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from adapters.jobs.errand import Before
from adapters.slack.redrawn import NEXT
from adapters.slack.wording import typed
from bot.desk_commands import HandIn, RecordOutcome, Send
from bot.errors import CommandError
from bot.pressed import command_of

Said = Mapping[str, Any]


def before(messages: Sequence[Said], person: str) -> Before:
    """What stands in ``messages``, oldest first, of the drafts of ``person``."""
    own = [said for said in messages if said.get("user") == person and not said.get("bot_id")]
    text = typed(str(own[-1].get("text") or "")) if own else ""
    ours = [said for said in reversed(messages) if said.get("bot_id")]
    reviews = dict.fromkeys(review for said in ours for review in _reviews(said))
    return Before(text if text.strip() else None, tuple(reviews))


def review_among(messages: Sequence[Said], review: str) -> Said | None:
    """Of ``messages`` the one that a review stands in, with what can be done next."""
    return next((said for said in messages if said.get("bot_id") and review in _reviews(said, NEXT)), None)


def _reviews(said: Said, row: str = "") -> Iterator[str]:
    """The entry that the buttons below a review are about; only those of the ``row`` with this name."""
    for block in said.get("blocks") or ():
        if block.get("type") == "actions" and str(block.get("block_id") or "").startswith(row):
            for element in block.get("elements") or ():
                yield from _review(str(element.get("value") or ""))


def _review(words: str) -> Iterator[str]:
    try:
        command = command_of(words)
    except CommandError:
        return
    if isinstance(command, Send | RecordOutcome | HandIn):
        yield command.decision_id
