"""A function's log in CloudWatch Logs, and the metrics that are written into it.

Source: AWS Lambda Developer Guide, "Sending Lambda function logs to CloudWatch Logs"; Amazon CloudWatch User Guide, "Specification:
Embedded metric format".
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

from moto.cloudwatch.models import cloudwatch_backends
from moto.core.utils import unix_time_millis
from moto.logs.models import logs_backends

from ..clock import CLOCK

_log = logging.getLogger("local_aws.functions")


class FunctionLog:
    """One stream, for one environment. The group is made if nobody did, and not again when it was deleted since."""

    def __init__(self, account: str, region: str, group: str) -> None:
        self._account, self._region, self._group = account, region, group
        today = datetime.now(timezone.utc).strftime("%Y/%m/%d")
        self.stream = f"{today}/[$LATEST]{uuid.uuid4().hex}"
        backend = logs_backends[account][region]
        if group not in backend.groups:
            backend.create_log_group(group, {})
        backend.create_log_stream(group, self.stream)

    def write(self, lines: list[str]) -> None:
        """Keeps lines, each at the present time, and the metrics that they hold."""
        _log.info("%s\n%s", self._group, "\n".join(lines))
        backend = logs_backends[self._account][self._region]
        if self._group in backend.groups and self.stream in backend.groups[self._group].streams:
            now = int(unix_time_millis())
            events = [{"timestamp": now, "message": line} for line in lines if line]
            backend.put_log_events(self._group, self.stream, events)
        for line in lines:
            for namespace, metrics in embedded_metrics(line):
                put_metrics(self._account, self._region, namespace, metrics)


def put_metrics(account: str, region: str, namespace: str, metrics: list[dict[str, Any]]) -> None:
    """Puts metrics at the time that the clock shows. Each: MetricName, Dimensions, and Value or Values."""
    now = datetime.fromtimestamp(CLOCK.now(), timezone.utc).replace(tzinfo=None)
    backend = cloudwatch_backends[account][region]
    backend.put_metric_data(namespace, [{**metric, "Timestamp": now} for metric in metrics])


def embedded_metrics(line: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Namespaces and metrics of a log line in the embedded metric format; nothing for any other line."""
    if '"_aws"' not in line:
        return
    try:
        document = json.loads(line)
    except ValueError:
        return
    for directive in document.get("_aws", {}).get("CloudWatchMetrics", []):
        metrics = [
            _metric(document, definition, names)
            for definition in directive.get("Metrics", [])
            if definition["Name"] in document
            for names in directive.get("Dimensions") or [[]]
        ]
        yield directive["Namespace"], metrics


def _metric(document: dict[str, Any], definition: dict[str, Any], names: list[str]) -> dict[str, Any]:
    value = document[definition["Name"]]
    return {
        "MetricName": definition["Name"],
        "Dimensions": [{"Name": name, "Value": str(document[name])} for name in names],
        "Unit": definition.get("Unit"),
        "Values": value if isinstance(value, list) else [value],
    }
