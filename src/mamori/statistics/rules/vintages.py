"""Which of several published values stands, and what was revised. Policy: docs/policy/statistics.md, section 2.

A table never overwrites: it adds a vintage. Where sources of one day disagree, all stay and are shown.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from mamori.kernel.periods import Kind, Period
from mamori.kernel.text import Text
from mamori.statistics.rules.series import TOTAL, Line, Observation, Point, Series, Status

DERIVED = Status.ESTIMATED  # §2.4


def published_by(vintage: str) -> date:
    """The last day a vintage told as a year, a month or a day can mean; ValueError: it tells none."""
    year, month, day = [int(part) for part in vintage.split("-")] + [0] * (2 - vintage.count("-"))
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


class Reason(StrEnum):
    """Why a value changed between two vintages (§2.3)."""

    FINAL = "final"
    CORRECTED = "corrected"
    PUBLISHED = "published"


REASONS = {
    Reason.FINAL: Text("暫定値を確定値に改めた", "A provisional value became final"),
    Reason.CORRECTED: Text("後の公表で値が改められた", "A later publication gave another value"),
    Reason.PUBLISHED: Text(
        "計算した値が公表された値に替わった", "A derived value was replaced by a published one"
    ),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where values were published. ``url`` may be empty."""

    key: str
    title: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """The value of one cell in a later vintage, where it differs from the one before."""

    before: Observation
    after: Observation
    reason: Reason


@dataclass(frozen=True)
class Account:
    """All that is held of one series: every vintage of every breakdown, and where each came from."""

    series: Series
    observations: tuple[Observation, ...]
    sources: Mapping[str, Source]

    @property
    def breakdowns(self) -> tuple[str, ...]:
        """The whole first, then in the order they first came."""
        found = dict.fromkeys(o.breakdown for o in self.observations)
        return tuple(sorted(found, key=lambda name: name != TOTAL))

    def standing(self, breakdown: str = TOTAL) -> tuple[Observation, ...]:
        """The value that stands for each period, oldest first."""
        return standing(o for o in self.observations if o.breakdown == breakdown)

    def line(self, breakdown: str = TOTAL) -> Line:
        return line(self.series, self.standing(breakdown))

    def as_of(self, day: date) -> "Account":
        """What had been published by that day."""
        held = tuple(o for o in self.observations if o.published <= day)
        return Account(self.series, held, self.sources)

    def revisions(self) -> tuple[Revision, ...]:
        return revisions(self.observations)

    def disagreements(self) -> tuple[tuple[Observation, ...], ...]:
        return disagreements(self.observations)


def standing(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """One observation for each cell: a final before a provisional before a derived one, then the latest (§2.2)."""
    cells: dict[tuple[str, str, Period], Observation] = {}
    for found in observations:
        held = cells.get(found.cell)
        if held is None or _weight(found) > _weight(held):
            cells[found.cell] = found
    return tuple(sorted(cells.values(), key=lambda o: (o.breakdown, o.period)))


def revisions(observations: Iterable[Observation]) -> tuple[Revision, ...]:
    """What a later vintage changed, cell by cell, oldest first (§2.3)."""
    return tuple(
        Revision(before, after, _reason(before, after))
        for cell in _by_cell(observations)
        for before, after in pairwise(cell)
        if before.value != after.value and before.published != after.published
    )


def disagreements(observations: Iterable[Observation]) -> tuple[tuple[Observation, ...], ...]:
    """Values of one cell, of one day and one status, that differ: all are shown, none is averaged (§2.5)."""
    found = []
    for cell in _by_cell(observations):
        same = [
            o for o in cell if o.published == cell[-1].published and o.status is cell[-1].status
        ]
        if len({o.value for o in same}) > 1:
            found.append(tuple(same))
    return tuple(found)


def line(series: Series, observations: Iterable[Observation]) -> Line:
    """The yearly counts of one breakdown: no spans, signs, shares or approximate numbers (§1.3, §4.8)."""
    points = [
        Point(o.period.first.year, int(o.value), o.vintage, o.status is Status.PROVISIONAL)
        for o in observations
        if o.value is not None
        and o.value == int(o.value)
        and not o.approximate
        and _is_a_year(o.period)
    ]
    return Line(series, tuple(sorted(points, key=lambda p: p.year)))


def _is_a_year(period: Period) -> bool:
    return period.kind in (Kind.CALENDAR_YEAR, Kind.FISCAL_YEAR)


def _weight(found: Observation) -> tuple[int, object, str]:
    rank = {Status.PROVISIONAL: 2, DERIVED: 1}.get(found.status, 3)
    if found.value is None and found.status is not Status.SUPPRESSED:
        rank = 0  # a sign that says nothing is known
    return rank, found.published, found.source


def _by_cell(observations: Iterable[Observation]) -> list[list[Observation]]:
    cells: dict[tuple[str, str, Period], list[Observation]] = defaultdict(list)
    for found in observations:
        cells[found.cell].append(found)
    return [sorted(cell, key=lambda o: (o.published, _weight(o))) for cell in cells.values()]


def _reason(before: Observation, after: Observation) -> Reason:
    if before.status is Status.PROVISIONAL and after.status is not Status.PROVISIONAL:
        return Reason.FINAL
    return Reason.PUBLISHED if before.status is DERIVED else Reason.CORRECTED
