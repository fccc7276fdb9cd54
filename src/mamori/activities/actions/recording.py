"""A deed is recorded, corrected, cancelled. Policy: docs/policy/activities.md, section 2."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice, zip_longest

from django.db import transaction
from django.utils import timezone

from mamori.activities import models, queries
from mamori.activities.actions.following import follow
from mamori.activities.actions.parting import part
from mamori.activities.queries import likenesses, values
from mamori.activities.rules.records import Activity, Status, check
from mamori.kernel import audit
from mamori.kernel.areas import areas
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

BATCH = 2_000  # rows a statement
MOST_PAIRS = 20_000  # §2.7 offered of one table


class NeedsReason(Refused):
    code = "needs_reason"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "訂正の理由を書いてください。前の値は理由とともに残ります。",
                "Say why it is corrected. The value before stays, with the reason.",
            )
        )


class ChangedMeanwhile(Refused):
    code = "changed_meanwhile"

    def __init__(self) -> None:
        super().__init__(
            Text(
                "開いている間に別の人が直しました。いまの記録を見てから、もう一度入れてください。",
                "Somebody corrected it while it was open. Look at it as it is now, and enter yours again.",
            )
        )


class OfAnotherAgency(Refused):
    code = "of_another_agency"
    status = 404

    def __init__(self, number: int) -> None:
        super().__init__(Text("活動{0}はありません。", "There is no activity {0}.").format(number))


@transaction.atomic
def record(
    *, activity: Activity, token: str | None = None, actor: audit.Actor, at: datetime
) -> int:
    """The number of the record. The same ``token`` again gives the record it gave before (§2.5)."""
    kind = queries.kind(activity.kind)
    check(activity, kind, (a.code for a in areas()), timezone.localtime(at).date())
    fresh = models.Activity(
        **values.stored(activity), token=token, recorded_at=at, recorded_by=actor
    )
    if token is not None:
        models.Activity.objects.bulk_create([fresh], ignore_conflicts=True)
        held = models.Activity.objects.get(token=token)
        if held.recorded_at != at or held.recorded_by != actor:
            return held.pk
        fresh = held
    else:
        fresh.save()
    _offer(fresh, at)
    _record("recorded", fresh.pk, activity, actor, at)
    return fresh.pk


@transaction.atomic
def record_many(
    *,
    activities: Sequence[Activity],
    repeats: str = "",
    tokens: Sequence[str] = (),
    offered: bool = True,
    actor: audit.Actor,
    at: datetime,
) -> int:
    """All of them or none; each already checked by the rules. One audit record for the lot.

    ``tokens``: by which each may be found again, in the same order; or none.

    ``offered``: what may be one deed with another agency's is offered to both, as for a single record.
    """
    rows = models.Activity.objects.bulk_create(
        (
            models.Activity(
                **values.stored(own),
                repeats=repeats,
                token=token,
                recorded_at=at,
                recorded_by=actor,
            )
            for own, token in zip_longest(activities, tokens)
        ),
        batch_size=BATCH,
    )
    if offered:
        _offer_all(rows, at)
    audit.record(
        slice="activities",
        actor=actor,
        action="activities: recorded together",
        subject=repeats or "table",
        at=at,
        records=len(activities),
    )
    return len(activities)


@transaction.atomic
def correct(
    *,
    number: int,
    activity: Activity,
    version: int,
    reason: str,
    actor: audit.Actor,
    at: datetime,
) -> int:
    """Its new version, or 0 when nothing differs. The state before stays with the reason (§2.6)."""
    row = models.Activity.objects.select_for_update().get(pk=number)
    if activity.agency != row.agency or activity.kind != row.kind_id:
        raise OfAnotherAgency(number)
    if row.version != version:
        raise ChangedMeanwhile
    stored = values.stored(activity)
    if stored == values.stored(values.activity(row)):
        return 0
    if not reason.strip():
        raise NeedsReason
    check(
        activity,
        queries.kind(activity.kind),
        (a.code for a in areas()),
        timezone.localtime(at).date(),
    )
    models.Change.objects.create(
        activity=row,
        version=row.version,
        at=at,
        by=actor,
        reason=reason.strip(),
        before=values.state(row),
    )
    _rewrite(row, activity, at)
    _record("corrected", row.pk, activity, actor, at, version=row.version)
    return row.version


@transaction.atomic
def cancel(*, number: int, version: int, reason: str, actor: audit.Actor, at: datetime) -> int:
    """It leaves every figure from now on; an edition published before stays as it was (§3.6)."""
    row = models.Activity.objects.get(pk=number)
    cancelled = replace(values.activity(row), status=Status.CANCELLED)
    return correct(
        number=number, activity=cancelled, version=version, reason=reason, actor=actor, at=at
    )


def _rewrite(row: models.Activity, activity: Activity, at: datetime) -> None:
    for name, value in values.stored(activity).items():
        setattr(row, name, value)
    row.version += 1
    cancelled = activity.status is Status.CANCELLED
    if cancelled:
        part(row)
    row.save()
    sent = follow(row, activity)
    if not cancelled and not sent:  # §4.9 like to no other
        _offer(row, at)


def _offer(row: models.Activity, at: datetime) -> None:
    """The records it may be one deed with are offered to both agencies (§2.7)."""
    pairs = [sorted((row, other), key=lambda one: one.pk) for other in likenesses.like(row)]
    found = [models.Likeness(one=one, other=other, found_at=at) for one, other in pairs]
    models.Likeness.objects.bulk_create(found, ignore_conflicts=True)


def _offer_all(rows: Sequence[models.Activity], at: datetime) -> None:
    """The same for many rows at once: each pair once, the first ``MOST_PAIRS`` of them (§2.7)."""
    pairs = islice(dict.fromkeys(map(_sorted, likenesses.like_any(rows))), MOST_PAIRS)
    models.Likeness.objects.bulk_create(
        (models.Likeness(one_id=one, other_id=other, found_at=at) for one, other in pairs),
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def _sorted(pair: tuple[int, int]) -> tuple[int, int]:
    return min(pair), max(pair)


def _record(
    action: str,
    number: int,
    activity: Activity,
    actor: audit.Actor,
    at: datetime,
    **details: int | str,
) -> None:
    audit.record(
        slice="activities",
        actor=actor,
        action=f"activities: {action}",
        subject=f"activity:{number}",
        at=at,
        kind=activity.kind,
        agency=activity.agency,
        **details,
    )
