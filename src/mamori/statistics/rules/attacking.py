"""What a reader who knows every published figure, and the rule, can work out about those kept secret.

Policy: docs/policy/statistics.md, paragraphs 6.4, 6.5 and 6.10. Counts are whole and not negative, and each
total is the sum of its parts. The bounds found are true ones: no secret count lies outside. They need not be
the narrowest: that a count is safe is shown by the blocks of suppression.py; this finds what is not.
"""

from collections.abc import Iterable, Mapping
from math import gcd

from mamori.statistics.rules.cells import (
    Key,
    Method,
    Published,
    Rule,
    equations,
    is_margin,
)
from mamori.statistics.rules.rounding import could_be
from mamori.statistics.rules.series import Confidentiality

Bound = tuple[int, int | None]  # lowest and highest; None: no limit
Equation = tuple[dict[Key, int], int]  # the cells times their factors, together, give the number
SOLVED = 400  # unknowns up to which equations are also combined, not only taken one by one
SUM, TWICE, REST = "\x00sum", "\x00twice", "\x00rest"  # cells in thought only
ROUNDS = 50  # looks at each equation, on average; bounds left wide are still true


def bounds(
    published: Mapping[Key, Published], rule: Rule | None = None, additive: bool = True
) -> dict[Key, Bound]:
    """The lowest and highest value each cell can have. A cell that is not there counts nobody.

    With ``rule`` the attacker also knows what it says: what the marks mean, or how counts are rounded.
    Where one person may stand under several values (``additive`` False), a total is at least each part and
    at most their sum.
    """
    known = {key: told(key, cell, rule) for key, cell in published.items()}
    ties = [(total, parts) for total, parts in equations(published) if total in known]
    if not additive:
        ties = _loosened(known, ties)
    narrowed = tightened(known, ties)
    return {key: narrowed[key] for key in published}


def _loosened(
    known: dict[Key, Bound], ties: list[tuple[Key, list[Key]]]
) -> list[tuple[Key, list[Key]]]:
    """The same ties with room between a total and its parts: cells that stand for those counted twice."""
    loose = []
    for number, (total, parts) in enumerate(ties):
        whole, twice = (SUM, str(number), *total), (TWICE, str(number), *total)
        known[whole] = known[twice] = (0, None)
        loose += [(whole, parts), (whole, [total, twice])]
        for part in parts:
            rest = (REST, str(number), *part)
            known[rest] = (0, None)
            loose.append((total, [part, rest]))
    return loose


def tightened(
    known: Mapping[Key, Bound], ties: Iterable[tuple[Key, list[Key]]]
) -> dict[Key, Bound]:
    """The bounds once every total has been held against its parts, and the sums against each other."""
    ranges = dict(known)
    sums = [_without_known(total, parts, ranges) for total, parts in ties]
    open_keys = {key for factors, _ in sums for key in factors}
    if len(open_keys) <= SOLVED:
        sums += _combined(sums)
    _narrow(ranges, [each for each in sums if each[0]])
    return ranges


def pinned(ranges: Mapping[Key, Bound], possible: int, keys: Iterable[Key]) -> list[Key]:
    """The keys among those given for which fewer values than ``possible`` are left."""
    return [
        key
        for key in keys
        if (high := ranges[key][1]) is not None and high - ranges[key][0] + 1 < possible
    ]


def told(key: Key, cell: Published, rule: Rule | None) -> Bound:
    """What one cell tells by itself."""
    if rule is None:
        return (0, None) if cell.value is None else (cell.value, cell.value)
    if cell.value is not None:
        rounded = rule.method is Method.ROUND
        return could_be(key, cell.value, rule.base) if rounded else (cell.value, cell.value)
    if rule.method is Method.ROUND:
        return 0, None
    if is_margin(key):
        return 1, None
    if cell.confidentiality is Confidentiality.INTERNAL:
        return 1, rule.threshold - 1
    return rule.threshold, None


def _without_known(total: Key, parts: list[Key], ranges: Mapping[Key, Bound]) -> Equation:
    """One sum as an equation in the cells that are open: the parts less the total."""
    factors, rest = {}, 0
    for key, factor in ((total, -1), *((part, 1) for part in parts)):
        low, high = ranges[key]
        if low == high:
            rest -= factor * low
        else:
            factors[key] = factor
    return factors, rest


def _combined(sums: list[Equation]) -> list[Equation]:
    """The equations solved as far as they can be: each gives one cell by cells that stay free."""
    solved: dict[Key, Equation] = {}
    for equation in sums:
        for key in [k for k in equation[0] if k in solved]:
            equation = _eliminated(equation, solved[key], key)
        if not equation[0]:
            continue
        pivot = next(iter(equation[0]))
        for key, other in solved.items():
            if pivot in other[0]:
                solved[key] = _eliminated(other, equation, pivot)
        solved[pivot] = equation
    return list(solved.values())


def _eliminated(equation: Equation, by: Equation, key: Key) -> Equation:
    """The equation without one cell, with whole factors as small as can be."""
    (factors, value), (others, value_there) = equation, by
    own, theirs = others[key], factors[key]
    changed = {
        each: factor
        for each in factors.keys() | others.keys()
        if (factor := own * factors.get(each, 0) - theirs * others.get(each, 0))
    }
    value = own * value - theirs * value_there
    shared = gcd(value, *changed.values()) or 1
    return {each: factor // shared for each, factor in changed.items()}, value // shared


def _narrow(ranges: dict[Key, Bound], sums: list[Equation]) -> None:
    """Hold each equation against the bounds of its cells until nothing gets narrower."""
    at: dict[Key, list[int]] = {}
    for number, (factors, _) in enumerate(sums):
        for key in factors:
            at.setdefault(key, []).append(number)
    waiting = dict.fromkeys(range(len(sums)))
    for _ in range(ROUNDS * len(sums)):
        if not waiting:
            return
        number = next(iter(waiting))
        del waiting[number]
        for key in _narrow_by(ranges, *sums[number]):
            waiting.update(dict.fromkeys(at[key]))


def _narrow_by(ranges: dict[Key, Bound], factors: dict[Key, int], value: int) -> list[Key]:
    """Solve one equation for each of its cells with the others at their ends; the keys that changed."""
    lows, highs = _Ends(), _Ends()
    for key, factor in factors.items():
        low, high = ranges[key]
        lows.add(key, factor, low if factor > 0 else high)
        highs.add(key, factor, high if factor > 0 else low)
    changed = []
    for key, factor in factors.items():
        least, most = highs.without(key), lows.without(key)
        if factor < 0:
            least, most = most, least
        low, high = before = ranges[key]
        if least is not None:
            low = max(low, -((least - value) // factor))
        if most is not None:
            top = (value - most) // factor
            high = top if high is None else min(high, top)
        if (low, high) != before:
            if high is not None and high < low:
                raise ValueError(f"no counts give these figures: {key}")
            ranges[key] = (low, high)
            changed.append(key)
    return changed


class _Ends:
    """The sum of all cells of an equation at one end, from which single cells can be left out."""

    def __init__(self) -> None:
        self.total = 0
        self.own: dict[Key, int] = {}
        self.unlimited: set[Key] = set()

    def add(self, key: Key, factor: int, end: int | None) -> None:
        if end is None:
            self.unlimited.add(key)
        else:
            self.own[key] = factor * end
            self.total += factor * end

    def without(self, key: Key) -> int | None:
        """None: without limit."""
        if self.unlimited - {key}:
            return None
        return self.total - self.own.get(key, 0)
