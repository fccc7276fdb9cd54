"""Named counts from the register, made in the database by the rule of their indicator.

The one way counts leave this slice (docs/policy/activities.md §3). Joined and cancelled records do not count.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    Count,
    DecimalField,
    F,
    Max,
    Q,
    QuerySet,
    Sum,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from mamori.activities import models
from mamori.activities.queries import values
from mamori.activities.rules import counting
from mamori.activities.rules.counting import How, Indicator, MixedUnits, UnknownIndicator
from mamori.activities.rules.records import Status
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier, Quantity

Rows = QuerySet[models.Activity]


def indicators() -> dict[str, Indicator]:
    """All of them by key, in the order of the pack."""
    return {row.pk: values.indicator(row) for row in models.Indicator.objects.order_by("order")}


def indicator(key: str) -> Indicator:
    row = models.Indicator.objects.filter(pk=key).first()
    if row is None:
        raise UnknownIndicator(key)
    return values.indicator(row)


def count(key: str, period: Period, measure: str = "", area: str = "") -> counting.Count:
    """One figure; with ``measure`` or ``area``, of those records only."""
    return _count(indicator(key), period, measure, area)


def counts(period: Period, keys: Iterable[str] | None = None) -> dict[str, counting.Count]:
    """Every figure of a period, or those asked for; one query each, whatever the records."""
    known = indicators()
    wanted = known if keys is None else {key: known[key] for key in keys if key in known}
    return {key: _count(own, period) for key, own in wanted.items()}


def behind(own: Indicator, period: Period, measure: str = "", area: str = "") -> Rows:
    """The records that stand behind a figure (§3.2)."""
    rows = fitting(own).filter(within(own, period))
    if measure:
        rows = rows.filter(serves__contains=[measure])
    if area:
        rows = rows.filter(area=area)
    return rows


def fitting(own: Indicator) -> Rows:
    """Those of any day that fit the indicator's conditions."""
    rows = models.Activity.objects.filter(kind=own.kind, status=Status.HELD.value, same_as=None)
    for key, allowed in (own.where or {}).items():
        rows = rows.filter(**{f"fields__{key}__in": list(allowed)})
    if own.number:
        rows = rows.filter(figures__has_key=own.number)
    if own.how is How.AREAS:
        rows = rows.exclude(area="")
    return rows


def within(own: Indicator, period: Period) -> Q:
    """§3.2 the deciding day lies in the period; for a state, begun by its last day and not ended by then."""
    day = f"fields__{own.day}" if own.day else "last"
    first, last = (_day(d, own) for d in (period.first, period.last))
    if own.how is not How.STATE:
        return Q(**{f"{day}__gte": first, f"{day}__lte": last})
    begun = Q(**{f"{day}__lte": last})
    if own.day:
        begun &= ~Q(**{day: ""})
    if not own.until:
        return begun
    until = f"fields__{own.until}"
    return begun & (
        ~Q(fields__has_key=own.until) | Q(**{until: ""}) | Q(**{f"{until}__gt": last_word(period)})
    )


def last_word(period: Period) -> str:
    return period.last.isoformat()


def _day(day: date, own: Indicator) -> date | str:
    """ISO days compare as words do."""
    return day.isoformat() if own.day else day


def _count(own: Indicator, period: Period, measure: str = "", area: str = "") -> counting.Count:
    rows = behind(own, period, measure, area)
    if own.how is How.LATEST:
        return _latest(own, rows, period)
    if own.how is How.SUM:
        return _summed(own, rows, period)
    whole = rows.aggregate(n=Count("id"), found=distinct(own))
    if not whole["n"]:
        return counting.Count(own, None, 0)
    return counting.Count(own, Quantity(Decimal(whole["found"]), own.unit, period), whole["n"])


def distinct(own: Indicator) -> Count:
    if own.how is How.AREAS:
        return Count("area", distinct=True, filter=~Q(area=""))
    if own.how is How.DISTINCT:
        return Count(
            KeyTextTransform(own.field, "fields"),
            distinct=True,
            filter=~Q(**{f"fields__{own.field}": ""}),
        )
    return Count("id")


def _summed(own: Indicator, rows: Rows, period: Period) -> counting.Count:
    return added(own, list(sums(own, rows)), period)


def sums(own: Indicator, rows: Rows, *by: str) -> Iterable[Mapping[str, Any]]:
    """The sums of a number by unit and qualifier, and by what is named besides."""
    part = KeyTextTransform(own.number, "figures")
    found: Iterable[Mapping[str, Any]] = rows.values(
        *by, unit=KeyTextTransform("unit", part), qualifier=KeyTextTransform("qualifier", part)
    ).annotate(
        n=Count("id"),
        total=Sum(
            Cast(KeyTextTransform("value", part), DecimalField(max_digits=18, decimal_places=0))
        ),
        as_of=Max(KeyTextTransform("as_of", part)),
    )
    return found


def added(own: Indicator, found: Sequence[Mapping[str, Any]], period: Period) -> counting.Count:
    """One count of the sums by unit and qualifier: ``unit``, ``qualifier``, ``n``, ``total``, ``as_of``."""
    if not found:
        return counting.Count(own, None, 0)
    units = {row["unit"] for row in found}
    if units != {own.unit.key}:
        raise MixedUnits(units | {own.unit.key})
    days = [row["as_of"] for row in found if row["as_of"]]
    quantity = Quantity(
        value=sum((row["total"] for row in found), Decimal(0)),
        unit=own.unit,
        period=period,
        qualifier=counting.joined(Qualifier(row["qualifier"]) for row in found),
        as_of=date.fromisoformat(max(days)) if days else None,
    )
    return counting.Count(own, quantity, sum(row["n"] for row in found))


def _latest(own: Indicator, rows: Rows, period: Period) -> counting.Count:
    day = f"fields__{own.day}" if own.day else "last"
    row = rows.order_by(F(day).desc(), "-first", "-id").first()
    if row is None:
        return counting.Count(own, None, 0)
    return counting.Count(
        own, counting.count(own, [values.activity(row)], period).quantity, rows.count()
    )
