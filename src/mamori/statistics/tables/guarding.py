"""Looks into a workbook's archive before anything is read, and packs again what was seen.

Policy: docs/policy/statistics.md, §3.2. The parts are unpacked once, measured and looked through; calamine is
given the same parts unpacked, so it reads exactly what was checked.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from struct import pack, unpack_from

from mamori.statistics.rules.findings import Place
from mamori.statistics.tables.refusals import refused

MEGABYTE = 1024 * 1024
LARGEST = 20  # §3.2 megabytes of the file
UNPACKED = 128 * MEGABYTE  # §3.2 of everything in it
RATIO, SMALL = 200, MEGABYTE  # §3.2 a part larger than SMALL is not packed tighter than RATIO
PARTS = 400
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
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
MACROS = ("vbaproject", "macrosheets/", "vbadata", "activex/")
LINKING = ("xl/externalLinks/", "xl/connections", "xl/queryTables/", "xl/embeddings/")
# Cells beyond BZ99999, or without a place: calamine keeps room for each cell up to the last.
FAR = re.compile(rb'<c(?! r="[AB]?[A-Z][0-9]{1,5}+")[\s/>]')
COLON = re.compile(
    rb":(?:c|row|sheetData)[\s/>]"
)  # quick; PREFIXED is only asked where it finds one
PREFIXED = re.compile(rb"<[A-Za-z0-9_.-]{1,40}:(?:c|row|sheetData)[\s/>]")
LONG = MEGABYTE  # of a sheet: a second pass over it takes longer than to spare it
NOTHING_MERGED = b"<mergeCells></mergeCells>"
LOCAL, CENTRAL, END = "<4s5H3L2H", "<4s6H3L5H2L", "<4s4H2LH"  # the records of an archive


def seen(content: bytes) -> bytes:
    """The same workbook with nothing packed, once nothing in it is wrong; refuses it otherwise."""
    if len(content) > LARGEST * MEGABYTE:
        raise refused("too_large", limit=LARGEST)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            parts = _unpacked(entries, content)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError) as error:
        raise refused("broken_file") from error
    _check(parts)
    return _packed(entries, parts)


def _unpacked(entries: list[zipfile.ZipInfo], content: bytes) -> dict[str, bytes]:
    if any(entry.flag_bits & 1 for entry in entries):
        raise refused("has_password")
    if len({entry.filename for entry in entries}) != len(entries):
        raise refused("broken_file")
    if len(entries) > PARTS or sum(entry.file_size for entry in entries) > UNPACKED:
        raise refused("zip_bomb")
    if any(e.file_size > SMALL and e.file_size > RATIO * e.compress_size for e in entries):
        raise refused("zip_bomb")
    return {entry.filename: _part(entry, content) for entry in entries}


def _part(entry: zipfile.ZipInfo, content: bytes) -> bytes:
    """One part; its size is measured, never believed."""
    head = entry.header_offset
    if content[head : head + 4] != b"PK\3\4" or len(content) < head + 30:
        raise refused("broken_file")
    name, extra = unpack_from("<HH", content, head + 26)
    begin = head + 30 + name + extra
    packed = content[begin : begin + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        part = packed
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        part = zlib.decompressobj(-15).decompress(packed, entry.file_size + 1)
    else:
        raise refused("broken_file")
    if len(part) > entry.file_size:
        raise refused("zip_bomb")
    if len(part) != entry.file_size:
        raise refused("broken_file")
    return part


def _check(parts: Mapping[str, bytes]) -> None:
    if parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument"):
        raise refused("open_document")
    if "[Content_Types].xml" not in parts or "xl/workbook.xml" not in parts:
        raise refused("unknown_kind")
    lower = [name.lower() for name in parts]
    macro_enabled = b"macroEnabled" in parts["[Content_Types].xml"]
    if macro_enabled or any(sign in name for name in lower for sign in MACROS):
        raise refused("has_macros")
    linking = next((name for name in parts if name.startswith(LINKING)), None)
    if linking:
        raise refused("has_links", told=linking)
    for name, part in parts.items():
        if _is_sheet(name):
            _check_cells(name, part)


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
    at = part.find(b"<sheetData") if _is_sheet(entry.filename) and len(part) > LONG else -1
    if at < 0 or b"mergeCells" in part:
        return [part], entry.CRC
    if zlib.crc32(part) != entry.CRC:
        raise refused("broken_file")
    before, after = part[:at] + NOTHING_MERGED, memoryview(part)[at:]
    return [before, after], zlib.crc32(after, zlib.crc32(before))


def _is_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/") and name.endswith(".xml")
