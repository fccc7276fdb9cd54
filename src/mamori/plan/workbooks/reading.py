"""A workbook that came back, as a value: whose it is, and every cell that no longer holds what it held.

It is read by what its hidden sheets say of it, with python-calamine, after the guards have looked.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from python_calamine import CalamineWorkbook

from mamori.plan.rules import cells
from mamori.plan.workbooks import guards, layout, refusals
from mamori.plan.workbooks.layout import Raw

Rows = Sequence[Sequence[Raw]]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """One sheet as the workbook says it was written. ``columns``: number, name, head, to fill in or not."""

    key: str
    name: str
    base: str
    keys: int
    first: int
    columns: tuple[tuple[int, str, str, bool], ...]

    @property
    def entries(self) -> list[tuple[int, str]]:
        return [(number, name) for number, name, _, entry in self.columns if entry]


@dataclass(frozen=True)
class Workbook:
    """``typed`` are the cells changed since it was written, by obligation and field; ``base`` what they held.

    ``rows`` begin with the keys, in the order of the sheet; ``formulas`` are the cells in which a
    formula stands instead of an answer.
    """

    agency: str
    round: str
    plan: str
    version: str
    schema: str
    obligations: Mapping[int, str]
    base: Mapping[int, Mapping[str, str]]
    typed: Mapping[int, Mapping[str, str]]
    formulas: tuple[str, ...]
    sheets: Mapping[str, Described]
    rows: Mapping[str, Rows]

    @property
    def older(self) -> bool:
        return self.schema != layout.schema()

    def place(self, obligation_id: int, field: str) -> str:
        """Where a field stands, like 数量 Quantities!H7; empty if this workbook has no such cell."""
        parted = cells.parted(field)
        sheet = self.sheets[(layout.QUANTITIES if parted else layout.MEASURES).key]
        key = (self.obligations[obligation_id], *([parted[0]] if parted else []))
        row = self._numbers[sheet.key].get(key)
        name = parted[1].value if parted else field
        column = next((number for number, known in sheet.entries if known == name), None)
        if row is None or column is None:
            return ""
        return layout.place(sheet.name, column, sheet.first + row)

    @cached_property
    def _numbers(self) -> dict[str, dict[Key, int]]:
        return {
            sheet: {_key(row[: self.sheets[sheet].keys]): number for number, row in enumerate(rows)}
            for sheet, rows in self.rows.items()
        }


def read(content: bytes) -> Workbook:
    """Refuses, naming what is wrong and what would be right, or gives what was typed."""
    looked = guards.look(content)
    try:
        return _Reader(content, looked).whole()
    except refusals.BadWorkbook:
        raise
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # what calamine gives up on, a panic of its Rust too
        raise refusals.Broken() from error


class _Reader:
    def __init__(self, content: bytes, looked: guards.Looked) -> None:
        self.content, self.looked = content, looked
        book = _opened(content)
        self.names = book.sheet_names
        if layout.HIDDEN not in self.names:
            raise refusals.NotOurs()
        self.told = _Told(_rows(book, layout.HIDDEN))
        self.base: dict[int, dict[str, str]] = {}
        self.typed: dict[int, dict[str, str]] = {}

    def whole(self) -> Workbook:
        told = self.told
        ids = {measure: number for number, measure in told.obligations.items()}
        rows = {sheet.key: self._sheet(sheet, ids) for sheet in told.sheets.values()}
        return Workbook(
            agency=told.value("agency"),
            round=told.value("round"),
            plan=told.value("plan"),
            version=told.value("version"),
            schema=told.value("schema"),
            obligations=told.obligations,
            base=self.base,
            typed=self.typed,
            formulas=tuple(self._formulas()),
            sheets=told.sheets,
            rows=rows,
        )

    def _sheet(self, sheet: Described, ids: Mapping[str, int]) -> Rows:
        if sheet.name not in self.names:
            names = [name for name in self.names if not name.startswith(layout.HIDDEN)]
            raise refusals.SheetRenamed(sheet.name, ", ".join(names))
        rows, base = self._both(sheet)
        _check_heads(sheet, rows)
        expected = [row[: sheet.keys] for row in base]
        body: Rows = rows[sheet.first :]
        if [row[1 : 1 + sheet.keys] for row in body] == expected:
            ordered: Rows = base
        else:
            ordered, body = _matched(sheet, body, base)
        self._compare(sheet, body, ordered, ids)
        return ordered

    def _compare(self, sheet: Described, body: Rows, base: Rows, ids: Mapping[str, int]) -> None:
        """Only what differs is looked at again, cell by cell."""
        low, high = sheet.entries[0][0], sheet.entries[-1][0] + 1
        columns = [(at, _column(sheet, name)) for at, (_, name) in enumerate(sheet.entries)]
        for row, held in zip(body, base, strict=True):
            now, before = row[low:high], held[sheet.keys :]
            if now == before:
                continue
            number, quantity = ids[_text(row[1])], _text(row[2]) if sheet.keys > 1 else ""
            typed = self.typed.setdefault(number, {})
            was = self.base.setdefault(number, {})
            for at, column in columns:
                if now[at] == before[at]:
                    continue
                new, old = column.read(now[at]), column.read(before[at])
                if new != old:
                    name = f"q.{quantity}.{column.name}" if quantity else column.name
                    typed[name], was[name] = new, old

    def _both(self, sheet: Described) -> tuple[Rows, Rows]:
        """What stands there and what stood there, side by side: calamine leaves Python alone meanwhile."""
        with ThreadPoolExecutor(1) as pool:
            base = pool.submit(lambda: _rows(_opened(self.content), sheet.base))
            rows = _rows(_opened(self.content), sheet.name)
            return rows, base.result()[1:]

    def _formulas(self) -> Iterable[str]:
        for sheet in self.told.sheets.values():
            for cell in self.looked.formulas.get(sheet.name, ()):
                yield f"{sheet.name}!{cell}"


class _Told:
    """What the hidden sheet says. It may have been tampered with: nothing in it is believed unread."""

    def __init__(self, rows: Rows) -> None:
        self.values: dict[str, str] = {}
        self.obligations: dict[int, str] = {}
        sheets: dict[str, tuple[str, str, int, int]] = {}
        columns: dict[str, list[tuple[int, str, str, bool]]] = {}
        try:
            for kind, *rest in rows:
                one, two, three, four, five = (*rest, "", "", "", "", "")[:5]
                if kind == "obligation":
                    self.obligations[_number(two)] = _text(one)
                elif kind == "sheet":
                    sheets[_text(one)] = (_text(two), _text(three), _number(four), _number(five))
                elif kind == "column":
                    column = (_number(two), _text(three), _text(four), five == "entry")
                    columns.setdefault(_text(one), []).append(column)
                else:
                    self.values[_text(kind)] = _text(one)
            self.sheets = {
                key: Described(key, *told, tuple(columns[key])) for key, told in sheets.items()
            }
        except (TypeError, ValueError, KeyError, OverflowError) as error:
            raise refusals.NotOurs() from error
        self._check()

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def _check(self) -> None:
        if set(self.sheets) != {sheet.key for sheet in layout.SHEETS}:
            raise refusals.NotOurs()
        unknown = [
            head.replace("\n", " / ")
            for sheet in self.sheets.values()
            for _, name, head, entry in sheet.columns
            if entry and not layout.field_name(sheet.key, name, "x")
        ]
        if unknown:  # §8.3 never half
            raise refusals.OlderTemplate(", ".join(unknown))
        for sheet in self.sheets.values():
            numbers = [number for number, _ in sheet.entries]
            side_by_side = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
            if not side_by_side or sheet.keys not in (1, 2) or not 0 < sheet.first < 100:
                raise refusals.NotOurs()


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    field: cells.Field

    def read(self, raw: Raw) -> str:
        return layout.typed(self.field, raw)


def _column(sheet: Described, name: str) -> _Column:
    field = cells.field(layout.field_name(sheet.key, name, "x"))
    assert field is not None  # noqa: S101 - looked at when the hidden sheet was read
    return _Column(name, field)


def _check_heads(sheet: Described, rows: Rows) -> None:
    heads = rows[sheet.first - 1] if len(rows) >= sheet.first else []
    for number, _, head, _ in sheet.columns:
        found = heads[number] if number < len(heads) else ""
        if _text(found) != head:
            at = layout.place(sheet.name, number, sheet.first - 1)
            raise refusals.ColumnMissing(head.replace("\n", " / "), places=[at])
    width = max(number for number, *_ in sheet.columns) + 1
    beside = [
        layout.place(sheet.name, at, number)
        for number, row in enumerate(rows if len(heads) > width else ())
        for at in range(width, len(row))
        if row[at] != ""
    ]
    if beside:
        raise refusals.OutsideForm(places=beside)


def _matched(sheet: Described, body: Rows, base: Rows) -> tuple[Rows, Rows]:
    """Rows in another order than they were sent in: each beside its base. Refuses one too few or many."""
    held = {_key(row[: sheet.keys]): row for row in base}
    found: dict[Key, Sequence[Raw]] = {}
    strange: list[int] = []
    for number, row in enumerate(body):
        key = _key(row[1 : 1 + sheet.keys])
        if key in found:
            at = layout.place(sheet.name, 1, sheet.first + number)
            raise refusals.RowTwice(sheet.name, " ".join(key), places=[at])
        if key in held:
            found[key] = row
        elif any(cell != "" for cell in row):
            strange.append(number)
    if strange:
        at = layout.place(sheet.name, 0, sheet.first + strange[0])
        raise refusals.TooManyRows(sheet.name, len(held), len(strange), places=[at])
    missing = [" ".join(key) for key in held if key not in found]
    if missing:
        raise refusals.RowsMissing(sheet.name, refusals.named(tuple(missing)))
    return [held[key] for key in found], list(found.values())


def _opened(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def _rows(book: CalamineWorkbook, name: str) -> list[list[Any]]:
    try:
        return book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except Exception as error:
        raise refusals.NotOurs() from error


def _key(raw: Sequence[Raw]) -> Key:
    return tuple(map(_text, raw))


def _text(raw: Raw) -> str:
    return raw if isinstance(raw, str) else str(raw)


def _number(raw: Raw) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise ValueError
    return int(raw)
