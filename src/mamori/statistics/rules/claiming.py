"""What the figures of a series bear out for one year: found and tested, without words.

Policy: docs/policy/statistics.md, section 4. The words are in ``sentences``, both joined in ``claims``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from mamori.statistics.rules.exact import Trend, equal_counts, mann_kendall
from mamori.statistics.rules.series import Line, Point

Window = tuple[int, int]  # first and last year, both counted in

LEVEL = 0.05  # §4.2
LEAST_YEARS = 5  # §4.3
LEAST_RISES = 2  # §4.5


class Kind(StrEnum):
    """The closed vocabulary (§4.1)."""

    NEW_HIGH = "new_high"
    NEW_LOW = "new_low"
    RISEN_K_YEARS = "risen_k_years"
    RISING_TREND = "rising_trend"
    FALLING_TREND = "falling_trend"
    HIGHER_THAN_PREVIOUS = "higher_than_previous"
    NO_CLEAR_CHANGE = "no_clear_change"
    BACK_TO_LEVEL_OF = "back_to_level_of"
    NOT_COMPARABLE = "not_comparable"


class Test(StrEnum):
    __test__ = False  # no test case of pytest's

    NONE = ""
    POISSON = "exact_conditional_poisson_two_sided"
    MANN_KENDALL = "exact_mann_kendall_two_sided"


class Why(StrEnum):
    """Why a claim does not hold."""

    AFTER_BREAK = "after_break"
    ALONE = "alone"
    BEFORE_UNKNOWN = "before_unknown"
    PASSED = "passed"
    EQUALLED = "equalled"
    FEW = "few"
    CHANCE = "chance"
    OTHER_WAY = "other_way"
    LOWER = "lower"
    CLEARLY_LOWER = "clearly_lower"
    CLEARLY_HIGHER = "clearly_higher"
    SAME = "same"
    ONE_RISE = "one_rise"
    NO_RISE = "no_rise"
    GAP = "gap"
    NO_LEVEL = "no_level"
    OTHER_LEVEL = "other_level"
    NEVER_AWAY = "never_away"
    NO_BREAK = "no_break"


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim as found. ``inputs`` oldest first, the year itself last; ``why`` is None where it holds.

    ``against``: the point that decides it, such as the year before or the high until then.
    """

    kind: Kind
    year: int
    why: Why | None
    inputs: tuple[Point, ...]
    window: Window | None = None
    test: Test = Test.NONE
    p: float | None = None
    against: Point | None = None
    trend: Trend | None = None

    @property
    def holds(self) -> bool:
        return self.why is None

    @property
    def point(self) -> Point:
        return self.inputs[-1]

    @property
    def gaps(self) -> tuple[int, ...]:
        """The years of the window whose value is not known."""
        if self.window is None:
            return ()
        known = {p.year for p in self.inputs}
        return tuple(y for y in range(self.window[0], self.window[1] + 1) if y not in known)


def finding(line: Line, kind: Kind, year: int, window: Window | None = None) -> Finding:
    """One claim. The year and the window have been checked (in ``claims``)."""
    return FINDERS[kind](line, kind, year, window)


def starts_segment(line: Line, year: int) -> bool:
    """The year is the first known one after a break: nothing before it is comparable (§4.7)."""
    return line.series.segment(year) > 0 and len(line.until(year)) == 1


def _within(line: Line, year: int, window: Window | None) -> tuple[Point, ...]:
    return tuple(p for p in line.until(year) if window is None or p.year >= window[0])


def _spanned(points: Sequence[Point]) -> Window | None:
    return (points[0].year, points[-1].year) if len(points) > 1 else None


def _alone(line: Line, year: int) -> Why:
    return Why.AFTER_BREAK if starts_segment(line, year) else Why.ALONE


def _extreme(line: Line, kind: Kind, year: int, window: Window | None) -> Finding:
    """Strictly above (below) every other known year of the window (§4.4)."""
    points = _within(line, year, window)
    if len(points) == 1:
        return Finding(kind, year, _alone(line, year), points)
    sign = 1 if kind is Kind.NEW_HIGH else -1
    *earlier, own = points
    best = max(earlier, key=lambda p: (sign * p.value, p.year))
    why = None
    if sign * best.value >= sign * own.value:
        why = Why.EQUALLED if best.value == own.value else Why.PASSED
    return Finding(kind, year, why, points, _spanned(points), against=best)


def _trend(line: Line, kind: Kind, year: int, window: Window | None) -> Finding:
    points = _within(line, year, window)
    if len(points) < LEAST_YEARS:
        why = Why.AFTER_BREAK if starts_segment(line, year) else Why.FEW
        return Finding(kind, year, why, points, _spanned(points))
    found = mann_kendall([p.value for p in points])
    along = found.s if kind is Kind.RISING_TREND else -found.s
    chance = None if found.two_sided <= LEVEL else Why.CHANCE
    return Finding(
        kind,
        year,
        Why.OTHER_WAY if along <= 0 else chance,
        points,
        _spanned(points),
        Test.MANN_KENDALL,
        found.two_sided,
        against=points[-2],
        trend=found,
    )


