"""Figures that are counted from records: one table of the slices that count.

Policy: docs/policy/plan.md, section 13. A later slice joins by one entry in ``COUNTS``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol

from mamori.activities import queries as activities
from mamori.kernel.counts import Behind, Rule, Stamp
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Quantity, text
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.plan.rules.asking import Asked
from mamori.plan.rules.counted import Counted
from mamori.plan.rules.outline import Figure as Published
from mamori.plan.rules.outline import Outline


class Figure(Protocol):
    @property
    def quantity(self) -> Quantity | None: ...


class Counting(Protocol):
    """What the queries of a slice offer that gives counts."""

    def count(self, key: str, period: Period) -> Figure: ...

    def rule(self, key: str) -> Rule: ...

    def stamp(self, key: str, period: Period) -> Stamp: ...

    def whole(self, key: str, period: Period) -> bool: ...

    def behind(
        self, key: str, period: Period, *, agencies: frozenset[str], everything: bool, most: int
    ) -> tuple[Behind, ...]: ...


@dataclass(frozen=True, slots=True)
class Differing:
    """A published figure and what the records give today, in its own unit and period."""

    figure: Published
    now: Quantity

    @property
    def published(self) -> Text:
        return text(self.figure.quantity)

    @property
    def given(self) -> Text:
        return text(self.now)


COUNTS: dict[str, Counting] = {"activities": activities}


class UnknownCount(Refused):
    code = "unknown_count"
    status = 404

    def __init__(self, name: str) -> None:
        words = Text("「{0}」という数え方はありません。", "There is no count “{0}”.")
        super().__init__(words.format(name))


def figure(name: str, period: Period) -> Quantity | None:
    """None where there is no record; ``activities.safety_classes`` is slice and count."""
    own, key = _source(name)
    return own.count(key, period).quantity


def rule(name: str) -> Rule:
    own, key = _source(name)
    return own.rule(key)


def stamp(name: str, period: Period) -> Stamp:
    """Which records stand behind the figure now (§13.5)."""
    own, key = _source(name)
    return own.stamp(key, period)


def behind(
    name: str, period: Period, *, agencies: frozenset[str], everything: bool, most: int
) -> tuple[Behind, ...]:
    """The records that may be seen: all, or those of these agencies (§13.6)."""
    own, key = _source(name)
    return own.behind(key, period, agencies=agencies, everything=everything, most=most)


def agreeing(outline: Outline, corrected: Mapping[str, Quantity]) -> dict[str, tuple[str, Stamp]]:
    """Of counted figures that are corrected, those whose new value the records give now (§13.4)."""
    found = {}
    for one in outline.figures:
        right = corrected.get(one.key)
        if not one.counted or right is None:
            continue
        now = figure(one.series, right.period)
        if now is not None and (now.value, now.qualifier) == (right.value, right.qualifier):
            found[one.key] = (one.series, stamp(one.series, right.period))
    return found


def differing(outline: Outline) -> tuple[Differing, ...]:
    """Counted figures of which the records give another value now; none where records have left since."""
    found = []
    for one in outline.figures:
        now = _now(one) if one.counted else None
        said = one.quantity
        if now is not None and (now.value, now.qualifier) != (said.value, said.qualifier):
            found.append(Differing(one, replace(said, value=now.value, qualifier=now.qualifier)))
    return tuple(found)


def _now(one: Published) -> Quantity | None:
    own, key = _source(one.series)
    try:
        if own.whole(key, one.quantity.period):
            return own.count(key, one.quantity.period).quantity
    except Refused:  # it cannot be counted now, as where its units differ: no value to propose
        pass
    return None


def counter() -> Callable[[Iterable[Asked], Period], dict[str, Counted]]:
    """Counts what is asked, each figure of a period once."""

    @cache
    def one(name: str, period: Period) -> Counted | None:
        try:
            return figure(name, period)
        except Refused as refusal:
            return refusal

    def counted(asked: Iterable[Asked], period: Period) -> dict[str, Counted]:
        found = {a.key: (a, one(a.series, period)) for a in asked if a.counted}
        return {
            key: replace(count, unit=a.unit) if isinstance(count, Quantity) else count
            for key, (a, count) in found.items()
            if count is not None
        }

    return counted


def _source(name: str) -> tuple[Counting, str]:
    slice_name, _, key = name.partition(".")
    if slice_name not in COUNTS:
        raise UnknownCount(name)
    return COUNTS[slice_name], key
