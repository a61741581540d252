"""An execution environment: one Node process with the function's code, which handles one invocation at a time.

Source: AWS Lambda Developer Guide, "Understanding the Lambda execution environment lifecycle", "Defined runtime environment
variables", "Define Lambda function handler in Node.js". Functions speak to the local AWS with the account's number as their access
key, which moto takes for the account; no policy is in force.
"""

from __future__ import annotations

import io
import json
import os
import queue
import subprocess
import tempfile
import threading
import time
import uuid
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..options import OPTIONS

_RUNTIME = Path(__file__).with_name("runtime.mjs")
_INIT_SECONDS = 60
_LOG_SECONDS = 1


@dataclass(frozen=True)
class Code:
    """What an environment is made from: a function as it was configured at that time."""

    name: str
    arn: str
    version: str
    handler: str
    runtime: str
    account: str
    region: str
    memory: int
    timeout: int
    """Seconds."""
    variables: tuple[tuple[str, str], ...]
    digest: str
    log_group: str


@dataclass(frozen=True)
class Outcome:
    """What came of an invocation."""

    payload: str
    """JSON: the handler's result, or the error."""
    failed: bool
    seconds: float
    log: str
    """What the function wrote meanwhile."""


class Environment:
    """Made for one function; ended with `close()`. `invoke` is called by one thread at a time."""

    def __init__(self, code: Code, zipped: bytes, log_stream: str, log: Callable[[list[str]], None]) -> None:
        """`log` is given lines that the function wrote. Raises FileNotFoundError if there is no Node."""
        self.code = code
        self.last_used = time.time()
        self._log = log
        self._lines: list[str] = []
        self._log_ended = threading.Event()
        self._folder = tempfile.TemporaryDirectory(prefix="local-aws-function-")
        with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
            archive.extractall(self._folder.name)
        reader, writer = os.pipe()
        self._process = subprocess.Popen(
            [OPTIONS.node_path(), str(_RUNTIME), str(writer)],
            cwd=self._folder.name,
            env=_variables(code, self._folder.name, log_stream),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=(writer,),
            start_new_session=True,
        )
        os.close(writer)
        self._answers: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._output = threading.Thread(target=self._read_output, daemon=True)
        self._output.start()
        threading.Thread(target=self._read_answers, args=(reader,), daemon=True).start()
        self._ready = False

    def invoke(self, event: Any) -> Outcome:
        """Runs the handler. A handler that takes longer than the function's timeout, and a process that ends, are failures."""
        began = time.time()
        request_id = str(uuid.uuid4())
        failure = None if self._ready else self._start()
        answer = failure or self._run(request_id, event)
        seconds = time.time() - began
        failed = answer["kind"] != "result"
        self._await_log(answer)
        if not answer.get("logged"):
            # It ends by itself, or was ended; until that is seen, the next invocation would be given to it.
            self.kill()
        lines, self._lines = self._lines, []
        report = f"REPORT RequestId: {request_id}\tDuration: {seconds * 1000:.2f} ms\tMemory Size: {self.code.memory} MB"
        lines = [f"START RequestId: {request_id} Version: {self.code.version}", *lines, f"END RequestId: {request_id}", report]
        self._log(lines)
        self.last_used = time.time()
        payload = answer["error"] if failed else answer["result"]
        return Outcome(json.dumps(payload), failed, seconds, "\n".join(lines))

    def is_alive(self) -> bool:
        """False when the process has ended: the environment can't be used any more."""
        return self._process.poll() is None

    def kill(self) -> None:
        """Ends the process; an invocation that runs in it fails."""
        if self.is_alive():
            self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Ends the process, and removes the code. Nothing may run in it."""
        self.kill()
        self._output.join(timeout=1)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    # What was left to be written has nobody to read it.
                    continue
        self._folder.cleanup()

    def _await_log(self, answer: dict[str, Any]) -> None:
        """Waits for the rest of the log: up to its end mark, or to the end of a process that answers no more."""
        if answer.get("logged"):
            self._log_ended.wait(_LOG_SECONDS)
            self._log_ended.clear()
        else:
            self._output.join(_LOG_SECONDS)

    def _start(self) -> dict[str, Any] | None:
        answer = self._next(_INIT_SECONDS)
        self._ready = answer["kind"] == "ready"
        return None if self._ready else answer

    def _run(self, request_id: str, event: Any) -> dict[str, Any]:
        deadline = int((time.time() + self.code.timeout) * 1000)
        trace = f"Root=1-{int(time.time()):08x}-{uuid.uuid4().hex[:24]};Parent={uuid.uuid4().hex[:16]};Sampled=0"
        message = {"requestId": request_id, "deadline": deadline, "arn": self.code.arn, "trace": trace, "event": event}
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(message).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            return _failure("Runtime.ExitError", f"RequestId: {request_id} Error: Runtime exited")
        answer = self._next(self.code.timeout)
        if answer["kind"] == "timeout":
            text = f"RequestId: {request_id} Error: Task timed out after {self.code.timeout:.2f} seconds"
            return _failure("Sandbox.Timedout", text)
        return answer

    def _next(self, seconds: float) -> dict[str, Any]:
        try:
            answer = self._answers.get(timeout=seconds)
        except queue.Empty:
            self._process.kill()
            return {**_failure("Sandbox.Timedout", f"no answer within {seconds} seconds"), "kind": "timeout"}
        return answer or _failure("Runtime.ExitError", f"Runtime exited with code {self._process.wait()}")

    def _read_output(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            text = line.decode("utf-8", "replace").rstrip("\n")
            if text.startswith("\0end "):
                self._log_ended.set()
            elif text:
                self._lines.append(text)

    def _read_answers(self, reader: int) -> None:
        with os.fdopen(reader) as answers:
            for line in answers:
                self._answers.put(json.loads(line))
        self._answers.put(None)


def _failure(kind: str, message: str) -> dict[str, Any]:
    return {"kind": "error", "error": {"errorType": kind, "errorMessage": message}}


def _variables(code: Code, folder: str, log_stream: str) -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", ""),
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
        "AWS_REGION": code.region,
        "AWS_DEFAULT_REGION": code.region,
        "AWS_ACCESS_KEY_ID": code.account,
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_ENDPOINT_URL": OPTIONS.url,
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{code.runtime}",
        "AWS_LAMBDA_FUNCTION_NAME": code.name,
        "AWS_LAMBDA_FUNCTION_VERSION": code.version,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(code.memory),
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": code.log_group,
        "AWS_LAMBDA_LOG_STREAM_NAME": log_stream,
        "LAMBDA_TASK_ROOT": folder,
        "_HANDLER": code.handler,
        **dict(code.variables),
    }
