"""What a table counts: the series of each row, and whether its unit and its words are the series' own.

Policy: docs/policy/statistics.md, §3.5 to §3.7.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from mamori.statistics.rules.checking import unknown_series
from mamori.statistics.rules.findings import Finding, Place, finding
from mamori.statistics.rules.signs import Cell
from mamori.statistics.rules.units import (
    label_findings,
    referred_finding,
    says_unit,
    scaled,
    unit_finding,
)
from mamori.statistics.tables import meanings
from mamori.statistics.tables.gathering import Table
from mamori.statistics.tables.layouts import Role, Target
from mamori.statistics.tables.refusals import file_finding


def what(table: Table) -> tuple[list[str], list[str], list[bool]]:
    """Series, breakdown and whether the values are about, row by row."""
    role = Role.LABEL if Role.LABEL in table.columns.raw else Role.SERIES
    raw = table.columns.raw[role]
    targets = {one: _target(table, meanings.written(one), role) for one in table.distinct(role)}
    for index, one in enumerate(raw if None in targets.values() else ()):
        if targets[one] is None and meanings.written(one) in table.layout.ignored:
            table.left_out.add(index)
        elif targets[one] is None:
            place = table.columns.place(index, role)
            table.fault(index, _unknown(table, meanings.written(one), role, place))
    known = {one: target or Target("") for one, target in targets.items()}
    _labels(table, role, raw, known)
    keys = {one: target.series for one, target in known.items()}
    names = list(map(keys.__getitem__, raw))
    if Role.BREAKDOWN not in table.columns.raw:
        parts = {one: target.breakdown for one, target in known.items()}
        return names, list(map(parts.__getitem__, raw)), [False] * len(raw)
    told = table.read_pairs(
        Role.BREAKDOWN, meanings.breakdown, "unread_cell", meanings.NO_BREAKDOWN
    )
    return names, *told


def _target(table: Table, told: str, role: Role) -> Target | None:
    found = table.layout.series.get(told)
    if found is None and role is Role.SERIES:
        found = Target(told)
    return found if found is not None and found.series in table.series else None


def _unknown(table: Table, told: str, role: Role, place: Place) -> Finding:
    target = table.layout.series.get(told)
    if role is Role.LABEL and target is None:
        return file_finding("unknown_label", place, told=told)
    return unknown_series(target.series if target else told, table.series, place)


def _labels(
    table: Table, role: Role, raw: Sequence[object], known: Mapping[object, Target]
) -> None:
    """Labels and titles that say something else is counted than the series counts."""
    of = {one: table.series[t.series] for one, t in known.items() if t.series}
    if role is Role.LABEL:
        bad = {
            one
            for one, own in of.items()
            if any(label_findings(meanings.written(one), own, Place()))
        }
        for index, one in enumerate(raw if bad else ()):
            if one in bad:
                told, place = meanings.written(one), table.columns.place(index, role)
                for found in label_findings(told, of[one], place):
                    table.fault(index, found)
    for place, told in table.columns.whole:
        titled = (referred_finding(told, own, place) for own in of.values())
        table.found += [(-1, found) for found in titled if found][:1]


def in_own_unit(
    table: Table,
    names: Sequence[str],
    values: list[Decimal | None],
    cells: Sequence[Cell | None],
) -> list[Decimal | None]:
    """The values in the series' own unit: 1.2 千人 is 1,200; a unit of another count is named."""
    units: Sequence[Any] = table.columns.raw.get(Role.UNIT) or [table.layout.unit] * len(names)
    if "" in table.distinct(Role.UNIT):
        units = [one or table.layout.unit for one in units]
    factors: dict[tuple[str, str], int] = {}
    bad: set[tuple[str, str]] = set()
    for name, told in _pairs(names, units):
        unit, factors[name, told] = scaled(told)
        own = table.series.get(name)
        if own and (not told or unit_finding(unit, own, Place())):
            bad.add((name, told))
    if bad:
        _name_units(table, names, units, cells, bad)
    _counters(table, names, cells)
    if set(factors.values()) <= {1}:
        return values
    pairs = zip(values, zip(names, units, strict=True), strict=True)
    return [None if value is None else value * factors[pair] for value, pair in pairs]


def _pairs(names: Sequence[str], units: Sequence[str]) -> set[tuple[str, str]]:
    """Each series with each unit that stands beside it; most tables have one unit."""
    if units.count(units[0]) == len(units):
        return {(name, units[0]) for name in set(names)}
    return set(zip(names, units, strict=True))


def _name_units(
    table: Table,
    names: Sequence[str],
    units: Sequence[str],
    cells: Sequence[Cell | None],
    bad: Iterable[tuple[str, str]],
) -> None:
    labels = table.columns.raw.get(Role.LABEL)
    for index, pair in enumerate(zip(names, units, strict=True)):
        if pair not in bad:
            continue
        own, place = table.series[pair[0]], table.columns.place(index, Role.UNIT)
        found = unit_finding(scaled(pair[1])[0], own, place) if pair[1] else None
        counter = cells[index] if cells else None
        label = meanings.written(labels[index]) if labels else ""
        if found is None and not (counter and counter.counter) and not says_unit(label, own):
            found = finding("no_unit", place)
        if found:
            table.fault(index, found)


def _counters(table: Table, names: Sequence[str], cells: Sequence[Cell | None]) -> None:
    """The counter behind the digits of a cell: 1,216件 is no number of children."""
    for index, one in enumerate(cells):
        own = table.series.get(names[index])
        if one is not None and one.counter and own:
            found = unit_finding(one.counter, own, table.columns.place(index))
            if found:
                table.fault(index, found)
