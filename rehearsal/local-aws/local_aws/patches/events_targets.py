"""Rules give events to their targets as EventBridge does.

moto: a DISABLED rule delivers, a rule with a schedule takes every event, an event leaves out its account, a target that fails ends
the call that made the event (with 500), and DeadLetterConfig and the queue's policy are not looked at; schedules never come due.
AWS: only enabled rules whose pattern matches take an event; a target that can't be reached (no such queue, no permission) sends it
to its DeadLetterConfig's queue with the attributes RULE_ARN, TARGET_ARN, ERROR_CODE, ERROR_MESSAGE, and is nobody else's matter. A
queue's policy must let events.amazonaws.com in. rate(...) and cron(...) rules fire in UTC (see `scheduler`).
Source: Amazon EventBridge User Guide, "Using dead-letter queues", "Rules that run on a schedule", "Using resource-based policies".

Targets that are built: queues, log groups and buses. For others PutTargets (and CreateArchive) refuse, by name. Failures here are
never passing ones, so that RetryPolicy is kept and read back, and nothing more.
"""

from __future__ import annotations

from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.events.models import EventsBackend, Rule

from ..patching import replace
from ..rule_targets import deliver, instant
from ..schedules import BadSchedule, next_time


def _check_target(arn: str) -> None:
    parts = arn.split(":", 5)
    if len(parts) == 6 and (parts[2] in ("sqs", "logs") or (parts[2] == "events" and parts[5].startswith("event-bus/"))):
        return
    raise JsonRESTError("ValidationException", f"the local AWS does not deliver events to {arn}; use a queue")


def _send_to_targets(self: Rule, original_event: Any, transform_input: bool = True) -> None:
    event = dict(original_event)
    if isinstance(event.get("time"), (int, float)):
        event["time"] = instant(event["time"])
    deliver(self, {name: value for name, value in event.items() if name != "ingestion-time"})


def apply() -> None:
    """Replaces the delivery to targets, and checks targets and schedules when they are put."""
    original_put_targets, original_put_rule = EventsBackend.put_targets, EventsBackend.put_rule

    def put_targets(self: EventsBackend, name: str, event_bus_arn: str | None, targets: list[dict[str, Any]]) -> None:
        for target in targets:
            _check_target(target.get("Arn", ""))
        original_put_targets(self, name, event_bus_arn, targets)

    def put_rule(self: EventsBackend, name: str, *args: Any, **kwargs: Any) -> Rule:
        schedule = kwargs.get("scheduled_expression")
        if schedule:
            try:
                next_time(schedule, 0)
            except BadSchedule as error:
                raise JsonRESTError("ValidationException", f"Parameter ScheduleExpression is not valid. {error}") from error
        return original_put_rule(self, name, *args, **kwargs)

    replace(Rule, "send_to_targets", _send_to_targets)
    replace(EventsBackend, "put_targets", put_targets)
    replace(EventsBackend, "put_rule", put_rule)
