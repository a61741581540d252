"""Wildcards and ARNs as IAM compares them.

Source: IAM User Guide, "Policy elements: Resource" and "Condition operators" (ARN condition operators).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_VARIABLE = re.compile(r"\$\{([^}]*)\}")


@lru_cache(maxsize=1024)
def _compiled(pattern: str, ignore_case: bool) -> re.Pattern[str]:
    parts = (".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern)
    return re.compile("".join(parts), re.DOTALL | (re.IGNORECASE if ignore_case else 0))


def glob(pattern: str, value: str, ignore_case: bool = False) -> bool:
    """True if `value` matches `pattern`, where * is any run of characters and ? exactly one."""
    return _compiled(pattern, ignore_case).fullmatch(value) is not None


def arn_like(pattern: str, value: str) -> bool:
    """True if the six colon-separated parts match one by one: a wildcard never reaches over a colon."""
    if pattern == "*":
        return True
    expected, actual = pattern.split(":", 5), value.split(":", 5)
    return len(expected) == len(actual) == 6 and all(glob(e, a) for e, a in zip(expected, actual))


def substitute(text: str, context: Mapping[str, list[str]]) -> str | None:
    """`text` with its policy variables (`${aws:username}`, `${key, 'default'}`) replaced from the context.

    None when a variable has no value: the element that holds it then matches nothing, as on AWS. The three literals
    `${*}`, `${?}` and `${$}` become an ordinary character.
    """
    missing = False

    def replace(match: re.Match[str]) -> str:
        nonlocal missing
        name, _, default = match.group(1).partition(",")
        if name in ("*", "?", "$"):
            return name
        values = context.get(name.strip().lower())
        if values is not None and len(values) == 1:
            return values[0]
        if default.strip():
            return default.strip().strip("'")
        missing = True
        return ""

    replaced = _VARIABLE.sub(replace, text)
    return None if missing else replaced
