"""A series as SDMX-CSV 2.0, with the code lists CL_OBS_STATUS 2.2 and CL_CONF_STATUS.

Periods follow section 6 of the SDMX technical notes: a calendar year is a Gregorian year (``2017``); a
fiscal year a reporting year (``2017-A1``) whose REPORTING_YEAR_START_DAY is ``--04-01``, so that neither
can be taken for the other (§1.3); half a calendar year ``2017-S1``; any other span a time range, its first
day and how long it lasts (``2015-07-01/P6M``). Vintage and source are dimensions: no key comes twice, and
a provisional value stays beside the final one (§2.1, §2.5).
"""

import csv
import io
from datetime import date, timedelta

from mamori.kernel.periods import Kind, Period
from mamori.press.workbook import harmless
from mamori.statistics.print.notes import travelling
from mamori.statistics.print.records import Record, plain, records
from mamori.statistics.rules.series import Series, Status
from mamori.statistics.rules.vintages import Account

STRUCTURE = ("dataflow", "MAMORI:STATISTICS(1.0)", "I")  # of which structure; I: for information
COLUMNS = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION",
    "FREQ", "SERIES", "BREAKDOWN", "VINTAGE", "REF_SOURCE", "TIME_PERIOD",
    "OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "UNIT_MEASURE", "REPORTING_YEAR_START_DAY",
    "OBS_PRE_BREAK", "SEGMENT", "STANDING", "APPROXIMATE", "DEFINITION_VERSION", "PUBLISHED",
    "TITLE", "COMMENT_OBS",
)  # fmt: skip
FREQUENCIES = {Kind.FISCAL_YEAR: "A", Kind.CALENDAR_YEAR: "A", Kind.HALF_YEAR: "S"}
OTHER_FREQUENCY = "_O"


def values(account: Account) -> bytes:
    """UTF-8 without a mark, as the format asks; no value is empty, never zero."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for record in records(account):
        writer.writerow(_row(account.series, record))
    return written.getvalue().encode()


def _row(series: Series, record: Record) -> tuple[object, ...]:
    found = record.observation
    before = record.carried
    return (
        *STRUCTURE,
        FREQUENCIES.get(found.period.kind, OTHER_FREQUENCY),
        series.key,
        harmless(found.breakdown),
        harmless(found.vintage),
        harmless(found.source),
        time_period(found.period),
        "" if found.value is None else plain(found.value),
        status(record).value,
        found.confidentiality.value,
        series.unit.key,
        start_day(found.period),
        "" if before is None else plain(before),
        record.segment + 1,
        "Y" if record.stands else "N",
        "Y" if found.approximate else "N",
        record.definition.version if record.definition else "",
        found.published.isoformat(),
        harmless(series.title.en),
        harmless(" / ".join(_comments(series, record))),
    )


def _comments(series: Series, record: Record) -> list[str]:
    told = [record.opens.what.en] if record.opens else []
    told += [record.observation.derivation] if record.observation.derivation else []
    return told + [note.en for note in travelling(series)]


def status(record: Record) -> Status:
    """B in the first year counted a new way, so that no reader joins it to the year before (§1.5)."""
    told = record.observation.status
    return Status.BREAK if record.opens and told is Status.NORMAL else told


def time_period(period: Period) -> str:
    match period.kind:
        case Kind.FISCAL_YEAR:
            return f"{period.first.year}-A1"
        case Kind.CALENDAR_YEAR:
            return str(period.first.year)
        case Kind.HALF_YEAR:
            return f"{period.first.year}-S{1 if period.first.month == 1 else 2}"
    return f"{period.first.isoformat()}/{_duration(period)}"


def start_day(period: Period) -> str:
    """The day a reporting year begins; empty of a Gregorian year and of a time range."""
    return {Kind.FISCAL_YEAR: "--04-01", Kind.HALF_YEAR: "--01-01"}.get(period.kind, "")


def _duration(period: Period) -> str:
    """Whole months where the span has whole months, else days."""
    after: date = period.last + timedelta(days=1)
    if period.first.day == after.day == 1:
        return f"P{(after.year - period.first.year) * 12 + after.month - period.first.month}M"
    return f"P{(after - period.first).days}D"
