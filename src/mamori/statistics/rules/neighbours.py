"""A slip of the unit: a value about a thousand or ten thousand times its neighbours, or a thousandth of them.

Policy: docs/policy/statistics.md, §3.13. It is a warning, since small counts do jump.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from operator import attrgetter

from mamori.kernel.text import Text
from mamori.statistics.rules.comparing import Observations
from mamori.statistics.rules.findings import Finding, Place, finding

FACTORS = (1_000, 10_000)  # §3.13 千 and 万
WIDTH = 2  # §3.13 a slip is within twice and half of the factor
NEAR = 2  # §3.13 years looked at before and after
LEAST = FACTORS[0] // WIDTH

_LINE = attrgetter("series", "breakdown")
_VALUE = attrgetter("value")

Known = tuple[date, Decimal, int]  # first day, value, number of the row or -1 where held


def slips(
    rows: Observations, held: Observations, where: Callable[[int], Place]
) -> Iterator[tuple[int, Finding]]:
    for known in _lines(rows, held):
        for position, (_, value, index) in enumerate(known):
            if index < 0:
                continue
            near = _slip(known, position)
            if near is not None:
                yield index, finding(
                    "unit_slip", where(index), value=f"{value:,}",
                    neighbour=f"{near:,}", factor=_factor(value, near),
                )  # fmt: skip


def _lines(rows: Observations, held: Observations) -> Iterator[list[Known]]:
    """The known values of each series and breakdown, oldest first, where any lie far enough apart."""
    far = _far_apart(rows, held)
    if not far:
        return
    lines: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for index, one in enumerate(rows):
        if one.value and (one.series, one.breakdown) in far:
            lines[one.series, one.breakdown].append((one.period.first, one.value, index))
    for one in held:
        if one.value and (one.series, one.breakdown) in far:
            lines[one.series, one.breakdown].append((one.period.first, one.value, -1))
    for known in lines.values():
        yield sorted(known, key=lambda one: one[0])


def _far_apart(rows: Observations, held: Observations) -> set[tuple[str, str]]:
    """A quick look: the series and breakdowns whose largest value could be a slip of the smallest.

    Of what is held one known value of each is enough: within what is held no slip is looked for.
    """
    if _all_near(rows, held):
        return set()
    values: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for line, value in zip(map(_LINE, rows), map(_VALUE, rows), strict=True):
        if value:
            values[line].append(value)
    known = [one for one in held if one.value]
    reference = dict(zip(map(_LINE, known), map(_VALUE, known), strict=True))
    far = set()
    for line, some in values.items():
        if line in reference:
            some.append(reference[line])
        low = min(some)
        if max(max(some), -low) >= LEAST * (low if low > 0 else min(map(abs, some))):
            far.add(line)
    return far


def _all_near(rows: Observations, held: Observations) -> bool:
    """A still quicker look: no value of all is far from any other, whatever their lines."""
    sizes = {abs(value) for some in (rows, held) for value in some.values if value}
    return not sizes or max(sizes) < LEAST * min(sizes)


def _slip(known: list[Known], position: int) -> Decimal | None:
    """The neighbour it slipped from: all near it in the file say so, or all held near it do (§3.13)."""
    first, value, index = known[position]
    begin = bisect_left(known, first.year - NEAR, key=_year)
    end = bisect_right(known, first.year + NEAR, begin, key=_year)
    near = [one for one in known[begin:end] if one[2] != index]
    for ours in (True, False):
        some = [one[1] for one in near if (one[2] >= 0) is ours]
        if some and all(_slipped(value, other) for other in some):
            return some[0]
    return None


def _year(one: Known) -> int:
    return one[0].year


def _slipped(value: Decimal, other: Decimal) -> bool:
    large, small = max(abs(value), abs(other)), min(abs(value), abs(other))
    return any(
        factor * small <= WIDTH * large and large <= WIDTH * factor * small for factor in FACTORS
    )


def _factor(value: Decimal, near: Decimal) -> Text:
    large, small = max(abs(value), abs(near)), min(abs(value), abs(near))
    nearest = min(FACTORS, key=lambda factor: abs(large / small - factor))
    if abs(value) > abs(near):
        return Text(f"{nearest:,}倍", f"{nearest:,} times")
    return Text(f"{nearest:,}分の1", f"1/{nearest:,} of")
