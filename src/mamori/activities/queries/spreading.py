"""One indicator over prefectures, or over years; each in one grouped query where its rule allows.

The same rule as ``counting.count`` (docs/policy/activities.md §3); a test holds the two together.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.db.models.fields.json import KeyTextTransform

from mamori.activities import models
from mamori.activities.queries import counting
from mamori.activities.rules.counting import Count as Counted
from mamori.activities.rules.counting import How, Indicator
from mamori.activities.rules.records import Status
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Quantity


class NotSpread(ValueError):
    """The latest value is of one record: nothing to spread over areas."""


def by_area(own: Indicator, period: Period) -> dict[str, Counted]:
    """By code of the area; areas without a record are not there, records without an area neither."""
    if own.how is How.LATEST:
        raise NotSpread(own.key)
    rows = counting.behind(own, period).exclude(area="")
    return _grouped(own, rows, "area", lambda _: period)


def by_year(own: Indicator, years: Sequence[Period]) -> dict[Period, Counted]:
    """For periods that do not overlap; a state and a latest value are asked for one by one."""
    if own.how in (How.STATE, How.LATEST):
        return {year: counting.count(own.key, year) for year in years}
    whole = Period(min(y.first for y in years), max(y.last for y in years))
    rows = counting.behind(own, whole).annotate(year=year(own, years)).filter(year__gte=0)
    found = _grouped(own, rows, "year", lambda n: years[n])
    return {year: found.get(n, Counted(own, None, 0)) for n, year in enumerate(years)}


def by_choice(
    kind: str, fields: tuple[str, str], years: Sequence[Period], agencies: Iterable[str] | None
) -> dict[tuple[Period, str, str], int]:
    """Records held in each year by two fields, both known; None for the agencies means all of them."""
    if not years:
        return {}
    rows = models.Activity.objects.filter(kind=kind, status=Status.HELD.value, same_as=None)
    if agencies is not None:
        rows = rows.filter(agency__in=list(agencies))
    whens = (When(last__gte=y.first, last__lte=y.last, then=Value(n)) for n, y in enumerate(years))
    year = Case(*whens, default=Value(-1), output_field=IntegerField())
    one, other = (KeyTextTransform(key, "fields") for key in fields)
    counted = rows.annotate(year=year, one=one, other=other).filter(year__gte=0)
    listed = counted.values_list("year", "one", "other").annotate(n=Count("id")).order_by("year")
    return {(years[at], a, b): n for at, a, b, n in listed if a and b}


def newest_of(kind: str, today: date) -> date | None:
    """The last day of the newest record that was held."""
    rows = models.Activity.objects.filter(kind=kind, status=Status.HELD.value, last__lte=today)
    return rows.order_by("-last").values_list("last", flat=True).first()


def year(own: Indicator, years: Sequence[Period]) -> Case:
    """Which of the periods a record counts in, from 0; -1 for none of them."""
    day = f"fields__{own.day}" if own.day else "last"

    def written(one: date) -> date | str:
        return one.isoformat() if own.day else one

    whens = (
        When(Q(**{f"{day}__gte": written(y.first), f"{day}__lte": written(y.last)}), then=Value(n))
        for n, y in enumerate(years)
    )
    return Case(*whens, default=Value(-1), output_field=IntegerField())


def _grouped(own: Indicator, rows: counting.Rows, by: str, period_of: Any) -> dict[Any, Counted]:
    if own.how is How.SUM:
        return {
            key: counting.added(own, list(part), period_of(key))
            for key, part in groupby(_in_order(counting.sums(own, rows, by), by), _key(by))
        }
    each = rows.values(by).annotate(n=Count("id"), found=counting.distinct(own)).order_by(by)
    return {
        row[by]: Counted(
            own, Quantity(Decimal(row["found"]), own.unit, period_of(row[by])), row["n"]
        )
        for row in each
    }


def _in_order(rows: Iterable[Mapping[str, Any]], by: str) -> list[Mapping[str, Any]]:
    return sorted(rows, key=_key(by))


def _key(by: str) -> Any:
    return lambda row: row[by]
