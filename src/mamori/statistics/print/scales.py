"""From years and values to places on the drawing, in pixels."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor, log10

STEPS = (1, 2, 5, 10)


def ticks(low: float, high: float, *, whole: bool = True, at_most: int = 5) -> list[Decimal]:
    """Round numbers from zero (§8.2), or from below it, to the first at or above the highest value.

    ``at_most``: how many there may be above the first, give or take one.
    """
    span = max(high, 0) - min(low, 0) or 1
    rough = span / at_most
    power = floor(log10(rough))
    factor = next(s for s in STEPS if s * 10.0**power >= rough * 0.999999)
    step = Decimal(factor).scaleb(power)
    if step >= 1 or whole:
        step = Decimal(max(int(step), 1))
    first, last = floor(min(low, 0) / float(step)), max(ceil(high / float(step) - 1e-9), 1)
    return [step * at for at in range(first, last + 1)]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a plot lies, what years it spans (with room at either end) and what values."""

    left: float
    right: float
    top: float
    bottom: float
    first: float
    last: float
    low: float
    high: float

    def x(self, year: float) -> float:
        return self.left + (year - self.first) / (self.last - self.first) * (self.right - self.left)

    def y(self, value: float | Decimal) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return self.bottom - share * (self.bottom - self.top)

    @property
    def year(self) -> float:
        """The width of one year."""
        return (self.right - self.left) / (self.last - self.first)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that words or marks take up."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def crossed(box: Box, lines: Iterable[list[tuple[float, float]]], steps: int = 16) -> int:
    """How many sampled points of some lines lie under a box."""
    return sum(
        box.holds(x0 + (x1 - x0) * at / steps, y0 + (y1 - y0) * at / steps)
        for line in lines
        for (x0, y0), (x1, y1) in pairwise(line)
        for at in range(steps + 1)
    )
