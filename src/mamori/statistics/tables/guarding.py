"""Looks into a workbook's archive before anything is read, and packs again what was seen.

Policy: docs/policy/statistics.md, §3.2. The parts are unpacked once, measured and looked through; calamine is
given the same parts unpacked, so it reads exactly what was checked.
"""

import re
import zipfile
import zlib
from collections.abc import Mapping
from struct import pack

from mamori.kernel import archives
from mamori.kernel.archives import MEGABYTE, Fault, is_sheet
from mamori.statistics.rules.findings import Place
from mamori.statistics.tables import scaling
from mamori.statistics.tables.refusals import refused

LARGEST = 20  # §3.2 megabytes of the file
UNPACKED = 128 * MEGABYTE  # §3.2 of everything in it
CODES = {
    Fault.PASSWORD: "has_password",
    Fault.BROKEN: "broken_file",
    Fault.BOMB: "zip_bomb",
    Fault.OPEN_DOCUMENT: "open_document",
    Fault.NO_WORKBOOK: "unknown_kind",
    Fault.MACROS: "has_macros",
    Fault.LINKS: "has_links",
}
OTHERS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF",
    b"BM",
    b"<",
    b"{\\rtf",
    b"Rar!",
    b"\x1f\x8b",
)
# Cells beyond BZ99999, or without a place: calamine keeps room for each cell up to the last.
FAR = re.compile(rb'<c(?! r="[AB]?[A-Z][0-9]{1,5}+")[\s/>]')
COLON = re.compile(
    rb":(?:c|row|sheetData)[\s/>]"
)  # quick; PREFIXED is only asked where it finds one
PREFIXED = re.compile(rb"<[A-Za-z0-9_.-]{1,40}:(?:c|row|sheetData)[\s/>]")
LONG = MEGABYTE  # of a sheet: a second pass over it takes longer than to spare it
NOTHING_MERGED = b"<mergeCells></mergeCells>"
LOCAL, CENTRAL, END = "<4s5H3L2H", "<4s6H3L5H2L", "<4s4H2LH"  # the records of an archive


def seen(content: bytes) -> tuple[bytes, frozenset[str]]:
    """The same workbook with nothing packed, once nothing in it is wrong; refuses it otherwise.

    Beside it the places of cells that show another number than they hold (§3.14).
    """
    if len(content) > LARGEST * MEGABYTE:
        raise refused("too_large", limit=LARGEST)
    try:
        entries, parts = archives.unpacked(content, most=UNPACKED)
        archives.check_workbook(parts)
    except archives.Unfit as unfit:
        told = {"told": unfit.told} if unfit.told else {}
        raise refused(CODES[unfit.fault], **told) from unfit
    for name, part in parts.items():
        if is_sheet(name):
            _check_cells(name, part)
    return _packed(entries, parts), scaling.scaled(parts)


def _check_cells(name: str, part: bytes) -> None:
    prefixed = COLON.search(part) and PREFIXED.search(part)
    if b"\0" in part or prefixed:
        raise refused("broken_file")
    far = FAR.search(part)
    if far is not None:
        told = part[far.start() : far.start() + 24].decode("ascii", "replace")
        raise refused("far_cell", Place(name.rpartition("/")[2]), told=told)


def _packed(entries: list[zipfile.ZipInfo], parts: Mapping[str, bytes]) -> bytes:
    """The archive with nothing packed. The old check sums are kept, so that the reader checks them."""
    locals_: list[bytes | memoryview] = []
    centrals, at = [], 0
    for entry in entries:
        name = entry.filename.encode()
        pieces, crc = _one_pass(entry, parts[entry.filename])
        size = sum(map(len, pieces))
        told = (20, 0x800, 0, 0, 0, crc, size, size, len(name), 0)
        head = pack(LOCAL, b"PK\3\4", *told)
        locals_ += [head, name, *pieces]
        centrals += [pack(CENTRAL, b"PK\1\2", 20, *told, 0, 0, 0, 0, at), name]
        at += len(head) + len(name) + size
    directory = b"".join(centrals)
    count = len(entries)
    end = pack(END, b"PK\5\6", 0, 0, count, count, len(directory), at, 0)
    return b"".join((*locals_, directory, end))


def _one_pass(entry: zipfile.ZipInfo, part: bytes) -> tuple[list[bytes | memoryview], int]:
    """The part in pieces, and its check sum.

    After the cells calamine reads a sheet once more, up to its first ``mergeCells``. Where there is none, an empty
    one before the cells ends that at once, and what is read is the same.
    """
    at = part.find(b"<sheetData") if is_sheet(entry.filename) and len(part) > LONG else -1
    if at < 0 or b"mergeCells" in part:
        return [part], entry.CRC
    if zlib.crc32(part) != entry.CRC:
        raise refused("broken_file")
    before, after = part[:at] + NOTHING_MERGED, memoryview(part)[at:]
    return [before, after], zlib.crc32(after, zlib.crc32(before))
