"""One draft judged by a pack and a reader, with a safer version; nothing is recorded."""

from typing import TYPE_CHECKING

from bot.model import Draft, Reading, Review, SaferVersion
from bot.policy import PolicyPack
from bot.review import review
from bot.safer import safer_version

if TYPE_CHECKING:  # a review alone needs no other port
    from bot.ports import Reader

RULES_ONLY = "Checked by the rules only: the local reader is not installed."


def judge(draft: Draft, pack: PolicyPack, reader: "Reader | None" = None) -> tuple[Review, SaferVersion]:
    """Review ``draft`` and look for a safer version; nothing is recorded."""

    def reading_of(some: Draft) -> Reading | None:
        return reader.read(some) if reader is not None else None

    result = review(draft, pack, reading_of(draft))
    return result, safer_version(draft, result, pack, reading_of)
