"""All figures of an Outline as a Data Package: tables with a descriptor that explains each column."""

import csv
import io
import json
from typing import Any

from mamori.plan.rules.outline import Definition, Figure, Outline, Source
from mamori.press.word import pack

QUANTITIES = (
    ("key", "string", "The figure's name, unique in this Outline"),
    ("section", "string", "I for the state of affairs, else the key of the effort"),
    ("label_ja", "string", "What is counted, in Japanese"),
    ("label_en", "string", "What is counted, in English"),
    ("value", "number", "The figure"),
    ("baseline", "number", "The value before a change; empty where nothing changed"),
    ("unit", "string", "The unit of count"),
    ("qualifier", "string", "exact, about or at_least; an approximate figure is never shown bare"),
    ("as_of", "date", "The day the figure stands for, where it is not the whole period"),
    ("first", "date", "First day of the period"),
    ("last", "date", "Last day of the period"),
    ("status", "string", "final, provisional, derived or revised"),
    ("definitions", "string", "Keys in definitions.csv, parted by semicolons"),
    ("source", "string", "Key in sources.csv"),
    ("place_ja", "string", "Where in the source it stands, in Japanese; empty where not known"),
    ("place_en", "string", "Where in the source it stands, in English; empty where not known"),
)
DEFINITIONS = (
    ("key", "string", "The definition's name"),
    ("version", "integer", "Its version; an older one is kept beside a newer one"),
    ("term_ja", "string", "The term in Japanese"),
    ("term_en", "string", "The term in English"),
    ("text_ja", "string", "What it means, in Japanese"),
    ("text_en", "string", "What it means, in English"),
)
SOURCES = (
    ("key", "string", "The source's name"),
    ("published", "date", "When it was published"),
    ("cited_ja", "string", "The reference in Japanese"),
    ("cited_en", "string", "The reference in English"),
    ("url", "string", "Its address; empty where not known"),
)
Columns = tuple[tuple[str, str, str], ...]


def data_package(outline: Outline) -> bytes:
    """A zip with quantities.csv, definitions.csv, sources.csv and datapackage.json; always the same bytes."""
    definitions = {(d.key, d.version): d for figure in outline.figures for d in figure.definitions}
    tables: dict[str, tuple[Columns, list[tuple[object, ...]]]] = {
        "quantities": (QUANTITIES, [_quantity(figure) for figure in outline.figures]),
        "definitions": (DEFINITIONS, [_definition(definitions[k]) for k in sorted(definitions)]),
        "sources": (SOURCES, [_source(source) for source in outline.sources]),
    }
    parts = {f"{name}.csv": _csv(columns, rows) for name, (columns, rows) in tables.items()}
    descriptor = _descriptor(outline, {name: columns for name, (columns, _) in tables.items()})
    parts["datapackage.json"] = (
        json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    ).encode()
    return pack(parts, outline.issued_on, first="datapackage.json")


def _quantity(figure: Figure) -> tuple[object, ...]:
    q = figure.quantity
    return (
        figure.key,
        figure.key.split(".")[0],
        figure.label.ja,
        figure.label.en,
        q.value,
        q.baseline,
        q.unit.key,
        q.qualifier.value,
        q.as_of,
        q.period.first,
        q.period.last,
        q.status.value,
        ";".join(d.key for d in figure.definitions),
        figure.source.key,
        figure.place.ja,
        figure.place.en,
    )


def _definition(d: Definition) -> tuple[object, ...]:
    return (d.key, d.version, d.term.ja, d.term.en, d.text.ja, d.text.en)


def _source(source: Source) -> tuple[object, ...]:
    return (source.key, source.published, source.cited.ja, source.cited.en, source.url)


def _csv(columns: Columns, rows: list[tuple[object, ...]]) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([name for name, _, _ in columns])
    writer.writerows([["" if cell is None else str(cell) for cell in row] for row in rows])
    return written.getvalue().encode()


def _descriptor(outline: Outline, tables: dict[str, Columns]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": f"outline-{outline.key.lower()}",
        "title": f"Outline of Efforts, {outline.key}: figures with definitions and sources",
        "created": f"{outline.issued_on.isoformat()}T00:00:00Z",
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [
                        {"name": column, "type": kind, "description": about}
                        for column, kind, about in columns
                    ],
                    "primaryKey": ["key", "version"] if name == "definitions" else ["key"],
                },
            }
            for name, columns in tables.items()
        ],
    }
