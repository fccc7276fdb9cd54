"""Records for those who may see them: every read passes a ``Scope`` (docs/policy/activities.md §6.1)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from mamori.activities import models
from mamori.activities.queries import counting, values
from mamori.activities.rules.kinds import Readers
from mamori.activities.rules.records import Activity, Status
from mamori.kernel.periods import Period
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

Rows = QuerySet[models.Activity]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose records may be read: ``everything``, those of some agencies, else only what is open to the public.

    ``only_own`` leaves out what is open to the public, for the pages where one's own records are kept.
    """

    agencies: frozenset[str] = frozenset()
    everything: bool = False
    only_own: bool = False


PUBLIC = Scope()


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty means any. ``words`` are looked for in titles."""

    kind: str = ""
    agency: str = ""
    area: str = ""
    status: str = ""
    measure: str = ""
    words: str = ""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One record with its number; ``same_as`` is the record it was joined to."""

    id: int
    activity: Activity
    version: int
    recorded_at: datetime
    recorded_by: str
    repeats: str
    same_as: int | None


@dataclass(frozen=True, slots=True)
class History:
    """An earlier state: what it was before, who changed it when and why."""

    version: int
    at: datetime
    by: str
    reason: str
    before: dict[str, object]


class UnknownActivity(Refused):
    """Also for one that may not be read: nobody learns what is there."""

    code = "unknown_activity"
    status = 404

    def __init__(self, number: int) -> None:
        super().__init__(Text("活動{0}はありません。", "There is no activity {0}.").format(number))


def entries(
    scope: Scope, filters: Filters, *, first: int = 0, most: int = 100
) -> tuple[tuple[Entry, ...], int]:
    """A page of records, newest first, and how many there are in all."""
    rows = filtered(scope, filters)
    found = rows.order_by("-last", "-id").values("pk")[first : first + most]  # from the index alone
    page = models.Activity.objects.filter(pk__in=found).order_by("-last", "-id")
    return tuple(told(row) for row in page), rows.count()


def entry(scope: Scope, number: int) -> Entry:
    row = readable(scope).filter(pk=number).first()
    if row is None:
        raise UnknownActivity(number)
    return told(row)


def history(scope: Scope, number: int) -> tuple[History, ...]:
    """Newest first."""
    entry(scope, number)
    rows = models.Change.objects.filter(activity=number).order_by("-version")
    return tuple(History(r.version, r.at, r.by, r.reason, r.before) for r in rows)


def of_indicator(scope: Scope, key: str, period: Period, most: int = 500) -> tuple[Entry, ...]:
    """The very rows a figure was counted from, those of them that may be read."""
    own = counting.indicator(key)
    seen = readable(scope).filter(pk__in=counting.behind(own, period).values("pk"))
    return tuple(told(row) for row in seen.order_by("-last", "-id")[:most])


def agencies() -> dict[str, tuple[str, ...]]:
    """By kind, the agencies that have recorded one, in order of name."""
    rows = models.Activity.objects.values_list("kind", "agency").distinct().order_by("agency")
    found: dict[str, list[str]] = {}
    for kind, agency in rows:
        found.setdefault(kind, []).append(agency)
    return {kind: tuple(names) for kind, names in found.items()}


def invented() -> bool:
    """Whether records of a demonstration stand here."""
    return models.Activity.objects.filter(invented=True).exists()


def readable(scope: Scope) -> Rows:
    """Of the public: records that were held, of kinds open to all, and not joined to another."""
    if scope.everything:
        return models.Activity.objects.all()
    if scope.only_own:
        return models.Activity.objects.filter(agency__in=scope.agencies)
    open_kinds = models.Kind.objects.filter(content__readers=Readers.PUBLIC.value)
    public = Q(kind__in=open_kinds, status=Status.HELD.value, same_as=None)
    return models.Activity.objects.filter(public | Q(agency__in=scope.agencies))


def filtered(scope: Scope, filters: Filters) -> Rows:
    rows = readable(scope)
    exact = {"kind": filters.kind, "agency": filters.agency, "area": filters.area}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if filters.status:
        rows = rows.filter(status=filters.status)
    if filters.measure:
        rows = rows.filter(serves__contains=[filters.measure])
    if filters.words:
        rows = rows.filter(
            Q(title_ja__icontains=filters.words) | Q(title_en__icontains=filters.words)
        )
    if filters.period is not None:
        rows = rows.filter(last__gte=filters.period.first, first__lte=filters.period.last)
    return rows


def told(row: models.Activity) -> Entry:
    return Entry(
        id=row.pk,
        activity=values.activity(row),
        version=row.version,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        repeats=row.repeats,
        same_as=row.same_as_id,
    )
