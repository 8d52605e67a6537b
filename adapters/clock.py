"""The time, from the machine."""

from datetime import UTC, datetime


class SystemClock:
    """The ``Clock`` that everything but a test uses."""

    def now(self) -> datetime:
        """An aware moment in UTC."""
        return datetime.now(UTC)
