"""What a chart of one series shows: the same values its table and its description tell.

Policy: docs/policy/statistics.md, section 8. A line joins final values of neighbouring years inside one
segment, and nothing else.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from mamori.statistics.print.intervals import poisson
from mamori.statistics.print.records import plain, printable, year_of, yearly
from mamori.statistics.rules.series import TOTAL, Break, Line, Observation, Point, Series, Status
from mamori.statistics.rules.vintages import DERIVED, Account

COUNTED = ("cases", "persons", "children")  # §8.5 what chance moves from year to year


class Shape(StrEnum):
    """How a value is drawn (§8.3)."""

    DOT = "dot"  # final, joined
    RING = "ring"  # derived, joined
    DIAMOND = "diamond"  # provisional, never joined


@dataclass(frozen=True, slots=True)
class Mark:
    """One yearly value as drawn. ``replaced``: provisional values it took the place of (§8.4).

    ``low`` and ``high``: the exact 95 % Poisson interval; none where chance has no part in the value.
    """

    year: int
    value: int | Decimal
    shape: Shape
    observation: Observation
    replaced: tuple[Observation, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """``runs``: marks that a line joins. ``years``: all between the first and the last one told of."""

    series: Series
    breakdown: str
    years: range
    marks: tuple[Mark, ...]
    runs: tuple[tuple[Mark, ...], ...]
    unknown: tuple[int, ...]
    breaks: tuple[Break, ...]

    def segments(self) -> list[list[Mark]]:
        """The marks that may be compared with each other (§1.5), oldest first."""
        found: dict[int, list[Mark]] = {}
        for mark in self.marks:
            found.setdefault(self.series.segment(mark.year), []).append(mark)
        return list(found.values())

    def stretches(self) -> list[tuple[int, int]]:
        """Unknown years, neighbours taken together."""
        found: list[tuple[int, int]] = []
        for year in self.unknown:
            if found and found[-1][1] == year - 1:
                found[-1] = (found[-1][0], year)
            else:
                found.append((year, year))
        return found

    def before(self, each: Break) -> Decimal | None:
        """The old way's value of a break's first year; it is one of the whole."""
        return each.before if self.breakdown == TOTAL else None


def picture(account: Account, breakdown: str = TOTAL) -> Picture:
    """All that is drawn of one breakdown; without any mark where it has no yearly value."""
    series = account.series
    told = {year_of(found.period): found for found in yearly(account, breakdown)}
    earlier = _provisional(account, breakdown)
    marks = {
        year: _mark(series, found, found.value, earlier.get(year, ()))
        for year, found in told.items()
        if found.value is not None
    }
    carried = {b.year for b in series.breaks if b.before is not None and breakdown == TOTAL}
    years = _years(set(told), carried) if marks else range(0)
    joinable = tuple(Point(year, 0) for year in marks if marks[year].shape is not Shape.DIAMOND)
    return Picture(
        series=series,
        breakdown=breakdown,
        years=years,
        marks=tuple(marks.values()),
        runs=tuple(tuple(marks[p.year] for p in run) for run in Line(series, joinable).runs()),
        unknown=tuple(
            year for year in years if year not in marks and (year in told or year not in carried)
        ),
        breaks=tuple(b for b in series.breaks if years and years[0] < b.year <= years[-1] + 1),
    )


def _years(told: set[int], carried: set[int]) -> range:
    """From the first year told of to the last; one more where the old way's value is all there is of it."""
    return range(min(told), max(told) + (2 if max(told) + 1 in carried else 1))


def _provisional(account: Account, breakdown: str) -> dict[int, tuple[Observation, ...]]:
    """Provisional values by year."""
    basis = account.series.basis
    found: dict[int, tuple[Observation, ...]] = {}
    for each in printable(account).observations:
        year = year_of(each.period)
        if (
            each.breakdown == breakdown
            and each.status is Status.PROVISIONAL
            and each.value is not None
            and each.period == basis.year(year)
        ):
            found[year] = (*found.get(year, ()), each)
    return found


def _mark(
    series: Series, found: Observation, value: Decimal, provisional: tuple[Observation, ...]
) -> Mark:
    shapes = {Status.PROVISIONAL: Shape.DIAMOND, DERIVED: Shape.RING}
    low, high = None, None
    whole = plain(value)
    if (
        series.unit.key in COUNTED
        and isinstance(whole, int)
        and whole >= 0
        and not found.approximate
    ):
        low, high = poisson(whole)
    return Mark(
        year=year_of(found.period),
        value=whole,
        shape=shapes.get(found.status, Shape.DOT),
        observation=found,
        replaced=tuple(each for each in provisional if each.value != found.value),
        low=low,
        high=high,
    )
