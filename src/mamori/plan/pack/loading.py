"""Makes the tables say what a checked pack says. Loading twice changes nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from mamori.kernel import audit
from mamori.kernel.changes import Change, compared
from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.pack import outline_records, records
from mamori.plan.pack.content import Content, OutlineContent, PassageContent, QuantityContent


def differences(content: Content) -> list[Change]:
    """What loading would change, record by record."""
    return [
        *compared(Text("単位", "unit"), records.held_units(), records.units(content)),
        *compared(Text("出典", "source"), records.held_sources(), records.sources(content)),
        *compared(
            Text("定義", "definition"), records.held_definitions(), records.definitions(content)
        ),
        *compared(Text("用語", "term"), records.held_terms(), records.terms(content)),
        *compared(Text("計画", "plan"), records.held_plans(), records.plans(content)),
        *compared(Text("施策", "measure"), records.held_measures(), records.measures(content)),
        *compared(
            Text("対応能力", "capability"),
            records.held_capabilities(),
            records.capabilities(content),
        ),
        *compared(
            Text("取組概要", "Outline"),
            outline_records.held_outlines(),
            outline_records.outlines(content),
        ),
    ]


@transaction.atomic
def load(content: Content, *, actor: audit.Actor, at: datetime) -> int:
    """Load what differs; the number of records that changed. One audit record, if anything did."""
    changes = differences(content)
    if not changes:
        return 0
    touched = {(change.what.en, change.key) for change in changes}
    _simple(content)
    _plans(content)
    _measures(content, touched)
    for outline in content.outlines:
        if ("Outline", outline.key) in touched:
            _outline(outline)
    audit.record(
        slice="plan",
        actor=actor,
        action="plan: pack loaded",
        subject="pack",
        at=at,
        changes=len(changes),
    )
    return len(changes)


def _simple(content: Content) -> None:
    for key, record in records.units(content).items():
        models.Unit.objects.update_or_create(pk=key, defaults=record)
    for key, record in records.sources(content).items():
        models.Source.objects.update_or_create(pk=key, defaults=record)
    for key, record in records.terms(content).items():
        models.Term.objects.update_or_create(pk=key, defaults=record)
    for key, record in records.capabilities(content).items():
        models.Capability.objects.update_or_create(pk=key, defaults=record)
    for name, record in records.definitions(content).items():
        key, version = name.split(" v")
        models.Definition.objects.update_or_create(key=key, version=version, defaults=record)


def _plans(content: Content) -> None:
    for plan in content.plans:
        record = dict(records.plans(content)[plan.key])
        pillars = record.pop("pillars")
        models.Plan.objects.update_or_create(pk=plan.key, defaults=record)
        for pillar in pillars:
            models.Pillar.objects.update_or_create(
                plan_id=plan.key, number=pillar["number"], defaults=pillar
            )


def _measures(content: Content, touched: set[tuple[str, str]]) -> None:
    pillars = {(p.plan_id, p.number): p for p in models.Pillar.objects.all()}
    changed = [m for m in content.measures if ("measure", m.key) in touched]
    for measure in changed:
        record = dict(records.measures(content)[measure.key])
        owners, _ = record.pop("owners"), record.pop("forerunners")
        number = record.pop("pillar")
        record["pillar"] = pillars[(measure.plan, number)] if number is not None else None
        models.Measure.objects.update_or_create(pk=measure.key, defaults=record)
        models.Ownership.objects.filter(measure=measure.key).delete()
        models.Ownership.objects.bulk_create(
            models.Ownership(measure_id=measure.key, **owner) for owner in owners
        )
    for measure in changed:
        row = models.Measure.objects.get(pk=measure.key)
        row.forerunners.set(models.Measure.objects.filter(pk__in=measure.forerunners))


def _outline(content: OutlineContent) -> None:
    row, _ = models.Outline.objects.update_or_create(
        pk=content.key, defaults=outline_records.outline_head(content)
    )
    models.Quantity.objects.filter(outline=row).delete()
    models.Passage.objects.filter(outline=row).delete()
    pillars = {p.number: p for p in models.Pillar.objects.filter(plan=content.plan)}
    definitions = _newest_definitions()
    _quantities(row, None, content.state, definitions)
    for passage in content.passages:
        _passage(row, passage, pillars, definitions)


def _passage(
    outline: models.Outline,
    content: PassageContent,
    pillars: Mapping[int, models.Pillar],
    definitions: Mapping[str, models.Definition],
) -> None:
    row = models.Passage.objects.create(
        outline=outline,
        pillar=None if content.pillar is None else pillars[content.pillar],
        key=content.key,
        order=content.order,
        text_ja=content.text.ja,
        text_en=content.text.en,
    )
    row.measures.set(models.Measure.objects.filter(pk__in=content.measures))
    row.notes.set(definitions[key] for key in content.notes)
    _quantities(outline, row, content.quantities, definitions)


def _quantities(
    outline: models.Outline,
    passage: models.Passage | None,
    contents: Iterable[QuantityContent],
    definitions: Mapping[str, models.Definition],
) -> None:
    for order, content in enumerate(contents, start=1):
        record: dict[str, Any] = dict(outline_records.quantity(content))
        used = record.pop("definitions")
        row = models.Quantity.objects.create(
            outline=outline, passage=passage, order=order, **record
        )
        row.definitions.set(definitions[key] for key in used)


def _newest_definitions() -> dict[str, models.Definition]:
    return {row.key: row for row in models.Definition.objects.order_by("version")}
