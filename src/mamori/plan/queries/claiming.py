"""What an Outline takes from official statistics: figures of section I, and sentences for section III.

Policy: docs/policy/plan.md §2.9 and §5.3.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache

from mamori.kernel.periods import Period
from mamori.kernel.text import Text
from mamori.plan.rules.asking import Asked
from mamori.plan.rules.trends import Claims
from mamori.statistics import queries as statistics


def claims_of(period: Period, by: date = date.max) -> Claims:
    """Claims for the year of section I, from what had been published by that day; each computed once."""

    @cache
    def sentence(reference: str) -> Text:
        return statistics.sentence(reference, period.first.year, by)

    return sentence


def official(asked: Iterable[Asked], period: Period) -> dict[str, Decimal]:
    """By the key of what is asked: the value its series has for the period, where it has one."""
    of_series = {one.key: one.series for one in asked if one.series}
    held = statistics.values_of(of_series.values(), period)
    return {key: held[series] for key, series in of_series.items() if series in held}
