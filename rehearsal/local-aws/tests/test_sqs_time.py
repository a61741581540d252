from collections.abc import Callable
from typing import Any

import pytest
from conftest import post

Client = Callable[..., Any]
Queue = Callable[..., "tuple[str, str]"]


@pytest.mark.corrected
def test_a_visibility_timeout_passes_when_time_is_moved(client: Client, queue: Queue, endpoint: str) -> None:
    sqs, (url, _) = client("sqs"), queue("q", VisibilityTimeout="720")
    sqs.send_message(QueueUrl=url, MessageBody="a")
    receive = lambda: len(sqs.receive_message(QueueUrl=url).get("Messages", []))
    assert (receive(), receive()) == (1, 0)
    post(endpoint, "advance", {"seconds": 719})
    assert receive() == 0
    post(endpoint, "advance", {"seconds": 2})
    assert receive() == 1


@pytest.mark.corrected
def test_a_delay_passes_when_time_is_moved(client: Client, queue: Queue, endpoint: str) -> None:
    sqs, (url, _) = client("sqs"), queue("q")
    sqs.send_message(QueueUrl=url, MessageBody="a", DelaySeconds=600)
    post(endpoint, "advance", {"seconds": 601})
    assert len(sqs.receive_message(QueueUrl=url)["Messages"]) == 1
