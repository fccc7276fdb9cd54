"""What a table that was taken left in the register, by its mark."""

from collections.abc import Iterator
from itertools import islice

from django.db.models import Max, Min, QuerySet

from mamori.activities import models
from mamori.activities.rules.pairing import Placed, touching
from mamori.activities.rules.records import Status

COLUMNS = ("id", "area", "first", "last", "total", "invented")


def is_taken(table: str) -> bool:
    return models.Activity.objects.filter(repeats=table).exists()


def pairs(table: str, kind: str, agency: str, most: int) -> Iterator[tuple[int, int]]:
    """Records of the table with those of other agencies that may be the same deed (§2.7)."""
    standing = models.Activity.objects.exclude(status=Status.CANCELLED.value)
    ours = standing.filter(repeats=table)
    days = ours.aggregate(first=Min("first"), last=Max("last"))
    if days["first"] is None:
        return iter(())
    others = standing.filter(kind=kind, first__lte=days["last"], last__gte=days["first"])
    others = others.exclude(agency=agency)
    if not others.exists():
        return iter(())
    return islice(touching(_placed(ours), _placed(others)), most)


def _placed(rows: QuerySet[models.Activity]) -> Iterator[Placed]:
    return (Placed(*row) for row in rows.order_by("id").values_list(*COLUMNS).iterator())
