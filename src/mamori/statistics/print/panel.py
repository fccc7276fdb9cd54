"""One plot: axes, bands, lines, marks, breaks and the few labels that are written beside their marks."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mamori.kernel.quantities import digits
from mamori.statistics.print import svg, wording
from mamori.statistics.print.picture import Mark, Picture, Shape
from mamori.statistics.print.records import plain, value_words
from mamori.statistics.print.scales import Box, Frame, crossed, ticks
from mamori.statistics.rules.series import Break

ROOM = 0.45  # of a year, before the first and behind the last
BEHIND_BREAK = 0.75  # of a year, where a break ends the axis
AXIS = 24  # px under the plot for the years
UNIT = 30  # px above the plot for the unit of count
GAP = 8  # px between words and what they stand beside
LEAST = 50  # px from one gridline to the next
TALL = 15  # px: a line of words as an obstacle
HIDES = 100  # a label that would cover another, or lie across a break, is left to the table

Place = tuple[
    float, float, str
]  # px to the right of a mark, px down, and which end of the words is there
ABOVE: tuple[Place, ...] = (
    (0, -14, "middle"), (0, 26, "middle"), (12, 5, "start"), (-12, 5, "end"),
    (6, -14, "end"), (-6, -14, "start"), (6, 26, "end"), (-6, 26, "start"),
)  # fmt: skip
BELOW: tuple[Place, ...] = ((12, 5, "start"), (0, 26, "middle"), (6, 26, "end"), (-6, 26, "start"))


@dataclass(frozen=True, slots=True)
class Head:
    """The words of one break, in lines, and how far down they begin."""

    found: Break
    lines: tuple[str, ...]
    at_right: bool
    top: float


@dataclass(frozen=True, slots=True)
class Panel:
    """A picture laid into a drawing of that width."""

    shown: Picture
    language: str
    frame: Frame
    heads: tuple[Head, ...]
    scale: tuple[Decimal, ...]
    width: float

    @property
    def bottom(self) -> float:
        return self.frame.bottom + AXIS

    def drawn(self) -> list[str]:
        return [*self._ground(), *self._axes(), *self._breaks(), *self._marks(), *self._labels()]

    def _ground(self) -> Iterator[str]:
        frame = self.frame
        for first, last in self.shown.stretches():
            left, right = frame.x(first - 0.42), frame.x(last + 0.42)
            yield svg.block(max(left, frame.left), frame.top, min(right, frame.right), frame.bottom)

    def _axes(self) -> Iterator[str]:
        frame = self.frame
        for value in self.scale:
            y, name = frame.y(value), "axis" if value == 0 else "grid"
            yield svg.rule(frame.left, y, frame.right, y, name)
            words = digits(value, self.language)
            yield svg.text(frame.left - GAP, y + 5, words, anchor="end")
        yield svg.text(0, frame.top - 14, unit_words(self.shown, self.language))
        for year in labelled_years(self.shown, frame, self.language):
            x = frame.x(year)
            yield svg.rule(x, frame.bottom, x, frame.bottom + 5, "axis")
            words = year_words(self.shown, year, self.language)
            yield svg.text(x, frame.bottom + AXIS - 3, words, anchor="middle")

    def _breaks(self) -> Iterator[str]:
        for head in self.heads:
            x = self.frame.x(head.found.year - 0.5)
            yield svg.rule(x, head.top, x, self.frame.bottom, "breakline")
            at, anchor = (x + GAP, "start") if head.at_right else (x - GAP, "end")
            for line, words in enumerate(head.lines):
                y, name = head.top + 12 + line * svg.LINE, "value" if line == 0 else "words"
                yield svg.text(at, y, words, name=name, anchor=anchor)

    def _marks(self) -> Iterator[str]:
        """Bands under lines under marks."""
        frame, shown, labelled = self.frame, self.shown, labelled_marks(self.shown)
        for run in (*shown.runs, *((mark,) for mark in shown.marks if mark.shape is Shape.DIAMOND)):
            yield from self._band(run)
        yield from (svg.polyline([*map(self._at, run)]) for run in shown.runs if len(run) > 1)
        for mark in shown.marks:
            for earlier in mark.replaced:
                yield svg.diamond(frame.x(mark.year), frame.y(earlier.value or 0))
        for mark in shown.marks:
            yield _shape(mark, *self._at(mark), large=mark in labelled)
        yield from (svg.square(x, y) for x, y, _ in self._carried())

    def _band(self, run: tuple[Mark, ...]) -> Iterator[str]:
        """What chance alone may do to each count; it ends where the line ends."""
        frame = self.frame
        stretch: list[tuple[float, float, float]] = []
        for mark in (*run, None):
            if mark is not None and mark.low is not None and mark.high is not None:
                stretch.append((frame.x(mark.year), frame.y(mark.low), frame.y(mark.high)))
                continue
            if len(stretch) == 1:
                x, low, high = stretch[0]
                stretch = [(x - 3, low, high), (x + 3, low, high)]
            if stretch:
                upper = [(x, high) for x, _, high in stretch]
                yield svg.area(upper + [(x, low) for x, low, _ in reversed(stretch)])
            stretch = []

    def _carried(self) -> Iterator[tuple[float, float, Decimal]]:
        """The old way's values of the first years counted the new way: squares that no line joins."""
        for found in self.shown.breaks:
            before = self.shown.before(found)
            if before is not None:
                yield self.frame.x(found.year), self.frame.y(before), before

    def _labels(self) -> Iterator[str]:
        taken = [self._unit_box(), *(_around(x, y) for x, y, _ in self._carried())]
        marks = [_around(*self._at(mark)) for mark in self.shown.marks]
        lines = [[self._at(mark) for mark in run] for run in self.shown.runs]
        rules = [self.frame.x(head.found.year - 0.5) for head in self.heads]
        wanted = [
            (x, y, digits(Decimal(plain(value)), self.language), BELOW)
            for x, y, value in self._carried()
        ] + [
            (*self._at(mark), value_words(mark.observation, self.language), ABOVE)
            for mark in labelled_marks(self.shown)
        ]
        for x, y, words, places in wanted:
            wide = svg.width_of(words) + 2
            costs = {
                place: self._cost(x, _words_box(x, y, place, wide), taken, marks, lines, rules)
                + at / 2
                for at, place in enumerate(places)
            }
            place = min(costs, key=lambda each: costs[each])
            if costs[place] < HIDES:
                taken.append(_words_box(x, y, place, wide))
                name = "value" if places is ABOVE else "words"
                right, down, anchor = place
                yield svg.text(x + right, y + down, words, name=name, anchor=anchor)

    def _cost(
        self,
        x: float,
        box: Box,
        taken: list[Box],
        marks: list[Box],
        lines: list[list[tuple[float, float]]],
        rules: list[float],
    ) -> float:
        """What words in that place would hide."""
        outside = (
            box.left < self.frame.left - 2
            or box.right > self.width
            or box.bottom > self.frame.bottom
        )
        return (
            HIDES * outside
            + HIDES * sum(min(x, box.left) < rule < max(x, box.right) for rule in rules)
            + HIDES * sum(box.meets(other) for other in taken)
            + HIDES / 3 * sum(box.meets(other) for other in marks)
            + min(4 * crossed(box, lines), HIDES / 3)
        )

    def _unit_box(self) -> Box:
        words = unit_words(self.shown, self.language)
        return Box(0, self.frame.top - 28, svg.width_of(words), self.frame.top - 10)

    def _at(self, mark: Mark) -> tuple[float, float]:
        return self.frame.x(mark.year), self.frame.y(mark.value)


