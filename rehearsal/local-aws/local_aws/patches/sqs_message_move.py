"""StartMessageMoveTask: what lies in a queue of dead letters is sent to its source queue again.

moto: has no such action.
AWS: moves all that is there, to the queue that has the dead letters' queue in its redrive policy; a moved message is a new one, which was never
received. ListMessageMoveTasks tells the tasks of a queue, the last one first. Other destinations are refused here, by name.
Source: Amazon SQS API Reference, StartMessageMoveTask and ListMessageMoveTasks.
"""

from __future__ import annotations

import uuid
from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import unix_time_millis
from moto.sqs.exceptions import QueueDoesNotExist, SQSException
from moto.sqs.models import Queue, SQSBackend
from moto.sqs.responses import SQSResponse

from ..patching import add


def apply() -> None:
    """Adds both actions."""
    add(SQSResponse, "start_message_move_task", _start)
    add(SQSResponse, "list_message_move_tasks", _list)


def _start(self: SQSResponse) -> ActionResult:
    if self._get_param("DestinationArn"):
        raise SQSException("UnsupportedOperation", "DestinationArn is not built in the local AWS: only a redrive to the source queue is")
    backend = self.sqs_backend
    letters = _queue(backend, self._get_param("SourceArn"))
    sources = [queue for queue in backend.queues.values() if queue.dead_letter_queue is letters]
    if len(sources) != 1:
        raise SQSException(
            "InvalidParameterValue", f"{letters.queue_arn} is the queue of dead letters of {len(sources)} queues, not of one"
        )
    moved = 0
    for message in list(letters.messages):
        backend.send_message(sources[0].name, message.body, message.message_attributes)
        letters._messages.remove(message)
        moved += 1
    task = {
        "TaskHandle": str(uuid.uuid4()),
        "Status": "COMPLETED",
        "SourceArn": letters.queue_arn,
        "ApproximateNumberOfMessagesMoved": moved,
        "ApproximateNumberOfMessagesToMove": moved,
        "StartedTimestamp": int(unix_time_millis()),
    }
    _tasks(letters).insert(0, task)
    return ActionResult({"TaskHandle": task["TaskHandle"]})


def _list(self: SQSResponse) -> ActionResult:
    tasks = _tasks(_queue(self.sqs_backend, self._get_param("SourceArn")))
    # Only a running task has a handle to be canceled with.
    told = [{name: value for name, value in task.items() if name != "TaskHandle"} for task in tasks]
    return ActionResult({"Results": told[: int(self._get_param("MaxResults") or 1)]})


def _tasks(queue: Queue) -> list[dict[str, Any]]:
    """The queue's own list: it goes when the queue does."""
    return vars(queue).setdefault("message_move_tasks", [])


def _queue(backend: SQSBackend, arn: str) -> Queue:
    for queue in backend.queues.values():
        if queue.queue_arn == arn:
            return queue
    raise QueueDoesNotExist()
