"""What EventBridge is told of a call that changed the Glue Data Catalog, in Glue's own form and in CloudTrail's.

Source: AWS Glue Developer Guide, "Automating AWS Glue with EventBridge"; Amazon EventBridge User Guide, "AWS service events
delivered via AWS CloudTrail"; AWS CloudTrail User Guide, "CloudTrail record contents".
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from moto.cloudtrail.models import cloudtrail_backends

from .rule_targets import Event, new_event

DATABASE_CHANGES = ("CreateDatabase", "DeleteDatabase", "CreateTable", "DeleteTable", "BatchDeleteTable")
"""Calls that Glue tells of as "Glue Data Catalog Database State Change"."""
TABLE_CHANGES = (
    "UpdateTable",
    "CreatePartition",
    "BatchCreatePartition",
    "UpdatePartition",
    "BatchUpdatePartition",
    "DeletePartition",
    "BatchDeletePartition",
)
"""Calls that Glue tells of as "Glue Data Catalog Table State Change"."""
TRAIL_ONLY = ("UpdateDatabase",)
"""Calls that only CloudTrail tells of."""

_USER_KEYS = ("Parameters", "SkewedColumnValueLocationMaps", "tags", "Tags")
"""Members whose own members are named by the caller: CloudTrail leaves their case alone."""


@dataclass(frozen=True)
class Call:
    """A call of Glue's API."""

    account: str
    region: str
    action: str
    """As in CreateTable."""
    request: Mapping[str, Any]
    """The call's parameters, as they were sent."""
    caller_arn: str
    user_agent: str
    error: tuple[str, str] | None = None
    """Code and message, if the call failed."""


class Loss:
    """A fault: events of so many calls are lost on their way, as EventBridge does not promise to deliver any."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._left = 0
        self._lost = 0

    def set(self, count: int) -> None:
        """The events of the next `count` calls that change the catalog are lost; 0 ends it."""
        with self._lock:
            self._left, self._lost = count, 0

    def take(self) -> bool:
        """True if the events of the call at hand are lost."""
        with self._lock:
            if self._left == 0:
                return False
            self._left, self._lost = self._left - 1, self._lost + 1
            return True

    def state(self) -> dict[str, int]:
        """How many calls' events are still going to be lost (count), and how many were, since it was set (dropped)."""
        with self._lock:
            return {"count": self._left, "dropped": self._lost}


LOSS = Loss()


def events_of(call: Call, trail: bool) -> list[Event]:
    """The events of a call: Glue's own if it changed something, and CloudTrail's, also of a failure, if there is a trail."""
    own = None if call.error else _own_event(call)
    return [*([own] if own else []), *([_trail_event(call)] if trail else [])]


def has_trail(account: str) -> bool:
    """True if a trail of the account is logging: without one, CloudTrail gives EventBridge nothing."""
    backends = cloudtrail_backends[account]
    return any(trail.status.is_logging for region in list(backends.values()) for trail in list(region.trails.values()))


def _own_event(call: Call) -> Event | None:
    if call.action not in DATABASE_CHANGES + TABLE_CHANGES:
        return None
    tables = _tables(call)
    database = str(call.request.get("DatabaseName") or _name(call, "DatabaseInput") or call.request.get("Name")).lower()
    detail: dict[str, Any] = {"databaseName": database, "typeOfChange": call.action}
    if call.action in TABLE_CHANGES:
        detail["tableName"] = tables[0]
        values = _partitions(call)
        if values:
            detail["changedPartitions"] = ["[" + ", ".join(map(str, value)) + "]" for value in values]
    elif tables:
        detail["changedTables"] = tables
    kind = "Table" if call.action in TABLE_CHANGES else "Database"
    prefix = f"arn:aws:glue:{call.region}:{call.account}"
    resources = [f"{prefix}:table/{database}/{table}" for table in tables] or [f"{prefix}:database/{database}"]
    name = f"Glue Data Catalog {kind} State Change"
    return new_event(call.account, call.region, "aws.glue", name, resources, detail)


def _tables(call: Call) -> list[str]:
    """Names as the catalog keeps them: in lower case."""
    request = call.request
    named = [request.get("TableName"), _name(call, "TableInput"), *(request.get("TablesToDelete") or [])]
    if call.action == "DeleteTable":
        named.append(request.get("Name"))
    return [str(name).lower() for name in named if name]


def _name(call: Call, member: str) -> Any:
    return (call.request.get(member) or {}).get("Name")


def _partitions(call: Call) -> list[list[str]]:
    request = call.request
    one = request.get("PartitionValues") or request.get("PartitionValueList")
    one = one or (request.get("PartitionInput") or {}).get("Values")
    many = request.get("PartitionInputList") or request.get("PartitionsToDelete") or request.get("Entries") or []
    return [one] if one else [item.get("Values") or item.get("PartitionValueList") or [] for item in many]


def _trail_event(call: Call) -> Event:
    event = new_event(call.account, call.region, "aws.glue", "AWS API Call via CloudTrail", [], {})
    role = ":assumed-role/" in call.caller_arn
    detail = {
        "eventVersion": "1.11",
        "userIdentity": {
            "type": "AssumedRole" if role else "IAMUser" if ":user/" in call.caller_arn else "Root",
            "arn": call.caller_arn,
            "accountId": call.account,
        },
        "eventTime": event["time"],
        "eventSource": "glue.amazonaws.com",
        "eventName": call.action,
        "awsRegion": call.region,
        "sourceIPAddress": "127.0.0.1",
        "userAgent": call.user_agent,
        **({"errorCode": call.error[0], "errorMessage": call.error[1]} if call.error else {}),
        "requestParameters": _lower(call.request),
        "responseElements": None,
        "requestID": str(uuid.uuid4()),
        "eventID": str(uuid.uuid4()),
        "readOnly": False,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": call.account,
        "eventCategory": "Management",
    }
    return {**event, "detail": detail}


def _lower(value: Any) -> Any:
    """Names of members with a small first letter, as CloudTrail writes them."""
    if isinstance(value, list):
        return [_lower(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    return {k[:1].lower() + k[1:]: v if k in _USER_KEYS else _lower(v) for k, v in value.items()}
