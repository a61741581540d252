"""What state an alarm is in, by its metric.

Source: Amazon CloudWatch User Guide, "Using Amazon CloudWatch alarms": evaluation periods, datapoints to alarm, missing data; Amazon SQS
Developer Guide, "Available CloudWatch metrics for Amazon SQS".

The newest period is the one that ends now. Queues' metrics are what the queues hold at this moment; others are what was put.
Not built, and named as the state's reason: metric math, percentiles, anomaly detection, composite alarms, AWS's other metrics.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timezone

from moto.cloudwatch.models import Alarm, CloudWatchBackend, MetricDatum
from moto.sqs.models import Queue, sqs_backends

from .clock import CLOCK

_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "GreaterThanThreshold": lambda value, threshold: value > threshold,
    "GreaterThanOrEqualToThreshold": lambda value, threshold: value >= threshold,
    "LessThanThreshold": lambda value, threshold: value < threshold,
    "LessThanOrEqualToThreshold": lambda value, threshold: value <= threshold,
}
_STATISTICS: Mapping[str, Callable[[Sequence[float]], float]] = {
    "Sum": sum,
    "Maximum": max,
    "Minimum": min,
    "SampleCount": len,
    "Average": lambda values: sum(values) / len(values),
}


def _age(queue: Queue) -> float:
    sent = [message.sent_timestamp for message in list(queue._messages) if message.sent_timestamp is not None]
    return max(0.0, CLOCK.now() - min(sent) / 1000) if sent else 0.0


_QUEUE_METRICS: Mapping[str, Callable[[Queue], float]] = {
    "ApproximateNumberOfMessagesVisible": lambda queue: queue.approximate_number_of_messages,
    "ApproximateNumberOfMessagesNotVisible": lambda queue: queue.approximate_number_of_messages_not_visible,
    "ApproximateNumberOfMessagesDelayed": lambda queue: queue.approximate_number_of_messages_delayed,
    "ApproximateAgeOfOldestMessage": _age,
}


def evaluate(backend: CloudWatchBackend, alarm: Alarm) -> None:
    """Sets the alarm's state, if it is another than before."""
    state, reason = state_of(backend, alarm)
    if state != alarm.state_value:
        alarm.update_state(reason, "{}", state)


def state_of(backend: CloudWatchBackend, alarm: Alarm) -> tuple[str, str]:
    """OK, ALARM or INSUFFICIENT_DATA, and why."""
    compare, statistic = _COMPARE.get(alarm.comparison_operator), _STATISTICS.get(alarm.statistic or "")
    if compare is None or statistic is None or not alarm.metric_name:
        return "INSUFFICIENT_DATA", "the local AWS does not evaluate alarms of this kind"
    wanted = alarm.datapoints_to_alarm or alarm.evaluation_periods
    points = [_point(values, statistic) for values in _periods(backend, alarm)]
    if all(point is None for point in points) and (alarm.treat_missing_data or "missing") == "missing":
        return "INSUFFICIENT_DATA", f"Insufficient Data: {alarm.evaluation_periods} datapoints were unknown."
    breaching = [_breaches(point, alarm, compare) for point in points]
    shown = [point for point in points if point is not None]
    said = f"{breaching.count(True)} of the last {len(points)} datapoints {shown} breach {alarm.threshold}"
    return ("ALARM" if breaching.count(True) >= wanted else "OK"), f"Threshold: {said} (at least {wanted} for ALARM)."


def _breaches(point: float | None, alarm: Alarm, compare: Callable[[float, float], bool]) -> bool:
    if point is not None:
        return compare(point, float(alarm.threshold))
    if alarm.treat_missing_data == "ignore":
        return bool(alarm.state_value == "ALARM")
    return bool(alarm.treat_missing_data == "breaching")


def _point(values: Sequence[float], statistic: Callable[[Sequence[float]], float]) -> float | None:
    return float(statistic(values)) if values else None


def _periods(backend: CloudWatchBackend, alarm: Alarm) -> list[list[float]]:
    """Values of each period, the newest first."""
    periods: list[list[float]] = [[] for _ in range(int(alarm.evaluation_periods))]
    now, period = CLOCK.now(), int(alarm.period)
    for datum in list(backend.metric_data):
        index = int((now - datum.timestamp.replace(tzinfo=timezone.utc).timestamp()) // period)
        if isinstance(datum, MetricDatum) and 0 <= index < len(periods) and _is_of(datum, alarm):
            periods[index].append(datum.value)
    if alarm.namespace == "AWS/SQS":
        periods[0].extend(_queue_values(backend, alarm))
    return periods


def _is_of(datum: MetricDatum, alarm: Alarm) -> bool:
    dimensions = {(d.name, d.value) for d in datum.dimensions}
    same = dimensions == {(d.name, d.value) for d in alarm.dimensions}
    return bool(datum.namespace == alarm.namespace and datum.name == alarm.metric_name and same)


def _queue_values(backend: CloudWatchBackend, alarm: Alarm) -> list[float]:
    metric = _QUEUE_METRICS.get(alarm.metric_name)
    names = [d.value for d in alarm.dimensions if d.name == "QueueName"]
    queue = sqs_backends[backend.account_id][backend.region_name].queues.get(names[0]) if len(names) == 1 else None
    return [] if metric is None or queue is None else [float(metric(queue))]

