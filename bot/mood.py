"""How the words of a complaint sound, and whether its stars agree with them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bot.model import Finding, Reading
from bot.page import Page

PRAISE = "theme.praise"
ANGRY = "mood.angry"
MIXED = "mood.mixed"
NEUTRAL = 3
"""Stars that say neither praise nor complaint."""

STARS_KIND = "The stars say praise and the words do not. The words count: please read it again."
STARS_HARSH = "The stars say complaint and the words say praise: please read it again before you answer."
UNCLEAR = "It is not clear whether this praises or complains. Read it again; these answers would fit both."


@dataclass(frozen=True, slots=True)
class Mood:
    """What speaks for praise and what against it.

    Attributes:
        stars: 1 to 5, or ``None``.
        kind: How many kind words the rules met, three at most.
        sure: The local reader alone is sure enough of praise to thank for it.
        heard: The local reader hears praise at all.
        angry: A harsh word was met.
        mixed: A "but" was met: kind words with something amiss.
        complaints: Complaint themes that stand; ``told`` counts the places where rules met one.
        grave: Signs beyond a colleague's name were found; nobody thanks for those.
    """

    stars: int | None
    kind: int
    sure: bool
    heard: bool
    angry: bool
    mixed: bool
    complaints: int
    told: int
    grave: bool = False

    @property
    def has_praise(self) -> bool:
        """Whether praise is a theme; the reader alone is not believed against stars or harsh words.

        Beside a complaint it must be as sure as for thanks: irony about hold music sounds kind to it.
        """
        believed = self.sure or (self.heard and (self._high or not self.complaints))
        return self.kind > 0 or (believed and not self.angry and not self._low)

    @property
    def praises(self) -> bool:
        """Whether thanks are the answer."""
        if self.grave:
            return False
        if self._high:
            return self.has_praise or not (self.angry or self.complaints)
        if self._low or self.complaints or not self.has_praise:
            return False
        return (self.kind > 0 or self.sure) and not self.angry

    @property
    def only_praises(self) -> bool:
        """Whether nothing in it is amiss: then there is nothing to look into."""
        return self.praises and not self.angry and not self.mixed

    @property
    def half_praises(self) -> bool:
        """Whether kind words stand beside a complaint, and both are meant: then both are answered."""
        kindly = self.sure or (self.kind > 0 and self.mixed)
        return kindly and self.complaints > 0 and not (self.praises or self.angry or self._low or self.grave)

    @property
    def unclear(self) -> bool:
        """Whether stars and words, or rules and reader, leave open what is meant."""
        return self.harsh_stars or (
            self.has_praise and not self.praises and not (self.complaints or self.angry or self.mixed)
        )

    @property
    def harsh_stars(self) -> bool:
        """Whether one or two stars stand over kind words: a slip of the finger, or irony."""
        return self._low and self.kind > self.told and not self.angry and not self.mixed

    @property
    def kind_stars(self) -> bool:
        """Whether four or five stars stand over words that complain."""
        return self._high and not self.praises

    @property
    def _high(self) -> bool:
        return self.stars is not None and self.stars > NEUTRAL

    @property
    def _low(self) -> bool:
        return self.stars is not None and self.stars < NEUTRAL


def mood_of(
    stars: int | None,
    found: Sequence[Finding],
    complaints: Sequence[str],
    reading: Reading | None,
    weigh: Mapping[str, Any],
) -> Mood:
    """The mood of a complaint.

    Args:
        stars: 1 to 5, or ``None``.
        found: What the rules met.
        complaints: The complaint themes that stand.
        reading: What the local reader understood.
        weigh: The pack's thresholds.
    """
    categories = [finding.category for finding in found]
    return Mood(
        stars,
        categories.count(PRAISE),
        sure=_heard(reading) >= weigh["praise_at"],
        heard=_heard(reading) >= weigh["theme_at"],
        angry=ANGRY in categories,
        mixed=MIXED in categories,
        complaints=len(complaints),
        told=sum(category in complaints for category in categories),
    )


def surely_kind(found: Sequence[Finding], reading: Reading | None, weigh: Mapping[str, Any]) -> bool:
    """Whether the reader is sure of praise and no word turns it: "they fit me in" is no complaint then."""
    turned = any(finding.category in {ANGRY, MIXED} for finding in found)
    return _heard(reading) >= weigh["praise_at"] and not turned


def _heard(reading: Reading | None) -> float:
    return reading.categories.get(PRAISE, 0.0) if reading else 0.0


def kindly_said(found: Sequence[Finding], page: Page) -> frozenset[Finding]:
    """Those of ``found`` among kind words and no harsh one, up to a "but" or the end of the sentence."""
    if PRAISE not in {finding.category for finding in found}:
        return frozenset()
    turns = [finding.span.start for finding in found if finding.category == MIXED and finding.span]
    starts = {page.span(at, at + 1).start for at in page.sentence_starts() if at < len(page.text)}
    ends = sorted({0, *starts, *turns, len(page.draft.text)})
    kindly: set[Finding] = set()
    for start, end in pairwise(ends):
        within = [finding for finding in found if finding.span and start <= finding.span.start < end]
        categories = {finding.category for finding in within}
        if PRAISE in categories and ANGRY not in categories:
            kindly.update(within)
    return frozenset(kindly)
