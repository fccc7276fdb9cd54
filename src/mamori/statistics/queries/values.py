"""Rows of the tables as the values that rules speak of."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from mamori.kernel.periods import Period
from mamori.kernel.quantities import Unit
from mamori.kernel.text import Text, same
from mamori.statistics import models
from mamori.statistics.rules.series import (
    Basis,
    Break,
    Confidentiality,
    Definition,
    Observation,
    Series,
    Status,
)
from mamori.statistics.rules.vintages import Source, published_by


def series(row: models.Series) -> Series:
    c: Mapping[str, Any] = row.content
    return Series(
        key=row.pk,
        title=_text(c["title"]),
        counted=_text(c["counted"]),
        population=_text(c["population"]),
        unit=Unit(**c["unit"]),
        basis=Basis(c["basis"]),
        agency=c["agency"],
        laws=tuple(map(_text, c.get("laws", ()))),
        definitions=tuple(
            Definition(d["version"], _text(d["text"]), d.get("first")) for d in c["definitions"]
        ),
        breaks=tuple(
            Break(b["year"], _text(b["what"]), _decimal(b.get("before")))
            for b in c.get("breaks", ())
        ),
        footnotes=tuple(map(_text, c.get("footnotes", ()))),
        care=_text(c["care"]) if "care" in c else None,
        topic=c["topic"],
        breakdowns=tuple((b["key"], _text(b)) for b in c.get("breakdowns", ())),
    )


def observation(row: models.Observation) -> Observation:
    return Observation(
        series=row.series_id,
        breakdown=row.breakdown,
        period=Period(row.first, row.last),
        value=None if row.value is None else _plain(row.value),
        status=Status(row.status),
        vintage=row.vintage,
        published=published_by(row.vintage),
        source=row.source_id,
        derivation=row.derivation,
        approximate=row.approximate,
        confidentiality=Confidentiality(row.confidentiality),
        note=_note(row),
    )


def _note(row: models.Observation) -> Text | None:
    """Its own, or why the table that brought it was sent."""
    if row.note_en:
        return Text(row.note_ja, row.note_en)
    return same(row.table.reason) if row.table and row.table.reason else None


def source(row: models.Source) -> Source:
    return Source(row.pk, Text(row.title_ja, row.title_en), row.url)


def _text(words: Mapping[str, str]) -> Text:
    return Text(words["ja"], words["en"])


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _plain(value: Decimal) -> Decimal:
    """Without the zeros a column of four decimals adds."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
