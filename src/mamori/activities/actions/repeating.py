"""A recurring event is planned (§2.9)."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from mamori.activities import models, queries
from mamori.activities.actions.recording import record_many
from mamori.activities.rules.records import Activity, Status, check
from mamori.activities.rules.repeating import Every, times
from mamori.kernel import audit
from mamori.kernel.areas import areas


@transaction.atomic
def plan_repeated(
    *,
    activity: Activity,
    every: Every,
    until: date,
    token: str,
    actor: audit.Actor,
    at: datetime,
) -> int:
    """How many were planned; the same ``token`` again plans nothing (§2.5)."""
    repeats = token[:32]
    if models.Activity.objects.filter(repeats=repeats).exists():
        return 0
    planned = [
        replace(activity, days=days, status=Status.PLANNED)
        for days in times(activity.days, every, until)
    ]
    kind, codes = queries.kind(activity.kind), [area.code for area in areas()]
    for one in planned:
        check(one, kind, codes, timezone.localtime(at).date())
    return record_many(activities=planned, repeats=repeats, actor=actor, at=at)
