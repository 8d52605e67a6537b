"""Puts a digest together: the tip, the week in numbers, the picture. Pure."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.digest_book import Week
from bot.digest_card import DigestCard, Image, mix_alt
from bot.digest_numbers import WeekNumbers
from bot.pillars import Pillar, pillars_of
from bot.policy import PolicyPack
from bot.tips import Tip

Draw = Callable[[WeekNumbers, str], Image]
"""Draws the verdict mix; the second argument is the words for whoever does not see it."""


def compose(pack: PolicyPack, week: Week, draw: Draw | None = None) -> DigestCard | None:
    """The digest of ``week``; ``None`` when its tip is not in the pack any more."""
    tip = next((tip for tip in pack.tips if tip.id == week.tip), None)
    if tip is None:
        return None
    numbers = week.numbers
    guideline = pack.guidelines[tip.guideline]
    often = pack.guidelines.get(numbers.guideline or "") if numbers else None
    helping = helping_tip(pack, often.id, tip) if often else None
    resting = _pillar(pack, numbers.neglected) if numbers else None
    drawn = draw(numbers, mix_alt(numbers)) if draw and numbers and numbers.mix else None
    return DigestCard(
        day=week.week,
        tip=tip,
        guideline=guideline.title,
        source="; ".join(str(source) for source in guideline.sources),
        link=link_of(pack, guideline.id),
        numbers=numbers,
        often=often.title if often else None,
        helps=helping.title if helping else None,
        resting=resting,
        image=drawn,
    )


def _pillar(pack: PolicyPack, name: str | None) -> Pillar | None:
    return next((pillar for pillar in pillars_of(pack.lists) if pillar.id == name), None)


def helping_tip(pack: PolicyPack, guideline: str, other_than: Tip) -> Tip | None:
    """A tip about ``guideline``, or else about the same point of the article."""
    clause = pack.guidelines[guideline].clause
    usable = [tip for tip in pack.tips if not tip.off and tip.id != other_than.id]
    same = [tip for tip in usable if tip.guideline == guideline]
    near = [tip for tip in usable if clause and pack.guidelines[tip.guideline].clause == clause]
    return next(iter((*same, *near)), None)


def link_of(pack: PolicyPack, guideline: str) -> str | None:
    """Where the organization says more about a guideline, if it named its policy's address."""
    address = pack.organization.get("policy_url")
    return f"{address}#{guideline}" if address else None


def guidelines_of(pack: PolicyPack) -> Mapping[str, str]:
    """The guideline of every rule."""
    return {rule.id: rule.guideline.id for rule in pack.rules}


def key_of(lock: str, day: date) -> str:
    """The key of a digest's job and message: one for each conversation and local day."""
    return f"digest:{lock}:{day.isoformat()}"
