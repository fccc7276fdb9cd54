"""Everything that changes measures and their owners. One action, one transaction, one audit record."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from mamori.accounts import queries as accounts
from mamori.kernel import audit
from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.queries import values
from mamori.plan.queries.owning import bodies_with_days
from mamori.plan.rules import measures as rules
from mamori.plan.rules import owners
from mamori.plan.rules.owners import Ownership, Part

SLICE = "plan"


@transaction.atomic
def add_measure(
    *,
    key: str,
    plan: str,
    pillar: int | None,
    number: int | None,
    title: Text,
    provisional: bool,
    first: date,
    forerunners: tuple[str, ...],
    actor: audit.Actor,
    at: datetime,
) -> None:
    """A new promise of a plan. Its key must never have been given before (§1.1)."""
    if models.Measure.objects.filter(pk=key).exists():
        raise rules.KeyGiven(key)
    row = models.Measure(
        key=key,
        plan=_plan(plan),
        pillar=_pillar(plan, pillar),
        number=_free_number(plan, number, key),
        title_ja=title.ja,
        title_en=title.en,
        title_provisional=provisional,
        first=first,
    )
    older = [_measure(forerunner) for forerunner in forerunners]
    for forerunner in older:
        rules.check_forerunner(plan, forerunner.plan_id)
    row.save(force_insert=True)
    row.forerunners.set(older)
    _record("measure added", key, actor=actor, at=at, after=f"{title.ja} / {title.en}")


@transaction.atomic
def edit_measure(
    *,
    key: str,
    pillar: int | None,
    number: int | None,
    title: Text,
    provisional: bool,
    open_list: bool,
    note: Text,
    actor: audit.Actor,
    at: datetime,
) -> int:
    """New words or a new place for a measure; how many fields changed. Each is kept in the record (§6.1)."""
    row = _measure(key)
    before = _told(row)
    row.pillar = _pillar(row.plan_id, pillar)
    row.number = _free_number(row.plan_id, number, key)
    row.title_ja, row.title_en, row.title_provisional = title.ja, title.en, provisional
    row.open_list, row.note_ja, row.note_en = open_list, note.ja, note.en
    after = _told(row)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return 0
    row.save()
    details = {f"{name} before": before[name] for name in changed}
    details |= {f"{name} after": after[name] for name in changed}
    _record("measure edited", key, actor=actor, at=at, **details)
    return len(changed)


@transaction.atomic
def retire_measure(*, key: str, last: date, actor: audit.Actor, at: datetime) -> None:
    """The last day of a measure. It stays readable with its history (§1.6)."""
    row = _measure(key)
    rules.check_retirement(row.first, last)
    row.last = last
    row.save(update_fields=["last"])
    _record("measure retired", key, actor=actor, at=at, last=last.isoformat())


@transaction.atomic
def add_owner(
    *,
    key: str,
    agency: str | None,
    duty: str | None,
    part: Part,
    first: date,
    last: date | None,
    actor: audit.Actor,
    at: datetime,
) -> int:
    """A body, or whoever holds a duty, answers for the measure from that day."""
    row = _measure(key)
    if duty is not None:
        accounts.duty(duty)
    earlier = [values.ownership(owner) for owner in row.ownerships.all()]
    order = max((owner.order for owner in earlier), default=0) + 1
    new = Ownership(order, part, agency, duty, first, last)
    owners.check_ownership(new, earlier, bodies_with_days())
    made = models.Ownership.objects.create(
        measure=row,
        order=order,
        part=part,
        agency=agency or "",
        duty=duty or "",
        first=first,
        last=last,
    )
    _record(
        "owner added",
        key,
        actor=actor,
        at=at,
        owner=agency or duty,
        part=part.value,
        first=first.isoformat(),
        last=last.isoformat() if last else None,
    )
    return made.pk


@transaction.atomic
def end_owner(*, key: str, ownership_id: int, last: date, actor: audit.Actor, at: datetime) -> None:
    """The last day of an ownership; it is never deleted (§6.2)."""
    row = _measure(key).ownerships.select_for_update().filter(pk=ownership_id).first()
    if row is None:
        raise rules.UnknownOwnership()
    ended = replace(values.ownership(row), last=last)
    owners.check_ownership(ended, (), bodies_with_days())
    row.last = last
    row.save(update_fields=["last"])
    _record(
        "owner ended",
        key,
        actor=actor,
        at=at,
        owner=row.agency or row.duty,
        last=last.isoformat(),
    )


def _measure(key: str) -> models.Measure:
    row = models.Measure.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise rules.UnknownMeasure(key)
    return row


def _plan(key: str) -> models.Plan:
    row = models.Plan.objects.filter(pk=key).first()
    if row is None:
        raise rules.UnknownPlan(key)
    return row


def _pillar(plan: str, number: int | None) -> models.Pillar | None:
    if number is None:
        return None
    row = models.Pillar.objects.filter(plan=plan, number=number).first()
    if row is None:
        raise rules.UnknownPillar(plan, number)
    return row


def _free_number(plan: str, number: int | None, key: str) -> int | None:
    taken = models.Measure.objects.filter(plan=plan, number=number).exclude(pk=key).first()
    if number is not None and taken is not None:
        raise rules.NumberTaken(number, taken.key)
    return number


def _told(row: models.Measure) -> dict[str, str | int | None]:
    """A measure's fields as the record keeps them."""
    return {
        "pillar": row.pillar.number if row.pillar else None,
        "number": row.number,
        "title_ja": row.title_ja,
        "title_en": row.title_en,
        "title_provisional": "yes" if row.title_provisional else "no",
        "open_list": "yes" if row.open_list else "no",
        "note_ja": row.note_ja,
        "note_en": row.note_en,
    }


def _record(
    action: str, key: str, *, actor: audit.Actor, at: datetime, **details: str | int | None
) -> None:
    audit.record(
        slice=SLICE,
        actor=actor,
        action=f"plan: {action}",
        subject=f"measure:{key}",
        at=at,
        **details,
    )
