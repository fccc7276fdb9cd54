"""Makes observations of a table's columns, and names every cell that cannot be one.

Policy: docs/policy/statistics.md, §3.1 to §3.7. Each distinct word is read once, so a long table costs little.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import compress
from typing import Any

from mamori.statistics.rules.comparing import Observations
from mamori.statistics.rules.findings import Finding, finding
from mamori.statistics.rules.series import Confidentiality, Series, Status
from mamori.statistics.rules.signs import Cell, read_period
from mamori.statistics.tables import counting, meanings
from mamori.statistics.tables.columns import Columns
from mamori.statistics.tables.gathering import Table
from mamori.statistics.tables.layouts import Layout, Role
from mamori.statistics.tables.making import observations

UNKNOWN = (Status.MISSING, Status.SUPPRESSED, Status.CANNOT_EXIST, Status.NOT_COLLECTED)
FREE = Confidentiality.FREE


@dataclass(frozen=True, slots=True)
class Assembled:
    """``origin[n]``: which row of the columns the n-th observation comes from."""

    observations: Observations
    findings: tuple[Finding, ...]
    origin: Sequence[int]


def assemble(columns: Columns, series: Mapping[str, Series], layout: Layout) -> Assembled:
    table = Table(columns, series, layout)
    fields = _fields(table)
    origin: Sequence[int] = range(len(columns))
    if table.left_out:
        kept = [index not in table.left_out for index in origin]
        fields = [list(compress(field, kept)) for field in fields]
        origin = list(compress(origin, kept))
    ordered = sorted(table.found, key=lambda one: one[0])
    return Assembled(Observations(observations(fields)), tuple(one for _, one in ordered), origin)


def _fields(table: Table) -> list[Sequence[Any]]:
    """The fields of the observations in their order; rows left out stand in them too."""
    names, breakdowns, about = counting.what(table)
    period = partial(read_period, basis=table.layout.basis)
    periods = table.read(Role.PERIOD, period, "unread_year")
    values, cells = _values(table)
    values = counting.in_own_unit(table, names, values, cells)
    statuses = _statuses(table, cells)
    vintages, published = _vintages(table)
    sources, derivations = _sources(table, statuses)
    if cells:
        _empty_cells(table, cells, statuses)
    return [
        names, breakdowns, periods, values, statuses, vintages, published, sources,
        derivations, _about(table, about, cells), _confidentialities(table, cells),
    ]  # fmt: skip


def _about(table: Table, told: list[bool], cells: Sequence[Cell | None]) -> list[bool]:
    """Whether values are about: by the cell, by its breakdown or by a column of its own."""
    if cells:
        told = [a or (c is not None and c.approximate) for a, c in zip(told, cells, strict=True)]
    if Role.APPROXIMATE not in table.columns.raw:
        return told
    column = table.read(Role.APPROXIMATE, meanings.approximate, "unread_cell")
    if not any(column):
        return told
    return [a or b for a, b in zip(told, column, strict=True)]


def _values(table: Table) -> tuple[list[Decimal | None], list[Cell | None]]:
    """The values; and the cells as read, none where all are plain numbers of a workbook."""
    raw: Sequence[Any] = table.columns.raw[Role.VALUE]
    types = set(map(type, raw))
    if bool in types:  # Python takes True for 1
        raw = [str(one) if isinstance(one, bool) else one for one in raw]
        table.complete(Role.VALUE, raw)
    if types == {float}:
        return _plain_numbers(raw, table.distinct(Role.VALUE)), []
    cells = table.read(Role.VALUE, meanings.cell, "unread_cell")
    return [None if one is None else one.value for one in cells], cells


def _plain_numbers(raw: Sequence[float], distinct: frozenset[Any]) -> list[Decimal | None]:
    if all(map(float.is_integer, distinct)):
        known = dict(zip(distinct, map(Decimal, map(int, distinct)), strict=True))
    else:
        known = {one: meanings.plain_number(one) for one in distinct}
    return list(map(known.__getitem__, raw))


def _statuses(table: Table, cells: Sequence[Cell | None]) -> list[Status]:
    """A mark in the cell stands before the column of statuses, that before the layout's."""
    default = table.layout.status
    told: list[Status] = [default] * len(table.columns)
    if Role.STATUS in table.columns.raw:
        read = table.read(Role.STATUS, meanings.status, "unknown_status")
        told = [one or default for one in read] if None in read else read
    if not cells:
        return told
    return [
        cell.status if cell is not None and cell.status is not Status.NORMAL else one
        for one, cell in zip(told, cells, strict=True)
    ]


def _empty_cells(table: Table, cells: Sequence[Cell | None], statuses: Sequence[Status]) -> None:
    """An empty cell is a value only where the status says why there is none."""
    for index, one in enumerate(cells):
        if one is None and statuses[index] not in UNKNOWN and index not in table.left_out:
            table.fault(index, finding("empty_cell", table.columns.place(index)))


def _confidentialities(table: Table, cells: Sequence[Cell | None]) -> list[Confidentiality]:
    told: list[Confidentiality] = [FREE] * len(table.columns)
    if Role.CONFIDENTIALITY in table.columns.raw:
        read = meanings.confidentiality
        told = table.read(Role.CONFIDENTIALITY, read, "unknown_confidentiality")
    if not cells:
        return told
    return [
        one if cell is None or cell.confidentiality is FREE else cell.confidentiality
        for one, cell in zip(told, cells, strict=True)
    ]


def _completed(table: Table, role: Role, default: str, code: str) -> None:
    """What the file leaves open is the layout's word; rows where neither says it are named."""
    if role not in table.columns.raw:
        table.complete(role, [""] * len(table.columns))
    if "" in table.distinct(role):
        raw = table.columns.raw[role]
        for index in () if default else [n for n, one in enumerate(raw) if one == ""]:
            table.fault(index, finding(code, table.columns.place(index, role)))
        table.complete(role, [default if one == "" else one for one in raw])


def _vintages(table: Table) -> tuple[list[str], list[date]]:
    _completed(table, Role.VINTAGE, table.layout.vintage, "no_vintage")
    return table.read_pairs(Role.VINTAGE, meanings.vintage, "unread_vintage", meanings.NO_VINTAGE)


def _sources(table: Table, statuses: Sequence[Status]) -> tuple[list[str], list[str]]:
    """The sources, and how derived values were computed: by a column, or behind the source (§2.4)."""
    _completed(table, Role.SOURCE, table.layout.source, "no_source")
    sources, how = table.read_pairs(Role.SOURCE, meanings.source, "no_source", meanings.NO_SOURCE)
    if table.distinct(Role.DERIVATION) - {""}:
        column = map(meanings.written, table.columns.raw[Role.DERIVATION])
        how = [own or behind for own, behind in zip(column, how, strict=True)]
    if Status.ESTIMATED in statuses:
        for index, one in enumerate(statuses):
            if one is Status.ESTIMATED and not how[index]:
                place = table.columns.place(index, Role.STATUS)
                table.found.append((index, finding("derived_without_how", place)))
    return sources, how
