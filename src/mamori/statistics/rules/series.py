"""What a series counts, where its definition breaks, and what was published of it when.

Policy: docs/policy/statistics.md, sections 1 and 2. Years are plain numbers; the basis of the series says
whether they begin in January or in April.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from mamori.kernel.periods import Period, calendar_year, fiscal_year
from mamori.kernel.quantities import Unit
from mamori.kernel.text import Text, same

TOTAL = "total"  # the breakdown that is the whole
WHOLE = Text("総数", "Total")


class Basis(StrEnum):
    """What one figure covers. A figure of one basis is never printed as one of another (§1.3)."""

    CALENDAR = "calendar"
    FISCAL = "fiscal"
    SPAN = "span"

    def year(self, year: int) -> Period:
        return fiscal_year(year) if self is Basis.FISCAL else calendar_year(year)


class Status(StrEnum):
    """Observation status: SDMX code list CL_OBS_STATUS 2.2."""

    NORMAL = "A"
    BREAK = "B"
    DEFINITION_DIFFERS = "D"
    ESTIMATED = "E"
    FORECAST = "F"
    EXPERIMENTAL = "G"
    IMPUTED = "I"
    ELSEWHERE = "K"
    NOT_COLLECTED = "L"
    CANNOT_EXIST = "M"
    NOT_SIGNIFICANT = "N"
    MISSING = "O"
    PROVISIONAL = "P"
    SUPPRESSED = "Q"
    SPECIAL_EVENT = "S"
    UNRELIABLE = "U"
    UNVALIDATED = "V"
    INCLUDES_ANOTHER = "W"


class Confidentiality(StrEnum):
    """SDMX code list CL_CONF_STATUS, as far as used here."""

    FREE = "F"
    INTERNAL = "N"
    EMBARGO = "E"
    SECONDARY = "S"


@dataclass(frozen=True, slots=True)
class Break:
    """``year``: the first year counted the new way. Nothing is compared across it (§1.5)."""

    year: int
    what: Text
    before: Decimal | None = None  # the old way's value of that year, carried as such


@dataclass(frozen=True, slots=True)
class Definition:
    """One version of what is counted, in force from ``first`` (a year; none: from the beginning)."""

    version: int
    text: Text
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """``key`` as in the data; ``counted`` what is counted and ``population`` among whom."""

    key: str
    title: Text
    counted: Text
    population: Text
    unit: Unit
    basis: Basis
    agency: str
    laws: tuple[Text, ...] = ()
    definitions: tuple[Definition, ...] = ()
    breaks: tuple[Break, ...] = ()
    footnotes: tuple[Text, ...] = ()
    care: Text | None = None  # how not to read it
    topic: str = ""
    breakdowns: tuple[tuple[str, Text], ...] = ()

    def label(self, breakdown: str) -> Text:
        """What a breakdown is called; one the series does not name keeps the name of its source."""
        named = {TOTAL: WHOLE, **dict(self.breakdowns)}
        return named.get(breakdown) or same(breakdown)

    @property
    def unit_name(self) -> Text:
        """The word for what is counted, without a number: 人, children."""
        return Text(*(form.replace("{n}", "").strip() for form in (self.unit.ja, self.unit.other)))

    def segment(self, year: int) -> int:
        """How many breaks lie at or before a year; years are comparable within one segment (§1.5)."""
        return sum(found.year <= year for found in self.breaks)

    def definition(self, year: int) -> Definition | None:
        in_force = [d for d in self.definitions if d.first is None or d.first <= year]
        return in_force[-1] if in_force else None


@dataclass(frozen=True, slots=True)
class Observation:
    """One published value. ``vintage`` is when, as exactly as known; ``published`` the day by which it was.

    ``value`` is None where the table printed a sign. ``period`` is a year's, or a span's.
    """

    series: str
    breakdown: str
    period: Period
    value: Decimal | None
    status: Status
    vintage: str
    published: date
    source: str
    derivation: str = ""
    approximate: bool = False
    confidentiality: Confidentiality = Confidentiality.FREE
    note: Text | None = None

    @property
    def cell(self) -> tuple[str, str, Period]:
        return (self.series, self.breakdown, self.period)


@dataclass(frozen=True, slots=True)
class Point:
    """The value that stands for one year, with the vintage it comes from."""

    year: int
    value: int
    vintage: str = ""
    provisional: bool = False


@dataclass(frozen=True)
class Line:
    """The known yearly values of one series, oldest first, and where its definition breaks."""

    series: Series
    points: tuple[Point, ...]

    @cached_property
    def by_year(self) -> dict[int, Point]:
        return {point.year: point for point in self.points}

    def segment(self, year: int) -> tuple[Point, ...]:
        """The points comparable with that year."""
        own = self.series.segment(year)
        return tuple(p for p in self.points if self.series.segment(p.year) == own)

    def until(self, year: int) -> tuple[Point, ...]:
        """The points comparable with that year, up to it."""
        return tuple(p for p in self.segment(year) if p.year <= year)

    def runs(self) -> list[tuple[Point, ...]]:
        """Points that a line may join: neighbouring years inside one segment (§1.5)."""
        runs: list[list[Point]] = []
        for point in self.points:
            if runs and self._joined(runs[-1][-1], point):
                runs[-1].append(point)
            else:
                runs.append([point])
        return [tuple(run) for run in runs]

    def _joined(self, before: Point, point: Point) -> bool:
        segment = self.series.segment
        return point.year == before.year + 1 and segment(point.year) == segment(before.year)
