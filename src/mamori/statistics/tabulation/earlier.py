"""A release of the same table that is out already, read back from its CSV.

Policy: docs/policy/statistics.md §6.12.
"""

import csv
import io
from collections.abc import Sequence

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.statistics.rules.cells import Key, Published
from mamori.statistics.rules.series import TOTAL, Confidentiality, Status
from mamori.statistics.rules.tabulating import Measure, Spec

COLUMNS = ("MEASURE", "UNIT_OF_COUNT", "DEFINITION", "ORIGIN")
OBSERVED = ("OBS_VALUE", "OBS_STATUS", "CONF_STATUS")


class AnotherTable(Refused):
    """What was given as an earlier release is none of this table."""

    code = "another_table"

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(
                ja="前に公表したこの表ではありません。{0}",
                en="This is no earlier release of the table. {0}",
            ).format(why)
        )


def earlier_release(spec: Spec, content: bytes) -> dict[Key, Published]:
    """The counts of an earlier release by key; persons are left out, they are rounded alike each time."""
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise AnotherTable(Text("CSVとして読めません。", "It cannot be read as CSV.")) from None
    head = [*spec.dimensions, *COLUMNS, *OBSERVED]
    if not rows or rows[0] != head:
        words = Text("列は {0} のはずです。", "Its columns should be {0}.").format(", ".join(head))
        raise AnotherTable(words)
    cells = {}
    for line, row in enumerate(rows[1:], start=2):
        if len(row) != len(head):
            raise _unread(line)
        if row[len(spec.dimensions)] == Measure.COUNT:
            key, cell = _cell(spec, line, row)
            cells[key] = cell
    return cells


def _cell(spec: Spec, line: int, row: Sequence[str]) -> tuple[Key, Published]:
    width = len(spec.dimensions)
    try:
        _, unit, definition, _, value, status, confidentiality = row[width:]
        named = (unit, definition) == (str(spec.unit), f"{spec.key}:{spec.definition.version}")
        cell = Published(
            int(value) if value else None, Status(status), Confidentiality(confidentiality)
        )
    except ValueError:
        raise _unread(line) from None
    if not named:
        words = Text("{0}行は別の定義のものです。", "Line {0} is of another definition.").format(
            line
        )
        raise AnotherTable(words)
    return tuple(None if part == TOTAL else part for part in row[:width]), cell


def _unread(line: int) -> AnotherTable:
    return AnotherTable(Text("{0}行を読めません。", "Line {0} cannot be read.").format(line))
