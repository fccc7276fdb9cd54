"""The text of a file, and the rows of a CSV. Policy: docs/policy/statistics.md, §3.2.

UTF-8 with or without its mark, and the Shift-JIS (cp932) that ministries' spreadsheets write; nothing else.
"""

import csv
import io
import re

from mamori.kernel.archives import MEGABYTE
from mamori.statistics.rules.findings import Place
from mamori.statistics.tables.guarding import LARGEST
from mamori.statistics.tables.refusals import refused

# Half-width katakana are what Japanese text of another encoding (EUC-JP) turns into when read as cp932.
HALF_WIDTH = re.compile("[\uff61-\uff9f]")
BEYOND_ASCII = re.compile("[^\x00-\x7f]")
HALF_WIDTH_SHARE = 4  # §3.2 a quarter of what is not ASCII


def text_of(content: bytes) -> str:
    if len(content) > LARGEST * MEGABYTE:
        raise refused("too_large", limit=LARGEST)
    if b"\0" in content or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refused("unknown_encoding")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp932")
    except UnicodeDecodeError as error:
        raise refused("unknown_encoding") from error
    if HALF_WIDTH_SHARE * len(HALF_WIDTH.findall(text)) > len(BEYOND_ASCII.findall(text)):
        raise refused("unknown_encoding")
    return text


def rows_of(text: str) -> list[list[str]]:
    """The records of a CSV, blank lines too, so that their numbers are those a spreadsheet shows."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as error:
        raise refused("broken_csv", Place(row=len(rows) + 1)) from error
    return rows
