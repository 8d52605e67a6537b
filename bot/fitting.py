"""Where should this go? Which outlets suit a draft, why, and what each would ask for. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from bot.adapting import Version, adapted
from bot.model import Draft, Outlet
from bot.outlet_names import OUTLETS
from bot.page import Page
from bot.policy import PolicyPack
from bot.signals import mentions, signals_of


class Level(IntEnum):
    """How well an outlet suits a draft."""

    WELL = 0
    FAIR = 1
    POOR = 2

    @property
    def label(self) -> str:
        """As people read it."""
        return ("Suits it well", "Would do", "Rather not")[self]


@dataclass(frozen=True, slots=True)
class Fit:
    """One outlet for one draft.

    Attributes:
        good_for: What the outlet is good at.
        why: What of the draft speaks for it.
        against: What speaks against it, or has to be seen to first.
        version: The draft as it would stand there.
    """

    outlet: Outlet
    level: Level
    good_for: str
    why: tuple[str, ...]
    against: tuple[str, ...]
    version: Version


def fits(draft: Draft, pack: PolicyPack) -> tuple[Fit, ...]:
    """Every outlet of which the pack says what it is good for, the best first."""
    told = signals_of(draft, pack.lists.get("signals", ()))
    found = [_fit(draft, outlet, pack, told) for outlet in OUTLETS if placed_on(pack, outlet)]
    order = {outlet: number for number, outlet in enumerate(pack.outlets)}
    return tuple(sorted(found, key=lambda fit: (fit.level, -len(fit.why), order[fit.outlet.value])))


def placed_on(pack: PolicyPack, outlet: Outlet) -> bool:
    """Whether the pack says what the outlet is good for, so that a draft may be placed there."""
    return bool(pack.outlets.get(outlet.value, {}).get("good_for"))


def version_for(draft: Draft, outlet: Outlet, pack: PolicyPack) -> Version:
    """``draft`` as it would stand on ``outlet``."""
    return adapted(draft, outlet, pack.outlets.get(outlet.value, {}), pack.lists.get("hashtags", ()))


def groups(draft: Draft, pack: PolicyPack) -> tuple[Mapping[str, Any], ...]:
    """The groups of the organization's own list that go with the draft; none where it keeps no list."""
    text = Page(draft).text
    return tuple(
        item
        for item in pack.lists.get("groups", ())
        if item.get("status", "active") == "active" and (not item.get("when") or mentions(text, item["when"]))
    )


def _fit(draft: Draft, outlet: Outlet, pack: PolicyPack, told: Mapping[str, str]) -> Fit:
    data = pack.outlets[outlet.value]
    why = tuple(told[name] for name in data.get("suits") or () if name in told)
    version = version_for(draft, outlet, pack)
    against = tuple(_against(draft, data, version, told))
    level = max((weight for weight, _ in against), default=Level.WELL if why else Level.FAIR)
    return Fit(outlet, level, data["good_for"], why, tuple(text for _, text in against), version)


def _against(
    draft: Draft, data: Mapping[str, Any], version: Version, told: Mapping[str, str]
) -> Iterator[tuple[Level, str]]:
    if not version.posts:
        yield Level.POOR, f"it is {version.over:,} too long, and cutting it at sentences does not help"
    elif len(version.posts) > 1:
        yield Level.FAIR, f"it would take {len(version.posts)} posts"
    needs = data.get("needs")
    if needs is not None and needs not in told:
        lacks = needs == "video" or draft.context.has_media is False
        yield Level.POOR if lacks else Level.FAIR, f"it needs a {needs}"
    if "link" in told and not data.get("links_clickable", True):
        yield Level.FAIR, "a link cannot be followed there"
