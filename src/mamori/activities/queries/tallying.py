"""Indicators over fiscal years and areas together: what is kept ready, and what has to be counted now.

The rule is that of ``counting.count`` (docs/policy/activities.md §3.8); a test holds the two together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F

from mamori.activities import models
from mamori.activities.queries import counting, spreading
from mamori.activities.rules.counting import Count as Counted
from mamori.activities.rules.counting import How, Indicator, MixedUnits
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier, Quantity

Kept = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Spread:
    """One indicator in one year: of the country, and by code of the area where records stand."""

    whole: Counted
    areas: Mapping[str, Counted]


Spreads = dict[Period, Spread]


def over_years(
    owns: Sequence[Indicator], years: Sequence[Period], areas_in: Sequence[Period]
) -> dict[str, Spreads]:
    """By key, for fiscal years; areas only of those asked for, since they are most of the work.

    An indicator whose units do not go together is left out (§3.8).
    """
    ready = _ready(owns, years, "whole")
    areas = _ready(owns, areas_in, "areas")
    found: dict[str, Spreads] = {}
    for own in owns:
        kept, placed = ready.get(own.key, {}), areas.get(own.key, {})
        missing = [
            year
            for year in years
            if year.first.year not in kept
            or (year in areas_in and year.first.year not in placed)  # changed between the two
        ]
        try:
            fresh = counted(own, missing) if missing else {}
        except MixedUnits:
            continue
        found[own.key] = {
            year: fresh.get(year) or _thawed(own, year, kept, placed) for year in years
        }
    return found


def stale(owns: Iterable[Indicator], years: Sequence[Period]) -> list[tuple[Indicator, int]]:
    """Those of which something is not kept ready, each with the revision it has to be counted at."""
    known = list(owns)
    ready = _ready(known, years, "areas")
    at = dict(models.Kind.objects.values_list("key", "revision"))
    return [(own, at[own.kind]) for own in known if len(ready.get(own.key, {})) < len(years)]


def counted(own: Indicator, years: Sequence[Period]) -> Spreads:
    """From the records, in one query; in two where different values make the whole."""
    if own.how is How.STATE:
        return _in_force(own, years)
    by_area = _by_year_and_area(own, years)
    if own.how in (How.SUM, How.RECORDS):
        return {year: _added(own, year, by_area[year]) for year in years}
    if own.how is How.AREAS:
        return {year: _areas(own, year, by_area[year]) for year in years}
    wholes = spreading.by_year(own, years)
    return {year: Spread(wholes[year], _placed(by_area[year])) for year in years}


def frozen(spread: Spread) -> tuple[Kept, Kept]:
    """As it is kept: the whole and the areas."""
    areas = {code: _stored(count) for code, count in spread.areas.items()}
    return {"count": _stored(spread.whole)}, areas


def _ready(
    owns: Sequence[Indicator], years: Sequence[Period], part: str
) -> dict[str, dict[int, Any]]:
    rows = models.Tally.objects.filter(
        indicator__in=[own.key for own in owns],
        year__in=[year.first.year for year in years],
        revision=F("indicator__kind__revision"),
    )
    found: dict[str, dict[int, Any]] = {}
    for key, year, kept in rows.values_list("indicator", "year", part):
        found.setdefault(key, {})[year] = kept
    return found


def _by_year_and_area(own: Indicator, years: Sequence[Period]) -> dict[Period, dict[str, Any]]:
    """Sums keep their units and qualifiers apart until they are added."""
    whole = Period(min(y.first for y in years), max(y.last for y in years))
    rows = counting.behind(own, whole).annotate(year=spreading.year(own, years))
    found: dict[Period, dict[str, Any]] = {year: {} for year in years}
    rows = rows.filter(year__gte=0)
    if own.how is How.SUM:
        for row in counting.sums(own, rows, "year", "area"):
            found[years[row["year"]]].setdefault(row["area"], []).append(row)
        return found
    each = rows.values("year", "area").annotate(n=Count("id"), found=counting.distinct(own))
    for row in each.order_by():
        year = years[row["year"]]
        found[year][row["area"]] = _number(own, row["found"], row["n"], year)
    return found


def _added(own: Indicator, year: Period, by_area: Mapping[str, Any]) -> Spread:
    if own.how is How.SUM:
        rows = [row for part in by_area.values() for row in part]
        areas = {code: counting.added(own, part, year) for code, part in by_area.items()}
        return Spread(counting.added(own, rows, year), _placed(areas))
    records = sum(count.records for count in by_area.values())
    return Spread(_number(own, records, records, year), _placed(by_area))


def _areas(own: Indicator, year: Period, by_area: Mapping[str, Counted]) -> Spread:
    placed, records = _placed(by_area), sum(count.records for count in by_area.values())
    return Spread(_number(own, len(placed), records, year), placed)


def _in_force(own: Indicator, years: Sequence[Period]) -> Spreads:
    """On the last day of each year."""
    on = {f"y{n}": Count("id", filter=counting.within(own, y)) for n, y in enumerate(years)}
    grouped: Any = counting.fitting(own).values("area").annotate(**on)
    rows = list(grouped.order_by("area"))
    found = {}
    for n, year in enumerate(years):
        held = {row["area"]: row[f"y{n}"] for row in rows if row[f"y{n}"]}
        areas = {code: _number(own, number, number, year) for code, number in held.items()}
        whole = sum(held.values())
        found[year] = Spread(_number(own, whole, whole, year), _placed(areas))
    return found


def _number(own: Indicator, value: int, records: int, year: Period) -> Counted:
    if not records:
        return Counted(own, None, 0)
    return Counted(own, Quantity(Decimal(value), own.unit, year), records)


def _placed(areas: Mapping[str, Counted]) -> dict[str, Counted]:
    return {code: areas[code] for code in sorted(areas) if code}


def _stored(count: Counted) -> list[Any] | None:
    if count.quantity is None:
        return None
    own = count.quantity
    as_of = own.as_of.isoformat() if own.as_of else None
    return [int(own.value), count.records, own.qualifier.value, as_of]


def _thawed(
    own: Indicator, year: Period, wholes: Mapping[int, Kept], areas: Mapping[int, Kept]
) -> Spread:
    number = year.first.year
    placed = areas.get(number, {})
    return Spread(
        _count(own, year, wholes[number]["count"]),
        {code: _count(own, year, kept) for code, kept in placed.items()},
    )


def _count(own: Indicator, year: Period, kept: Sequence[Any] | None) -> Counted:
    if kept is None:
        return Counted(own, None, 0)
    value, records, qualifier, as_of = kept
    day = date.fromisoformat(as_of) if as_of else None
    quantity = Quantity(Decimal(value), own.unit, year, Qualifier(qualifier), as_of=day)
    return Counted(own, quantity, records)