def _year_before(line: Line, kind: Kind, year: int, window: Window | None) -> Finding:
    """Both claims that compare with the year before (§4.2)."""
    own, before = line.by_year[year], line.by_year.get(year - 1)
    if line.series.segment(year) != line.series.segment(year - 1) or starts_segment(line, year):
        return Finding(kind, year, Why.AFTER_BREAK, (own,))
    if before is None:
        return Finding(kind, year, Why.BEFORE_UNKNOWN, (own,))
    p = equal_counts(before.value, own.value)
    why = _not_higher(before, own, p)
    if kind is Kind.NO_CLEAR_CHANGE:
        clear = Why.CLEARLY_HIGHER if own.value > before.value else Why.CLEARLY_LOWER
        why = clear if p <= LEVEL else None
    return Finding(kind, year, why, (before, own), (year - 1, year), Test.POISSON, p, before)


def _not_higher(before: Point, own: Point, p: float) -> Why | None:
    if own.value > before.value:
        return None if p <= LEVEL else Why.CHANCE
    if own.value == before.value:
        return Why.SAME
    return Why.CLEARLY_LOWER if p <= LEVEL else Why.LOWER


def _risen(line: Line, kind: Kind, year: int, window: Window | None) -> Finding:
    """Every step a rise, between neighbouring years (§4.5). Without a window: as far back as it goes."""
    if window is not None:
        return _risen_over(line, kind, year, window)
    run = [line.by_year[year]]
    for earlier in reversed(line.until(year)[:-1]):
        if earlier.year != run[0].year - 1 or earlier.value >= run[0].value:
            break
        run.insert(0, earlier)
    if len(run) > LEAST_RISES:
        return Finding(kind, year, None, tuple(run), _spanned(run), against=run[-2])
    before = line.by_year.get(run[0].year - 1)
    if len(run) == 1:
        found = _year_before(line, kind, year, None)
        why = found.why if before is None or len(found.inputs) == 1 else Why.NO_RISE
        return Finding(kind, year, why, found.inputs, found.window, against=found.against)
    return Finding(kind, year, Why.ONE_RISE, tuple(run), _spanned(run), against=run[0])


def _risen_over(line: Line, kind: Kind, year: int, window: Window) -> Finding:
    points = _within(line, year, window)
    fell = [a for a, b in pairwise(points) if b.value <= a.value]
    why = None
    if fell:
        why = Why.NO_RISE
    elif len(points) <= window[1] - window[0]:
        why = Why.GAP
    elif len(points) <= LEAST_RISES:
        why = Why.ONE_RISE
    return Finding(kind, year, why, points, window, against=fell[-1] if fell else points[0])


def _back(line: Line, kind: Kind, year: int, window: Window | None) -> Finding:
    """Not clearly different from an earlier year, and clearly away in every year between (§4.6)."""
    points = line.until(year)
    if window is not None:
        return _back_to(kind, _within(line, year, window))
    for start in range(len(points) - 3, -1, -1):
        found = _back_to(kind, points[start:])
        if found.holds:
            return found
    why = Why.AFTER_BREAK if starts_segment(line, year) else Why.NO_LEVEL
    return Finding(kind, year, why, (line.by_year[year],))


def _back_to(kind: Kind, points: Sequence[Point]) -> Finding:
    level, *between, own = points
    p = equal_counts(level.value, own.value)
    away = [_side(level, each) for each in between]
    if p <= LEVEL:
        why: Why | None = Why.OTHER_LEVEL
    elif away and away[0] and len({*away, *(_side(own, each) for each in between)}) == 1:
        why = None
    else:
        why = Why.NEVER_AWAY
    return Finding(kind, own.year, why, tuple(points), _spanned(points), Test.POISSON, p, level)


def _side(level: Point, other: Point) -> int:
    """1 clearly above, -1 clearly below, 0 neither."""
    if equal_counts(level.value, other.value) > LEVEL:
        return 0
    return 1 if other.value > level.value else -1


def _break(line: Line, kind: Kind, year: int, window: Window | None) -> Finding:
    """A break lies in the window; without one, between the year and the known year before it (§4.7)."""
    own = line.by_year[year]
    if window is None:
        why = None if starts_segment(line, year) else Why.NO_BREAK
        return Finding(kind, year, why, (own,))
    crossed = line.series.segment(window[0]) != line.series.segment(year)
    return Finding(kind, year, None if crossed else Why.NO_BREAK, (own,), window)


FINDERS: dict[Kind, Callable[[Line, Kind, int, Window | None], Finding]] = {
    Kind.NEW_HIGH: _extreme,
    Kind.NEW_LOW: _extreme,
    Kind.RISEN_K_YEARS: _risen,
    Kind.RISING_TREND: _trend,
    Kind.FALLING_TREND: _trend,
    Kind.HIGHER_THAN_PREVIOUS: _year_before,
    Kind.NO_CLEAR_CHANGE: _year_before,
    Kind.BACK_TO_LEVEL_OF: _back,
    Kind.NOT_COMPARABLE: _break,
}
