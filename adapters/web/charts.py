"""Charts as the templates draw them: bars that say in words what they are, and the same as a table. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.case import Ending
from bot.figures import Figures

WIDEST = 240.0
"""How wide the longest bar is drawn."""

MOST_RULES = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what, how much in words and by column, and where its parts are drawn."""

    label: str
    told: str
    parts: tuple[tuple[str, float, float], ...]
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under a title; ``columns`` name what a bar's values count, and ``first`` what its label is."""

    title: str
    first: str
    columns: tuple[str, ...]
    bars: tuple[Bar, ...]


def charts(figures: Figures) -> tuple[Chart, ...]:
    """Everything that people would rather look at than read; none without anything to show."""
    weeks = {week: dict(mix) for week, mix in figures.weeks.items()}
    verdicts = {"ok": "ok", "revise": "revise", "block": "block"}
    found = (
        _chart("Reviews by week", "Week from", weeks, verdicts),
        _chart("Rules that people overrule or appeal against", "Rule", _overruled(figures), OVERRULED),
        _chart("From sending to deciding", "Time", _waits(figures), WAITED),
        _chart("What became of public reviews", "It was", _endings(figures), {"advise": "reviews"}),
        _chart("Themes of public reviews", "Theme", _single(figures.themes), {"advise": "reviews"}),
    )
    return tuple(chart for chart in found if chart.bars)


WAITED = {"advise": "drafts", "revise": "public reviews"}
OVERRULED = {"revise": "overruled", "advise": "appealed"}


def _overruled(figures: Figures) -> dict[str, Mapping[str, int]]:
    """The most overruled rules first."""
    busy = [rule for rule in figures.rules if rule.waived or rule.appealed]
    busy.sort(key=lambda rule: -(rule.waived + rule.appealed))
    return {rule.rule: {"revise": rule.waived, "advise": rule.appealed} for rule in busy[:MOST_RULES]}


def _waits(figures: Figures) -> dict[str, Mapping[str, int]]:
    """How long drafts waited for a decision, and public reviews for what became of them."""
    drafts, reviews = figures.waits, figures.settled_within
    return {
        label: {"advise": drafts.get(label, 0), "revise": reviews.get(label, 0)}
        for label in drafts or reviews
    }


def _endings(figures: Figures) -> dict[str, Mapping[str, int]]:
    known = {ending.value: ending.label for ending in Ending}
    return _single({known.get(name, name): count for name, count in figures.endings.items()})


def _single(counts: Mapping[str, int]) -> dict[str, Mapping[str, int]]:
    return {label.replace("_", " "): {"advise": count} for label, count in counts.items()}


def _chart(
    title: str, first: str, counts: Mapping[str, Mapping[str, int]], words: Mapping[str, str]
) -> Chart:
    """Parts by tone, in the order of ``words``, which say what a tone stands for."""
    most = max((sum(mix.values()) for mix in counts.values()), default=0)
    bars = tuple(_bar(label, mix, words, most) for label, mix in counts.items())
    return Chart(title, first, tuple(words.values()), bars)


def _bar(label: str, mix: Mapping[str, int], words: Mapping[str, str], most: int) -> Bar:
    parts, start = [], 0.0
    for name in words:
        width = WIDEST * mix.get(name, 0) / most if most else 0.0
        if width:
            parts.append((name, round(start, 1), round(width, 1)))
            start += width
    told = ", ".join(f"{mix[name]} {words[name]}" for name in words if mix.get(name)) or "none"
    return Bar(label, told, tuple(parts), tuple(mix.get(name, 0) for name in words))
