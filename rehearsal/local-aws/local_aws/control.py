"""What a rehearsal may do to the local AWS that nobody can do to AWS: move its time, and lose events.

POST /local-aws/advance {"seconds": N}      -> {"time": ISO, "fired": how often rules with a schedule fired}
GET  /local-aws/advance                     -> {"time": ISO}
POST /local-aws/drop-events {"count": N}    -> {"count": N, "dropped": 0}
GET  /local-aws/drop-events                 -> {"count": still to lose, "dropped": lost since it was set}
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from typing import Any

from .clock import CLOCK
from .functions.pool import POOL
from .glue_changes import LOSS
from .scheduler import Scheduler

_PREFIX = "/local-aws/"
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class _BadRequest(ValueError):
    """The body is not what the route takes; the message says what is."""


class Control:
    """A WSGI application before moto's: takes paths under /local-aws/, and leaves others alone. Where moto forgets everything,
    functions end and no events get lost any more; time stays what it is.
    """

    def __init__(self, application: Application, scheduler: Scheduler) -> None:
        self._application = application
        self._scheduler = scheduler
        self._routes: dict[tuple[str, str], Callable[[dict[str, Any]], dict[str, Any]]] = {
            ("GET", "advance"): lambda _: {"time": _time()},
            ("POST", "advance"): self._advance,
            ("GET", "drop-events"): lambda _: LOSS.state(),
            ("POST", "drop-events"): _drop_events,
        }

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/moto-api/reset":
            LOSS.set(0)
            POOL.close()
        if not path.startswith(_PREFIX):
            return self._application(environ, start_response)
        route = self._routes.get((environ["REQUEST_METHOD"], path.removeprefix(_PREFIX)))
        try:
            status, answer = ("404 Not Found", _unknown(path)) if route is None else ("200 OK", route(_body(environ)))
        except _BadRequest as error:
            status, answer = "400 Bad Request", {"message": str(error)}
        data = json.dumps(answer).encode()
        start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(data)))])
        return [data]

    def _advance(self, body: dict[str, Any]) -> dict[str, Any]:
        seconds = body.get("seconds")
        if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or seconds < 0:
            raise _BadRequest('advance takes {"seconds": N}, and N is not negative: time never goes back')
        return {"fired": self._scheduler.advance(seconds), "time": _time()}


def _drop_events(body: dict[str, Any]) -> dict[str, Any]:
    count = body.get("count")
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise _BadRequest('drop-events takes {"count": N}: how many changes nobody will hear of; 0 ends it')
    LOSS.set(count)
    return LOSS.state()


def _unknown(path: str) -> dict[str, Any]:
    return {"message": f"{path} does not exist; there are /local-aws/advance and /local-aws/drop-events"}


def _time() -> str:
    return datetime.fromtimestamp(CLOCK.now(), timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _body(environ: dict[str, Any]) -> dict[str, Any]:
    text = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    try:
        body = json.loads(text or b"{}")
    except ValueError as error:
        raise _BadRequest("the body is not JSON") from error
    if not isinstance(body, dict):
        raise _BadRequest("the body is not an object")
    return body
