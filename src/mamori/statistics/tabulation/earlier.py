"""A release of the same records that is out already, read back from its CSV.

Policy: docs/policy/statistics.md §6.11, §6.12 and §7.10.
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
    """What a release of this table, or of one of the same records with other dimensions, tells of its counts.

    A half-yearly table tells its totals over the halves to the yearly one, and the yearly one its cells to
    the totals of the half-yearly (§6.11). Persons are left out: they are rounded alike each time.
    """
    head, rows = _rows(content)
    dimensions = head[: -len(COLUMNS + OBSERVED)]
    if tuple(head[len(dimensions) :]) != COLUMNS + OBSERVED:
        words = Text("最後の列は {0} のはずです。", "Its last columns should be {0}.")
        raise AnotherTable(words.format(", ".join(COLUMNS + OBSERVED)))
    same = tuple(dimensions) == spec.dimensions
    cells = {}
    for line, row in enumerate(rows, start=2):
        if len(row) != len(head):
            raise _unread(line)
        named = dict(zip(dimensions, row, strict=False))
        beyond = (named[d] for d in dimensions if d not in spec.dimensions)
        if row[len(dimensions)] == Measure.COUNT and all(part == TOTAL for part in beyond):
            key = tuple(_part(named.get(dimension, TOTAL)) for dimension in spec.dimensions)
            cells[key] = _cell(spec, line, row[len(dimensions) :], same=same)
    return cells


def _rows(content: bytes) -> tuple[list[str], list[list[str]]]:
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        rows = []
    if not rows:
        raise AnotherTable(Text("CSVとして読めません。", "It cannot be read as CSV."))
    return rows[0], rows[1:]


def _part(told: str) -> str | None:
    return None if told == TOTAL else told


def _cell(spec: Spec, line: int, told: Sequence[str], *, same: bool) -> Published:
    try:
        _, unit, definition, _, value, status, confidentiality = told
        cell = Published(
            int(value) if value else None, Status(status), Confidentiality(confidentiality)
        )
    except ValueError:
        raise _unread(line) from None
    other = same and definition != f"{spec.key}:{spec.definition.version}"
    if unit != spec.unit or other:
        words = Text(
            "{0}行は別の単位か定義のものです。", "Line {0} is of another unit or definition."
        )
        raise AnotherTable(words.format(line))
    return cell


def _unread(line: int) -> AnotherTable:
    return AnotherTable(Text("{0}行を読めません。", "Line {0} cannot be read.").format(line))
