"""Policy: docs/policy/kernel.md, section 8: what is looked at before a stranger's workbook is read."""

import io
import zipfile

import pytest

from mamori.kernel import archives
from mamori.kernel.archives import MEGABYTE, Fault, Unfit

BOOK = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
MOST = 4 * MEGABYTE


def packed(parts, how=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def fault(content):
    with pytest.raises(Unfit) as unfit:
        archives.check_workbook(archives.unpacked(content, most=MOST)[1])
    return unfit.value.fault


def with_bytes(content, mark, at, new):
    """The same archive with other bytes so far behind a mark."""
    place = content.index(mark) + at
    return content[:place] + new + content[place + len(new) :]


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_plain_workbook_is_unpacked_as_it_is(how):
    entries, parts = archives.unpacked(packed(BOOK, how), most=MOST)
    archives.check_workbook(parts)
    assert parts == BOOK
    assert [entry.filename for entry in entries] == list(BOOK)


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"mimetype": archives.OPEN_DOCUMENT}, Fault.OPEN_DOCUMENT),
        ({"xl/VbaProject.bin": b"x"}, Fault.MACROS),
        ({"[Content_Types].xml": b"macroEnabled"}, Fault.MACROS),
        ({"xl/externalLinks/externalLink1.xml": b"x"}, Fault.LINKS),
        ({"xl/zeros.xml": bytes(2 * MEGABYTE)}, Fault.BOMB),
        ({f"xl/{n}.xml": b"x" for n in range(archives.PARTS)}, Fault.BOMB),
    ],
)
def test_what_a_workbook_may_not_carry(more, found):
    assert fault(packed({**BOOK, **more})) is found


def test_more_than_the_reader_allows_is_not_unpacked():
    large = {f"xl/{n}.xml": bytes(range(256)) * 4000 for n in range(5)}
    assert fault(packed({**BOOK, **large}, zipfile.ZIP_STORED)) is Fault.BOMB


def test_other_archives_are_no_workbook():
    assert fault(packed({"readme.txt": b"hello"})) is Fault.NO_WORKBOOK


@pytest.mark.parametrize("cut", [1, 30, 60])
def test_an_archive_cut_short_is_broken(cut):
    content = packed(BOOK)
    assert fault(content[:-cut]) is Fault.BROKEN


def test_an_encrypted_part_is_refused():
    assert fault(with_bytes(packed(BOOK), b"PK\1\2", 8, b"\1")) is Fault.PASSWORD


def test_a_part_that_is_larger_than_it_says_is_a_bomb():  # §8.1
    content = packed({**BOOK, "xl/a.xml": b"abcdefgh" * 9})
    at = content.rindex(b"PK\1\2") + 24  # the size its directory tells
    assert fault(content[:at] + (40).to_bytes(4, "little") + content[at + 4 :]) is Fault.BOMB


def test_a_stream_without_its_end_is_broken():  # §8.1
    content = packed({**BOOK, "xl/a.xml": b"abcdefgh" * 9})
    at = content.rindex(b"PK\1\2") + 20  # how much of it is packed
    size = int.from_bytes(content[at : at + 4], "little") - 1
    assert fault(content[:at] + size.to_bytes(4, "little") + content[at + 4 :]) is Fault.BROKEN
