import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

Client = Callable[..., Any]


def queues(sqs: Any) -> tuple[str, str, str]:
    """URLs of a queue and of its dead letters, and their ARN."""
    letters = sqs.create_queue(QueueName="letters")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=letters, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    redrive = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 1})
    work = sqs.create_queue(QueueName="work", Attributes={"VisibilityTimeout": "0", "RedrivePolicy": redrive})["QueueUrl"]
    return work, letters, arn


@pytest.mark.corrected
def test_dead_letters_are_sent_to_their_queue_again_as_new_messages(client: Client) -> None:
    sqs = client("sqs")
    work, letters, arn = queues(sqs)
    sqs.send_message(QueueUrl=work, MessageBody="a")
    assert len(sqs.receive_message(QueueUrl=work)["Messages"]) == 1
    assert "Messages" not in sqs.receive_message(QueueUrl=work)
    assert sqs.start_message_move_task(SourceArn=arn)["TaskHandle"]
    [again] = sqs.receive_message(QueueUrl=work, AttributeNames=["All"])["Messages"]
    assert (again["Body"], again["Attributes"]["ApproximateReceiveCount"]) == ("a", "1")
    assert "Messages" not in sqs.receive_message(QueueUrl=letters)
    [task] = sqs.list_message_move_tasks(SourceArn=arn)["Results"]
    assert (task["Status"], task["ApproximateNumberOfMessagesMoved"]) == ("COMPLETED", 1)


@pytest.mark.corrected
def test_a_queue_that_is_nobodys_queue_of_dead_letters_is_refused_by_name(client: Client) -> None:
    sqs = client("sqs")
    work, _, _ = queues(sqs)
    arn = sqs.get_queue_attributes(QueueUrl=work, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    with pytest.raises(ClientError, match="queue of dead letters of 0 queues"):
        sqs.start_message_move_task(SourceArn=arn)
