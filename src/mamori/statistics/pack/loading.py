"""Makes the tables say what the pack says. Vintages that came in by other tables stay (§2.1)."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import models as django
from django.db import transaction

from mamori.kernel import audit
from mamori.kernel.changes import Change, compared
from mamori.kernel.text import Text
from mamori.statistics import models
from mamori.statistics.pack.reading import Content

Record = dict[str, Any]


def differences(content: Content) -> list[Change]:
    """What loading would change, record by record."""
    own = models.Observation.objects.filter(table=None)
    return [
        *_compared(Text("系列", "series"), models.Series.objects.all(), content.series, _key),
        *_compared(
            Text("統計の出典", "source of statistics"),
            models.Source.objects.all(),
            content.sources,
            _key,
        ),
        *_compared(Text("観測値", "observation"), own, content.observations, _cell, removes=True),
        *_compared(
            Text("公表された記述", "statement as printed"),
            models.Statement.objects.all(),
            content.statements,
            _key,
            removes=True,
        ),
    ]


@transaction.atomic
def load(content: Content, *, actor: audit.Actor, at: datetime) -> int:
    """How many records changed."""
    changes = differences(content)
    if not changes:
        return 0
    for model, records in ((models.Series, content.series), (models.Source, content.sources)):
        for record in records:
            model._default_manager.update_or_create(key=record["key"], defaults=record)
    models.Observation.objects.filter(table=None).delete()
    models.Observation.objects.bulk_create(
        models.Observation(**record) for record in content.observations
    )
    models.Statement.objects.all().delete()
    models.Statement.objects.bulk_create(
        models.Statement(**record) for record in content.statements
    )
    audit.record(
        slice="statistics",
        actor=actor,
        action="statistics: pack loaded",
        subject="pack",
        at=at,
        changes=len(changes),
    )
    return len(changes)


def _compared(
    what: Text,
    rows: Iterable[django.Model],
    records: tuple[Record, ...],
    key: Callable[[Record], str],
    *,
    removes: bool = False,
) -> list[Change]:
    names = list(records[0]) if records else []
    held = [{name: getattr(row, name) for name in names} for row in rows] if names else []
    return compared(what, {key(r): r for r in held}, {key(r): r for r in records}, removes=removes)


def _key(record: Record) -> str:
    return str(record["key"])


def _cell(record: Record) -> str:
    return " ".join(
        str(record[name])
        for name in ("series_id", "breakdown", "first", "last", "vintage", "source_id")
    )
