"""An Outline in the pack and in the tables in one shape, so that the two can be compared."""

from mamori.plan import models
from mamori.plan.pack.content import Content, OutlineContent, PassageContent, QuantityContent
from mamori.plan.pack.records import Record, Records, fields, ordered
from mamori.plan.queries.values import plain

HEAD = (
    *("plan_id", "first", "last", "state_first", "state_last", "issued_on"),
    *("issuer_ja", "issuer_en", "source_id", "highlights"),
)


def outline_head(outline: OutlineContent) -> Record:
    return {
        "plan_id": outline.plan,
        "first": outline.first,
        "last": outline.last,
        "state_first": outline.state_first,
        "state_last": outline.state_last,
        "issued_on": outline.issued_on,
        "issuer_ja": outline.issuer.ja,
        "issuer_en": outline.issuer.en,
        "source_id": outline.source,
        "highlights": list(outline.highlights),
    }


def outlines(content: Content) -> Records:
    return {
        outline.key: outline_head(outline)
        | {
            "state": [quantity(q) for q in outline.state],
            "passages": [_passage(p) for p in outline.passages],
        }
        for outline in content.outlines
    }


def held_outlines() -> Records:
    return {row.pk: _held_outline(row) for row in models.Outline.objects.all()}


def _held_outline(row: models.Outline) -> Record:
    passages = row.passages.select_related("pillar").prefetch_related(
        "measures", "notes", "quantities__definitions"
    )
    state = row.quantities.filter(passage=None).prefetch_related("definitions").order_by("order")
    return fields(row, *HEAD) | {
        "state": [_held_quantity(q) for q in state],
        "passages": [_held_passage(p) for p in passages.order_by("order")],
    }


def _passage(passage: PassageContent) -> Record:
    return {
        "key": passage.key,
        "pillar": passage.pillar,
        "order": passage.order,
        "text_ja": passage.text.ja,
        "text_en": passage.text.en,
        "measures": sorted(passage.measures),
        "notes": sorted(passage.notes),
        "quantities": [quantity(q) for q in passage.quantities],
    }


def _held_passage(row: models.Passage) -> Record:
    return fields(row, "key", "order", "text_ja", "text_en") | {
        "pillar": row.pillar.number if row.pillar else None,
        "measures": sorted(m.pk for m in row.measures.all()),
        "notes": sorted(d.key for d in row.notes.all()),
        "quantities": [_held_quantity(q) for q in ordered(row.quantities.all(), "order")],
    }


QUANTITY = (
    *("key", "label_ja", "label_en", "unit_id", "qualifier", "as_of", "first", "last"),
    *("status", "source_id", "place_ja", "place_en", "series"),
)


def quantity(q: QuantityContent) -> Record:
    return {
        "key": q.key,
        "label_ja": q.label.ja,
        "label_en": q.label.en,
        "value": q.value,
        "baseline": q.baseline,
        "unit_id": q.unit,
        "qualifier": q.qualifier,
        "as_of": q.as_of,
        "first": q.first,
        "last": q.last,
        "status": q.status,
        "source_id": q.source,
        "place_ja": q.place.ja,
        "place_en": q.place.en,
        "series": q.series,
        "definitions": sorted(q.definitions),
    }


def _held_quantity(row: models.Quantity) -> Record:
    return fields(row, *QUANTITY) | {
        "value": plain(row.value),
        "baseline": None if row.baseline is None else plain(row.baseline),
        "definitions": sorted(d.key for d in row.definitions.all()),
    }
