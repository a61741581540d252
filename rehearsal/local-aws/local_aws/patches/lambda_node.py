"""Invoke runs the function's code, in Node.

moto: needs Docker, or answers without running anything.
AWS: runs the handler in an execution environment; an error of the handler is answered with X-Amz-Function-Error "Unhandled", the log
goes to CloudWatch Logs, and too many at once are throttled with 429.
Source: AWS Lambda API Reference, Invoke; see `functions`.

Not built, and refused by name: other runtimes than Node's and container images (CreateFunction), InvocationType Event (Invoke).
The version of Node is the machine's, whatever the runtime says.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from moto.awslambda.exceptions import LambdaClientError
from moto.awslambda.models import LambdaBackend, LambdaFunction

from ..functions.pool import POOL, Throttled
from ..patching import replace

_LOG_BYTES = 4096


class _Invalid(LambdaClientError):
    def __init__(self, message: str) -> None:
        super().__init__("InvalidParameterValueException", message)


class _TooMany(LambdaClientError):
    code = 429

    def __init__(self) -> None:
        super().__init__("TooManyRequestsException", "Rate Exceeded.")


def _invoke(self: LambdaFunction, body: Any, request_headers: Any, response_headers: Any) -> bytes:
    kind = request_headers.get("x-amz-invocation-type", "RequestResponse")
    if kind == "DryRun":
        return b""
    if kind != "RequestResponse":
        raise _Invalid(f"the local AWS does not invoke with InvocationType {kind}: use RequestResponse, or a queue")
    try:
        outcome = POOL.invoke(self, json.loads(body or "{}"))
    except Throttled as error:
        raise _TooMany() from error
    if outcome.failed:
        response_headers["x-amz-function-error"] = "Unhandled"
    if request_headers.get("x-amz-log-type") == "Tail":
        response_headers["x-amz-log-result"] = base64.b64encode(outcome.log.encode()[-_LOG_BYTES:]).decode()
    response_headers["x-amz-executed-version"] = "$LATEST"
    return outcome.payload.encode()


def apply() -> None:
    """Replaces the running of functions, and refuses those that can't be run."""
    original = LambdaBackend.create_function

    def create_function(self: LambdaBackend, spec: dict[str, Any]) -> LambdaFunction:
        if spec.get("PackageType") == "Image" or not str(spec.get("Runtime")).startswith("nodejs"):
            runs = spec.get("Runtime") or "a container image"
            raise _Invalid(f"the local AWS runs functions in Node only, and {spec.get('FunctionName')} needs {runs}")
        return original(self, spec)

    replace(LambdaFunction, "invoke", _invoke)
    replace(LambdaBackend, "create_function", create_function)
