"""The table: a detector by the name a policy pack uses."""

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

CATALOG: dict[str, Detector] = {
    detector.name: detector
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
}
