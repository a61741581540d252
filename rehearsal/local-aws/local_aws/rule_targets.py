"""Delivering an event to the targets of an EventBridge rule."""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from moto.core.utils import unix_time_millis
from moto.events.models import EventBus, EventsBackend, Rule, events_backends
from moto.logs.models import logs_backends
from moto.sqs.exceptions import QueueDoesNotExist
from moto.sqs.models import Queue, sqs_backends

from .clock import CLOCK
from .policy.conditions import UnknownOperator
from .policy.document import Caller, Decision, decide
from .target_input import target_input

_log = logging.getLogger("local_aws.events")
_SERVICE = "events.amazonaws.com"

Event = Mapping[str, Any]


class Undeliverable(Exception):
    """A target can't take events, and won't before somebody repairs it: EventBridge does not try again.

    `code` and the message are what the dead letter's attributes ERROR_CODE and ERROR_MESSAGE say.
    Source: Amazon EventBridge User Guide, "Using dead-letter queues".
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def new_event(account: str, region: str, source: str, detail_type: str, resources: list[str], detail: Any) -> Event:
    """An event as a service puts it on the default bus."""
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": detail_type,
        "source": source,
        "account": account,
        "time": instant(CLOCK.now()),
        "region": region,
        "resources": resources,
        "detail": detail,
    }


def put_on_default_bus(event: Event) -> None:
    """Gives a service's event to every rule of its account and region."""
    backend = events_backends[event["account"]][event["region"]]
    for rule in list(backend.event_buses["default"].rules.values()):
        deliver(rule, event)


def deliver(rule: Rule, event: Event, scheduled: bool = False) -> None:
    """Gives an event to a rule's targets, if the rule is enabled and its pattern matches. A rule without a pattern takes nothing
    but its own schedule's events. What one target can't take does not keep it from the others.
    """
    if rule.state == "DISABLED":
        return
    if not scheduled and not (rule.event_pattern.get_pattern() and rule.event_pattern.matches_event(dict(event))):
        return
    for target in list(rule.targets):
        try:
            _deliver(rule, target, event)
        except Undeliverable as failure:
            _bury(rule, target, event, failure)


def scheduled_event(rule: Rule) -> Event:
    """What a rule with a schedule sends when it is due, unless its target has an Input."""
    return new_event(rule.account_id, rule.region_name, "aws.events", "Scheduled Event", [rule.arn], {})


def instant(seconds: float) -> str:
    """Seconds since 1970 as events write a time."""
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _deliver(rule: Rule, target: Mapping[str, Any], event: Event) -> None:
    service, resource = target["Arn"].split(":")[2], target["Arn"].split(":", 5)[5]
    if service == "sqs":
        _send(_queue(rule, target["Arn"]), target_input(target, event, rule.arn), group=_group(target))
    elif service == "logs":
        _log_event(target["Arn"], target_input(target, event, rule.arn))
    elif service == "events" and resource.startswith("event-bus/"):
        _forward(target["Arn"], resource, event)
    else:
        raise Undeliverable("NOT_BUILT", f"the local AWS does not deliver events to {target['Arn']}")


def _log_event(arn: str, text: str) -> None:
    _, _, _, region, account, resource = arn.split(":", 5)
    group = resource.removeprefix("log-group:").removesuffix(":*")
    backend = logs_backends[account][region]
    if group not in backend.groups:
        raise Undeliverable("RESOURCE_NOT_FOUND", f"the log group {arn} does not exist")
    stream = str(uuid.uuid4())
    backend.create_log_stream(group, stream)
    backend.put_log_events(group, stream, [{"timestamp": int(unix_time_millis()), "message": text}])


def _forward(arn: str, resource: str, event: Event) -> None:
    account, region = arn.split(":")[4], arn.split(":")[3]
    backend: EventsBackend = events_backends[account][region]
    bus: EventBus | None = backend.event_buses.get(resource.removeprefix("event-bus/"))
    if bus is None:
        raise Undeliverable("RESOURCE_NOT_FOUND", f"{arn} does not exist")
    for rule in list(bus.rules.values()):
        deliver(rule, event)


def _group(target: Mapping[str, Any]) -> str | None:
    return (target.get("SqsParameters") or {}).get("MessageGroupId")


def _queue(rule: Rule, arn: str) -> Queue:
    """The queue, if it is there and its policy lets the rule in."""
    _, _, _, region, account, name = arn.split(":", 5)
    try:
        queue = sqs_backends[account][region].get_queue(name)
    except QueueDoesNotExist as error:
        raise Undeliverable("RESOURCE_NOT_FOUND", f"the queue {arn} does not exist") from error
    if not _may_send(rule, queue):
        raise Undeliverable("NO_PERMISSIONS", f"the policy of the queue {arn} does not let the rule {rule.arn} in")
    return queue


def _may_send(rule: Rule, queue: Queue) -> bool:
    context = {
        "aws:sourcearn": [rule.arn],
        "aws:sourceaccount": [rule.account_id],
        "aws:securetransport": ["true"],
        "aws:principalservicename": [_SERVICE],
        "aws:principalisawsservice": ["true"],
    }
    caller = Caller(account="", arn="", service=_SERVICE)
    try:
        verdict = decide(queue._policy_json, caller, "sqs:SendMessage", queue.queue_arn, context)
    except UnknownOperator as error:
        raise Undeliverable("NOT_BUILT", f"the policy of {queue.queue_arn} has a Condition {error}") from error
    return verdict is Decision.ALLOWED


def _send(queue: Queue, body: str, group: str | None = None, attributes: Mapping[str, str] | None = None) -> None:
    named = {name: {"DataType": "String", "StringValue": text} for name, text in (attributes or {}).items()}
    backend = sqs_backends[queue.account_id][queue.region]
    backend.send_message(queue.name, body, message_attributes=named or None, group_id=group)


def _bury(rule: Rule, target: Mapping[str, Any], event: Event, failure: Undeliverable) -> None:
    """Puts an event into its target's queue of dead letters, or drops it if there is none."""
    _log.warning("rule %s could not deliver an event to %s: %s", rule.name, target["Arn"], failure)
    letters = (target.get("DeadLetterConfig") or {}).get("Arn")
    if letters is None:
        return
    attributes = {
        "RULE_ARN": rule.arn,
        "TARGET_ARN": target["Arn"],
        "ERROR_CODE": failure.code,
        "ERROR_MESSAGE": str(failure),
    }
    try:
        _send(_queue(rule, letters), json.dumps(event), attributes=attributes)
    except Undeliverable as second:
        _log.warning("rule %s lost an event, its queue of dead letters can't take it: %s", rule.name, second)
