"""Looks into the archive before anything is read: what it is, how large it would be, what it carries.

calamine gives values only, so macros, links and formulas have to be found here.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from struct import unpack_from

from mamori.plan.workbooks import refusals

LARGEST = 10 * 1024 * 1024  # bytes of the file
UNPACKED = 96 * 1024 * 1024  # bytes of everything in it
RATIO, SMALL = 200, 1024 * 1024  # a part larger than SMALL is not packed tighter than RATIO
PARTS = 400
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\0\0\1\0", b"RIFF")
ENCODINGS = {"utf-8-sig": "UTF-8", "cp932": "Shift-JIS"}
# Any cell not written as every spreadsheet writes it (<c r="F7" …>), beyond column Z or row 99999,
# or with a formula outside the first column, whose signs are computed.
ODD = re.compile(rb'<c(?! r="(?:A\d{1,5}"|[B-Z]\d{1,5}"[^>]*>(?!\s*<f)))[\s/>]')
ODD_PLAIN = re.compile(rb'<c(?! r="[A-Z]\d{1,5}")[\s/>]')
COLON = re.compile(rb":[cf][\s/>]")
PREFIXED = re.compile(rb"<[^<>\s:]*:[cf][\s/>]")
FORMULA = re.compile(rb'<c r="([A-Z]\d{1,5})"[^>]*>\s*<f')
FAR = re.compile(rb'<c r="([A-Z]+\d+)"')
SHEET = re.compile(r'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\b\w+:id="([^"]*)"')
RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
ATTRIBUTE = re.compile(r'\b(Id|Target)="([^"]*)"')
LINKING = ("xl/externalLinks/", "xl/connections", "xl/queryTables/", "xl/embeddings/")
MACROS = ("vbaproject", "macrosheets/", "vbadata", "activex/")


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen on the way. ``formulas``: cells like F7, by the sheet's name."""

    formulas: Mapping[str, tuple[str, ...]]


def look(content: bytes) -> Looked:
    """Raise what is wrong with the file, or say in which cells formulas stand."""
    _check_kind(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _unpacked(archive, content)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError) as error:
        raise refusals.Broken() from error
    _check_parts(parts)
    return Looked(dict(_formulas(parts)))


def _check_kind(content: bytes) -> None:
    if not content:
        raise refusals.EmptyFile()
    if len(content) > LARGEST:
        raise refusals.TooLarge(LARGEST // 1024 // 1024)
    if content.startswith(COMPOUND):
        raise refusals.HasPassword() if ENCRYPTED in content else refusals.IsOldExcel()
    if content.startswith(IMAGES):
        raise refusals.IsImage()
    if content.startswith(b"PK"):
        return
    encoding = _text_of(content)
    raise refusals.IsCsv(encoding) if encoding else refusals.BadWorkbook()


def _text_of(content: bytes) -> str:
    """The encoding if it is plain text, or empty."""
    if b"\0" in content or content.startswith((b"%PDF", b"<")):
        return ""
    for encoding, name in ENCODINGS.items():
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return name
    return ""


def _unpacked(archive: zipfile.ZipFile, content: bytes) -> dict[str, bytes]:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        raise refusals.HasPassword()
    if len(names) != len(entries):
        raise refusals.Broken()
    if len(entries) > PARTS or sum(entry.file_size for entry in entries) > UNPACKED:
        raise refusals.ZipBomb()
    if any(e.file_size > SMALL and e.file_size > RATIO * e.compress_size for e in entries):
        raise refusals.ZipBomb()
    return {entry.filename: _part(entry, content) for entry in entries}


def _part(entry: zipfile.ZipInfo, content: bytes) -> bytes:
    """One part; its size is measured and not believed."""
    head = entry.header_offset
    if content[head : head + 4] != b"PK\3\4" or len(content) < head + 30:
        raise refusals.Broken()
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
        raise refusals.Broken()
    if len(part) > entry.file_size:
        raise refusals.ZipBomb()
    if not whole or len(part) != entry.file_size:
        raise refusals.Broken()
    return part


def _check_parts(parts: Mapping[str, bytes]) -> None:
    if parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument"):
        raise refusals.IsOpenDocument()
    if "[Content_Types].xml" not in parts or "xl/workbook.xml" not in parts:
        raise refusals.BadWorkbook()
    lower = [name.lower() for name in parts]
    macro_enabled = b"macroEnabled" in parts["[Content_Types].xml"]
    if macro_enabled or any(sign in name for name in lower for sign in MACROS):
        raise refusals.HasMacros()
    linking = [name for name in parts if name.startswith(LINKING)]
    if linking:
        raise refusals.HasLinks(linking[0])


def _formulas(parts: Mapping[str, bytes]) -> Iterable[tuple[str, tuple[str, ...]]]:
    names = _sheet_names(parts)
    for part, xml in parts.items():
        if not part.startswith("xl/worksheets/") or not part.endswith(".xml"):
            continue
        name = names.get(part, part)
        if b"\0" in xml or (COLON.search(xml) and PREFIXED.search(xml)):
            raise refusals.Broken()
        hidden = name.startswith("mamori")  # formulas there are nobody's answers
        if (ODD_PLAIN if hidden else ODD).search(xml) is None:
            continue
        _check_written(xml, name)
        yield name, tuple(c.decode() for c in FORMULA.findall(xml) if not c.startswith(b"A"))


def _check_written(xml: bytes, sheet: str) -> None:
    odd = ODD_PLAIN.search(xml)
    if odd is None:
        return
    far = FAR.match(xml, odd.start())
    if far is None:
        raise refusals.Broken()
    raise refusals.OutsideForm(places=[f"{sheet}!{far[1].decode()}"])


def _sheet_names(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The name of a sheet by the part it stands in."""
    relations = parts.get("xl/_rels/workbook.xml.rels", b"").decode("utf-8", "replace")
    targets = {}
    for relation in RELATION.findall(relations):
        told = dict(ATTRIBUTE.findall(relation))
        target = told.get("Target", "")
        targets[told.get("Id", "")] = target.lstrip("/") if target[:1] == "/" else f"xl/{target}"
    book = parts["xl/workbook.xml"].decode("utf-8", "replace")
    return {targets.get(relation, ""): unescape(name) for name, relation in SHEET.findall(book)}
