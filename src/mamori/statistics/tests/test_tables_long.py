"""A long sheet is read just as it is, though calamine is spared a second walk through it. §3.2"""

import io
import zipfile

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from mamori.statistics.tables import guarding
from mamori.statistics.tables.refusals import TableRefused

SHEET = "xl/worksheets/sheet1.xml"


def long_workbook(*, merged=False):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for n in range(8_000):
        sheet.write_row(n + 2, 0, ["a word", n, n + 1, n + 2, n + 3])
    if merged:
        sheet.merge_range(0, 0, 0, 3, "A title")
    book.close()
    return out.getvalue()


def told(content):
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return sheet.to_python(), sheet.merged_cell_ranges


def part(content):
    return zipfile.ZipFile(io.BytesIO(content)).getinfo(SHEET)


@pytest.mark.parametrize("merged", [False, True])
def test_a_long_sheet_says_the_same_and_keeps_its_merged_cells(merged):
    content = long_workbook(merged=merged)
    assert part(content).file_size > guarding.LONG
    seen, _ = guarding.seen(content)
    assert told(seen) == told(content)
    assert bool(told(seen)[1]) is merged
    assert zipfile.ZipFile(io.BytesIO(seen)).testzip() is None


def test_a_long_sheet_that_was_damaged_on_its_way_is_refused():
    content = long_workbook()
    right, wrong = ((part(content).CRC ^ bit).to_bytes(4, "little") for bit in (0, 1))
    with pytest.raises(TableRefused) as refused:
        guarding.seen(content.replace(right, wrong))
    assert [found.code for found in refused.value.findings] == ["broken_file"]
