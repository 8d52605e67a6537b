"""The catalog of detectors: a name stands for one of them."""

import pytest

from bot.detectors.catalog import CATALOG, by_name
from bot.detectors.detector import Detector


def test_every_detector_is_found_under_its_own_name():
    assert CATALOG
    assert all(detector.name == name for name, detector in CATALOG.items())


def test_a_second_detector_of_the_same_name_is_refused():
    one, other = (Detector("echo", summary, lambda page, hits, options: ()) for summary in ("one", "other"))

    with pytest.raises(ValueError, match="Two detectors are called 'echo'"):
        by_name([one, other])
