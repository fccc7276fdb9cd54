"""What stands behind a count, for whoever uses it: its rule, a stamp of its records, and the records."""

from hashlib import sha256

from mamori.activities.queries import counting
from mamori.activities.queries.kinds import kind
from mamori.activities.queries.leaving import departed
from mamori.activities.queries.records import Entry, Scope, of_indicator
from mamori.activities.rules import wording
from mamori.activities.rules.counting import HOWS, Indicator
from mamori.activities.rules.kinds import Kind
from mamori.kernel.areas import areas
from mamori.kernel.counts import Behind, Rule, Stamp
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Quantity, text
from mamori.kernel.text import Text


def rule(key: str) -> Rule:
    own = counting.indicator(key)
    unit = Text(own.unit.ja, own.unit.other)
    return Rule(own.title, kind(own.kind).title, HOWS[own.how], own.definition, unit)


def stamp(key: str, period: Period) -> Stamp:
    """The same records in the same versions give the same stamp."""
    rows = counting.behind(counting.indicator(key), period).order_by("id")
    found = [f"{number}:{version}" for number, version in rows.values_list("id", "version")]
    return Stamp(len(found), sha256("\n".join(found).encode()).hexdigest())


def whole(key: str, period: Period) -> bool:
    """Whether no record of its period has left since (§6.3)."""
    own = kind(counting.indicator(key).kind)
    return departed(own, period)[period] == 0


def behind(
    key: str, period: Period, *, agencies: frozenset[str], everything: bool, most: int
) -> tuple[Behind, ...]:
    """The very records, those of them that may be read, newest first."""
    scope = Scope(agencies=agencies, everything=everything, only_own=True)
    own, names = counting.indicator(key), {area.code: area.name for area in areas()}
    of = kind(own.kind)
    found = of_indicator(scope, key, period, most)
    return tuple(_row(entry, own, of, names.get(entry.activity.area)) for entry in found)


def _row(entry: Entry, own: Indicator, of: Kind, area: Text | None) -> Behind:
    activity = entry.activity
    figure = activity.figures.get(own.number)
    number = of.number(own.number)
    unit = (
        next((u for u in number.units if figure and u.key == figure.unit), None) if number else None
    )
    said = None
    if figure and unit:
        said = text(
            Quantity(
                figure.value, unit, activity.days, figure.qualifier, figure.baseline, figure.as_of
            )
        )
    return Behind(
        title=wording.title(activity, of),
        days=activity.days,
        agency=activity.agency,
        area=area,
        figure=said,
        route="activities:activity",
        arguments=(entry.id,),
    )
