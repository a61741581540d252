"""Alarms have the state that their metrics give them.

moto: an alarm is OK for ever, unless SetAlarmState says something else.
AWS: evaluates each alarm by its metric; one that was just made is INSUFFICIENT_DATA.
Source: see `alarms`.

Here alarms are evaluated when somebody asks for them (DescribeAlarms), and run no actions.
"""

from __future__ import annotations

from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.responses import ActionResult

from ..alarms import evaluate
from ..patching import replace


def apply() -> None:
    """Evaluates the alarms of the caller's account and region before they are described."""
    original = CloudWatchResponse.describe_alarms

    def describe_alarms(self: CloudWatchResponse) -> ActionResult:
        for alarm in list(self.cloudwatch_backend.alarms.values()):
            if alarm.rule is None:
                evaluate(self.cloudwatch_backend, alarm)
        return original(self)

    replace(CloudWatchResponse, "describe_alarms", describe_alarms)
