"""Records that may be one deed (docs/policy/activities.md §2.7), for the agencies that have to agree."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from mamori.activities import models
from mamori.activities.queries import values
from mamori.activities.queries.records import Entry, Scope, told
from mamori.activities.rules.likeness import alike
from mamori.activities.rules.pairing import Placed, touching
from mamori.activities.rules.records import Status
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

MOST = 200  # pairs on the page
PLACED = ("id", "area", "first", "last", "total", "invented")


class UnknownLikeness(Refused):
    code = "unknown_likeness"
    status = 404

    def __init__(self, number: int) -> None:
        super().__init__(Text("組{0}はありません。", "There is no pair {0}.").format(number))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records; both are shown to either agency. ``waits_for``: whose answer is missing."""

    id: int
    one: Entry
    other: Entry
    found_at: datetime
    agreed: tuple[str, ...]
    settled: str

    @property
    def waits_for(self) -> tuple[str, ...]:
        bodies = (self.one.activity.agency, self.other.activity.agency)
        return () if self.settled else tuple(b for b in bodies if b not in self.agreed)


def pairs(scope: Scope) -> tuple[Pair, ...]:
    """Those still open first, the newest of them first."""
    rows = _seen(scope).select_related("one", "other").order_by("settled", "-found_at", "-id")
    return tuple(_pair(row) for row in rows[:MOST])


def pairs_of(scope: Scope, number: int) -> tuple[Pair, ...]:
    """Those one record is in."""
    rows = _seen(scope).filter(Q(one=number) | Q(other=number)).select_related("one", "other")
    return tuple(_pair(row) for row in rows.order_by("-found_at", "-id")[:MOST])


def waiting(agencies: frozenset[str]) -> int:
    """How many pairs are open for these agencies."""
    return _seen(Scope(agencies=agencies)).filter(settled="").count()


def like(row: models.Activity) -> list[models.Activity]:
    """The records this one may be the same deed as."""
    near = models.Activity.objects.filter(
        kind=row.kind_id, area=row.area, first__lte=row.last, last__gte=row.first
    )
    near = near.exclude(agency=row.agency).exclude(status=Status.CANCELLED.value)
    own = values.activity(row)
    return [one for one in near.order_by("id")[:MOST] if alike(own, values.activity(one))]


def like_any(rows: Sequence[models.Activity]) -> Iterator[tuple[int, int]]:
    """Of many rows each with every record of another agency that may be the same deed."""
    groups: dict[tuple[str, str], list[models.Activity]] = defaultdict(list)
    for row in rows:
        if row.status != Status.CANCELLED.value:
            groups[row.kind_id, row.agency].append(row)
    for (kind, agency), own in groups.items():
        others = models.Activity.objects.filter(
            kind=kind,
            first__lte=max(row.last for row in own),
            last__gte=min(row.first for row in own),
        )
        others = others.exclude(agency=agency).exclude(status=Status.CANCELLED.value)
        listed = others.order_by("id").values_list(*PLACED)
        yield from touching(map(_placed, own), (Placed(*other) for other in listed.iterator()))


def _placed(row: models.Activity) -> Placed:
    return Placed(*(getattr(row, name) for name in PLACED))


def _seen(scope: Scope) -> QuerySet[models.Likeness]:
    if scope.everything:
        return models.Likeness.objects.all()
    ours = Q(one__agency__in=scope.agencies) | Q(other__agency__in=scope.agencies)
    return models.Likeness.objects.filter(ours)


def _pair(row: models.Likeness) -> Pair:
    return Pair(
        id=row.pk,
        one=told(row.one),
        other=told(row.other),
        found_at=row.found_at,
        agreed=tuple(answer["agency"] for answer in row.agreed),
        settled=row.settled,
    )
