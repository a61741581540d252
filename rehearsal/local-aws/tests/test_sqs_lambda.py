import json
from collections.abc import Callable
from typing import Any

import pytest
from conftest import post, until

Client = Callable[..., Any]
Function = Callable[..., str]
Queue = Callable[..., "tuple[str, str]"]

# Fails the messages whose body holds "bad"; logs the bodies of each batch.
SOURCE = """exports.handler = async ({ Records }) => {
  console.log("batch " + JSON.stringify(Records.map((record) => record.body)));
  return { batchItemFailures: Records.filter(({ body }) => body.includes("bad")).map((r) => ({ itemIdentifier: r.messageId })) };
};"""


def connect(client: Client, arn: str, **settings: Any) -> str:
    settings = {"FunctionResponseTypes": ["ReportBatchItemFailures"], **settings}
    return client("lambda").create_event_source_mapping(EventSourceArn=arn, FunctionName="sync", **settings)["UUID"]


def batches(client: Client) -> list[list[str]]:
    logs = client("logs")
    if not logs.describe_log_groups()["logGroups"]:
        return []
    events = logs.filter_log_events(logGroupName="/aws/lambda/sync")["events"]
    return [json.loads(e["message"].removeprefix("batch ")) for e in events if e["message"].startswith("batch ")]


def counts(client: Client, url: str) -> tuple[int, int]:
    """How many messages are visible, and hidden."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return int(found[names[0]]), int(found[names[1]])


@pytest.mark.corrected
def test_what_a_function_fails_stays_hidden_comes_again_and_ends_in_the_dead_letters(
    client: Client, function: Function, queue: Queue, endpoint: str
) -> None:
    letters, letters_arn = queue("letters")
    redrive = json.dumps({"deadLetterTargetArn": letters_arn, "maxReceiveCount": 2})
    url, arn = queue("q", VisibilityTimeout="600", RedrivePolicy=redrive)
    function(SOURCE)
    connect(client, arn)
    sqs = client("sqs")
    sqs.send_message_batch(QueueUrl=url, Entries=[{"Id": n, "MessageBody": n} for n in ("good", "bad")])
    assert until(lambda: counts(client, url) == (0, 1)) and until(lambda: sum(batches(client), []).count("bad") == 1)
    post(endpoint, "advance", {"seconds": 500})
    assert not until(lambda: sum(batches(client), []).count("bad") > 1, seconds=0.3)
    post(endpoint, "advance", {"seconds": 101})
    assert until(lambda: sum(batches(client), []).count("bad") == 2)
    post(endpoint, "advance", {"seconds": 601})
    assert until(lambda: counts(client, letters) == (1, 0))
    assert counts(client, url) == (0, 0)
    assert sum(batches(client), []).count("good") == 1


def test_many_messages_come_in_batches_and_none_is_lost(client: Client, function: Function, queue: Queue) -> None:
    url, arn = queue("q", VisibilityTimeout="600")
    function(SOURCE)
    sqs = client("sqs")
    for start in range(0, 40, 10):
        entries = [{"Id": str(n), "MessageBody": f"message {n}"} for n in range(start, start + 10)]
        sqs.send_message_batch(QueueUrl=url, Entries=entries)
    connect(client, arn, BatchSize=10, ScalingConfig={"MaximumConcurrency": 2})
    assert until(lambda: len(sum(batches(client), [])) == 40 and counts(client, url) == (0, 0))
    assert sorted(sum(batches(client), [])) == sorted(f"message {n}" for n in range(40))
    assert [len(batch) for batch in batches(client)] == [10] * 4


def test_a_function_that_throws_fails_the_whole_batch(client: Client, function: Function, queue: Queue) -> None:
    url, arn = queue("q", VisibilityTimeout="600")
    function("exports.handler = async () => { throw new Error('all of it'); };")
    connect(client, arn)
    client("sqs").send_message(QueueUrl=url, MessageBody="a")
    errors = lambda: client("cloudwatch").list_metrics(Namespace="AWS/Lambda", MetricName="Errors")["Metrics"]
    assert until(errors)
    assert counts(client, url) == (0, 1)


def test_a_disabled_mapping_takes_nothing_until_it_is_enabled(client: Client, function: Function, queue: Queue) -> None:
    url, arn = queue("q")
    function(SOURCE)
    mapping = connect(client, arn, Enabled=False)
    client("sqs").send_message(QueueUrl=url, MessageBody="a")
    assert not until(lambda: batches(client), seconds=0.3)
    client("lambda").update_event_source_mapping(UUID=mapping, Enabled=True)
    assert until(lambda: batches(client) == [["a"]])


def test_a_deleted_mapping_takes_nothing(client: Client, function: Function, queue: Queue) -> None:
    url, arn = queue("q")
    function(SOURCE)
    client("lambda").delete_event_source_mapping(UUID=connect(client, arn))
    client("sqs").send_message(QueueUrl=url, MessageBody="a")
    assert not until(lambda: batches(client), seconds=0.3)
    assert counts(client, url) == (1, 0)
