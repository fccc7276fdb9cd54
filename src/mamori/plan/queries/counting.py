"""Figures that are counted from records: one table of the slices that count.

Policy: docs/policy/plan.md, section 13. A later slice joins by one entry in ``COUNTS``.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from mamori.activities import queries as activities
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Quantity
from mamori.kernel.refusals import Refused
from mamori.plan.rules.asking import Asked
from mamori.plan.rules.counted import Counted

Count = Callable[[str, Period], Quantity | None]


def _activities(name: str, period: Period) -> Quantity | None:
    return activities.count(name, period).quantity


COUNTS: dict[str, Count] = {"activities": _activities}


def counter() -> Callable[[Iterable[Asked], Period], dict[str, Counted]]:
    """Counts what is asked, each figure of a period once; ``activities.safety_classes`` is slice and count."""

    @cache
    def one(name: str, period: Period) -> Counted | None:
        slice_name, _, own = name.partition(".")
        try:
            return COUNTS[slice_name](own, period)
        except Refused as refusal:
            return refusal

    def counted(asked: Iterable[Asked], period: Period) -> dict[str, Counted]:
        found = {a.key: (a, one(a.series, period)) for a in asked if a.counted}
        return {
            key: replace(count, unit=a.unit) if isinstance(count, Quantity) else count
            for key, (a, count) in found.items()
            if count is not None
        }

    return counted
