"""Who may do what, by one resource policy.

Source: IAM User Guide, "Policy evaluation logic" and "AWS JSON policy elements: Principal".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from .conditions import Context, as_strings, check_operators, holds
from .matching import glob, substitute


class Decision(Enum):
    """What one policy says about one request."""

    ALLOWED = "allowed"
    DENIED = "denied"
    SILENT = "silent"


@dataclass(frozen=True)
class Caller:
    """Who signed a request."""

    account: str
    """Twelve digits; empty for a request that nobody signed."""
    arn: str
    """The user's or role's own ARN, or the account's root; empty for a request that nobody signed."""
    session_arn: str | None = None
    """The assumed-role ARN when the caller is a role session."""
    service: str | None = None
    """The service's name, such as events.amazonaws.com, when a service of AWS calls for itself."""

    def is_anonymous(self) -> bool:
        return self.arn == ""


def statements(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """A document's statements; AWS accepts a single one without a list."""
    found = document.get("Statement", [])
    return found if isinstance(found, list) else [found]


def check(document: Mapping[str, Any]) -> None:
    """Raises UnknownOperator if any statement has a Condition that cannot be evaluated."""
    for statement in statements(document):
        check_operators(statement.get("Condition", {}))


def decide(document: Mapping[str, Any], caller: Caller, action: str, resource: str, context: Context) -> Decision:
    """What a resource policy says about one request: a Deny that matches wins over any Allow.

    `action` is like "s3:GetObject", `resource` an ARN. Raises UnknownOperator (see conditions).
    """
    effects = {s.get("Effect") for s in statements(document) if _applies(s, caller, action, resource, context)}
    if "Deny" in effects:
        return Decision.DENIED
    return Decision.ALLOWED if "Allow" in effects else Decision.SILENT


def _applies(statement: Mapping[str, Any], caller: Caller, action: str, resource: str, context: Context) -> bool:
    return (
        _principal_applies(statement, caller)
        and _element_applies(statement, "Action", lambda p: glob(p, action, ignore_case=True))
        and _element_applies(statement, "Resource", lambda p: _resource_matches(p, resource, context))
        and holds(statement.get("Condition", {}), context)
    )


def _resource_matches(pattern: str, resource: str, context: Context) -> bool:
    substituted = substitute(pattern, context)
    return substituted is not None and glob(substituted, resource)


def _element_applies(statement: Mapping[str, Any], name: str, matches: Any) -> bool:
    if "Not" + name in statement:
        return not any(matches(pattern) for pattern in as_strings(statement["Not" + name]))
    return any(matches(pattern) for pattern in as_strings(statement.get(name, [])))


def _principal_applies(statement: Mapping[str, Any], caller: Caller) -> bool:
    if "NotPrincipal" in statement:
        return not _names_caller(statement["NotPrincipal"], caller)
    return _names_caller(statement.get("Principal", {}), caller)


def _names_caller(principal: Any, caller: Caller) -> bool:
    """True if a Principal element names the caller: "Service" entries name services, "AWS" entries everybody else, and * all."""
    if principal == "*":
        return True
    if caller.service is not None and isinstance(principal, dict):
        return caller.service in as_strings(principal.get("Service", [])) or "*" in as_strings(principal.get("AWS", []))
    entries = as_strings(principal.get("AWS", [])) if isinstance(principal, dict) else []
    return any(_entry_names_caller(entry, caller) for entry in entries)


def _entry_names_caller(entry: str, caller: Caller) -> bool:
    if entry == "*":
        return True
    if caller.is_anonymous():
        return False
    whole_account = entry == caller.account or (entry.endswith(":root") and entry.split(":")[4] == caller.account)
    return whole_account or entry in (caller.arn, caller.session_arn)