def panel(
    shown: Picture,
    language: str,
    *,
    width: float,
    height: float,
    top: float = 0,
    years: range | None = None,
) -> Panel:
    """``height``: of the plot alone. ``years``: of an axis that several panels share."""
    years = years or shown.years
    whole = all(isinstance(mark.value, int) for mark in shown.marks)
    scale = ticks(*_extent(shown), whole=whole, at_most=max(2, int(height / LEAST)))
    left = max(svg.width_of(digits(value, language)) for value in scale) + 10
    ends_in_break = any(found.year == years[-1] + 1 for found in shown.breaks)
    first, last = years[0] - ROOM, years[-1] + (BEHIND_BREAK if ends_in_break else ROOM)
    low, high = float(scale[0]), float(scale[-1])
    behind = svg.width_of(value_words(shown.marks[-1].observation, language)) / 2
    flat = Frame(max(left, 44), width - max(8, behind - 4), 0, 1, first, last, low, high)
    heads = tuple(_heads(shown, language, flat, top))
    words = max((h.top + len(h.lines) * svg.LINE for h in heads), default=top)
    upper = words + UNIT
    frame = Frame(flat.left, flat.right, upper, upper + height, first, last, low, high)
    return Panel(shown, language, frame, heads, tuple(scale), width)


def _extent(shown: Picture) -> tuple[float, float]:
    values = [float(mark.value) for mark in shown.marks]
    values += [mark.high for mark in shown.marks if mark.high is not None]
    values += [float(each.value or 0) for mark in shown.marks for each in mark.replaced]
    values += [float(shown.before(found) or 0) for found in shown.breaks]
    return min(values), max(values)


