"""The last resort of a process that was told to end: what hangs while it is closed does not keep it.

A database that keeps its lines open and says nothing can hold a driver for longer than anybody waits.
Nothing is lost then, as nothing is lost by a kill: what was accepted is kept, and the next process does it.
"""

import os
import sys
import threading
from collections.abc import Callable

import structlog

CLOSE_S = 13.0
"""How long the end may take beyond what work in flight is given."""


class LastResort:
    """Ends this process for good, unless it ended by itself before."""

    def __init__(self, within_s: float, leave: Callable[[int], object] = os._exit) -> None:
        """Stand by.

        Args:
            within_s: Seconds from ``arm`` on.
            leave: Ends the process with an exit code, without tidying up.
        """
        self._leave = leave
        self._timer = threading.Timer(within_s, self._end)
        self._timer.daemon = True

    def arm(self) -> None:
        """The time runs from now on; armed again, it runs on."""
        if self._timer.ident is None:
            self._timer.start()

    def disarm(self) -> None:
        """It ended by itself."""
        self._timer.cancel()

    def _end(self) -> None:
        structlog.get_logger("bedside.serve").error("ended_by_force")
        sys.stderr.flush()
        self._leave(os.EX_UNAVAILABLE)
