"""Records leave when the years of their kind are over. Policy: docs/policy/activities.md §6.3."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mamori.activities import models
from mamori.activities.actions.parting import part
from mamori.activities.actions.recording import BATCH
from mamori.activities.queries import leaving
from mamori.activities.rules.keeping import year_of
from mamori.kernel import audit
from mamori.kernel.periods import Period


@transaction.atomic
def remove_expired(
    *, waiting: Sequence[Period] = (), actor: audit.Actor, at: datetime
) -> dict[str, int]:
    """How many left, by kind. ``waiting``: periods that are being counted; their records stay a while."""
    list(models.Kind.objects.select_for_update().order_by("pk"))  # one removal at a time
    found = leaving.leaving(timezone.localtime(at).date(), waiting)
    for kind, own in found.items():
        for numbers in _batched(own):
            _let_go(numbers)
        _remember(kind, own)
    counts = leaving.counted(found)
    if counts:
        audit.record(
            slice="activities",
            actor=actor,
            action="activities: records left",
            subject="activities",
            at=at,
            **counts,
        )
    return counts


def _batched(own: Mapping[int, date]) -> Iterator[list[int]]:
    numbers = sorted(own)
    return (numbers[at : at + BATCH] for at in range(0, len(numbers), BATCH))


def _let_go(own: Sequence[int]) -> None:
    """Earlier states, pairs and the desk go with the record; a certificate stays and points nowhere."""
    rows = models.Activity.objects.filter(pk__in=own)
    for row in rows.filter(joined__isnull=False).distinct().order_by("pk"):
        part(row)
    rows.update(same_as=None)
    models.Certificate.objects.filter(activity__in=own).update(activity=None)
    rows.delete()


def _remember(kind: str, own: Mapping[int, date]) -> None:
    for year, records in sorted(Counter(map(year_of, own.values())).items()):
        row, _ = models.Departure.objects.get_or_create(kind_id=kind, year=year)
        models.Departure.objects.filter(pk=row.pk).update(records=F("records") + records)
