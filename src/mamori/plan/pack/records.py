"""The pack's content and the tables' rows in one shape, so that the two can be compared."""

from collections.abc import Iterable
from typing import Any

from mamori.plan import models
from mamori.plan.pack.content import (
    Content,
    OutlineContent,
    PassageContent,
    PillarContent,
    QuantityContent,
)
from mamori.plan.pack.reading import day, text
from mamori.plan.queries.values import plain
from mamori.plan.rules.owners import Ownership

Record = dict[str, Any]
Records = dict[str, Record]


def units(content: Content) -> Records:
    return {
        row.values["key"]: {name: row.values[name] for name in ("ja", "one", "other")}
        for row in content.units
    }


def held_units() -> Records:
    return {row.pk: _fields(row, "ja", "one", "other") for row in models.Unit.objects.all()}


def sources(content: Content) -> Records:
    return {
        row.values["key"]: {
            **_both("title", row.values["title"]),
            **_both("issuer", row.values["issuer"]),
            **_both("cited", row.values["cited"]),
            "published": day(row.values["published"]),
        }
        for row in content.sources
    }


def held_sources() -> Records:
    names = _two("title", "issuer", "cited")
    return {row.pk: _fields(row, *names, "published") for row in models.Source.objects.all()}


def definitions(content: Content) -> Records:
    return {
        f"{row.values['key']} v{row.values['version']}": {
            **_both("term", row.values["term"]),
            **_both("text", row.values["text"]),
            "footnote": row.values["footnote"],
        }
        for row in content.definitions
    }


def held_definitions() -> Records:
    names = (*_two("term", "text"), "footnote")
    rows = models.Definition.objects.all()
    return {f"{row.key} v{row.version}": _fields(row, *names) for row in rows}


def terms(content: Content) -> Records:
    return {
        row.values["key"]: {
            **_both("term", row.values["term"]),
            **_both("text", row.values["text"]),
            "legal": row.values.get("legal", False),
        }
        for row in content.terms
    }


def held_terms() -> Records:
    names = (*_two("term", "text"), "legal")
    return {row.pk: _fields(row, *names) for row in models.Term.objects.all()}


PLAN = (
    *("name_ja", "name_en", "short_ja", "short_en", "provisional", "adopted", "first", "last"),
    *("measures_total", "bodies", "note_ja", "note_en"),
)
PILLAR = (
    *("number", "code", "title_ja", "title_en", "short_title_ja", "short_title_en"),
    "provisional",
)


def plans(content: Content) -> Records:
    return {
        plan.key: {
            "name_ja": plan.name.ja,
            "name_en": plan.name.en,
            "short_ja": plan.short.ja,
            "short_en": plan.short.en,
            "provisional": list(plan.provisional),
            "adopted": plan.adopted,
            "first": plan.first,
            "last": plan.last,
            "measures_total": plan.measures_total,
            "bodies": list(plan.bodies),
            "note_ja": plan.note.ja,
            "note_en": plan.note.en,
            "pillars": [_pillar(pillar) for pillar in plan.pillars],
        }
        for plan in content.plans
    }


def held_plans() -> Records:
    rows = models.Plan.objects.prefetch_related("pillars")
    return {
        row.pk: _fields(row, *PLAN)
        | {"pillars": [_fields(p, *PILLAR) for p in _sorted(row.pillars.all(), "number")]}
        for row in rows
    }


def _pillar(pillar: PillarContent) -> Record:
    return {
        "number": pillar.number,
        "code": pillar.code,
        "title_ja": pillar.title.ja,
        "title_en": pillar.title.en,
        "short_title_ja": pillar.short_title.ja,
        "short_title_en": pillar.short_title.en,
        "provisional": list(pillar.provisional),
    }


MEASURE = (
    *("plan_id", "number", "title_ja", "title_en", "title_provisional", "first", "last"),
    *("open_list", "note_ja", "note_en", "source_id"),
)
OWNER = ("order", "part", "agency", "duty", "first", "last")


def measures(content: Content) -> Records:
    return {
        m.key: {
            "plan_id": m.plan,
            "pillar": m.pillar,
            "number": m.number,
            "title_ja": m.title.ja,
            "title_en": m.title.en,
            "title_provisional": m.provisional,
            "first": m.first,
            "last": m.last,
            "open_list": m.open_list,
            "note_ja": m.note.ja,
            "note_en": m.note.en,
            "source_id": m.source,
            "forerunners": sorted(m.forerunners),
            "owners": [_owner(owner) for owner in m.owners],
        }
        for m in content.measures
    }


def held_measures() -> Records:
    rows = models.Measure.objects.select_related("pillar").prefetch_related(
        "ownerships", "forerunners"
    )
    return {
        row.pk: _fields(row, *MEASURE)
        | {
            "pillar": row.pillar.number if row.pillar else None,
            "forerunners": sorted(f.pk for f in row.forerunners.all()),
            "owners": [_fields(o, *OWNER) for o in _sorted(row.ownerships.all(), "order")],
        }
        for row in rows
    }


def _owner(owner: Ownership) -> Record:
    return {
        "order": owner.order,
        "part": owner.part.value,
        "agency": owner.agency or "",
        "duty": owner.duty or "",
        "first": owner.first,
        "last": owner.last,
    }


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
    return _fields(row, *HEAD) | {
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
    return _fields(row, "key", "order", "text_ja", "text_en") | {
        "pillar": row.pillar.number if row.pillar else None,
        "measures": sorted(m.pk for m in row.measures.all()),
        "notes": sorted(d.key for d in row.notes.all()),
        "quantities": [_held_quantity(q) for q in _sorted(row.quantities.all(), "order")],
    }


QUANTITY = (
    *("key", "label_ja", "label_en", "unit_id", "qualifier", "as_of", "first", "last"),
    *("status", "source_id"),
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
        "definitions": sorted(q.definitions),
    }


def _held_quantity(row: models.Quantity) -> Record:
    return _fields(row, *QUANTITY) | {
        "value": plain(row.value),
        "baseline": None if row.baseline is None else plain(row.baseline),
        "definitions": sorted(d.key for d in row.definitions.all()),
    }


def _both(name: str, value: dict[str, str]) -> Record:
    words = text(value)
    return {f"{name}_ja": words.ja, f"{name}_en": words.en}


def _two(*names: str) -> tuple[str, ...]:
    return tuple(f"{name}_{language}" for name in names for language in ("ja", "en"))


def _fields(row: object, *names: str) -> Record:
    return {name: getattr(row, name) for name in names}


def _sorted(rows: Iterable[Any], name: str) -> list[Any]:
    return sorted(rows, key=lambda row: getattr(row, name))
