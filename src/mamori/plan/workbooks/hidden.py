"""The hidden sheets: the workbook's account of itself, its lists, and what every cell held."""

from collections.abc import Mapping, Sequence
from typing import Any

from mamori.plan.workbooks import layout
from mamori.plan.workbooks.layout import FIRST, SHEETS, Raw, Sheet
from mamori.plan.workbooks.offering import Line, Offer, put, shown
from mamori.plan.workbooks.validation import choosing
from mamori.press.workbook import Form


def write(form: Form, offer: Offer, lines: Mapping[str, Sequence[Line]]) -> None:
    made = form.hidden(layout.HIDDEN)
    for row, values in enumerate(_told(offer)):
        for column, value in enumerate(values):
            put(made, row, column, value)
    _lists(form)
    for sheet in SHEETS:
        _base(form, sheet, offer, lines[sheet.key])


def _told(offer: Offer) -> list[tuple[Raw, ...]]:
    rows: list[tuple[Raw, ...]] = [
        ("version", layout.VERSION),
        ("schema", layout.schema()),
        ("round", offer.round.key),
        ("plan", offer.round.plan_key),
        ("agency", offer.agency),
    ]
    for sheet in SHEETS:
        rows.append(("sheet", sheet.key, sheet.name, sheet.base, sheet.keys, FIRST))
        for number, column in enumerate(sheet.columns):
            kind = "given" if column.field is None else "entry"
            rows.append(("column", sheet.key, number, column.name, column.shown, kind))
    rows += [("obligation", one.measure.key, one.obligation_id) for one in offer.asked]
    return rows


def _lists(form: Form) -> None:
    made = form.hidden(layout.LISTS)
    for column, known in enumerate(choosing()):
        made.write_column(0, column, layout.choice_words(known))


def _base(form: Form, sheet: Sheet, offer: Offer, lines: Sequence[Line]) -> None:
    """The keys of each row and its cells, written like the cells themselves so that equals are equal."""
    made = form.hidden(sheet.base)
    day = form.look(num_format="yyyy-mm-dd")
    entries = [sheet.columns[n].name for n in sheet.entries]
    for column, name in enumerate(["measure", "quantity"][: sheet.keys] + entries):
        made.write_string(0, column, name)
    for row, line in enumerate(lines, 1):
        _row(made, row, [*line.given[:1], *(line.given[1:2] if sheet.keys > 1 else ())], day)
        values = [shown(offer, line, name, base=True) for name in line.names]
        for column, value in enumerate(values, sheet.keys):
            put(made, row, column, value, None, day)


def _row(made: Any, row: int, values: Sequence[Raw], day: Any) -> None:
    for column, value in enumerate(values):
        put(made, row, column, value, None, day)
