"""Every file that cannot be taken is refused with its reason, and nothing is lost or half kept."""

import io
import struct
import zipfile
import zlib
from datetime import UTC, datetime
from time import perf_counter

import openpyxl
import pytest

from mamori.kernel import archives
from mamori.plan.tests.build_workbooks import (
    GOOD,
    QUANTITIES,
    filled,
    part,
    refused,
    repacked,
    template,
)
from mamori.plan.workbooks import guards, refusals

pytestmark = pytest.mark.usefixtures("round_open", "undone")
SHEET = "xl/worksheets/sheet3.xml"
TYPES = "[Content_Types].xml"


def compound(name):
    """The beginning of an OLE container with a stream of that name."""
    return archives.COMPOUND + bytes(504) + name.encode("utf-16-le") + bytes(512)


def ods():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office:document-content/>")
    return written.getvalue()


def png():
    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (compound("EncryptedPackage"), "has_password"),
        (compound("Workbook"), "is_old_excel"),
        (ods(), "is_open_document"),
        ("施策,回答\r\nm-1,実施した\r\n".encode("cp932"), "is_csv"),
        ("施策,回答\nm-1,実施した\n".encode("utf-8-sig"), "is_csv"),
        (png(), "is_image"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "is_image"),
        (b"%PDF-1.7\n" + bytes(200), "not_a_workbook"),
        (b"PK\3\4" + bytes(200), "workbook_broken"),
        (b"x" * (guards.LARGEST + 1), "workbook_too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_workbook(content, code):
    assert refused(content).code == code


def test_a_shift_jis_csv_is_called_so():
    refusal = refused("施策,回答\r\nm-1,実施した\r\n".encode("cp932"))
    assert "Shift-JIS" in refusal.message.ja
    assert "Shift-JIS" in refusal.message.en


def test_an_archive_cut_short():
    content = template()
    for length in (len(content) - 1, len(content) // 2, 40):
        assert refused(content[:length]).code == "workbook_broken"


def test_a_damaged_part():
    content = bytearray(template())
    head = content.index(SHEET.encode()) - 30
    content[head : head + 4] = b"\xff" * 4
    assert refused(bytes(content)).code == "workbook_broken"


def test_another_workbook():
    written = io.BytesIO()
    openpyxl.Workbook().save(written)
    assert refused(written.getvalue()).code == "not_a_return"


def test_an_archive_that_is_no_workbook():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refused(written.getvalue()).code == "not_a_workbook"


def test_a_formula_where_an_answer_belongs():
    refusal = refused(filled(GOOD, {"H4": "=SUM(G4:G9)", "H5": 3}))
    assert refusal.code == "is_formula"
    assert refusal.places == (f"{QUANTITIES}!H4",)


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_macros(name):
    assert refused(repacked(template(), {name: b"x"})).code == "has_macros"


def test_a_macro_workbook_without_its_macros():
    enabled = part(template(), TYPES).replace(
        b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"
    )
    assert refused(repacked(template(), {TYPES: enabled})).code == "has_macros"


@pytest.mark.parametrize(
    "name", ["xl/externalLinks/externalLink1.xml", "xl/connections.xml", "xl/embeddings/a.bin"]
)
def test_links_to_elsewhere(name):
    refusal = refused(repacked(template(), {name: b"<x/>"}))
    assert refusal.code == "has_external_links"
    assert name in refusal.message.en


@pytest.mark.parametrize(
    "packed",
    [bytes(20 * 1024 * 1024), bytes(guards.UNPACKED + 1)],
    ids=["tight", "large"],
)
def test_a_zip_bomb_is_not_opened(packed):
    begun = perf_counter()
    assert refused(repacked(template(), {"xl/media/a.xml": packed})).code == "zip_bomb"
    assert perf_counter() - begun < 3


def test_a_zip_bomb_that_lies_about_its_size():
    name = b"xl/media/a.xml"
    content = bytearray(repacked(template(), {name.decode(): bytes(5_000_000)}))
    directory = content.rindex(name) - 46
    content[directory + 24 : directory + 28] = struct.pack("<I", 1000)
    assert refused(bytes(content)).code == "zip_bomb"


def test_too_many_parts():
    many = {f"xl/media/{n}.xml": b"x" for n in range(archives.PARTS)}
    assert refused(repacked(template(), many)).code == "zip_bomb"


def test_a_cell_that_claims_to_be_a_million_rows_away():
    for odd in (b"<c r='XFD1048576'><v>1</v></c>", b"<c><v>1</v></c>", b'<x:c r="B4"/>'):
        sheet = part(template(), SHEET).replace(
            b"</sheetData>", b'<row r="9">' + odd + b"</row></sheetData>"
        )
        assert refused(repacked(template(), {SHEET: sheet})).code == "workbook_broken"


def test_every_refusal_has_a_code_of_its_own_and_words_in_both_languages():
    found = refusals.BadWorkbook.__subclasses__()
    assert len({one.code for one in found}) == len(found) > 20
    for one in found:
        assert one.words.ja
        assert one.words.en


def test_undated():
    """The workbook tells nobody when it was written."""
    with zipfile.ZipFile(io.BytesIO(template())) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    assert openpyxl.load_workbook(io.BytesIO(template())).properties.created.replace(
        tzinfo=UTC
    ) == datetime(1980, 1, 1, tzinfo=UTC)
