"""A statistical table of 20,000 rows and ten columns: read, checked, and compared with the vintage before.

The bare peer is python-calamine reading the sheet of the same file into lists, and nothing more.
"""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from benchmarks.measure import Progress, Taken, in_turns, ratio
from mamori.kernel.quantities import Unit
from mamori.kernel.text import same
from mamori.statistics.rules.comparing import Comparison, compared
from mamori.statistics.rules.series import Basis, Series
from mamori.statistics.tables.reading import read

PROMISED_RATIO = 1.5
SERIES, PARTS, FIRST_YEAR, YEARS = 5, 40, 1926, 100  # 20,000 rows
TODAY = date(2026, 11, 25)
HEADS = (
    "series", "breakdown", "year", "value", "unit", "status", "vintage", "source", "derivation",
    "approximate",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    rows: int
    ours: Taken
    bare: Taken


def read_and_compared(runs: int, progress: Progress) -> Read:
    progress.say(f"a statistical table of {SERIES * PARTS * YEARS:,} rows")
    series = {one.key: one for one in map(_series, range(SERIES))}
    before, content = _table("2024-03-01", 0), _table("2025-03-01", 7)
    held = read("before.xlsx", before, series, None, TODAY).observations

    def ours() -> Comparison:
        return compared(held, read("table.xlsx", content, series, None, TODAY, held).observations)

    found = ours()
    assert len(found.revised) == SERIES * PARTS * YEARS // 10
    assert not found.added
    assert not found.gone
    return Read(len(held), *in_turns([(ours, lambda: _bare(content))] * runs))


def promises(told: Read) -> list[dict[str, Any]]:
    measured = ratio(told.ours, told.bare)
    return [
        {
            "what": f"a statistical table of {told.rows:,} rows, times the bare read "
            f"({told.ours.ms:.0f} beside {told.bare.ms:.0f} ms)",
            "measured": round(measured, 2),
            "quietest_run": None,
            "most": PROMISED_RATIO,
            "kept": measured <= PROMISED_RATIO,
        }
    ]


def _bare(content: bytes) -> object:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


def _series(n: int) -> Series:
    return Series(
        key=f"counted_{n}",
        title=same(f"Counted {n}"),
        counted=same("Children"),
        population=same("Everywhere"),
        unit=Unit("children", "{n}人", "{n} child", "{n} children"),
        basis=Basis.CALENDAR,
        agency="NPA",
    )


def _table(vintage: str, more: int) -> bytes:
    """Every tenth value is another one than in the table before, by ``more``."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADS)
    for row in range(SERIES * PARTS * YEARS):
        part, year = divmod(row, YEARS)
        value = 1000 + row % 97 + (more if row % 10 == 0 else 0)
        told = (
            f"counted_{part % SERIES}", f"part=p{part // SERIES}", FIRST_YEAR + year, value, "children",
            "final", vintage, "National Police Agency, white paper", "", "",
        )  # fmt: skip
        sheet.write_row(row + 1, 0, told)
    book.close()
    return out.getvalue()
