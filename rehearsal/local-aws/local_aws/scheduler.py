"""Rules with a schedule, fired when the clock says so."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from threading import Event, RLock, Thread

from moto.events.models import Rule, events_backends

from .clock import CLOCK
from .rule_targets import deliver, scheduled_event
from .schedules import BadSchedule, next_time

_log = logging.getLogger("local_aws.schedules")
_LOOK_SECONDS = 0.25


class Scheduler:
    """Knows when each rule is due. A rule that is made, enabled again or given another expression begins anew."""

    def __init__(self) -> None:
        self._stop = Event()
        self._lock = RLock()
        self._due: dict[tuple[int, str], tuple[Rule, float | None]] = {}
        self._thread = Thread(target=self._loop, name="scheduler", daemon=True)

    def start(self) -> None:
        """Begins to look at the rules."""
        self._thread.start()

    def stop(self) -> None:
        """Fires no more rules."""
        self._stop.set()

    def advance(self, seconds: float) -> int:
        """Moves the clock, and fires rules as often as they are due on the way, each when it is. Returns how often any fired."""
        with self._lock:
            end, fired = CLOCK.now() + seconds, 0
            while True:
                fired += self._fire_due()
                coming = [due for _, due in self._due.values() if due is not None and due <= end]
                if not coming:
                    CLOCK.move_to(end)
                    return fired + self._fire_due()
                CLOCK.move_to(min(coming))

    def _loop(self) -> None:
        while not self._stop.wait(_LOOK_SECONDS):
            self._fire_due()

    def _fire_due(self) -> int:
        with self._lock:
            self._look()
            fired = 0
            for key, (rule, due) in list(self._due.items()):
                if due is not None and due <= CLOCK.now():
                    self._due[key] = (rule, next_time(key[1], due))
                    deliver(rule, scheduled_event(rule), scheduled=True)
                    fired += 1
            return fired

    def _look(self) -> None:
        """Takes up rules that are new, and forgets those that are gone."""
        present = {(id(rule), rule.scheduled_expression): rule for rule in _scheduled_rules()}
        self._due = {key: known for key, known in self._due.items() if key in present}
        for key, rule in present.items():
            if key not in self._due:
                self._due[key] = (rule, _first(rule))


def _first(rule: Rule) -> float | None:
    try:
        return next_time(str(rule.scheduled_expression), CLOCK.now())
    except BadSchedule as error:
        _log.error("the rule %s never fires: %s", rule.name, error)
        return None


def _scheduled_rules() -> Iterator[Rule]:
    for regions in list(events_backends.values()):
        for backend in list(regions.values()):
            for bus in list(backend.event_buses.values()):
                yield from (r for r in list(bus.rules.values()) if r.scheduled_expression and r.state != "DISABLED")