def _heads(shown: Picture, language: str, frame: Frame, top: float) -> Iterator[Head]:
    """The words of each break under those of the one before, on the side that has more room.

    The rule of the one before stands from its own words down, so that later words end at it.
    """
    before = 0.0
    for found in shown.breaks:
        x = frame.x(found.year - 0.5)
        at_right = frame.right - x >= x - before
        room = (frame.right - x if at_right else x - before) - 2 * GAP
        what = svg.wrapped(found.what.in_(language), room, language)
        lines = (year_words(shown, found.year, language), *what)
        yield Head(found, lines, at_right, top)
        top, before = top + len(lines) * svg.LINE + 4, x


def labelled_marks(shown: Picture) -> list[Mark]:
    """The last, the first, the highest of each segment (§1.5), and what stands beside an old way's value."""
    marks = {mark.year: mark for mark in shown.marks}
    years = [shown.marks[-1].year, shown.marks[0].year]
    years += [
        max(segment, key=lambda mark: (mark.value, mark.year)).year for segment in shown.segments()
    ]
    years += [found.year for found in shown.breaks if shown.before(found) is not None]
    return [marks[year] for year in dict.fromkeys(years) if year in marks]


def labelled_years(shown: Picture, frame: Frame, language: str) -> list[int]:
    """The first year of the axis, and every so many after it as its words have room."""
    first, last = round(frame.first + ROOM), int(frame.last)
    years = range(first, last + 1)
    widest = max(svg.width_of(year_words(shown, year, language)) for year in years) + 12
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100) if s * frame.year >= widest)
    return [year for year in years if (year - first) % step == 0]


def year_words(shown: Picture, year: int, language: str) -> str:
    """A year as its basis names it: never a calendar one as a fiscal one (§1.3)."""
    return wording.TICKS[shown.series.basis].format(year).in_(language)


def unit_words(shown: Picture, language: str) -> str:
    return "".join(shown.series.unit.around(language, Decimal(2))).strip()


def _shape(mark: Mark, x: float, y: float, *, large: bool) -> str:
    if mark.shape is Shape.DIAMOND:
        return svg.diamond(x, y)
    if mark.shape is Shape.RING:
        return svg.ring(x, y, 5.5 if large else 4.5)
    return svg.dot(x, y, 5.5 if large else 4)


def _around(x: float, y: float) -> Box:
    return Box(x - 6, y - 6, x + 6, y + 6)


def _words_box(x: float, y: float, place: Place, wide: float) -> Box:
    right, down, anchor = place
    left = x + right - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
    return Box(left, y + down - TALL + 3, left + wide, y + down + 3)
