"""Which signs of trouble stand in a complaint, and which cannot be ruled out: rules and reader together.

Pure. A sign that stands may decide; one that is only possible is named to the person and decides nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.answerable import INSTRUCTS, calls
from bot.evidence import log_odds
from bot.language import looks_english
from bot.model import Finding, Reading, Sign
from bot.mood import PRAISE
from bot.page import Page
from bot.policy import PolicyPack

READER = "reader"
GRAVE = "triage."
LANGUAGE = "triage.language"
FAKE = "triage.fake"
FEW_WORDS = 15
"""Below so many words, everyday English may be missing by chance."""
FEW_KIND_WORDS = 10
"""So few kind words are never a fake by the reader alone."""
NAMED = 3
"""So many possible grave signs are named at most: a longer list would be read by nobody."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Signs in the order of the pack's list: those that stand, and those that a person should rule out."""

    standing: tuple[Sign, ...]
    possible: tuple[Sign, ...]


def weighed(found: Sequence[Finding], page: Page, pack: PolicyPack, reading: Reading | None) -> Weighed:
    """Weigh what the rules ``found`` with what the local reader understood.

    Args:
        found: Findings of the rules for complaints.
        page: The complaint.
        pack: The signs, and what a rule and the reader count.
        reading: The local reader's; one whose weights know no complaints counts as none.
    """
    evidence = _Evidence.of(found, pack, reading)
    standing = evidence.standing()
    if _brief_praise(found, page) and FAKE not in evidence.alone():
        standing.discard(FAKE)
    standing |= {finding.category for finding in found if finding.rule in pack.certain}
    if any(finding.rule == INSTRUCTS for finding in found):
        standing |= evidence.alone()  # who writes for a machine may also write to calm the reader
    if _foreign(page):
        standing.add(LANGUAGE)
    return Weighed(evidence.signs(standing), evidence.signs(evidence.possible(standing)))


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for each sign.

    Attributes:
        met: Of each sign, the rules that were met and what each counts.
        strengths: Of each sign, what its rules count together: 1 stands alone.
        grave: The signs that call somebody; the others hand nothing over and are weighed each by itself.
    """

    pack: PolicyPack
    reading: Reading | None
    met: Mapping[str, Mapping[str, float]]
    strengths: Mapping[str, float]
    grave: Sequence[str]

    @classmethod
    def of(cls, found: Iterable[Finding], pack: PolicyPack, reading: Reading | None) -> "_Evidence":
        weights = pack.triage["weigh"]["weights"]
        met: dict[str, dict[str, float]] = {item["category"]: {} for item in pack.triage["signs"]}
        for finding in found:
            if finding.category in met:
                met[finding.category][finding.rule] = weights[finding.severity.word]
        knows = reading is not None and any(name.startswith(GRAVE) for name in reading.categories)
        strengths = {category: min(sum(rules.values()), 1.0) for category, rules in met.items()}
        signs = pack.triage["signs"]
        grave = [item["category"] for item in signs if calls(item) and item["category"] != LANGUAGE]
        return cls(pack, reading if knows else None, met, strengths, grave)

    def alone(self) -> set[str]:
        """What stands by rules alone."""
        stands_at = self._bar("stands_at")
        return {category for category, strength in self.strengths.items() if strength >= stands_at}

    def standing(self) -> set[str]:
        """What stands by rules and reader together, in log-odds.

        First whether the complaint is grave at all, by the reader's verdict and the strongest rule; then for
        which signs, at least the likeliest one.
        """
        if self.reading is None:
            return self.alone()
        lighter = self._from(self.strengths.keys() - set(self.grave), "raise_at")
        if not self._reaches("grave_at"):
            return lighter
        clear = self._from(self.grave, "sign_at") | (self.alone() & set(self.grave))
        return lighter | (clear or self._likeliest())

    def possible(self, standing: Collection[str]) -> set[str]:
        """Signs beside those ``standing``, with too little for a decision and too much for silence.

        Of the grave ones the likeliest; each of the lighter ones is weighed by itself here too.
        """
        lighter = self.strengths.keys() - set(self.grave)
        if self.reading is None:
            hinted = {category for category, strength in self.strengths.items() if strength > 0}
        else:
            hinted = self._from(lighter, "name_at")
            if self._reaches("possible_at"):
                hinted |= self._from(self.grave, "hint_at") or self._likeliest()
        hinted -= set(standing)
        return {*sorted(hinted - lighter, key=self._rank)[:NAMED], *(hinted & lighter)}

    def signs(self, categories: Collection[str]) -> tuple[Sign, ...]:
        """``categories`` as signs, in the order of the pack's list."""
        return tuple(
            Sign(
                item["category"],
                item["label"],
                self._strength(item["category"]),
                self._rests(item["category"]),
                calls(item),
            )
            for item in self.pack.triage["signs"]
            if item["category"] in categories
        )

    def _rests(self, category: str) -> tuple[str, ...]:
        rules = sorted(self.met[category])
        spoke = self.reading is not None and (self._score(category) >= self._bar("sign_at") or not rules)
        return (*rules, READER) if spoke else tuple(rules)

    def _strength(self, category: str) -> float:
        return 1.0 if category == LANGUAGE else max(self.strengths[category], self._score(category))

    def _reaches(self, bar: str) -> bool:
        """Say whether the complaint as a whole is as grave as ``bar`` asks."""
        if self.reading is None or not self.grave:
            return False
        strongest = max(self.grave, key=lambda category: self.strengths[category])
        return self._odds(strongest, self.reading.block) >= log_odds(self._bar(bar))

    def _from(self, categories: Iterable[str], bar: str) -> set[str]:
        return {c for c in categories if self._odds(c, self._score(c)) >= log_odds(self._bar(bar, c))}

    def _likeliest(self) -> set[str]:
        return {min(self.grave, key=self._rank)}

    def _rank(self, category: str) -> float:
        return -(self.strengths[category] + self._score(category))

    def _odds(self, category: str, score: float) -> float:
        by_rule: float = self._bar("rule")
        return log_odds(score) + by_rule * self.strengths[category]

    def _score(self, category: str) -> float:
        return self.reading.categories.get(category, 0.0) if self.reading else 0.0

    def _bar(self, name: str, category: str = "") -> float:
        """A bar of the pack: the sign's own, or that of all."""
        own = (item.get(name) for item in self.pack.triage["signs"] if item["category"] == category)
        bar: float | None = next(own, None)
        return self.pack.triage["weigh"][name] if bar is None else bar


def _brief_praise(found: Sequence[Finding], page: Page) -> bool:
    """Say whether it is a few kind words: bought or not, thanks for them harm nobody."""
    return len(page.text.split()) <= FEW_KIND_WORDS and any(finding.category == PRAISE for finding in found)


def _foreign(page: Page) -> bool:
    """Say whether it reads like another language; a few words without a verb are no sign of one."""
    letters = sum(not character.isascii() and character.isalpha() for character in page.draft.text)
    return not looks_english(page.text) and (letters > 1 or len(page.text.split()) >= FEW_WORDS)
