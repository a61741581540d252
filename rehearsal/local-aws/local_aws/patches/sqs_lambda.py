"""Queues are read by the functions that are mapped to them, besides what sends.

moto: SendMessage itself runs the function, a message at a time, and makes messages visible again at once when it fails; and two
requests at once can lose a message.
AWS: Lambda polls the queue (see `queue_poller`); SendMessage returns before that.
Source: AWS Lambda Developer Guide, "Using Lambda with Amazon SQS"; Amazon SQS Developer Guide, "Amazon SQS dead-letter queues".

Receiving, sending and deleting are each one step here.
"""

from __future__ import annotations

import time
from threading import RLock
from typing import Any

from moto.sqs.models import Message, Queue, SQSBackend

from ..patching import replace

_WAIT_SECONDS = 0.05


def apply() -> None:
    """Takes functions out of Queue.add_message, and makes each operation on a queue one step."""
    lock = RLock()
    add, delete, receive = Queue.add_message, Queue.delete_message, SQSBackend.receive_message

    def add_message(self: Queue, message: Message) -> None:
        with lock:
            mappings, self.lambda_event_source_mappings = self.lambda_event_source_mappings, {}
            try:
                add(self, message)
            finally:
                self.lambda_event_source_mappings = mappings

    def delete_message(self: Queue, receipt_handle: str) -> None:
        with lock:
            delete(self, receipt_handle)

    def receive_message(self: SQSBackend, queue_name: str, count: int, wait: int, *args: Any, **kwargs: Any) -> list[Message]:
        """Looks again and again instead of waiting inside of the step."""
        end = time.time() + wait
        while True:
            with lock:
                found = receive(self, queue_name, count, 0, *args, **kwargs)
            if found or time.time() >= end:
                return found
            time.sleep(_WAIT_SECONDS)

    replace(Queue, "add_message", add_message)
    replace(Queue, "delete_message", delete_message)
    replace(SQSBackend, "receive_message", receive_message)
