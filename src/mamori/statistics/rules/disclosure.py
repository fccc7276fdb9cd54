"""The one door through which counts leave: small ones are suppressed or rounded, and what would tell them.

Policy: docs/policy/statistics.md, section 6.
"""

from collections.abc import Collection, Iterator
from itertools import product

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.statistics.rules.attacking import bounds, pinned
from mamori.statistics.rules.cells import (
    PRIMARY,
    SECONDARY,
    Counts,
    Key,
    Method,
    Published,
    Rule,
    equations,
    is_margin,
    margins,
    occurring,
    shown,
)
from mamori.statistics.rules.rounding import rounded, withheld
from mamori.statistics.rules.suppression import Exposed, hidden

__all__ = [
    "Counts",
    "Exposed",
    "Key",
    "Method",
    "NotAdditive",
    "Published",
    "Rule",
    "TooFew",
    "concentrated",
    "margins",
    "protect",
]


TOLD_APART = 2  # §6.10


class NotAdditive(Refused):
    """A total is not the sum of its parts, or a count is negative."""

    code = "counts_not_additive"

    def __init__(self, key: Key) -> None:
        super().__init__(
            Text(
                ja="表の合計と内訳が合わないため、秘匿の処理ができない:{}。",
                en="The table cannot be protected: a total is not the sum of its parts: {}.",
            ).format(_named(key))
        )


class TooFew(Refused):
    """All that a table breaks down is itself too few."""

    code = "too_few_to_break_down"

    def __init__(self, threshold: int) -> None:
        super().__init__(
            Text(
                ja="総数が{}未満のため、内訳の表は公表できない。",
                en="The whole is under {}: it is not published broken down.",
            ).format(threshold)
        )


def protect(
    counts: Counts, rule: Rule, *, held: Collection[Key] = (), out: Collection[Key] = ()
) -> dict[Key, Published]:
    """What may leave of a table with all its margins.

    ``held``: keys that must be kept secret whatever they count. ``out``: keys shown elsewhere already, which
    can no longer be kept secret. Raises NotAdditive, TooFew, and with ``out`` Exposed. Rounded tables are
    filled up: every combination of the values that occur is there (§6.9).
    """
    uneven = _uneven(counts, rule)
    if rule.method is Method.ROUND:
        return _rounded(counts, rule, uneven, held, out)
    if uneven:
        raise NotAdditive(uneven[0])
    secret = hidden(counts, rule, held, out)
    seen: dict[int, Published] = {}
    published = {}
    for key, count in counts.items():
        if key not in secret:
            published[key] = seen.get(count) or seen.setdefault(count, shown(count))
        elif rule.unsafe(count) and not is_margin(key):
            published[key] = PRIMARY
        else:
            published[key] = SECONDARY  # §6.4
    return published


def concentrated(counts: Counts, rule: Rule) -> list[Key]:
    """Cells, safe themselves, in which all of a total lies though other values could have had some.

    They tell something of everyone in the total. That is for who draws up the table to judge (§6.8).
    """
    values = occurring(counts)
    found = set()
    for total, parts in equations(counts):
        own = [part for part in parts if counts[part]]
        if len(own) != 1 or counts[total] < rule.threshold:
            continue
        dimension = next(d for d in range(len(total)) if total[d] != own[0][d])
        if len(values[dimension]) > 1:
            found.add(own[0])
    return sorted(found, key=_named)


def _named(key: Key) -> str:
    return " / ".join(value or "*" for value in key)


def _uneven(counts: Counts, rule: Rule) -> list[Key]:
    """The totals that are less than the sum of their parts, as where persons are counted."""
    for key, count in counts.items():
        if count < 0:
            raise NotAdditive(key)
    found = []
    for total, parts in equations(counts):
        each = [counts[part] for part in parts]
        whole = counts.get(total, -1)
        if not max(each) <= whole <= sum(each):
            raise NotAdditive(total)
        if whole < sum(each):
            found.append(total)
    if rule.unsafe(_whole(counts)):
        raise TooFew(rule.threshold)
    return found


def _whole(counts: Counts) -> int:
    """The total of all; 0 for a count that is not broken down."""
    width = len(next(iter(counts), ()))
    return counts[(None,) * width] if width else 0


def _rounded(
    counts: Counts, rule: Rule, uneven: list[Key], held: Collection[Key], out: Collection[Key]
) -> dict[Key, Published]:
    """Every cell rounded, but for those that would tell a small count exactly (§6.10)."""
    full = {key: counts.get(key, 0) for key in _filled(counts)}
    if not uneven:
        return _written(full, rule, withheld(full, rule, held, out))
    small = [key for key, count in counts.items() if rule.unsafe(count)]
    secret = set(held)
    while told := pinned(bounds(_written(full, rule, secret), rule, False), TOLD_APART, small):
        above = {total for key in told for total in _above(key)}
        more = above - secret or set(filter(is_margin, full)) - secret
        if not more or not more.isdisjoint(out):
            raise Exposed
        secret |= more
    return _written(full, rule, secret)


def _written(counts: Counts, rule: Rule, secret: Collection[Key]) -> dict[Key, Published]:
    return {
        key: SECONDARY if key in secret else shown(rounded(key, count, rule.base))
        for key, count in counts.items()
    }


def _above(key: Key) -> Iterator[Key]:
    for d, value in enumerate(key):
        if value is not None:
            yield (*key[:d], None, *key[d + 1 :])


def _filled(counts: Counts) -> Iterator[Key]:
    return product(*([None, *values] for values in occurring(counts)))
