"""What is looked at before a workbook is read. Policy: docs/policy/statistics.md, §3.2."""

import io
import zipfile

import pytest
import xlsxwriter

from mamori.kernel import archives
from mamori.statistics.tables import guarding
from mamori.statistics.tables.reading import read
from mamori.statistics.tables.refusals import TableRefused
from mamori.statistics.tests.build_tables import (
    HEADER,
    SERIES,
    TODAY,
    part_of,
    row,
    with_part,
    workbook,
)


def refused(content):
    with pytest.raises(TableRefused) as told:
        read("table.xlsx", content, SERIES, None, TODAY)
    return [one.code for one in told.value.findings]


def far(cell: str) -> bytes:
    content = workbook([["a"]])
    sheet = "xl/worksheets/sheet1.xml"
    return with_part(
        content, sheet, part_of(content, sheet).replace(b'r="A1"', f'r="{cell}"'.encode())
    )


def content_types(content: bytes) -> bytes:
    name = "[Content_Types].xml"
    return with_part(content, name, part_of(content, name) + b"<!--macroEnabled-->")


def encrypted_flag(content: bytes) -> bytes:
    """The bit that says a part is encrypted, in the directory of the archive."""
    at = content.index(b"PK\1\2")
    return content[: at + 8] + b"\1" + content[at + 9 :]


OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
BOMB = with_part(workbook([["a"]]), "xl/media/x.bin", b"\0" * 2_000_000)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (with_part(workbook([["a"]]), "xl/vbaProject.bin", b"x"), "has_macros"),
        (content_types(workbook([["a"]])), "has_macros"),
        (with_part(workbook([["a"]]), "xl/externalLinks/externalLink1.xml", b"<a/>"), "has_links"),
        (with_part(workbook([["a"]]), "xl/connections.xml", b"<a/>"), "has_links"),
        (BOMB, "zip_bomb"),
        (far("XFD1"), "far_cell"),
        (far("A1048576"), "far_cell"),
        (encrypted_flag(workbook([["a"]])), "has_password"),
        (archives.COMPOUND + b"\0" * 99 + archives.ENCRYPTED, "has_password"),
        (archives.COMPOUND + b"\0" * 99, "old_excel"),
        (with_part(workbook([["a"]]), "mimetype", OPEN_DOCUMENT), "open_document"),
        (b"PK\3\4 and no more", "broken_file"),
        (workbook([["a"]])[:-200], "broken_file"),
        (with_part(workbook([["a"]]), "xl/workbook.xml", b"<not"), "broken_file"),
        (workbook([[]]), "layout_needed"),
    ],
)  # fmt: skip
def test_a_dangerous_or_broken_workbook_is_refused_before_it_is_read(content, code):  # 3.2
    assert refused(content) == [code]


def test_a_size_that_lies_is_measured():  # 3.2
    told, lie = (2_000_000).to_bytes(4, "little"), (500).to_bytes(4, "little")
    assert refused(BOMB.replace(told, lie)) == ["zip_bomb"]


def test_a_zip_that_is_no_workbook_is_refused():  # 3.2
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.txt", "hello")
    assert refused(content.getvalue()) == ["unknown_kind"]


def test_what_was_looked_through_is_what_is_read():  # 3.2
    content = workbook([row(), row()])
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(io.BytesIO(guarding.seen(content)[0])) as after,
    ):
        assert after.testzip() is None
        assert {n: before.read(n) for n in before.namelist()} == {
            n: after.read(n) for n in after.namelist()
        }


@pytest.mark.parametrize(
    ("form", "value", "scaled"),
    [
        ("0.0%", 0.227, True),
        ("0%", 0.227, True),
        ("#,##0,", 1_400_000, True),
        ("#,##0", 1_400_000, False),
        ("#,##0.00", 22.7, False),
        ('0.0"%"', 22.7, False),
        ("[Red]0", 22, False),
        ("General", 22.7, False),
    ],
)
def test_a_cell_that_shows_another_number_than_it_holds_is_refused(form, value, scaled):  # §3.14
    kept, at = io.BytesIO(), HEADER.index("value")
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    page = book.add_worksheet()
    page.write_row(0, 0, HEADER)
    page.write_row(1, 0, row())
    page.write_number(1, at, value, book.add_format({"num_format": form}))
    book.close()
    content = kept.getvalue()
    assert bool(guarding.seen(content)[1]) is scaled
    if scaled:
        with pytest.raises(TableRefused) as told:
            read("table.xlsx", content, SERIES, None, TODAY)
        [found] = told.value.findings
        assert (found.code, found.place.row, found.place.column) == ("scaled_cell", 2, "value")
