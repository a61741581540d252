"""When schedules are due."""

from datetime import datetime, timezone

import pytest

from local_aws.schedules import BadSchedule, next_time


def seconds(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc).timestamp()


@pytest.mark.parametrize(("expression", "after", "due"), [
    ("rate(1 minute)", "2026-01-01T00:00:30", "2026-01-01T00:01:30"),
    ("rate(12 hours)", "2026-01-01T00:00:00", "2026-01-01T12:00:00"),
    ("cron(0 12 * * ? *)", "2026-01-01T12:00:00", "2026-01-02T12:00:00"),
    ("cron(0/15 * * * ? *)", "2026-01-01T12:16:01", "2026-01-01T12:30:00"),
    ("cron(30 6,18 ? * MON-FRI *)", "2026-01-02T18:30:00", "2026-01-05T06:30:00"),
    ("cron(0 0 1 JAN ? 2028)", "2026-01-01T00:00:00", "2028-01-01T00:00:00"),
    ("cron(0 0 29 2 ? *)", "2026-01-01T00:00:00", "2028-02-29T00:00:00"),
])  # fmt: skip
def test_a_schedule_is_due_after_a_time(expression: str, after: str, due: str) -> None:
    assert next_time(expression, seconds(after)) == seconds(due)


def test_a_schedule_whose_years_are_over_is_never_due() -> None:
    assert next_time("cron(0 0 * * ? 2020)", seconds("2026-01-01T00:00:00")) is None


@pytest.mark.parametrize(
    "expression",
    ["rate(0 minutes)", "rate(1 hours)", "cron(0 12 * * * *)", "cron(0 12 L * ? *)", "cron(61 * * * ? *)", "at(2026-01-01)"],
)
def test_other_expressions_are_refused(expression: str) -> None:
    with pytest.raises(BadSchedule):
        next_time(expression, 0)
