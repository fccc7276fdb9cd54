"""Tidy tables, one value a row under a header, from a CSV or a workbook; SDMX-CSV is one with its own words.

Policy: docs/policy/statistics.md, §3.5. Shapes: the header, then rows of as many cells; blank rows are passed.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import compress
from typing import Any

from mamori.statistics.rules.findings import Finding, Place, finding
from mamori.statistics.rules.signs import narrowed
from mamori.statistics.tables import meanings
from mamori.statistics.tables.columns import Columns, letter
from mamori.statistics.tables.layouts import NAMES, NEEDED, Layout, Role
from mamori.statistics.tables.refusals import TableRefused, file_finding, refused

ACTIONS = frozenset({"I", "A", ""})  # SDMX-CSV 2.0: information, append


def is_tidy(header: Sequence[object]) -> bool:
    """Whether a header names all that a tidy table needs."""
    named = {NAMES.get(_name(word)) for word in header}
    return set(NEEDED) <= named


def is_sdmx(header: Sequence[object]) -> bool:
    return bool(header) and _name(header[0]) == "structure"


def of(rows: Sequence[Sequence[Any]], sheet: str, layout: Layout) -> Columns:
    """The columns of a tidy table; refuses a header that lacks one, and rows of another length."""
    if not rows:
        raise refused("no_values", Place(sheet))
    header = rows[0]
    role_of = roles(header, sheet, layout, lambda word: NAMES.get(word))
    missing = [role for role in NEEDED if role not in role_of.values()]
    if missing:
        raise refused("column_missing", Place(sheet, 1), told=", ".join(missing))
    columns = shaped(rows, 0, sheet, role_of)
    columns.findings = (*columns.findings, *_unknown(header, sheet, role_of))
    if Role.ACTION in columns.raw:
        _check_actions(columns)
    return columns


def roles(
    header: Sequence[object],
    sheet: str,
    layout: Layout,
    by_name: Callable[[str], Role | None],
) -> Mapping[int, Role]:
    """The role of each column that has one, by its number; the layout's word stands before the usual one."""
    found: dict[int, Role] = {}
    for number, word in enumerate(header):
        role = layout.columns.get(str(word).strip()) or by_name(_name(word))
        if role is None:
            continue
        if role in found.values() and role not in (Role.LABEL, Role.IGNORED):
            raise refused("column_twice", Place(sheet, 1, str(word)), told=role)
        found[number] = role
    return found


def shaped(
    rows: Sequence[Sequence[Any]], header: int, sheet: str, role_of: Mapping[int, Role]
) -> Columns:
    """The rows below the header turned into columns; several label columns are joined by ``/``."""
    body, width = rows[header + 1 :], len(rows[header])
    if set(map(len, body)) - {width}:
        body = _checked(body, width, header, sheet)
    across = list(zip(*body, strict=True)) or [()] * width
    numbers: Sequence[int] = range(header + 2, header + 2 + len(body))
    first = next(iter(role_of))
    if "" in across[first]:
        full = [any(map("".__ne__, row)) for row in body]
        across = [tuple(compress(column, full)) for column in across]
        numbers = list(compress(numbers, full))
    if not numbers:
        raise refused("no_values", Place(sheet))
    raw: dict[Role, Sequence[object]] = {}
    for number, role in role_of.items():
        if role is Role.LABEL and role in raw:
            pairs = zip(raw[role], across[number], strict=True)
            raw[role] = [f"{a}/{meanings.written(b)}" for a, b in pairs]
        else:
            raw[role] = across[number]
    names = {role: str(rows[header][number]).strip() for number, role in role_of.items()}
    return Columns(sheet, raw, numbers, {r: n or letter(0) for r, n in names.items()})


def _name(word: object) -> str:
    """``OBS_VALUE: Observation value`` is OBS_VALUE."""
    return narrowed(str(word)).partition(":")[0].strip().lower()


def _checked(
    body: Sequence[Sequence[Any]], width: int, header: int, sheet: str
) -> list[Sequence[Any]]:
    """Blank lines of a CSV filled up; a row of another length is named."""
    faults = [
        file_finding("ragged_row", Place(sheet, number), told=len(row), right=width)
        for number, row in enumerate(body, header + 2)
        if row and len(row) != width
    ]
    if faults:
        raise TableRefused(faults)
    return [row or [""] * width for row in body]


def _unknown(header: Sequence[object], sheet: str, role_of: Mapping[int, Role]) -> list[Finding]:
    return [
        finding("unknown_column", Place(sheet, 1, str(word)), told=str(word).strip())
        for number, word in enumerate(header)
        if number not in role_of and str(word).strip()
    ]


def _check_actions(columns: Columns) -> None:
    """A published value is never deleted or replaced (§2.1)."""
    raw = columns.raw.pop(Role.ACTION)
    bad = [
        finding("unknown_action", columns.place(index, Role.ACTION), told=str(one))
        for index, one in enumerate(raw)
        if str(one).strip() not in ACTIONS
    ]
    if bad:
        raise TableRefused(bad)
