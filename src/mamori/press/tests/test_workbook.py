import csv
import io
import time
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from mamori.press.workbook import FORMATS, Table, write

TABLE = Table(
    "Measures",
    ("Key", "Count", "Day", "Note"),
    (("p17-01", 12, date(2018, 3, 31), "約39万人"), ("p17-02", Decimal("1.5"), None, None)),
)
RUN = ["=1+1", "@SUM(1)", "+1", "-1", "\t=1", "\r=1", "\n=1", "＝1+1", "＠x", "＋1", "－1"]


def rows(table, form):
    content = write(table, form)
    if form == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def test_a_workbook_holds_typed_cells():
    assert rows(TABLE, "xlsx") == [
        ["Key", "Count", "Day", "Note"],
        ["p17-01", 12, date(2018, 3, 31), "約39万人"],
        ["p17-02", 1.5, "", ""],
    ]


def test_csv_is_utf_8_that_a_spreadsheet_knows():
    assert write(TABLE, "csv").startswith(b"\xef\xbb\xbf")
    assert rows(TABLE, "csv")[1:] == [
        ["p17-01", "12", "2018-03-31", "約39万人"],
        ["p17-02", "1.5", "", ""],
    ]


@pytest.mark.parametrize("words", RUN, ids=repr)
def test_no_cell_is_run_as_a_formula(words):  # §1.4
    table = Table("Run", ("Words", "Number"), ((words, -1),))
    assert rows(table, "csv")[1] == [f"'{words}", "-1"]

    with zipfile.ZipFile(io.BytesIO(write(table, "xlsx"))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert rows(table, "xlsx")[1][0].strip() == words.strip()


@pytest.mark.parametrize("words", ["", "a=b", "約 -1", "1+1"])
def test_other_words_stay_as_they_are(words):
    assert rows(Table("Words", ("Words", "More"), ((words, "x"),)), "csv")[1][0] == words


def test_an_empty_table_has_its_heads():
    for form in FORMATS:
        assert rows(Table("Empty", ("One", "Two"), ()), form) == [["One", "Two"]]


def test_the_same_table_gives_the_same_bytes_whenever_it_is_written():  # §1.1
    before = {form: write(TABLE, form) for form in FORMATS}
    time.sleep(1.1)  # the creation date counts in seconds
    assert {form: write(TABLE, form) for form in FORMATS} == before


def test_another_format_is_a_bug():
    with pytest.raises(KeyError):
        write(TABLE, "pdf")
