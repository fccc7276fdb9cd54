"""Unpacks a workbook's archive that a stranger sent. Sizes are measured and never believed.

Policy: docs/policy/kernel.md, section 8. Whoever calls words the fault for its own readers.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from enum import StrEnum
from struct import unpack_from

MEGABYTE = 1024 * 1024
RATIO, SMALL = 200, MEGABYTE  # §8.2 a part larger than SMALL is not packed tighter than RATIO
PARTS = 400  # §8.2
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx behind a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MACROS = ("vbaproject", "macrosheets/", "vbadata", "activex/")
LINKING = ("xl/externalLinks/", "xl/connections", "xl/queryTables/", "xl/embeddings/")
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"


class Fault(StrEnum):
    """Why an archive is not read."""

    PASSWORD = "password"  # noqa: S105 - a fault, no secret
    BROKEN = "broken"
    BOMB = "bomb"
    OPEN_DOCUMENT = "open_document"
    NO_WORKBOOK = "no_workbook"
    MACROS = "macros"
    LINKS = "links"


class Unfit(Exception):
    """``told`` names the part, where that helps."""

    def __init__(self, fault: Fault, told: str = "") -> None:
        super().__init__(fault)
        self.fault, self.told = fault, told


def unpacked(content: bytes, *, most: int) -> tuple[list[zipfile.ZipInfo], dict[str, bytes]]:
    """The entries of the archive and its parts by name; ``most`` bytes of all of them. Raises ``Unfit``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries, most)
            return entries, {entry.filename: _part(entry, content) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError) as error:
        raise Unfit(Fault.BROKEN) from error


def check_workbook(parts: Mapping[str, bytes]) -> None:
    """Raises ``Unfit`` unless these are the parts of an .xlsx without macros and links to elsewhere (§8.3)."""
    if parts.get("mimetype", b"").startswith(OPEN_DOCUMENT):
        raise Unfit(Fault.OPEN_DOCUMENT)
    if "[Content_Types].xml" not in parts or "xl/workbook.xml" not in parts:
        raise Unfit(Fault.NO_WORKBOOK)
    lower = [name.lower() for name in parts]
    macro_enabled = b"macroEnabled" in parts["[Content_Types].xml"]
    if macro_enabled or any(sign in name for name in lower for sign in MACROS):
        raise Unfit(Fault.MACROS)
    linking = next((name for name in parts if name.startswith(LINKING)), None)
    if linking is not None:
        raise Unfit(Fault.LINKS, linking)


def is_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


def _check_entries(entries: list[zipfile.ZipInfo], most: int) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unfit(Fault.PASSWORD)
    if len({entry.filename for entry in entries}) != len(entries):
        raise Unfit(Fault.BROKEN)
    if len(entries) > PARTS or sum(entry.file_size for entry in entries) > most:
        raise Unfit(Fault.BOMB)
    if any(e.file_size > SMALL and e.file_size > RATIO * e.compress_size for e in entries):
        raise Unfit(Fault.BOMB)


def _part(entry: zipfile.ZipInfo, content: bytes) -> bytes:
    head = entry.header_offset
    if content[head : head + 4] != b"PK\3\4" or len(content) < head + 30:
        raise Unfit(Fault.BROKEN)
    name, extra = unpack_from("<HH", content, head + 26)
    begin = head + 30 + name + extra
    packed = content[begin : begin + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        part, whole = packed, True
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        unpacking = zlib.decompressobj(-15)
        part = unpacking.decompress(packed, entry.file_size + 1)
        whole = unpacking.eof or len(part) > entry.file_size
    else:
        raise Unfit(Fault.BROKEN)
    if len(part) > entry.file_size:
        raise Unfit(Fault.BOMB)
    if not whole or len(part) != entry.file_size:
        raise Unfit(Fault.BROKEN)
    return part
