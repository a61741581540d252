from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from conftest import post

Client = Callable[..., Any]


def state(cloudwatch: Any) -> str:
    [alarm] = cloudwatch.describe_alarms(AlarmNames=["deep"])["MetricAlarms"]
    return alarm["StateValue"]


@pytest.mark.corrected
def test_an_alarm_on_a_queues_depth_follows_the_queue(client: Client) -> None:
    sqs, cloudwatch = client("sqs"), client("cloudwatch")
    url = sqs.create_queue(QueueName="letters")["QueueUrl"]
    cloudwatch.put_metric_alarm(
        AlarmName="deep",
        Namespace="AWS/SQS",
        MetricName="ApproximateNumberOfMessagesVisible",
        Dimensions=[{"Name": "QueueName", "Value": "letters"}],
        ComparisonOperator="GreaterThanThreshold",
        Threshold=0,
        EvaluationPeriods=1,
        Period=60,
        Statistic="Maximum",
    )
    assert state(cloudwatch) == "OK"
    sqs.send_message(QueueUrl=url, MessageBody="a")
    assert state(cloudwatch) == "ALARM"
    sqs.purge_queue(QueueUrl=url)
    assert state(cloudwatch) == "OK"


def put_alarm(cloudwatch: Any, namespace: str, metric: str, dimensions: dict[str, str], **settings: Any) -> None:
    defaults = {"ComparisonOperator": "GreaterThanThreshold", "Threshold": 0, "EvaluationPeriods": 1, "Period": 60}
    cloudwatch.put_metric_alarm(
        AlarmName="deep",
        Namespace=namespace,
        MetricName=metric,
        Dimensions=[{"Name": name, "Value": value} for name, value in dimensions.items()],
        **{**defaults, "Statistic": "Sum", **settings},
    )


@pytest.mark.corrected
def test_the_age_of_the_oldest_message_goes_by_the_local_clock(client: Client, queue: Any, endpoint: str) -> None:
    cloudwatch, (url, _) = client("cloudwatch"), queue("q")
    put_alarm(cloudwatch, "AWS/SQS", "ApproximateAgeOfOldestMessage", {"QueueName": "q"}, Statistic="Maximum", Threshold=900)
    client("sqs").send_message(QueueUrl=url, MessageBody="a")
    assert state(cloudwatch) == "OK"
    post(endpoint, "advance", {"seconds": 901})
    assert state(cloudwatch) == "ALARM"


@pytest.mark.corrected
def test_errors_of_a_function_are_alarming_until_their_period_is_over(client: Client, function: Any, endpoint: str) -> None:
    cloudwatch = client("cloudwatch")
    function("exports.handler = async () => { throw new Error('no'); };")
    put_alarm(cloudwatch, "AWS/Lambda", "Errors", {"FunctionName": "sync"}, TreatMissingData="notBreaching")
    assert state(cloudwatch) == "OK"
    client("lambda").invoke(FunctionName="sync", Payload=b"{}")
    assert state(cloudwatch) == "ALARM"
    post(endpoint, "advance", {"seconds": 61})
    assert state(cloudwatch) == "OK"


@pytest.mark.corrected
def test_without_data_the_state_is_what_the_alarm_says_of_missing_data(client: Client) -> None:
    cloudwatch = client("cloudwatch")
    states = []
    for missing in ("missing", "breaching", "notBreaching"):
        put_alarm(cloudwatch, "App", "Drift", {}, TreatMissingData=missing)
        states.append(state(cloudwatch))
    assert states == ["INSUFFICIENT_DATA", "ALARM", "OK"]


@pytest.mark.corrected
def test_so_many_datapoints_as_the_alarm_says_have_to_breach(client: Client, endpoint: str) -> None:
    cloudwatch = client("cloudwatch")
    put_alarm(cloudwatch, "App", "Drift", {}, EvaluationPeriods=3, DatapointsToAlarm=2, TreatMissingData="notBreaching")
    states = []
    for _ in range(2):
        now = datetime.fromisoformat(post(endpoint, "advance", {"seconds": 0})["time"].replace("Z", "+00:00"))
        metric = {"MetricName": "Drift", "Value": 1, "Timestamp": now}
        cloudwatch.put_metric_data(Namespace="App", MetricData=[metric])
        states.append(state(cloudwatch))
        post(endpoint, "advance", {"seconds": 60})
    assert states == ["OK", "ALARM"]


@pytest.mark.corrected
def test_an_alarm_that_cant_be_evaluated_says_so(client: Client) -> None:
    cloudwatch = client("cloudwatch")
    metric = {"Metric": {"Namespace": "App", "MetricName": "Drift"}, "Period": 60, "Stat": "Sum"}
    queries = [{"Id": "a", "MetricStat": metric, "ReturnData": True}]
    cloudwatch.put_metric_alarm(
        AlarmName="deep", Metrics=queries, ComparisonOperator="GreaterThanThreshold", Threshold=0, EvaluationPeriods=1
    )
    [alarm] = cloudwatch.describe_alarms(AlarmNames=["deep"])["MetricAlarms"]
    assert alarm["StateValue"] == "INSUFFICIENT_DATA" and "does not evaluate" in alarm["StateReason"]
