"""A desk opens, counts and closes. Policy: docs/policy/activities.md §2.10, §6.4.

Presses and replies leave no audit record: each would be a trace of one person at one minute.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from secrets import choice

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mamori.activities import models, queries
from mamori.activities.actions.recording import correct
from mamori.activities.queries import values
from mamori.activities.rules import desk as rules
from mamori.kernel import audit

SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is taken for another
CODE_SIGNS = 7


@transaction.atomic
def open_desk(*, number: int, actor: audit.Actor, at: datetime) -> str:
    """Its code. On another day of the same activity it opens again under the same code."""
    row = models.Activity.objects.select_for_update().get(pk=number)
    activity = values.activity(row)
    local = timezone.localtime(at)
    rules.may_open(activity, queries.kind(activity.kind), local.date())
    midnight = datetime.combine(local.date() + timedelta(days=1), time(), local.tzinfo)
    held, _ = models.Desk.objects.update_or_create(
        activity=row,
        defaults={"closes_at": midnight},
        create_defaults={"code": _code(), "opened_at": at, "closes_at": midnight},
    )
    _record("desk opened", number, actor, at)
    return held.code


@transaction.atomic
def close_desk(*, number: int, actor: audit.Actor, at: datetime) -> int:
    """How many desks were open: one, or none."""
    closed = models.Desk.objects.filter(activity=number, closes_at__gt=at).update(closes_at=at)
    if closed:
        _record("desk closed", number, actor, at)
    return closed


@transaction.atomic
def come(*, code: str, at: datetime) -> None:
    """One more is here."""
    room = models.Desk.objects.filter(code=code, closes_at__gt=at, came__lt=rules.MOST_CAME)
    if not room.update(came=F("came") + 1):
        raise rules.NotOpen


@transaction.atomic
def reply(*, code: str, answers: Mapping[str, str], at: datetime) -> int:
    """How many questions were answered. Each answer is one more of its count, and nothing else."""
    given = rules.checked(answers)
    desk = models.Desk.objects.filter(code=code, closes_at__gt=at).first()
    if desk is None:
        raise rules.NotOpen
    for question, answer in sorted(given.items()):
        count, _ = models.Reply.objects.get_or_create(desk=desk, question=question, answer=answer)
        room = models.Reply.objects.filter(pk=count.pk, times__lt=rules.MOST_CAME)
        room.update(times=F("times") + 1)
    return len(given)


@transaction.atomic
def take_over(*, number: int, version: int, reason: str, actor: audit.Actor, at: datetime) -> int:
    """The desk's count stands in the record, as a correction with its reason; the new version."""
    row = models.Activity.objects.select_related("desk").filter(pk=number, desk__isnull=False)
    found = row.first()
    if found is None:
        raise rules.NobodyCame
    activity = values.activity(found)
    kind = queries.kind(activity.kind)
    counted = rules.with_count(activity, kind, found.desk.came, timezone.localtime(at).date())
    return correct(
        number=number, activity=counted, version=version, reason=reason, actor=actor, at=at
    )


def _code() -> str:
    return "".join(choice(SIGNS) for _ in range(CODE_SIGNS))


def _record(action: str, number: int, actor: audit.Actor, at: datetime) -> None:
    audit.record(
        slice="activities",
        actor=actor,
        action=f"activities: {action}",
        subject=f"activity:{number}",
        at=at,
    )
