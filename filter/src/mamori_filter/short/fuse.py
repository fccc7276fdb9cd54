"""A 3-wise binary fuse filter over 64-bit fingerprints (Graf and Lemire, "Binary Fuse Filters: Fast and Smaller
Than Xor Filters", 2022). The native core's twin: both make the same octets. Layout and sums: §9.2."""

import math
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from mamori_filter.lists.fingerprints import WHOLE

try:
    from mamori_filter import _native
except ImportError:  # no compiler was there at install
    _native = None  # type: ignore[assignment]

LONGEST_SEGMENT = 1 << 18
TRIES = 4  # seeds for one size before the array grows by a segment
_TYPES = {1: "B", 2: "H"}


@dataclass(frozen=True, slots=True)
class Shape:
    """``segment`` and ``size`` in cells, ``width`` in octets a cell."""

    seed: int
    segment: int
    size: int
    width: int

    @property
    def sound(self) -> bool:
        power = self.segment > 0 and self.segment & (self.segment - 1) == 0
        whole = power and self.size % self.segment == 0 and self.size // self.segment >= 3
        return whole and self.segment <= LONGEST_SEGMENT and self.width in _TYPES

    def hash(self, fingerprint: int) -> int:
        h = (fingerprint + self.seed) & WHOLE
        h = (h ^ h >> 33) * 0xFF51AFD7ED558CCD & WHOLE
        h = (h ^ h >> 33) * 0xC4CEB9FE1A85EC53 & WHOLE
        return h ^ h >> 33

    def places(self, hashed: int) -> tuple[int, int, int]:
        segment, mask = self.segment, self.segment - 1
        first = hashed * (self.size - 2 * segment) >> 64
        return (
            first,
            first + segment ^ hashed >> 18 & mask,
            first + 2 * segment ^ hashed & mask,
        )

    def mark(self, hashed: int) -> int:
        return (hashed ^ hashed >> 32) & ((1 << 8 * self.width) - 1)


class Fuse:
    """The cells of a filter; asked without unpacking."""

    def __init__(self, shape: Shape, cells: bytes | memoryview) -> None:
        self._shape = shape
        octets = memoryview(cells)
        self._cells = octets.cast("B") if shape.width == 1 else octets.cast("H")

    def has(self, fingerprint: int) -> bool:
        """True for every fingerprint of the list, and for one in 2^bits of all others."""
        hashed = self._shape.hash(fingerprint)
        one, two, three = self._shape.places(hashed)
        cells = self._cells
        return self._shape.mark(hashed) == cells[one] ^ cells[two] ^ cells[three]


def build(fingerprints: "array[int]", width: int) -> tuple[Shape, bytes]:
    """The smallest array that serves, sizes and seeds tried in order: of the same distinct fingerprints
    always the same octets."""
    for shape in _shapes(len(fingerprints), width):
        cells = _fill(fingerprints, shape)
        if cells is not None:
            return shape, cells
    raise AssertionError("sizes have no end")


def fill(fingerprints: "array[int]", shape: Shape) -> bytes | None:
    """The cells for one seed and size; None where these do not serve."""
    order = _peel(fingerprints, shape)
    if order is None:
        return None
    cells = array(_TYPES[shape.width], bytes(shape.size * shape.width))
    for hashed, place in reversed(order):
        one, two, three = shape.places(hashed)
        cells[place] = shape.mark(hashed) ^ cells[one] ^ cells[two] ^ cells[three]
    return cells.tobytes()


def _peel(fingerprints: "array[int]", shape: Shape) -> list[tuple[int, int]] | None:
    """The order in which each fingerprint has a cell of its own left, taken from the highest."""
    counts, sums = [0] * shape.size, [0] * shape.size
    for fingerprint in fingerprints:
        hashed = shape.hash(fingerprint)
        for place in shape.places(hashed):
            counts[place] += 1
            sums[place] ^= hashed
    alone = [place for place, found in enumerate(counts) if found == 1]
    order: list[tuple[int, int]] = []
    while alone:
        taken = alone.pop()
        if counts[taken] != 1:
            continue
        hashed = sums[taken]
        order.append((hashed, taken))
        for place in shape.places(hashed):
            sums[place] ^= hashed
            counts[place] -= 1
            if counts[place] == 1:
                alone.append(place)
    return order if len(order) == len(fingerprints) else None


def _native_fill(fingerprints: "array[int]", shape: Shape) -> bytes | None:
    return _native.fuse(fingerprints, shape.width, shape.segment, shape.size, shape.seed)


_fill = fill if _native is None else _native_fill


def _shapes(number: int, width: int) -> Iterator[Shape]:
    """From the size the authors give for long lists up, segment by segment."""
    segment = segment_for(number)
    least = max(3, math.ceil(number * 1.125 / segment))
    for segments in count(least):
        for seed in range(TRIES):
            yield Shape(seed, segment, segments * segment, width)


def segment_for(number: int) -> int:
    """Cells of a segment for so many fingerprints: a power of two."""
    if number < 2:
        return 4
    return min(LONGEST_SEGMENT, 1 << math.floor(math.log(number) / math.log(3.33) + 2.25))
