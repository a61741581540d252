"""Event source mappings: queues whose messages are given to functions.

Source: AWS Lambda Developer Guide, "Using Lambda with Amazon SQS": batches, at most MaximumConcurrency at once; what a function did
not fail is deleted; what it failed stays hidden until its visibility timeout has passed, and comes again. "Implementing partial batch
responses": an answer that can't be read, or names a message that is not in the batch, fails the whole batch.
"""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock, Thread
from typing import Any

from moto.awslambda.models import EventSourceMapping, LambdaFunction, lambda_backends
from moto.core.exceptions import ServiceException
from werkzeug.exceptions import HTTPException
from moto.sqs.models import Message, Queue, sqs_backends

from .clock import CLOCK
from .functions.pool import POOL, Throttled

_log = logging.getLogger("local_aws.queues")
_POLL_SECONDS = 0.05
_START_CONCURRENCY = 5
"""Lambda begins with so many batches at once."""


class QueuePoller:
    """One thread looks at the queues, others run the functions."""

    def __init__(self) -> None:
        self._stop = Event()
        self._lock = Lock()
        self._running: dict[str, int] = defaultdict(int)
        self._waiting_since: dict[str, float] = {}
        self._workers = ThreadPoolExecutor(max_workers=32, thread_name_prefix="function")
        self._thread = Thread(target=self._loop, name="queue poller", daemon=True)

    def start(self) -> None:
        """Begins to look at the queues."""
        self._thread.start()

    def stop(self) -> None:
        """Takes no more messages."""
        self._stop.set()
        self._workers.shutdown(wait=False, cancel_futures=True)

    def _loop(self) -> None:
        while not self._stop.wait(_POLL_SECONDS):
            for mapping in _mappings():
                try:
                    self._poll(mapping)
                except (HTTPException, ServiceException) as error:
                    # Queue or function were deleted before their mapping.
                    _log.info("the mapping %s rests: %s", mapping.uuid, error)
                except RuntimeError as error:
                    if not self._stop.is_set():
                        _log.error("the mapping %s could not be polled: %s", mapping.uuid, error)

    def _poll(self, mapping: EventSourceMapping) -> None:
        queue = _queue_of(mapping)
        if queue is None or not mapping.enabled:
            return
        while self._may_run(mapping) and self._is_worth_it(mapping, queue):
            backend = sqs_backends[queue.account_id][queue.region]
            messages = backend.receive_message(queue.name, min(mapping.batch_size, 10), 0, int(queue.visibility_timeout))
            if not messages:
                return
            function = lambda_backends[mapping.account_id][mapping.region].get_function(mapping.function_arn)
            self._count(mapping, 1)
            self._workers.submit(self._run, mapping, function, queue, messages)

    def _may_run(self, mapping: EventSourceMapping) -> bool:
        limit = (mapping.scaling_config or {}).get("MaximumConcurrency") or _START_CONCURRENCY
        with self._lock:
            return self._running[mapping.uuid] < limit

    def _is_worth_it(self, mapping: EventSourceMapping, queue: Queue) -> bool:
        """Whether there is a batch: a full one, or one that was waited for as long as the mapping says. Looking also is what lets
        messages go to the dead letters, so that an empty look counts.
        """
        waiting = len(queue.messages)
        window = mapping.max_batch_window or 0
        if waiting == 0 or waiting >= mapping.batch_size or window == 0:
            self._waiting_since.pop(mapping.uuid, None)
            return waiting > 0
        since = self._waiting_since.setdefault(mapping.uuid, CLOCK.now())
        if CLOCK.now() - since < window:
            return False
        self._waiting_since.pop(mapping.uuid)
        return True

    def _count(self, mapping: EventSourceMapping, change: int) -> None:
        with self._lock:
            self._running[mapping.uuid] += change

    def _run(self, mapping: EventSourceMapping, function: LambdaFunction, queue: Queue, messages: Sequence[Message]) -> None:
        try:
            _handle(mapping, function, queue, messages)
        except Throttled as error:
            _log.info("%s: the batch comes again", error)
        except Exception:
            _log.exception("a batch of %s was not handled", queue.name)
        finally:
            self._count(mapping, -1)


def batch_event(queue: Queue, messages: Sequence[Message]) -> dict[str, Any]:
    """What a function is given for a batch."""
    return {"Records": [_record(queue, message) for message in messages]}


def failed_ids(payload: str, sent: Sequence[str]) -> frozenset[str]:
    """Which messages a function failed, by its answer (JSON) with ReportBatchItemFailures."""
    answer = json.loads(payload)
    if answer is None or answer == {}:
        return frozenset()
    failures = answer.get("batchItemFailures") if isinstance(answer, dict) else None
    if not failures:
        return frozenset() if isinstance(answer, dict) else frozenset(sent)
    named = [item.get("itemIdentifier") if isinstance(item, dict) else None for item in failures]
    return frozenset(named) if all(name in sent for name in named) else frozenset(sent)


def _handle(mapping: EventSourceMapping, function: LambdaFunction, queue: Queue, messages: Sequence[Message]) -> None:
    outcome = POOL.invoke(function, batch_event(queue, messages))
    ids = [message.id for message in messages]
    failed = frozenset(ids) if outcome.failed else frozenset()
    if not outcome.failed and "ReportBatchItemFailures" in (mapping.function_response_types or []):
        failed = failed_ids(outcome.payload, ids)
    for message in messages:
        if message.id not in failed and message.receipt_handle is not None:
            queue.delete_message(message.receipt_handle)


def _record(queue: Queue, message: Message) -> dict[str, Any]:
    attributes = {
        "ApproximateReceiveCount": str(message.approximate_receive_count),
        "SentTimestamp": str(message.sent_timestamp),
        "SenderId": message.sender_id,
        "ApproximateFirstReceiveTimestamp": str(message.approximate_first_receive_timestamp),
        **({"MessageGroupId": message.group_id} if message.group_id else {}),
        **({"MessageDeduplicationId": message.deduplication_id} if message.deduplication_id else {}),
    }
    named = {
        name: {"stringValue": value.get("StringValue"), "dataType": value["DataType"]}
        for name, value in message.message_attributes.items()
    }
    return {
        "messageId": message.id,
        "receiptHandle": message.receipt_handle,
        "body": message.body,
        "attributes": attributes,
        "messageAttributes": named,
        "md5OfBody": message.body_md5,
        "eventSource": "aws:sqs",
        "eventSourceARN": queue.queue_arn,
        "awsRegion": queue.region,
    }


def _mappings() -> Iterator[EventSourceMapping]:
    for regions in list(lambda_backends.values()):
        for backend in list(regions.values()):
            yield from list(backend._event_source_mappings.values())


def _queue_of(mapping: EventSourceMapping) -> Queue | None:
    parts = mapping.event_source_arn.split(":")
    return sqs_backends[parts[4]][parts[3]].queues.get(parts[5]) if parts[2] == "sqs" else None
