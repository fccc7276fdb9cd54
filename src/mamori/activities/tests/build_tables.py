"""Tables of invented activities, as people send them."""

import io
from datetime import date

import xlsxwriter

from mamori.activities import queries
from mamori.activities.workbooks.reading import read
from mamori.kernel.areas import areas

TODAY = date(2026, 11, 25)
HEADS = ("日（または最初の日）", "都道府県", "開催数", "受講者", "対象", "題名（日本語）")
ROW = ("2026-06-01", "東京都", 1, 190, "保護者", "架空の講座")


def names():
    return {area.code: area.name for area in areas()}


def kind(key="educational_meeting"):
    return queries.kind(key)


def book(*rows, heads=HEADS, merge="", formula=False, told=()):
    """A workbook of that sheet, as people send it."""
    written = io.BytesIO()
    made = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet, day = made.add_worksheet("Sheet1"), made.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate((heads, *rows)):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
            else:
                sheet.write(number, column, cell)
    if merge:
        sheet.merge_range(merge, "東京都")
    if formula:
        sheet.write_formula("D2", "=1+1", None, 2)
    if told:
        hidden = made.add_worksheet("mamori")
        for number, line in enumerate(told):
            hidden.write_row(number, 0, line)
    made.close()
    return written.getvalue()


def csv(*rows, heads=HEADS, encoding="utf-8-sig", sign=","):
    lines = [sign.join(map(str, row)) for row in (heads, *rows)]
    return "\r\n".join(lines).encode(encoding)


def table(content, key="educational_meeting", agency="NPA"):
    return read(content, kind(key), agency, names(), TODAY)


def only(content):
    found = table(content)
    assert found.findings == ()
    return found.activities[0]


def with_cell(head, value):
    return tuple(value if name == head else cell for name, cell in zip(HEADS, ROW, strict=True))
