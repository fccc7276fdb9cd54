"""The pack's content and the tables' rows in one shape, so that the two can be compared."""

from collections.abc import Iterable
from typing import Any

from mamori.plan import models
from mamori.plan.pack.content import Content, PillarContent
from mamori.plan.pack.reading import day, text
from mamori.plan.rules.owners import Ownership

Record = dict[str, Any]
Records = dict[str, Record]


def units(content: Content) -> Records:
    return {
        row.values["key"]: {name: row.values[name] for name in ("ja", "one", "other")}
        for row in content.units
    }


def held_units() -> Records:
    return {row.pk: fields(row, "ja", "one", "other") for row in models.Unit.objects.all()}


def sources(content: Content) -> Records:
    return {
        row.values["key"]: {
            **_both("title", row.values["title"]),
            **_both("issuer", row.values["issuer"]),
            **_both("cited", row.values["cited"]),
            "published": day(row.values["published"]),
            "url": row.values.get("url", ""),
        }
        for row in content.sources
    }


def held_sources() -> Records:
    names = _two("title", "issuer", "cited")
    return {row.pk: fields(row, *names, "published", "url") for row in models.Source.objects.all()}


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
    return {f"{row.key} v{row.version}": fields(row, *names) for row in rows}


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
    return {row.pk: fields(row, *names) for row in models.Term.objects.all()}


def capabilities(content: Content) -> Records:
    """In the order of the file, each with its area."""
    pairs = [
        (row.values, one) for row in content.capabilities for one in row.values["capabilities"]
    ]
    return {
        one["key"]: {
            "order": order,
            **_both("area", area["name"]),
            **_both("name", one["name"]),
            "measures": list(one["measures"]),
        }
        for order, (area, one) in enumerate(pairs, start=1)
    }


def held_capabilities() -> Records:
    names = ("order", *_two("area", "name"), "measures")
    return {row.pk: fields(row, *names) for row in models.Capability.objects.all()}


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
        row.pk: fields(row, *PLAN)
        | {"pillars": [fields(p, *PILLAR) for p in ordered(row.pillars.all(), "number")]}
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
        row.pk: fields(row, *MEASURE)
        | {
            "pillar": row.pillar.number if row.pillar else None,
            "forerunners": sorted(f.pk for f in row.forerunners.all()),
            "owners": [fields(o, *OWNER) for o in ordered(row.ownerships.all(), "order")],
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


def _both(name: str, value: dict[str, str]) -> Record:
    words = text(value)
    return {f"{name}_ja": words.ja, f"{name}_en": words.en}


def _two(*names: str) -> tuple[str, ...]:
    return tuple(f"{name}_{language}" for name in names for language in ("ja", "en"))


def fields(row: object, *names: str) -> Record:
    """Some fields of a row."""
    return {name: getattr(row, name) for name in names}


def ordered(rows: Iterable[Any], name: str) -> list[Any]:
    """Rows already fetched, in the order of one of their fields."""
    return sorted(rows, key=lambda row: getattr(row, name))
