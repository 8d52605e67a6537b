"""The local reader under the name a pack uses; its places come with the reading (see ``bot.evidence``)."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.detectors.detector import READING, Detector, Found
from bot.page import Page


def _nowhere(page: Page, hits: tuple[tuple[int, int], ...], options: Mapping[str, Any]) -> Iterable[Found]:
    """A page alone tells a reader nothing."""
    return ()


DETECTORS = (Detector(READING, "what the local reader sees in the draft as a whole", _nowhere),)
