"""A file that arrives, read whole or refused whole.

Policy: docs/policy/statistics.md, section 3. ``read`` looks at the bytes, not at the name, save where text may be
JSON or CSV; what it finds wrong it names with its row and column.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mamori.kernel import archives
from mamori.statistics.rules.checking import check
from mamori.statistics.rules.findings import Finding, Severity
from mamori.statistics.rules.series import Observation, Series
from mamori.statistics.tables import estat, guarding, scaling, tidy, workbooks
from mamori.statistics.tables.assembling import assemble
from mamori.statistics.tables.columns import Columns
from mamori.statistics.tables.decoding import rows_of, text_of
from mamori.statistics.tables.layouts import Kind, Layout
from mamori.statistics.tables.pausing import collector_paused
from mamori.statistics.tables.refusals import TableRefused, refused

TIDY = Layout(Kind.TIDY)


@dataclass(frozen=True, slots=True)
class Read:
    """``findings`` are warnings and informations; errors refuse. ``notes`` stand under the table, as printed."""

    observations: tuple[Observation, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


def read(
    name: str,
    content: bytes,
    series: Mapping[str, Series],
    layout: Layout | None,
    today: date,
    held: Iterable[Observation] = (),
) -> Read:
    """The observations of a file, checked against their series and against what is held (§3.1).

    Raises TableRefused with every error; nothing of such a file is loaded.
    """
    with collector_paused():
        return _read(columns_of(name, content, layout), series, layout or TIDY, today, held)


def _read(
    columns: Columns,
    series: Mapping[str, Series],
    layout: Layout,
    today: date,
    held: Iterable[Observation],
) -> Read:
    assembled = assemble(columns, series, layout)
    checked = check(
        assembled.observations,
        series,
        held,
        today,
        lambda index: columns.place(assembled.origin[index]),
    )
    findings = (*columns.findings, *assembled.findings, *checked)
    errors = [one for one in findings if one.severity is Severity.ERROR]
    if errors:
        raise TableRefused(sorted(errors, key=lambda one: one.place))
    if not assembled.observations:
        raise refused("no_values")
    return Read(assembled.observations, findings, columns.notes)


def columns_of(name: str, content: bytes, layout: Layout | None) -> Columns:
    """What the file says, by columns."""
    if not content.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise refused("empty_file")
    if content.startswith(archives.COMPOUND):
        raise refused("has_password" if archives.ENCRYPTED in content else "old_excel")
    if content.startswith(b"PK"):
        return _of_workbook(content, layout)
    if content.startswith(guarding.OTHERS):
        raise refused("unknown_kind")
    return _of_text(name, text_of(content), layout)


def _of_workbook(content: bytes, layout: Layout | None) -> Columns:
    sheet, scaled = workbooks.opened(content, layout.sheet if layout else "")
    if layout is not None and layout.kind is Kind.WORKBOOK:
        columns = workbooks.of(workbooks.printed(sheet), layout)
        scaling.check(columns, (), scaled)
        return columns
    rows = workbooks.rows_of(sheet)
    if layout is None and not (rows and tidy.is_tidy(rows[0])):
        raise refused("layout_needed")
    columns = tidy.of(rows, sheet.name, layout or TIDY)
    scaling.check(columns, rows[0] if rows else (), scaled)
    return columns


def _of_text(name: str, text: str, layout: Layout | None) -> Columns:
    is_json = text.lstrip().startswith("{") or name.lower().endswith(".json")
    if is_json:
        if layout is None:
            raise refused("layout_needed")
        return estat.of_json(text, layout)
    rows = rows_of(text)
    if layout is not None and layout.kind is Kind.ESTAT_CSV:
        return estat.of_csv(rows, layout)
    header = rows[0] if rows else []
    if layout is None and not (tidy.is_tidy(header) or tidy.is_sdmx(header)):
        raise refused("layout_needed")
    return tidy.of(rows, "", layout or TIDY)
