"""When a record leaves, and how long it may be waited for. Policy: docs/policy/activities.md §6.3."""

from collections.abc import Iterable
from datetime import date

from mamori.kernel.periods import Period

LONGEST_WAIT = 1  # §6.3 years a record stays on while its period is counted


def leaves_on(last: date, keep_years: int) -> date:
    """The first day on which the record is not there."""
    return _later(last, keep_years)


def has_left(last: date, keep_years: int, today: date, waiting: Iterable[Period]) -> bool:
    """Whether it leaves today or should have before. ``waiting``: what is being counted right now."""
    day = leaves_on(last, keep_years)
    if any(last in period for period in waiting):
        day = _later(day, LONGEST_WAIT)
    return day <= today


def newest_to_leave(keep_years: int, today: date) -> date:
    """No record with a later last day leaves today."""
    return _later(today, -keep_years)


def year_of(last: date) -> int:
    """The fiscal year a record that left is remembered under, as a number alone."""
    return last.year if last.month >= 4 else last.year - 1


def years_of(period: Period) -> range:
    """The fiscal years that touch a period."""
    return range(year_of(period.first), year_of(period.last) + 1)


def _later(day: date, years: int) -> date:
    """29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
