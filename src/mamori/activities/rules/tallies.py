"""Which years are kept ready. Policy: docs/policy/activities.md §3.8."""

from datetime import date

from mamori.kernel.periods import Period, fiscal_year

KEPT = 20  # §3.8 fiscal years, the running one among them


def year_of(day: date) -> Period:
    """Breakdowns are by fiscal year only: two spans that overlap would tell what lies between."""
    return fiscal_year(day.year if day.month >= 4 else day.year - 1)


def years_until(last: Period, count: int) -> list[Period]:
    return [fiscal_year(last.first.year - back) for back in reversed(range(count))]
