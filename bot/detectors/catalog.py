"""The table: a detector by the name a policy pack uses."""

from collections.abc import Iterable

from bot.detectors import (
    accessibility,
    ages,
    circumstances,
    claims,
    disclosure,
    echo,
    identifiers,
    images,
    interests,
    outlets,
    people,
    profanity,
    profiles,
    reader,
    relationship,
)
from bot.detectors.detector import Detector


def by_name(detectors: Iterable[Detector]) -> dict[str, Detector]:
    """Each detector under its own name.

    Raises:
        ValueError: Two have the same name: a rule that asks for it would get whichever came last.
    """
    found: dict[str, Detector] = {}
    for detector in detectors:
        if detector.name in found:
            raise ValueError(f"Two detectors are called '{detector.name}'. Please rename one.")
        found[detector.name] = detector
    return found


CATALOG = by_name(
    detector
    for family in (
        accessibility,
        ages,
        circumstances,
        claims,
        disclosure,
        echo,
        identifiers,
        images,
        interests,
        outlets,
        people,
        profanity,
        profiles,
        reader,
        relationship,
    )
    for detector in family.DETECTORS
)
