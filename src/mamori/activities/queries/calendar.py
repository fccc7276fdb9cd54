"""What the public calendar shows: held and planned activities of kinds open to all (§6.6)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from mamori.activities import models
from mamori.activities.queries.kinds import kinds
from mamori.activities.rules.calendar import Event
from mamori.activities.rules.kinds import Kind, Readers
from mamori.activities.rules.records import Status
from mamori.kernel.periods import Period
from mamori.kernel.text import Text

MOST_IN_FEED = 2_000  # §6.6
BACK, AHEAD = timedelta(days=92), timedelta(days=366)
SHOWN = (Status.HELD.value, Status.PLANNED.value)
UNSEEN = ("fields", "figures", "serves", "source")

Rows = QuerySet[models.Activity]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Empty means any."""

    kind: str = ""
    area: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of events, how many there are in all, and the spans of the whole period."""

    events: tuple[Event, ...]
    total: int
    spans: tuple[Period, ...]


def open_kinds() -> dict[str, Kind]:
    return {key: kind for key, kind in kinds().items() if kind.readers is Readers.PUBLIC}


def listed(
    period: Period, wanted: Wanted, *, on: date | None = None, first: int = 0, most: int = 100
) -> Listed:
    """Of the period; with ``on``, the page holds those of that day only."""
    known = open_kinds()
    rows = _rows(period, wanted, known)
    spans = tuple(Period(*days) for days in rows.values_list("first", "last"))
    if on is not None:
        rows = _rows(Period(on, on), wanted, known)
    total = sum(on in span for span in spans) if on is not None else len(spans)
    page = rows.order_by("first", "last", "pk")[first : first + most]
    return Listed(_events(page, known), total, spans)


def feed(wanted: Wanted, today: date) -> tuple[Event, ...]:
    """From three months back to a year ahead, what lies ahead first."""
    known = open_kinds()
    rows = _rows(Period(today - BACK, today + AHEAD), wanted, known)
    return _events(rows.order_by("-last", "-pk")[:MOST_IN_FEED], known)


def _rows(period: Period, wanted: Wanted, known: dict[str, Kind]) -> Rows:
    rows = models.Activity.objects.filter(
        kind__in=list(known),
        status__in=SHOWN,
        same_as=None,
        total=False,
        last__gte=period.first,
        first__lte=period.last,
    )
    exact = {"kind": wanted.kind, "area": wanted.area, "agency": wanted.agency}
    return rows.filter(**{name: value for name, value in exact.items() if value})


def _events(rows: Rows, known: dict[str, Kind]) -> tuple[Event, ...]:
    return tuple(_event(row, known[row.kind_id].title) for row in rows.defer(*UNSEEN))


def _event(row: models.Activity, kind: Text) -> Event:
    ja, en = row.title_ja, row.title_en
    return Event(
        id=row.pk,
        kind=kind,
        title=Text(ja or en or kind.ja, en or ja or kind.en),
        days=Period(row.first, row.last),
        area=row.area,
        agency=row.agency,
        status=Status(row.status),
        invented=row.invented,
        version=row.version,
        recorded_at=row.recorded_at,
    )
