"""Workbooks as ministries send them: titles above, merged headers, years across or down, notes under the table.

Policy: docs/policy/statistics.md, §3.2 and §3.5. Read with python-calamine once ``guarding`` has looked.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

from mamori.kernel.refusals import Refused
from mamori.statistics.rules.findings import Finding, Place
from mamori.statistics.rules.signs import narrowed, read_period
from mamori.statistics.tables import guarding
from mamori.statistics.tables.columns import Columns, letter
from mamori.statistics.tables.layouts import Layout, Role, Years
from mamori.statistics.tables.meanings import written
from mamori.statistics.tables.refusals import TableRefused, file_finding, refused

NOTE = re.compile(r"[(（]?(?:注|備考|資料|出典|※|\*|source\b|notes?\b)", re.IGNORECASE)
UNIT = re.compile(r"[(（\[]?\s*単位\s*[:：]?\s*([^()（）\[\]\s]{1,12})\s*[)）\]]?")
UNIT_BEHIND = re.compile(r"[(（]([^()（）]{1,8})[)）]$")
ERA = re.compile(r"令和|平成|昭和")
SHORT_YEAR = re.compile(r"(?:元|[0-9]{1,2})(?:年度?)?")
BLANKS = re.compile(r"\s+")

Grid = list[list[Any]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """``grid`` from the first row and column on, merged cells each filled with what they show."""

    name: str
    grid: Grid


def opened(content: bytes, wanted: str) -> tuple[CalamineSheet, frozenset[str]]:
    """The sheet of that name, or the first; and the places of cells that show another number than they hold."""
    try:
        whole, scaled = guarding.seen(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(whole))
        names = book.sheet_names
        if wanted and wanted not in names:
            raise refused("no_sheet", told=wanted, right="、".join(names))
        return book.get_sheet_by_name(wanted or names[0]), scaled
    except Refused:
        raise
    except BaseException as error:  # what calamine gives up on, a panic of its Rust too
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise refused("broken_file") from error


def rows_of(sheet: CalamineSheet) -> Grid:
    """All rows from the first on. True and False are words here: Python would take them for 1 and 0."""
    rows: Grid = sheet.to_python(skip_empty_area=False)
    return rows


def printed(sheet: CalamineSheet) -> Sheet:
    grid = rows_of(sheet)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top >= len(grid) or left >= len(grid[0]):
            continue
        shown = grid[top][left]
        for row in grid[top : bottom + 1]:
            row[left : right + 1] = [shown] * len(row[left : right + 1])
    return Sheet(sheet.name, grid)


def of(sheet: Sheet, layout: Layout) -> Columns:
    """The values of a printed table, one by one, as text or number; empty cells are no values."""
    edges = _edges(sheet, layout)
    faults = list(_missing(edges, layout, sheet.name))
    if faults:
        raise TableRefused(faults)
    found = list(_values(sheet, edges, layout))
    if not found:
        raise refused("no_values", Place(sheet.name))
    rows, letters, labels, years, values, units = zip(*found, strict=True)
    raw: dict[Role, Sequence[object]] = {
        Role.LABEL: labels, Role.PERIOD: years, Role.VALUE: values, Role.UNIT: units,
    }  # fmt: skip
    names = {Role.LABEL: letter(layout.label_columns[0] - 1), Role.UNIT: ""}
    notes = tuple(edges.notes)
    return Columns(sheet.name, raw, rows, names, letters, _titles(sheet, layout), notes=notes)


@dataclass(frozen=True, slots=True)
class _Edges:
    """The words over each column, beside each row from ``first`` on, and the notes below."""

    tops: list[str]
    sides: list[str]
    first: int
    notes: list[str]
    across: bool

    @property
    def years(self) -> list[str]:
        return self.tops if self.across else self.sides

    @property
    def labels(self) -> list[str]:
        return self.sides if self.across else self.tops


def _edges(sheet: Sheet, layout: Layout) -> _Edges:
    grid, first = sheet.grid, max(layout.header_rows)
    width = len(grid[0]) if grid else 0
    end = next((n for n in range(first, len(grid)) if _is_note(grid[n])), len(grid))
    across = layout.years is Years.ACROSS
    columns = [number - 1 for number in layout.label_columns]
    tops = [
        ""
        if c in columns
        else _joined([_word(grid, row - 1, c) for row in layout.header_rows], across)
        for c in range(width)
    ]
    sides = [_joined([_word(grid, n, c) for c in columns], not across) for n in range(first, end)]
    notes = [" ".join(map(str, filter(None, dict.fromkeys(row)))) for row in grid[end:]]
    if across:
        return _Edges(_with_eras(tops), sides, first, list(filter(None, notes)), across)
    return _Edges(tops, _with_eras(sides), first, list(filter(None, notes)), across)


def _values(
    sheet: Sheet, edges: _Edges, layout: Layout
) -> Iterator[tuple[int, str, str, str, object, str]]:
    """Row, column, label, year, value and unit of every cell that holds something."""
    unit = layout.unit or next(
        (told for _, words in _titles(sheet, layout) for told in UNIT.findall(words)), ""
    )
    for offset, side in enumerate(edges.sides):
        for column, top in enumerate(edges.tops):
            value = sheet.grid[edges.first + offset][column]
            if column + 1 in layout.label_columns or value == "":
                continue
            if side in layout.ignored or top in layout.ignored:
                continue
            label, year = (side, top) if edges.across else (top, side)
            label, told = _with_unit(label, layout)
            yield edges.first + offset + 1, letter(column), label, year, value, told or unit


def _with_unit(label: str, layout: Layout) -> tuple[str, str]:
    """``被害児童数（人）`` is a label and its unit, unless the layout knows the label as it stands."""
    found = None if label in layout.series else UNIT_BEHIND.search(label)
    return (label[: found.start()], found[1]) if found else (label, "")


def _missing(edges: _Edges, layout: Layout, sheet: str) -> Iterator[Finding]:
    if not any(map(_is_year, edges.years)):
        yield file_finding("no_years", Place(sheet, edges.first))
    there = {_with_unit(label, layout)[0] for label in edges.labels}
    for label in layout.series:
        if label not in there:
            yield file_finding("label_missing", Place(sheet), told=label)


def _is_year(told: str) -> bool:
    try:
        read_period(told)
    except Refused:
        return False
    return True


def _titles(sheet: Sheet, layout: Layout) -> tuple[tuple[Place, str], ...]:
    """What stands above the table and over its labels."""
    above = range(min(min(layout.header_rows) - 1, len(sheet.grid)))
    found: dict[str, Place] = {}
    for row in above:
        for column, one in enumerate(sheet.grid[row]):
            if isinstance(one, str) and one.strip():
                found.setdefault(one, Place(sheet.name, row + 1, letter(column)))
    return tuple((place, narrowed(words)) for words, place in found.items())


def _word(grid: Grid, row: int, column: int) -> str:
    if row >= len(grid):
        return ""
    return BLANKS.sub("", narrowed(written(grid[row][column])))


def _joined(words: Sequence[str], years: bool) -> str:
    """Words under one another; a merged cell says its word once. 平成 over 29 is 平成29."""
    said = [word for n, word in enumerate(words) if word and (n == 0 or word != words[n - 1])]
    return ("" if years else "/").join(said)


def _with_eras(years: Sequence[str]) -> list[str]:
    """平成29年, 30年, 令和元年, ２年: a short year is of the era last named."""
    era, found = "", []
    for year in years:
        named = ERA.search(year)
        era = named[0] if named else era
        found.append(era + year if era and SHORT_YEAR.fullmatch(year) else year)
    return found


def _is_note(row: Sequence[object]) -> bool:
    """（注）…, ※ …, 資料：…: the table has ended. No figure stands in such a row."""
    words = [one for one in row if one != ""]
    if not words or any(isinstance(one, int | float) for one in words):
        return False
    return NOTE.match(narrowed(str(words[0]))) is not None
