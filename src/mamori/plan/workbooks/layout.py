"""Which cell of the workbook holds which field. Everything said of a field comes from ``rules.cells``.

The workbook describes itself in hidden sheets (its columns, rows and what each cell held when it was
written), so that one written by an older Mamori is read by what it says and not by what we expect.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from mamori.kernel.text import Text
from mamori.plan.rules import cells
from mamori.plan.rules.cells import Field, Shape

VERSION = "1"  # of the workbook's own build
COVER, GUIDE = "表紙 Cover", "手引 Guide"
HIDDEN, LISTS = "mamori", "mamori lists"
PLAIN = re.compile(r"-?(?:0|[1-9]\d{0,14})")
Raw = str | float | int | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """``name`` is a field's, or that of something given; ``field`` None where nothing is filled in."""

    name: str
    head: Text
    width: int
    field: Field | None = None

    @property
    def shown(self) -> str:
        return f"{self.head.ja}\n{self.head.en}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """``keys``: how many of the given columns after the first name the row. ``base``: the hidden twin."""

    key: str
    name: str
    title: Text
    base: str
    keys: int
    columns: tuple[Column, ...]

    @property
    def entries(self) -> tuple[int, ...]:
        """The columns to fill in; they stand side by side."""
        return tuple(n for n, column in enumerate(self.columns) if column.field is not None)


FIRST = 3  # row of the first answer, from 0: title, a blank row, heads
HEADS = FIRST - 1
WIDTHS = {
    cells.KIND: 20,
    cells.TEXT_JA: 36,
    cells.TEXT_EN: 36,
    cells.REASON: 20,
    cells.PART: 20,
    cells.Part.VALUE: 13,
    cells.Part.QUALIFIER: 15,
    cells.Part.BASELINE: 17,
    cells.Part.AS_OF: 13,
    cells.Part.SURE: 26,
}
HEADS_SHOWN = {
    cells.REASON: Text("報告なしの理由", "Reason if nothing"),
    cells.TEXT_JA: Text("公表する文（日本語）", "Sentence, in Japanese"),
    cells.TEXT_EN: Text("公表する文（英語）", "Sentence, in English"),
    cells.Part.BASELINE: Text("変更前の数", "Number before"),
    cells.Part.SURE: Text("この数で正しい理由", "Why it is right"),
}


def _entry(field: Field) -> Column:
    return Column(field.name, HEADS_SHOWN.get(field.name, field.label), WIDTHS[field.name], field)


MEASURES = Sheet(
    "measures",
    "施策 Measures",
    Text("施策ごとの回答", "Return, measure by measure"),
    "mamori base measures",
    1,
    (
        Column("state", Text("状況", "State"), 11),
        Column("measure", Text("施策", "Measure"), 9),
        Column("pillar", Text("柱", "Pillar"), 7),
        Column("title.ja", Text("施策の題（日本語）", "Title, in Japanese"), 24),
        Column("title.en", Text("施策の題（英語）", "Title, in English"), 24),
        *(_entry(field) for field in cells.MEASURE_FIELDS),
        Column("last", Text("昨年の文", "Last year’s sentence"), 34),
    ),
)
QUANTITIES = Sheet(
    "quantities",
    "数量 Quantities",
    Text("数量", "Quantities"),
    "mamori base quantities",
    2,
    (
        Column("state", Text("状況", "State"), 11),
        Column("measure", Text("施策", "Measure"), 9),
        Column("quantity", Text("名前", "Key"), 13),
        Column("label.ja", Text("何の数か", "What, in Japanese"), 18),
        Column("label.en", Text("数えるもの", "What, in English"), 20),
        Column("unit", Text("単位", "Unit"), 13),
        Column("last", Text("昨年の値", "Last year"), 14),
        *(_entry(field) for field in cells.QUANTITY_FIELDS.values()),
    ),
)
SHEETS = (MEASURES, QUANTITIES)


def schema() -> str:
    """Of every field and column: another definition, another schema."""
    told = [
        [
            sheet.name,
            [[c.name, c.shown, None if c.field is None else _told(c.field)] for c in sheet.columns],
        ]
        for sheet in SHEETS
    ]
    written = json.dumps([VERSION, told], ensure_ascii=False, sort_keys=True)
    return sha256(written.encode()).hexdigest()


def _told(field: Field) -> list[object]:
    choices = [[code, words.ja, words.en] for code, words in field.choices]
    texts = [field.label.ja, field.label.en, field.help.ja, field.help.en]
    return [field.name, texts, field.shape.value, field.longest, choices]


def field_name(sheet: str, column: str, quantity: str) -> str:
    """The name a merge knows the cell by; empty where no rule knows such a field."""
    name = f"q.{quantity}.{column}" if sheet == QUANTITIES.key else column
    return name if cells.field(name) is not None else ""


def choice_words(field: Field) -> list[str]:
    return [said(words) for _, words in field.choices]


def said(words: Text) -> str:
    return f"{words.ja} / {words.en}"


def shown(field: Field, typed: str) -> Raw:
    """What the cell shows of what was typed; ``typed`` of it gives the same text back."""
    if field.shape is Shape.CHOICE:
        return next((said(words) for code, words in field.choices if code == typed), typed)
    if field.shape is Shape.NUMBER and PLAIN.fullmatch(typed):
        return int(typed)
    if field.shape is Shape.DAY:
        return _day(typed) or typed
    return typed


def typed(field: Field, raw: Raw) -> str:
    """What stands in the cell, as the web form would have sent it."""
    words = _words(raw)
    if field.shape is Shape.CHOICE and words:
        return _CODES[field.name].get(words.strip().casefold(), words)
    return words


def _words(raw: Raw) -> str:
    if type(raw) is float and raw.is_integer():  # most of what is typed
        return str(int(raw))
    match raw:
        case None:
            return ""
        case str():
            return raw.replace("_x000D_", "").replace("\r\n", "\n")
        case bool():
            return "TRUE" if raw else "FALSE"
        case float():
            return format(Decimal(repr(raw)), "f")
        case datetime():
            return raw.date().isoformat()
    return str(raw)


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if day.isoformat() == typed and day.year >= 1900 else None


def _codes(field: Field) -> dict[str, str]:
    """A choice may be typed as its code, in either language, or as the list shows it."""
    return {
        form.casefold(): code
        for code, words in field.choices
        for form in (code, words.ja, words.en, said(words))
    }


def _fields() -> Iterable[Field]:
    return (column.field for sheet in SHEETS for column in sheet.columns if column.field)


_CODES = {field.name: _codes(field) for field in _fields()}


def letters(column: int) -> str:
    """A, B … Z: a return has no more columns."""
    return chr(ord("A") + column)


def place(sheet: str, column: int, row: int) -> str:
    """Like 施策 Measures!F7; column and row from 0."""
    return f"{sheet}!{letters(column)}{row + 1}"
