"""What arrives, looked into before it is read, then as rows of cells: a workbook or CSV.

calamine gives values only, so formulas and cells far outside are found in the archive first.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from python_calamine import CalamineSheet, CalamineWorkbook

from mamori.activities.rules.rows import Raw
from mamori.activities.workbooks import refusals
from mamori.activities.workbooks.refusals import BadFile
from mamori.kernel import archives
from mamori.kernel.archives import Fault

LARGEST = 10 * 1024 * 1024  # §2.11 bytes of the file
UNPACKED = 96 * 1024 * 1024
MOST_ROWS = 50_000  # §2.11
HIDDEN, LISTS, GUIDE = "mamori", "mamori-lists", "書き方 Guide"
IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\0\0\1\0", b"RIFF")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
IN_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3}\d+)"[^>]*>\s*<(?:\w+:)?f[\s/>]')
# A column beyond AZ, a row beyond 99,999, or a place written so that it cannot be told.
OUTSIDE = re.compile(rb"""\sr\s*=\s*["'](?![A-Za-z]?\d{1,5}["'])(?!A[A-Z]\d{1,5}["'])[^"']*["']""")


@dataclass(frozen=True, slots=True)
class Sheet:
    """``merged``: where cells are merged, as first and last row and column from 0."""

    name: str
    rows: list[list[Raw]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """The sheets that may hold the table, and what the hidden one says; CSV is one without a name."""

    sheets: tuple[Sheet, ...]
    told: tuple[tuple[str, ...], ...] = ()


def opened(content: bytes) -> Opened:
    if not content:
        raise BadFile(refusals.EMPTY)
    if len(content) > LARGEST:
        raise BadFile(refusals.LARGE)
    if content.startswith(archives.COMPOUND):
        secret = archives.ENCRYPTED in content
        raise BadFile(Fault.PASSWORD if secret else refusals.OLD_EXCEL)
    if content.startswith(IMAGES):
        raise BadFile(refusals.IMAGE)
    return _workbook(content) if content.startswith(b"PK") else Opened((_csv(content),))


def letters(column: int) -> str:
    found = ""
    while column >= 0:
        found = chr(65 + column % 26) + found
        column = column // 26 - 1
    return found


def _workbook(content: bytes) -> Opened:
    try:
        _, parts = archives.unpacked(content, most=UNPACKED)
        archives.check_workbook(parts)
    except archives.Unfit as unfit:
        raise BadFile(unfit.fault) from unfit
    _look(parts)
    try:
        return _values(content)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # what calamine gives up on, a panic of its Rust too
        raise BadFile(Fault.BROKEN) from error


def _look(parts: Mapping[str, bytes]) -> None:
    for name, xml in parts.items():
        if not archives.is_sheet(name):
            continue
        if b"\0" in xml:
            raise BadFile(Fault.BROKEN)
        if OUTSIDE.search(xml):
            raise BadFile(refusals.FAR)
        if FORMULA.search(xml):
            raise refusals.Formulas(cell.decode() for cell in IN_CELL.findall(xml))


def _values(content: bytes) -> Opened:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    told: tuple[tuple[str, ...], ...] = ()
    if HIDDEN in book.sheet_names:
        rows = book.get_sheet_by_name(HIDDEN).to_python(skip_empty_area=False)
        told = tuple(tuple(str(cell) for cell in row) for row in rows)
    names = [n for n in book.sheet_names if not n.startswith(HIDDEN) and n != GUIDE]
    return Opened(tuple(_sheet(book.get_sheet_by_name(name)) for name in names), told)


def _sheet(own: CalamineSheet) -> Sheet:
    rows: list[list[Raw]] = [list(row) for row in own.to_python(skip_empty_area=False)]
    return Sheet(own.name, rows, tuple(own.merged_cell_ranges or ()))


def _csv(content: bytes) -> Sheet:
    text = _text(content)
    first = text.partition("\n")[0]
    sign = max(",\t;", key=first.count)
    try:
        return Sheet("", list(_cells(text, sign)))
    except csv.Error as error:
        raise BadFile(refusals.NO_TEXT) from error


def _cells(text: str, sign: str) -> Iterator[list[Raw]]:
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=sign)):
        if number > 2 * MOST_ROWS:
            raise refusals.TooManyRows(MOST_ROWS)
        yield list(row)


def _text(content: bytes) -> str:
    if b"\0" not in content and not content.startswith((b"%PDF", b"<")):
        for encoding in ("utf-8-sig", "cp932"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise BadFile(refusals.NO_TEXT)
