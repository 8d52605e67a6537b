"""How long an endpoint asks to be left alone: seconds, milliseconds or a date, as each of them does it."""

import math
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

LONGEST_S = 3600.0
"""Whoever asks for more is asked again after an hour."""


def seconds_asked_for(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """The seconds of ``retry-after-ms`` or ``retry-after``; ``None`` where neither can be read.

    Args:
        headers: Of the response, found by their names in small letters.
        now: Seconds since 1970, to measure a date by.
    """
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return _bounded(milliseconds / 1000)
    value = headers.get("retry-after")
    if value is None:
        return None
    seconds = _number(value)
    if seconds is not None:
        return _bounded(seconds)
    try:
        at = parsedate_to_datetime(value).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None
    return _bounded(at - (time.time() if now is None else now))


def _number(value: str | None) -> float | None:
    try:
        number = float(value) if value is not None else None
    except ValueError:
        return None
    return number if number is not None and math.isfinite(number) else None


def _bounded(seconds: float) -> float:
    return min(max(seconds, 0.0), LONGEST_S)
