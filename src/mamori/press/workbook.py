"""A table as a file: a workbook to work in, or CSV for programs."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter

from mamori.press.palette import COLOURS

Cell = str | int | Decimal | date | None

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WIDEST = 60  # characters
UNDATED = datetime(1980, 1, 1)  # noqa: DTZ001 - §1.1 the same bytes; the day ZIP archives begin with
RUN_AS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # §1.4 a Japanese spreadsheet reads the wide signs too


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def write(table: Table, form: str) -> bytes:
    """The table as one of ``FORMATS``; another format is a bug."""
    return {"csv": as_csv, "xlsx": as_workbook}[form](table)


def as_csv(table: Table) -> bytes:
    """UTF-8 with a mark that spreadsheets know it by; no cell can be taken for a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(table.heads)
    for row in table.rows:
        writer.writerow([harmless(cell) for cell in row])
    return written.getvalue().encode("utf-8-sig")


def as_workbook(table: Table) -> bytes:
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": table.title, "created": UNDATED})
    sheet = book.add_worksheet(table.title[:31])
    head = book.add_format(
        {"bold": True, "bottom": 1, "font_color": COLOURS["indigo"], "valign": "top"}
    )
    body = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    for column, name in enumerate(table.heads):
        sheet.write_string(0, column, name, head)
        longest = max([len(name), *(len(str(row[column] or "")) for row in table.rows)])
        sheet.set_column(column, column, min(longest * 1.3 + 2, WIDEST))
    for line, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(line, column, cell, day)
            elif isinstance(cell, int | Decimal):
                sheet.write_number(line, column, cell, body)
            elif cell is not None:
                sheet.write_string(line, column, cell, body)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.heads) - 1)
    book.close()
    return written.getvalue()


def harmless(cell: Cell) -> str:
    """As text, with a quote before what a spreadsheet would run as a formula."""
    words = "" if cell is None else str(cell)
    return f"'{words}" if isinstance(cell, str) and words.startswith(RUN_AS_FORMULA) else words
