"""Calls that change the Data Catalog tell EventBridge.

moto: tells nobody.
AWS: puts "Glue Data Catalog Database State Change" or "... Table State Change" on the account's default bus after a call that
succeeded, and, if a trail logs management events, "AWS API Call via CloudTrail", also after one that failed. Neither is promised
to come, or to come once, or in order.
Source: see `glue_changes`.

Here they come at once and in order, unless they are told to get lost (`POST /local-aws/drop-events`). A trail is one that was made
in this account (CreateTrail, StartLogging), or the organization's (option --organization-trail).
Not built: CloudTrail leaving out what is too long; events of crawlers and column statistics.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from moto.core.exceptions import JsonRESTError, ServiceException
from moto.glue.responses import GlueResponse
from moto.utilities.utils import get_partition

from .. import glue_changes
from ..callers import known_caller
from ..options import OPTIONS
from ..patching import replace
from ..rule_targets import put_on_default_bus


def _tell(response: GlueResponse, action: str, error: tuple[str, str] | None) -> None:
    account = response.current_account
    call = glue_changes.Call(
        account=account,
        region=response.region,
        action=action,
        request=json.loads(response.body),
        caller_arn=_caller(response),
        user_agent=str(response.headers.get("User-Agent", "")),
        error=error,
    )
    if error is None and glue_changes.LOSS.take():
        return
    trail = OPTIONS.organization_trail or glue_changes.has_trail(account)
    for event in glue_changes.events_of(call, trail):
        put_on_default_bus(event)


def _caller(response: GlueResponse) -> str:
    partition = get_partition(response.region)
    caller = known_caller(partition, response.get_access_key())
    return f"arn:{partition}:iam::{response.current_account}:root" if caller is None else caller.session_arn or caller.arn


def _telling(original: Callable[[GlueResponse], Any], action: str) -> Callable[[GlueResponse], Any]:
    def method(self: GlueResponse) -> Any:
        try:
            result = original(self)
        except (JsonRESTError, ServiceException) as error:
            _tell(self, action, (_code(error), str(error.message)))
            raise
        _tell(self, action, None)
        return result

    return method


def _code(error: Any) -> str:
    return str(getattr(error, "error_type", None) or getattr(error, "code", None) or type(error).__name__)


def apply() -> None:
    """Wraps the methods of GlueResponse that change databases, tables and partitions."""
    for action in glue_changes.DATABASE_CHANGES + glue_changes.TABLE_CHANGES + glue_changes.TRAIL_ONLY:
        name = "".join("_" + letter.lower() if letter.isupper() else letter for letter in action).removeprefix("_")
        replace(GlueResponse, name, _telling(getattr(GlueResponse, name), action))
