"""A table of 20,000 activities: read, checked row by row, and recorded whole.

The bare peer is python-calamine reading the same sheet into lists, and nothing more.
"""

import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import xlsxwriter
from django.db import transaction
from python_calamine import CalamineWorkbook

from benchmarks import world
from benchmarks.measure import Progress, Taken, ratio, taken
from mamori.activities import actions, queries
from mamori.activities.rules.columns import columns
from mamori.activities.workbooks.reading import read
from mamori.kernel import audit
from mamori.kernel.areas import areas
from mamori.kernel.text import Text

KIND, AGENCY, ROWS, PROMISED_SECONDS = "educational_meeting", "MIC", 20_000, 10
FIRST, TODAY = date(2024, 4, 1), date(2026, 11, 25)


@dataclass(frozen=True, slots=True)
class Imported:
    rows: int
    ours: Taken
    bare: Taken

    @property
    def ratio(self) -> float:
        return ratio(self.ours, self.bare)


def imported(runs: int, progress: Progress) -> Imported:
    """Each run is taken back, so that the next one takes the same file again."""
    progress.say(f"a table of {ROWS:,} activities")
    names = {area.code: area.name for area in areas()}
    content = _table(names)

    def ours() -> None:
        with transaction.atomic():
            found = read(content, queries.kind(KIND), AGENCY, names, TODAY)
            kept = actions.take_table(
                content=content,
                activities=found.whole(),
                actor=audit.job("benchmark"),
                at=world.AT,
            )
            assert kept == ROWS
            transaction.set_rollback(True)

    def bare() -> None:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        book.get_sheet_by_index(0).to_python()

    return Imported(ROWS, taken(ours, runs), taken(bare, runs))


def promises(found: Imported) -> list[dict[str, Any]]:
    measured = found.ours.median
    return [
        {
            "what": f"bulk import of {found.rows:,} rows, seconds",
            "measured": round(measured, 3),
            "quietest_run": None,
            "most": PROMISED_SECONDS,
            "kept": measured <= PROMISED_SECONDS,
        }
    ]


def as_json(found: Imported) -> dict[str, Any]:
    return {
        "rows": found.rows,
        "import_ms": found.ours.ms,
        "bare_ms": found.bare.ms,
        "ratio": round(found.ratio, 2),
    }


def _table(names: dict[str, Text]) -> bytes:
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet, day = book.add_worksheet("activities"), book.add_format({"num_format": "yyyy-mm-dd"})
    own = columns(queries.kind(KIND), names)
    at = {column.key: number for number, column in enumerate(own)}
    sheet.write_row(0, 0, [column.head for column in own])
    codes = list(names)
    for n in range(1, ROWS + 1):
        sheet.write_datetime(n, at["first"], FIRST + timedelta(days=n % 900), day)
        sheet.write_string(n, at["area"], names[codes[n % len(codes)]].ja)
        sheet.write_string(n, at["n.participants"], f"約{n % 2000}")
        sheet.write_string(n, at["f.audience"], "保護者")
        sheet.write_string(n, at["title_ja"], f"架空の講座{n}")
    book.close()
    return written.getvalue()
