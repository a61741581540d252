"""The local AWS's time: real time, plus what it was moved by.

Queues, schedules and alarms go by it, so that a rehearsal needs not wait for them. Everything else goes by real time.
"""

from __future__ import annotations

import time
from threading import Lock


class Clock:
    """Seconds since 1970. It never goes back."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._moved_by = 0.0

    def now(self) -> float:
        """What the clock shows, in seconds since 1970."""
        with self._lock:
            return time.time() + self._moved_by

    def move_to(self, moment: float) -> None:
        """Makes the clock show `moment` (seconds since 1970), or leaves it if that has passed."""
        with self._lock:
            self._moved_by = max(self._moved_by, moment - time.time())


CLOCK = Clock()
