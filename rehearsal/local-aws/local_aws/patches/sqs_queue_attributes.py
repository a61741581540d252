"""Attributes of queues are read back as they were put.

moto: SetQueueAttributes without a Policy removes the policy; RedriveAllowPolicy is taken and forgotten; RedrivePolicy comes back with
spaces, so that Terraform finds a difference in every plan, or waits for ever for what it has put.
AWS: only named attributes change; both documents come back as JSON without spaces.
Source: Amazon SQS API Reference, SetQueueAttributes, GetQueueAttributes; Terraform AWS provider, aws_sqs_queue.
"""

from __future__ import annotations

import json
from typing import Any

from moto.sqs.exceptions import InvalidAttributeValue
from moto.sqs.models import Queue

from ..patching import add, replace

_KEPT = "redrive_allow_policy"


def apply() -> None:
    """Wraps what sets and what shows the attributes of a queue."""
    original_set = Queue._set_attributes
    original_attributes = vars(Queue)["attributes"].fget

    def set_attributes(self: Queue, attributes: dict[str, Any], now: float | None = None) -> None:
        given = {name: value for name, value in attributes.items() if name != "RedriveAllowPolicy"}
        if "Policy" not in given and hasattr(self, "_policy_json"):
            given["Policy"] = self.policy
        original_set(self, given, now)
        if "RedriveAllowPolicy" in attributes:
            try:
                setattr(self, _KEPT, json.loads(attributes["RedriveAllowPolicy"] or "null"))
            except ValueError as error:
                raise InvalidAttributeValue("RedriveAllowPolicy") from error

    def attributes(self: Queue) -> dict[str, Any]:
        result = original_attributes(self)
        if self.redrive_policy:
            result["RedrivePolicy"] = _compact(self.redrive_policy)
        if getattr(self, _KEPT):
            result["RedriveAllowPolicy"] = _compact(getattr(self, _KEPT))
        return result

    # Names that GetQueueAttributes may ask for.
    replace(Queue, "BASE_ATTRIBUTES", [*Queue.BASE_ATTRIBUTES, "RedriveAllowPolicy"])
    add(Queue, _KEPT, None)
    replace(Queue, "_set_attributes", set_attributes)
    replace(Queue, "attributes", property(attributes))


def _compact(document: Any) -> str:
    return json.dumps(document, separators=(",", ":"))
