"""Cells that show another number than they hold: 22.7% is 0.227, 1,400 by thousands is 1,400,000.

Policy: docs/policy/statistics.md, §3.14. Which of the two is meant cannot be known, so such a cell is refused.
"""

import re
from collections.abc import Mapping, Sequence
from html import unescape

from mamori.kernel.archives import is_sheet
from mamori.statistics.tables.columns import Columns, letter
from mamori.statistics.tables.layouts import Role
from mamori.statistics.tables.refusals import refused

PERCENT = frozenset({9, 10})  # the built-in formats 0% and 0.00% (ECMA-376 part 1, 18.8.30)
FORMAT = re.compile(rb"<numFmt\b[^>]*>")
STYLES = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.DOTALL)
STYLE = re.compile(rb"<xf\b[^>]*>")
ATTRIBUTE = re.compile(rb'\b(numFmtId|formatCode)="([^"]*)"')
CELL = re.compile(rb"<c ([^>]*)>")
AT, IN_STYLE = re.compile(rb'\br="([A-Z]+[0-9]+)"'), re.compile(rb'\bs="([0-9]+)"')
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
SCALED = re.compile(r"%|[0#?],+(?=$|[;.) ])")


def styles(part: bytes) -> frozenset[bytes]:
    """The numbers of the styles whose format scales, as a cell names them."""
    scaling = PERCENT | {
        int(found["numFmtId"]) for found in map(_attributes, FORMAT.findall(part)) if _scales(found)
    }
    cells = STYLES.search(part)
    used = STYLE.findall(cells[0]) if cells else []
    numbers = (int(_attributes(style).get("numFmtId", b"0")) for style in used)
    return frozenset(str(n).encode() for n, number in enumerate(numbers) if number in scaling)


def scaled(parts: Mapping[str, bytes]) -> frozenset[str]:
    """The places (``B7``) of such cells, on whichever sheet they stand; styles are seldom of the kind."""
    chosen = styles(parts.get("xl/styles.xml", b""))
    if not chosen:
        return frozenset()
    found = (cell for name in parts if is_sheet(name) for cell in CELL.findall(parts[name]))
    return frozenset(
        place[1].decode()
        for cell in found
        if (style := IN_STYLE.search(cell)) and style[1] in chosen and (place := AT.search(cell))
    )


def check(columns: Columns, header: Sequence[object], places: frozenset[str]) -> None:
    """Refuse a value read from such a cell; ``header`` are the names over the columns of a tidy table."""
    if not places:
        return
    own = columns.names.get(Role.VALUE, "")
    plain = letter(list(header).index(own)) if own in header else own
    for index, row in enumerate(columns.rows):
        at = columns.across[index] if columns.across else plain
        if f"{at}{row}" in places:
            told = columns.raw[Role.VALUE][index]
            raise refused("scaled_cell", columns.place(index), told=str(told))


def _attributes(element: bytes) -> dict[str, bytes]:
    return {name.decode(): value for name, value in ATTRIBUTE.findall(element)}


def _scales(found: dict[str, bytes]) -> bool:
    """A % or a comma behind the last digit, outside quotes and colours."""
    plain = QUOTED.sub("", unescape(found.get("formatCode", b"").decode("utf-8", "replace")))
    return "numFmtId" in found and SCALED.search(plain) is not None
