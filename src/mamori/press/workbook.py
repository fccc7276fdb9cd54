"""A table as a file: a workbook to work in, or CSV for programs; and the look of a workbook to fill in."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from mamori.kernel.text import Text
from mamori.press.palette import COLOURS

Cell = str | int | Decimal | date | None

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WIDEST = 60  # characters
UNDATED = datetime(1980, 1, 1)  # noqa: DTZ001 - §1.1 the same bytes; the day ZIP archives begin with
INDENTED = {"align": "left", "indent": 1}
RUN_AS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # §1.4 a Japanese spreadsheet reads the wide signs too


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def said(
        cls, *, spoken: str, title: Text, heads: Iterable[Text], rows: tuple[tuple[Cell, ...], ...]
    ) -> "Table":
        """Title and heads in one language; the cells are said already."""
        return cls(title.in_(spoken), tuple(head.in_(spoken) for head in heads), rows)


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


class Form:
    """A workbook that people fill in: yellow to fill in, grey given. Every look is made once."""

    def __init__(self, title: str) -> None:
        self.written = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self.written, options)
        self.book.set_properties({"title": title, "author": "Mamori", "created": UNDATED})
        self.book.set_size(2400, 1500)
        self.looks: dict[tuple[tuple[str, Any], ...], Any] = {}

    def look(self, **parts: Any) -> Any:
        """Colours by name of the palette: ``ink``, ``ground``, ``line``."""
        key = tuple(sorted(parts.items()))
        if key not in self.looks:
            told = {"font_name": "Yu Gothic UI", "font_size": 10.5, "valign": "top"}
            told |= {"text_wrap": True, "font_color": COLOURS[parts.pop("ink", "ink")]}
            if "ground" in parts:
                told["bg_color"] = COLOURS[parts.pop("ground")]
            line = COLOURS[parts.pop("line", "rule")]
            told |= {f"{side}_color": line for side in ("border", "bottom") if side in parts}
            self.looks[key] = self.book.add_format(told | parts)
        return self.looks[key]

    def heading(self) -> Any:
        dark = {"ink": "sheet", "ground": "indigo", "line": "indigo"}
        return self.look(bold=True, valign="vcenter", border=1, indent=1, **dark)

    def given(self, **more: Any) -> Any:
        return self.look(**{**INDENTED, "ground": "well", "bottom": 1, **more})

    def entry(self, **more: Any) -> Any:
        yellow = {"ground": "note-tint", "line": "note-line"}
        return self.look(**{**INDENTED, "border": 1, "locked": False, **yellow, **more})

    def wrong(self, **more: Any) -> Any:
        return self.entry(ground="stop-tint", line="stop", ink="stop", **more)

    def plain(self, **more: Any) -> Any:
        return self.look(**{**INDENTED, "bottom": 1, **more})

    def sheet(
        self, name: str, widths: Sequence[int], *, paper: str, landscape: bool, head: str, foot: str
    ) -> Any:
        """A protected sheet whose entries may be filled in; printed one page wide."""
        made = self.book.add_worksheet(name)
        made.hide_gridlines(2)
        made.set_paper({"A3": 8, "A4": 9}[paper])
        made.set_landscape() if landscape else made.set_portrait()
        made.fit_to_pages(1, 0)
        made.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        made.set_header(f"&L&9{head.replace('&', '&&')}")
        made.set_footer(f"&L&9{foot.replace('&', '&&')}&C&9&A&R&9&P / &N")
        allowed = ("select_locked_cells", "format_columns", "format_rows", "autofilter", "sort")
        made.protect("", dict.fromkeys(allowed, True))
        for column, width in enumerate(widths):
            made.set_column(column, column, width)
        return made

    def hidden(self, name: str) -> Any:
        made = self.book.add_worksheet(name)
        made.very_hidden()
        return made

    def content(self) -> bytes:
        self.book.close()
        return self.written.getvalue()
