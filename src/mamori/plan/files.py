"""An Outline and lists as files: which writer makes which format."""

import json
from functools import lru_cache
from typing import Any

from mamori.helplines import queries as helplines
from mamori.helplines.queries import Number
from mamori.kernel.language import language
from mamori.kernel.periods import fiscal_year
from mamori.kernel.text import Language, Text
from mamori.plan.print import as_json, charts, data_package, pdf, word
from mamori.plan.queries import MeasureRow
from mamori.plan.rules.outline import Outline
from mamori.press.workbook import Table

FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "zip": "application/zip",
}


def outline_file(outline: Outline, form: str, spoken: Language) -> bytes:
    """The Outline's bytes in one of ``FORMATS``; kept for the next reader while nothing changes."""
    lines = tuple(n for n in helplines.numbers_at(outline.issued_on) if n.urgent)
    return _written(outline, form, spoken, lines)


@lru_cache(maxsize=32)
def _written(outline: Outline, form: str, spoken: Language, lines: tuple[Number, ...]) -> bytes:
    match form:
        case "pdf":
            return pdf.outline_pdf(outline, spoken, help_lines=lines)
        case "docx":
            return word.outline_docx(outline, spoken, help_lines=lines)
        case "zip":
            return data_package.data_package(outline)
    told = as_json.outline_json(outline, spoken)
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def page(outline: Outline) -> dict[str, Any]:
    """What the Outline's page shows, in the language in force."""
    return {
        "outline": outline,
        "year": fiscal_year(outline.period.first.year).text,
        "chart": charts.efforts_by_pillar(outline, language()),
    }


def measures(rows: list[MeasureRow], spoken: Language) -> Table:
    """A list of measures as a table in that language."""
    heads = (
        Text("識別子", "Key"),
        Text("計画", "Plan"),
        Text("柱", "Pillar"),
        Text("番号", "Number"),
        Text("施策", "Measure"),
        Text("仮の題名", "Provisional title"),
        Text("担当", "Owners"),
        Text("取組の数", "Efforts"),
        Text("から", "From"),
        Text("まで", "To"),
    )
    yes, no = Text("はい", "yes").in_(spoken), Text("いいえ", "no").in_(spoken)
    return Table(
        title=Text("施策", "Measures").in_(spoken),
        heads=tuple(head.in_(spoken) for head in heads),
        rows=tuple(
            (
                row.key,
                row.plan_key,
                row.pillar,
                row.number,
                row.title.in_(spoken),
                yes if row.provisional else no,
                row.owners.tag.in_(spoken),
                row.efforts,
                row.first,
                row.last,
            )
            for row in rows
        ),
    )
