"""Schedule expressions of EventBridge rules: rate(...) and cron(...), in UTC.

Source: Amazon EventBridge User Guide, "Schedule expressions" (cron: minutes, hours, day of month, month, day of week, year;
one of the two days is "?"; 1 is Sunday). L, W and # are not built, and refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

_RATE = re.compile(r"rate\((\d+) (minute|minutes|hour|hours|day|days)\)")
_CRON = re.compile(r"cron\(([^()]+)\)")
_UNITS = {"minute": 60, "hour": 3600, "day": 86400}
_MONTHS = dict(zip("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), range(1, 13)))
_DAYS = dict(zip("SUN MON TUE WED THU FRI SAT".split(), range(1, 8)))
_LAST_YEAR = 2199


class BadSchedule(ValueError):
    """A schedule expression that EventBridge refuses, or that is not built here; the message says which part."""


def next_time(expression: str, after: float) -> float | None:
    """When a schedule is due next, in seconds since 1970; None if never again.

    A rate counts from `after`: pass the rule's making, then each time that it was due. Raises BadSchedule.
    """
    rate = _RATE.fullmatch(expression)
    if rate is not None:
        return after + _rate_seconds(int(rate.group(1)), rate.group(2))
    cron = _CRON.fullmatch(expression)
    if cron is None:
        raise BadSchedule(f"{expression!r} is neither rate(value unit) nor cron(fields)")
    return _next_cron(cron.group(1).split(), after)


def _rate_seconds(value: int, unit: str) -> int:
    if value < 1 or (value == 1) == unit.endswith("s"):
        raise BadSchedule(f"rate({value} {unit}): a positive value, and the singular unit for 1 only")
    return value * _UNITS[unit.removesuffix("s")]


def _numbers(field: str, lowest: int, highest: int, names: Mapping[str, int] = {}) -> frozenset[int]:
    found: set[int] = set()
    for part in field.upper().split(","):
        span, _, step = part.partition("/")
        try:
            first, last = _span(span, step != "", lowest, highest, names)
            every = int(step or 1)
        except ValueError as error:
            raise BadSchedule(f"{part!r} in a cron expression is not built, or no schedule") from error
        if every < 1 or not lowest <= first <= highest or not lowest <= last <= highest:
            raise BadSchedule(f"{part!r} in a cron expression is outside of {lowest} to {highest}")
        found.update(range(first, last + 1, every))
    return frozenset(found)


def _span(text: str, open_end: bool, lowest: int, highest: int, names: Mapping[str, int]) -> tuple[int, int]:
    if text in ("*", "?"):
        return lowest, highest
    first, dash, last = text.partition("-")
    number = lambda name: names[name] if name in names else int(name)
    return number(first), number(last) if dash else highest if open_end else number(first)


def _next_cron(fields: list[str], after: float) -> float | None:
    if len(fields) != 6 or (fields[2] == "?") == (fields[4] == "?"):
        raise BadSchedule("a cron expression has six fields, and ? in one of day of month and day of week")
    minutes, hours = sorted(_numbers(fields[0], 0, 59)), sorted(_numbers(fields[1], 0, 23))
    days, months = _numbers(fields[2], 1, 31), _numbers(fields[3], 1, 12, _MONTHS)
    weekdays, years = _numbers(fields[4], 1, 7, _DAYS), _numbers(fields[5], 1970, _LAST_YEAR)
    moment = datetime.fromtimestamp(after, timezone.utc).replace(second=0, microsecond=0) + timedelta(minutes=1)
    day = moment.replace(hour=0, minute=0)
    while day.year <= min(max(years), moment.year + 8):
        if day.year in years and day.month in months and day.day in days and day.isoweekday() % 7 + 1 in weekdays:
            due = (day.replace(hour=hour, minute=minute) for hour in hours for minute in minutes)
            found = next((time for time in due if time >= moment), None)
            if found is not None:
                return found.timestamp()
        day += timedelta(days=1)
    return None
