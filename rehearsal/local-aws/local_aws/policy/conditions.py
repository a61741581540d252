"""The Condition block of a policy statement.

Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Single-valued vs. multivalued context keys":
all operators and keys must hold (AND); one policy value is enough (OR), or, for a negated operator, none may match (NOR);
a key that the request does not have fails a plain operator, satisfies a negated one, and satisfies `...IfExists`.
"""

from __future__ import annotations

import datetime
import ipaddress
from collections.abc import Callable, Mapping
from typing import Any

from .matching import arn_like, glob, substitute

Context = Mapping[str, "list[str]"]
"""Condition keys in lower case, each with its values in this request; a key that is absent has no entry."""

_Compare = Callable[[str, str], bool]


class UnknownOperator(ValueError):
    """A Condition names an operator that IAM does not have (or that is not built here); the message holds its name."""


def _number(compare: Callable[[float, float], bool]) -> _Compare:
    def run(expected: str, actual: str) -> bool:
        try:
            return compare(float(actual), float(expected))
        except ValueError:
            return False

    return run


def _instant(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=datetime.timezone.utc)).timestamp()


def _date(compare: Callable[[float, float], bool]) -> _Compare:
    def run(expected: str, actual: str) -> bool:
        try:
            return compare(_instant(actual), _instant(expected))
        except ValueError:
            return False

    return run


def _in_network(expected: str, actual: str) -> bool:
    try:
        return ipaddress.ip_address(actual) in ipaddress.ip_network(expected, strict=False)
    except ValueError:
        return False


_EQUAL: Callable[[float, float], bool] = lambda a, e: a == e
_OPERATORS: Mapping[str, tuple[_Compare, bool]] = {
    # name: (comparison of one policy value with one request value, negated)
    "StringEquals": (lambda e, a: e == a, False),
    "StringNotEquals": (lambda e, a: e == a, True),
    "StringEqualsIgnoreCase": (lambda e, a: e.lower() == a.lower(), False),
    "StringNotEqualsIgnoreCase": (lambda e, a: e.lower() == a.lower(), True),
    "StringLike": (glob, False),
    "StringNotLike": (glob, True),
    "NumericEquals": (_number(_EQUAL), False),
    "NumericNotEquals": (_number(_EQUAL), True),
    "NumericLessThan": (_number(lambda a, e: a < e), False),
    "NumericLessThanEquals": (_number(lambda a, e: a <= e), False),
    "NumericGreaterThan": (_number(lambda a, e: a > e), False),
    "NumericGreaterThanEquals": (_number(lambda a, e: a >= e), False),
    "DateEquals": (_date(_EQUAL), False),
    "DateNotEquals": (_date(_EQUAL), True),
    "DateLessThan": (_date(lambda a, e: a < e), False),
    "DateLessThanEquals": (_date(lambda a, e: a <= e), False),
    "DateGreaterThan": (_date(lambda a, e: a > e), False),
    "DateGreaterThanEquals": (_date(lambda a, e: a >= e), False),
    "Bool": (lambda e, a: e.lower() == a.lower(), False),
    "IpAddress": (_in_network, False),
    "NotIpAddress": (_in_network, True),
    "ArnEquals": (arn_like, False),
    "ArnLike": (arn_like, False),
    "ArnNotEquals": (arn_like, True),
    "ArnNotLike": (arn_like, True),
}


def as_strings(values: Any) -> list[str]:
    """The values of a policy element as a list of strings; JSON true is "true", 1.2 is "1.2"."""
    listed = values if isinstance(values, list) else [values]
    return [str(v).lower() if isinstance(v, bool) else str(v) for v in listed]


def _parse(operator: str) -> tuple[str | None, str, bool]:
    """(set qualifier or None, operator without decoration, whether it ends in IfExists)"""
    qualifier, colon, name = operator.rpartition(":")
    if colon and qualifier not in ("ForAllValues", "ForAnyValue"):
        raise UnknownOperator(operator)
    if_exists = name.endswith("IfExists")
    name = name[: -len("IfExists")] if if_exists else name
    if name not in _OPERATORS and not (name == "Null" and not if_exists):
        raise UnknownOperator(operator)
    return (qualifier or None, name, if_exists)


def check_operators(condition: Mapping[str, Any]) -> None:
    """Raises UnknownOperator for the first operator in a Condition block that cannot be evaluated."""
    for operator in condition:
        _parse(operator)


def holds(condition: Mapping[str, Mapping[str, Any]], context: Context) -> bool:
    """True if every operator and key of a Condition block is satisfied by the request.

    Raises UnknownOperator rather than leave part of a condition out.
    """
    return all(
        _key_holds(*_parse(operator), as_strings(values), context.get(key.lower()), context)
        for operator, keys in condition.items()
        for key, values in keys.items()
    )


def _key_holds(
    qualifier: str | None,
    name: str,
    if_exists: bool,
    policy_values: list[str],
    request_values: list[str] | None,
    context: Context,
) -> bool:
    if name == "Null":
        return any((value.lower() == "true") == (request_values is None) for value in policy_values)
    compare, negated = _OPERATORS[name]
    if request_values is None:
        return if_exists or qualifier == "ForAllValues" or (negated and qualifier is None)
    expected = [value for value in (substitute(v, context) for v in policy_values) if value is not None]

    def satisfied(actual: str) -> bool:
        return any(compare(e, actual) for e in expected) != negated

    return any(map(satisfied, request_values)) if qualifier == "ForAnyValue" else all(map(satisfied, request_values))
