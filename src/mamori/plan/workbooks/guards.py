"""Looks into the archive before anything is read: what it is, how large it would be, what it carries.

calamine gives values only, so macros, links and formulas have to be found here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape

from mamori.kernel import archives
from mamori.kernel.archives import Fault
from mamori.plan.workbooks import refusals

LARGEST = 10 * 1024 * 1024  # bytes of the file
UNPACKED = 96 * 1024 * 1024  # bytes of everything in it
REFUSALS: Mapping[Fault, type[refusals.BadWorkbook]] = {
    Fault.PASSWORD: refusals.HasPassword,
    Fault.BROKEN: refusals.Broken,
    Fault.BOMB: refusals.ZipBomb,
    Fault.OPEN_DOCUMENT: refusals.IsOpenDocument,
    Fault.NO_WORKBOOK: refusals.BadWorkbook,
    Fault.MACROS: refusals.HasMacros,
    Fault.LINKS: refusals.HasLinks,
}
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


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen on the way. ``formulas``: cells like F7, by the sheet's name."""

    formulas: Mapping[str, tuple[str, ...]]


def look(content: bytes) -> Looked:
    """Raise what is wrong with the file, or say in which cells formulas stand."""
    _check_kind(content)
    try:
        _, parts = archives.unpacked(content, most=UNPACKED)
        archives.check_workbook(parts)
    except archives.Unfit as unfit:
        refusal = REFUSALS[unfit.fault]
        raise refusal(unfit.told) if unfit.told else refusal() from unfit
    return Looked(dict(_formulas(parts)))


def _check_kind(content: bytes) -> None:
    if not content:
        raise refusals.EmptyFile()
    if len(content) > LARGEST:
        raise refusals.TooLarge(LARGEST // 1024 // 1024)
    if content.startswith(archives.COMPOUND):
        raise refusals.HasPassword() if archives.ENCRYPTED in content else refusals.IsOldExcel()
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


def _formulas(parts: Mapping[str, bytes]) -> Iterable[tuple[str, tuple[str, ...]]]:
    names = _sheet_names(parts)
    for part, xml in parts.items():
        if not archives.is_sheet(part):
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
