"""What an author's drafts were about: for the author alone, for half a year, never a word. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.personal import Personal, Written
from bot.pillars import Pillar

KEPT = timedelta(days=182)
"""How long it is kept what a draft was about."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many drafts were about a pillar, and when the last one was."""

    pillar: Pillar
    drafts: int
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Shares:
    """All drafts of the last half year; one may be about several pillars, and ``other`` are about none."""

    drafts: int
    by_pillar: tuple[Share, ...]
    other: int

    @property
    def rarest(self) -> Share | None:
        """The pillar of the fewest drafts; among equals the one that was longest ago."""
        return min(self.by_pillar, key=_rarity, default=None)


def wrote(personal: Personal, draft: Written, earlier: Collection[str], today: date) -> Personal:
    """Keep what a draft is about. A version takes the place of those before it.

    A review that comes again, as after a restart, is the same draft.

    On one day, drafts for one outlet that are about the same are one draft that is being worked on.

    Args:
        personal: What is kept.
        draft: What it is about.
        earlier: The entries of the reviews of its earlier versions.
        today: The day where the author lives.
    """
    if personal.uncounted:
        return personal
    gone = {*earlier, draft.entry}
    others = tuple(item for item in personal.written if item.entry not in gone and not _same(item, draft))
    return without_old(replace(personal, written=(*others, draft)), today)


def counted(personal: Personal, *, wanted: bool) -> Personal:
    """From now on keep it or do not; who wants it no more has nothing kept."""
    if wanted:
        return replace(personal, uncounted=False)
    return replace(personal, uncounted=True, written=())


def without_old(personal: Personal, today: date) -> Personal:
    """Forget what was written longer ago than half a year."""
    kept = tuple(item for item in personal.written if today - item.on <= KEPT)
    return personal if kept == personal.written else replace(personal, written=kept)


def shares(personal: Personal, pillars: Sequence[Pillar], today: date) -> Shares:
    """How the drafts of the last half year spread over the pillars that can be recognised."""
    drafts = without_old(personal, today).written
    known = [pillar for pillar in pillars if pillar.words]
    found = tuple(_share(pillar, drafts) for pillar in known)
    names = {pillar.id for pillar in known}
    return Shares(len(drafts), found, sum(names.isdisjoint(item.pillars) for item in drafts))


def _share(pillar: Pillar, drafts: Sequence[Written]) -> Share:
    days = [item.on for item in drafts if pillar.id in item.pillars]
    return Share(pillar, len(days), max(days, default=None))


def _same(one: Written, other: Written) -> bool:
    return (one.on, one.outlet, one.pillars) == (other.on, other.outlet, other.pillars)


def _rarity(share: Share) -> tuple[int, date]:
    return share.drafts, share.last or date.min
