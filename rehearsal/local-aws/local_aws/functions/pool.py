"""The environments of all functions: made when needed, kept warm for the next invocation, ended when a function changes."""

from __future__ import annotations

import time
from collections import defaultdict
from threading import Lock
from typing import Any

from moto.awslambda.models import LambdaFunction

from .environment import Code, Environment, Outcome
from .logs import FunctionLog, put_metrics

_IDLE_SECONDS = 300
_DEFAULT_LIMIT = 1000


class Throttled(Exception):
    """As many invocations run as the function may have at once."""


class Pool:
    """Functions are known by their ARN. All methods may be called by any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._idle: dict[Code, list[Environment]] = defaultdict(list)
        self._busy: dict[str, int] = defaultdict(int)
        self._running: set[Environment] = set()

    def invoke(self, function: LambdaFunction, event: Any) -> Outcome:
        """Runs a function. Raises Throttled; a failure of the function's own is an outcome."""
        code = code_of(function)
        environment = self._take(code, function)
        with self._lock:
            self._running.add(environment)
        try:
            outcome = environment.invoke(event)
        finally:
            self._give_back(environment)
        _measure(code, Invocations=1, Errors=1 if outcome.failed else 0, Throttles=0, Duration=outcome.seconds * 1000)
        return outcome

    def close(self) -> None:
        """Ends all environments. What runs in one fails."""
        with self._lock:
            all_idle = [environment for idle in self._idle.values() for environment in idle]
            running = list(self._running)
            self._idle.clear()
        for environment in running:
            environment.kill()
        for environment in all_idle:
            environment.close()

    def _take(self, code: Code, function: LambdaFunction) -> Environment:
        limit = _DEFAULT_LIMIT if function.reserved_concurrency is None else int(function.reserved_concurrency)
        with self._lock:
            stale = self._remove_stale(code)
            throttled = self._busy[code.arn] >= limit
            if not throttled:
                self._busy[code.arn] += 1
            found = self._idle[code].pop() if self._idle[code] and not throttled else None
        for environment in stale:
            environment.close()
        if throttled:
            _measure(code, Throttles=1)
            raise Throttled(f"{code.name} runs {limit} times already")
        if found is not None:
            return found
        try:
            log = FunctionLog(code.account, code.region, code.log_group)
            return Environment(code, function.code_bytes, log.stream, log.write)
        except BaseException:
            self._count_down(code)
            raise

    def _remove_stale(self, code: Code) -> list[Environment]:
        """Environments of this function as it was before, and all that have ended or were idle for long."""
        now, stale = time.time(), []
        for known, idle in list(self._idle.items()):
            changed = known.arn == code.arn and known != code
            old = [e for e in idle if changed or not e.is_alive() or now - e.last_used > _IDLE_SECONDS]
            stale.extend(old)
            self._idle[known] = [e for e in idle if e not in old]
            if not self._idle[known] and known != code:
                del self._idle[known]
        return stale

    def _give_back(self, environment: Environment) -> None:
        self._count_down(environment.code)
        with self._lock:
            self._running.discard(environment)
        if not environment.is_alive():
            environment.close()
            return
        with self._lock:
            self._idle[environment.code].append(environment)

    def _count_down(self, code: Code) -> None:
        with self._lock:
            self._busy[code.arn] -= 1


def code_of(function: LambdaFunction) -> Code:
    """What the function is now."""
    return Code(
        name=function.function_name,
        arn=function.function_arn,
        version="$LATEST" if str(function.version) in ("1", "$LATEST") else str(function.version),
        handler=str(function.handler),
        runtime=str(function.run_time),
        account=function.account_id,
        region=function.region,
        memory=int(function.memory_size),
        timeout=int(function.timeout),
        variables=tuple(sorted((function.environment_vars or {}).items())),
        digest=function.code_sha_256,
        log_group=function.logs_group_name,
    )


def _measure(code: Code, **values: float) -> None:
    dimensions = [{"Name": "FunctionName", "Value": code.name}]
    metrics = [{"MetricName": name, "Dimensions": dimensions, "Value": value} for name, value in values.items()]
    put_metrics(code.account, code.region, "AWS/Lambda", metrics)


POOL = Pool()
