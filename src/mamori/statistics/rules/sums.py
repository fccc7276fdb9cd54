"""Parts and their total: parts never exceed it; where they fall short, "other" may have been left out.

Policy: docs/policy/statistics.md, §3.8. A breakdown like ``school=high school`` is a part by ``school``;
words without ``=`` are a count of their own and no part. ``a=…;b=…`` are parts by both at once.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter

from mamori.statistics.rules.comparing import Observations
from mamori.statistics.rules.findings import Finding, Place, finding
from mamori.statistics.rules.series import TOTAL, Observation, Series, Status
from mamori.statistics.rules.units import SHARE

WHOLE_SHARE = 100  # §3.9
ABOUT = Decimal("1.1")  # §3.8 a total that is about may be a tenth higher
# Categories that hold one another ("elementary and under") or count one child twice are not summed.
OVERLAPPING = re.compile(
    r"and under|and over|and above|multiple|以下|以上|複数|うち", re.IGNORECASE
)

_BREAKDOWN = attrgetter("breakdown")
_TABLE = attrgetter("series", "period.first", "period.last", "vintage", "source")

Group = tuple[str, str, date, date, str, str]  # dimension, series, days, vintage, source


@dataclass(slots=True)
class Parts:
    """The parts of one table by one dimension. ``rows``: their numbers."""

    rows: list[int]
    known: list[Decimal]
    open: bool  # a part is unknown, about, or holds another


def dimension(breakdown: str) -> str:
    """``school`` of ``school=high school``; empty for what is no part."""
    if "=" not in breakdown:
        return ""
    return ";".join(part.partition("=")[0].strip() for part in breakdown.split(";"))


def part_findings(
    rows: Observations,
    series: Mapping[str, Series],
    held: Sequence[Observation],
    where: Callable[[int], Place],
) -> Iterator[tuple[int, Finding]]:
    with_whole = _with_whole(rows, series, held)
    if not with_whole:
        return
    groups = _groups([one for one in enumerate(rows) if one[1].series in with_whole])
    totals = _totals(rows, held) if groups else {}
    for group, parts in groups.items():
        own = series[group[1]]
        at = (parts.rows[-1], where(parts.rows[-1]))
        if own.unit.key == SHARE:
            code, whole = _shares(parts), None
        else:
            whole = totals.get(group[1:]) or totals.get(group[1:4])
            code = "" if whole is None else _counts(parts, whole)
        if code:
            yield at[0], finding(
                code, at[1], dimension=group[0], parts=f"{sum(parts.known):,}",
                total="" if whole is None or whole.value is None else f"{whole.value:,}",
            )  # fmt: skip


def _with_whole(
    rows: Observations, series: Mapping[str, Series], held: Sequence[Observation]
) -> set[str]:
    """The series of the table whose parts have something to be compared with: a total, or 100 %."""
    found = {name for name in rows.series if series[name].unit.key == SHARE}
    found |= {name for name, breakdown in rows.labels if breakdown == TOTAL}
    if TOTAL in map(_BREAKDOWN, held):  # a quick look; what is held may have none
        found |= {one.series for one in held if one.breakdown == TOTAL} & rows.series
    return found


def _groups(rows: Sequence[tuple[int, Observation]]) -> dict[Group, Parts]:
    """The parts among rows given with their numbers."""
    breakdowns = {one.breakdown for _, one in rows}
    dimensions = {name: dimension(name) for name in breakdowns if "=" in name}
    loose = {name for name in dimensions if OVERLAPPING.search(name)}
    groups: dict[Group, Parts] = {}
    if not dimensions:
        return groups
    found: dict[tuple[str, tuple[str, date, date, str, str]], list[tuple[int, Observation]]]
    found = defaultdict(list)
    for numbered in rows:
        name = dimensions.get(numbered[1].breakdown)
        if name is not None:
            found[name, _TABLE(numbered[1])].append(numbered)
    for (name, own), some in found.items():
        parts = [one for _, one in some]
        known = [one.value for one in parts if one.value is not None]
        groups[name, *own] = Parts([n for n, _ in some], known, _open(parts, known, loose))
    return groups


def _open(parts: Sequence[Observation], known: Sequence[Decimal], loose: set[str]) -> bool:
    return len(known) < len(parts) or any(
        one.approximate or one.breakdown in loose for one in parts
    )


def _totals(
    rows: Sequence[Observation], held: Sequence[Observation]
) -> dict[tuple[object, ...], Observation]:
    """The total of the same table, and by cell alone the one that stands: of this file before one held."""
    totals: dict[tuple[object, ...], Observation] = {}
    for one in [whole for some in (held, rows) for whole in some if whole.breakdown == TOTAL]:
        if one.value is not None:
            cell = (one.series, one.period.first, one.period.last)
            before = totals.get(cell)
            if before is None or _weight(before) <= _weight(one):
                totals[cell] = one
            totals[*cell, one.vintage, one.source] = one
    return totals


def _weight(one: Observation) -> tuple[int, date]:
    return {Status.ESTIMATED: 0, Status.PROVISIONAL: 1}.get(one.status, 2), one.published


def _counts(parts: Parts, whole: Observation) -> str:
    total = whole.value or Decimal(0)
    most = total * ABOUT if whole.approximate else total
    if parts.open:
        return "parts_exceed_total" if max(parts.known, default=total) > most else ""
    summed = sum(parts.known, Decimal(0))
    if summed > most:
        return "parts_exceed_total"
    return "parts_fall_short" if summed < total and len(parts.known) > 1 else ""


def _shares(parts: Parts) -> str:
    """Shares may pass the whole by what rounding adds: half of the last digit of each."""
    if parts.open:
        return ""
    rounding = sum((Decimal(1).scaleb(_exponent(value)) / 2 for value in parts.known), Decimal(0))
    return "shares_exceed_whole" if sum(parts.known) > WHOLE_SHARE + rounding else ""


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
