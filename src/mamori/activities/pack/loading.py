"""Makes the tables say what the pack says. Records that came in otherwise stay; the pack's are told by token."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from mamori.activities import models
from mamori.activities.pack.reading import Content
from mamori.activities.queries import values
from mamori.activities.rules.records import PACK
from mamori.kernel import audit
from mamori.kernel.changes import Change, compared
from mamori.kernel.text import Text

Record = dict[str, Any]


def differences(content: Content) -> list[Change]:
    """What loading would change, record by record."""
    return [
        *compared(Text("活動の種類", "kind of activity"), _kinds(), _by_key(content.kinds)),
        *compared(Text("指標", "indicator"), _indicators(), _by_key(content.indicators)),
        *compared(Text("活動", "activity"), _records(), _own(content)),
    ]


@transaction.atomic
def load(content: Content, *, actor: audit.Actor, at: datetime) -> int:
    """How many records changed. A changed record of the pack gains a version, the earlier one stays."""
    changes = differences(content)
    if not changes:
        return 0
    for record in content.kinds:
        models.Kind.objects.update_or_create(key=record["key"], defaults=record)
    for record in content.indicators:
        models.Indicator.objects.update_or_create(key=record["key"], defaults=record)
    models.Kind.objects.update(revision=F("revision") + 1)  # a rule may have changed (§3.8)
    held = _records()
    for key, stored in _own(content).items():
        if held.get(key) != stored:
            _keep(f"{PACK}{key}", stored, actor, at)
    audit.record(
        slice="activities",
        actor=actor,
        action="activities: pack loaded",
        subject="pack",
        at=at,
        changes=len(changes),
    )
    return len(changes)


def _keep(token: str, stored: Record, actor: audit.Actor, at: datetime) -> None:
    row = models.Activity.objects.filter(token=token).first()
    if row is None:
        models.Activity.objects.create(**stored, token=token, recorded_at=at, recorded_by=actor)
        return
    models.Change.objects.create(
        activity=row,
        version=row.version,
        at=at,
        by=actor,
        reason="country pack",
        before=values.state(row),
    )
    for name, value in stored.items():
        setattr(row, name, value)
    row.version += 1
    row.save()


def _kinds() -> dict[str, Record]:
    return {
        k.pk: {"key": k.pk, "order": k.order, "content": k.content}
        for k in models.Kind.objects.all()
    }


def _indicators() -> dict[str, Record]:
    return {
        i.pk: {"key": i.pk, "kind_id": i.kind_id, "order": i.order, "content": i.content}
        for i in models.Indicator.objects.all()
    }


def _records() -> dict[str, Record]:
    rows = models.Activity.objects.filter(token__startswith=PACK)
    return {
        (row.token or "").removeprefix(PACK): values.stored(values.activity(row)) for row in rows
    }


def _own(content: Content) -> dict[str, Record]:
    return {key: values.stored(a) for key, a in (content.records or {}).items()}


def _by_key(records: tuple[Record, ...]) -> dict[str, Record]:
    return {str(record["key"]): record for record in records}
