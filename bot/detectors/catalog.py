"""The table: a detector by the name a policy pack uses."""

from bot.detectors import accessibility, disclosure, identifiers, outlets, profanity
from bot.detectors.detector import Detector

CATALOG: dict[str, Detector] = {
    detector.name: detector
    for family in (accessibility, disclosure, identifiers, outlets, profanity)
    for detector in family.DETECTORS
}
