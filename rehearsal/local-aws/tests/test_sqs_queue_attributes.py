import json
from collections.abc import Callable
from typing import Any

import pytest

Client = Callable[..., Any]
Queue = Callable[..., "tuple[str, str]"]


def attributes(client: Client, url: str) -> Any:
    return client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]


@pytest.mark.corrected
def test_redrive_documents_come_back_without_spaces(client: Client, queue: Queue) -> None:
    letters, arn = queue("letters")
    url, source = queue("q", RedrivePolicy=json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": "10"}))
    allow = {"redrivePermission": "byQueue", "sourceQueueArns": [source]}
    client("sqs").set_queue_attributes(QueueUrl=letters, Attributes={"RedriveAllowPolicy": json.dumps(allow)})
    assert attributes(client, url)["RedrivePolicy"] == f'{{"deadLetterTargetArn":"{arn}","maxReceiveCount":10}}'
    assert attributes(client, letters)["RedriveAllowPolicy"] == json.dumps(allow, separators=(",", ":"))
    asked = client("sqs").get_queue_attributes(QueueUrl=letters, AttributeNames=["RedriveAllowPolicy"])["Attributes"]
    assert json.loads(asked["RedriveAllowPolicy"]) == allow
    client("sqs").set_queue_attributes(QueueUrl=letters, Attributes={"RedriveAllowPolicy": ""})
    assert "RedriveAllowPolicy" not in attributes(client, letters)


@pytest.mark.corrected
def test_setting_one_attribute_leaves_the_policy(client: Client, queue: Queue) -> None:
    url, _ = queue("q", ["arn:aws:events:us-west-2:123456789012:rule/r"])
    policy = attributes(client, url)["Policy"]
    client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "60"})
    assert attributes(client, url)["Policy"] == policy
    client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": ""})
    assert "Policy" not in attributes(client, url)
