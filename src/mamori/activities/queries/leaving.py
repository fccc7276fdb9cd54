"""Which records are over their years, and how many have left (docs/policy/activities.md §6.3)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from mamori.activities import models
from mamori.activities.queries.kinds import kinds
from mamori.activities.rules.keeping import has_left, newest_to_leave, years_of
from mamori.activities.rules.kinds import Kind
from mamori.activities.rules.records import PACK
from mamori.kernel.periods import Period


def leaving(today: date, waiting: Sequence[Period]) -> dict[str, dict[int, date]]:
    """By kind the records that leave today, each with its last day."""
    found: dict[str, dict[int, date]] = {}
    for kind in kinds().values():
        if kind.keep_years is None:
            continue
        rows = models.Activity.objects.filter(
            kind=kind.key, invented=False, last__lte=newest_to_leave(kind.keep_years, today)
        )
        rows = rows.exclude(token__startswith=PACK)
        own = {
            number: last
            for number, last in rows.values_list("pk", "last")
            if has_left(last, kind.keep_years, today, waiting)
        }
        if own:
            found[kind.key] = own
    return found


def counted(found: Mapping[str, Mapping[int, date]]) -> dict[str, int]:
    return {kind: len(own) for kind, own in found.items()}


def departed(kind: Kind, *periods: Period) -> dict[Period, int]:
    """How many records of the fiscal years of each period have left: its counts are no longer whole."""
    if kind.keep_years is None:
        return dict.fromkeys(periods, 0)
    rows = models.Departure.objects.filter(kind=kind.key).values_list("year", "records")
    left = Counter(dict(rows))
    return {period: sum(left[year] for year in years_of(period)) for period in periods}
