"""A series as a Data Package: tables, a Frictionless descriptor, the same as CSVW metadata, and a README."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from mamori.press.word import pack
from mamori.press.workbook import harmless
from mamori.statistics.print import wording
from mamori.statistics.print.columns import SHAPES, Shape
from mamori.statistics.print.notes import travelling
from mamori.statistics.print.records import Record, plain, printable, records
from mamori.statistics.rules.vintages import REASONS, Account, Revision

UNDATED = date(1980, 1, 1)  # the day ZIP archives begin with: a series without any value
Row = tuple[object, ...]
README = """# {title_en} / {title_ja}

{counted_en}; {population_en}. Unit: {unit}. {basis_en}.
{counted_ja}（{population_ja}）。単位: {unit}。{basis_ja}。

- values.csv holds every value of every vintage; `stands` is true at the one that stands for its period.
- A final value stands before a provisional one; both stay. revisions.csv lists what changed and why.
- Nothing is compared across a row of breaks.csv: only values of one `segment` are.
- An empty value is unknown or secret, never zero: `status` says which (SDMX CL_OBS_STATUS).
- `2017` is a calendar year, `FY2017` a fiscal one from April; other spans give both of their days.
- Words that a spreadsheet would run as a formula have an apostrophe before them.

- values.csv はすべての版の値を含む。`stands` が true の行が、その期間に採用する値。
- 確定値は暫定値に優先し、どちらも残る。変わった値と理由は revisions.csv にある。
- breaks.csv の行をまたいで比べない。比べるのは同じ `segment` の値だけ。
- 値の空欄は不明か秘匿であり、0ではない。どちらかは `status`（SDMX CL_OBS_STATUS）にある。
- `2017` は暦年、`FY2017` は4月からの年度。ほかの期間は初日と末日で示す。
- 表計算ソフトが数式とみなす語の前には引用符を置く。

datapackage.json (Frictionless) and csv-metadata.json (CSVW) describe each column.
"""


def values(account: Account) -> bytes:
    """A zip, both languages in it; the same account gives the same bytes."""
    shown = printable(account)
    tables = _tables(account, shown)
    parts = {f"{name}.csv": _csv(SHAPES[name], rows) for name, rows in tables.items()}
    issued = max((o.published for o in shown.observations), default=UNDATED)
    parts["datapackage.json"] = _json(_descriptor(account, issued))
    parts["csv-metadata.json"] = _json(_csvw(account, issued))
    parts["README.md"] = _readme(account).encode()
    return pack(parts, issued, first="datapackage.json")


def _tables(account: Account, shown: Account) -> dict[str, list[Row]]:
    series = account.series
    used = sorted({o.source for o in shown.observations})
    return {
        "values": [_value(account, record) for record in records(account)],
        "revisions": [_revision(found) for found in shown.revisions()],
        "breaks": [
            (b.year, series.basis.year(b.year).code, b.what.ja, b.what.en, _plain(b.before))
            for b in series.breaks
        ],
        "definitions": [(d.version, d.first, d.text.ja, d.text.en) for d in series.definitions],
        "footnotes": [(n, note.ja, note.en) for n, note in enumerate(travelling(series), start=1)],
        "sources": [_source(account, key) for key in used],
    }


def _value(account: Account, record: Record) -> Row:
    found = record.observation
    return (
        account.series.key,
        found.breakdown,
        found.period.code,
        found.period.first,
        found.period.last,
        _plain(found.value),
        account.series.unit.key,
        found.approximate,
        found.status.value,
        found.confidentiality.value,
        record.stands,
        found.vintage,
        found.published,
        found.source,
        found.derivation,
        record.definition.version if record.definition else None,
        record.segment + 1,
    )


def _revision(found: Revision) -> Row:
    return (
        found.after.breakdown,
        found.after.period.code,
        _plain(found.before.value),
        found.before.status.value,
        _plain(found.after.value),
        found.after.status.value,
        found.after.published,
        found.after.vintage,
        found.after.source,
        found.reason.value,
        REASONS[found.reason].ja,
        REASONS[found.reason].en,
    )


def _source(account: Account, key: str) -> Row:
    source = account.sources.get(key)
    return (key, source.title.ja, source.title.en, source.url) if source else (key, key, key, "")


def _plain(value: Any) -> object:
    return None if value is None else plain(value)


def _csv(shape: Shape, rows: Iterable[Row]) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([column.name for column in shape.columns])
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return written.getvalue().encode()


def _cell(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return harmless(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def _json(told: dict[str, Any]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _descriptor(account: Account, issued: date) -> dict[str, Any]:
    """A Tabular Data Package, version 1 of the Frictionless standards."""
    series = account.series
    return {
        "profile": "tabular-data-package",
        "name": series.key.replace("_", "-"),
        "title": f"{series.title.en} / {series.title.ja}",
        "description": f"{series.counted.en} / {series.counted.ja}",
        "created": f"{issued.isoformat()}T00:00:00Z",
        "resources": [_resource(name, shape) for name, shape in SHAPES.items()],
    }


def _resource(name: str, shape: Shape) -> dict[str, Any]:
    fields = [
        {
            "name": column.name,
            "type": column.kind,
            "description": f"{column.about.en} / {column.about.ja}",
            "constraints": {"required": column.required},
        }
        for column in shape.columns
    ]
    pointing = [
        {"fields": own, "reference": {"resource": table, "fields": other}}
        for own, table, other in shape.points
    ]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "title": f"{shape.about.en} / {shape.about.ja}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": fields,
            "missingValues": [""],
            "primaryKey": list(shape.key),
            **({"foreignKeys": pointing} if pointing else {}),
        },
    }


def _csvw(account: Account, issued: date) -> dict[str, Any]:
    """The same tables by the W3C's Metadata Vocabulary for Tabular Data."""
    series = account.series
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"language": "en"}],
        "dc:title": [_said(series.title.en, "en"), _said(series.title.ja, "ja")],
        "dc:issued": {"@value": issued.isoformat(), "@type": "xsd:date"},
        "tables": [_csvw_table(name, shape) for name, shape in SHAPES.items()],
    }


def _csvw_table(name: str, shape: Shape) -> dict[str, Any]:
    columns = [
        {
            "name": column.name,
            "titles": column.name,
            "dc:description": [_said(column.about.en, "en"), _said(column.about.ja, "ja")],
            "datatype": column.kind,
            "required": column.required,
            "null": "",
        }
        for column in shape.columns
    ]
    pointing = [
        {
            "columnReference": own,
            "reference": {"resource": f"{table}.csv", "columnReference": other},
        }
        for own, table, other in shape.points
    ]
    return {
        "url": f"{name}.csv",
        "dc:title": [_said(shape.about.en, "en"), _said(shape.about.ja, "ja")],
        "dialect": {"header": True, "encoding": "utf-8"},
        "tableSchema": {
            "columns": columns,
            "primaryKey": list(shape.key),
            **({"foreignKeys": pointing} if pointing else {}),
        },
    }


def _said(words: str, language: str) -> dict[str, str]:
    return {"@value": words, "@language": language}


def _readme(account: Account) -> str:
    series = account.series
    told = {
        "title": series.title,
        "counted": series.counted,
        "population": series.population,
        "basis": wording.BASES[series.basis],
    }
    words = {
        f"{name}_{lang}": text.in_(lang) for name, text in told.items() for lang in ("ja", "en")
    }
    return README.format(unit=series.unit.key, **words)
