"""What one record does: the figures it stands behind, and what it said before it was corrected."""

from dataclasses import dataclass
from datetime import date

from mamori.activities import models
from mamori.activities.queries import counting, values
from mamori.activities.queries.records import History
from mamori.activities.rules import counting as rules
from mamori.activities.rules import wording
from mamori.activities.rules.counting import Indicator
from mamori.activities.rules.kinds import Kind
from mamori.activities.rules.records import STATUSES, Activity
from mamori.kernel.periods import Period, fiscal_year
from mamori.kernel.quantities import text
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure with this record in it; ``problem`` says why there is none. The period is always named."""

    indicator: Indicator
    period: Period
    figure: Text | None
    records: int
    problem: Text | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier state in words."""

    title: Text
    days: Period
    area: str
    status: Text
    figures: tuple[tuple[Text, Text], ...]
    fields: tuple[tuple[Text, Text], ...]


def counted_by(activity: Activity) -> tuple[Counted, ...]:
    """The figures of the fiscal year of its deciding day that it stands behind."""
    found = []
    for own in counting.indicators().values():
        decided = rules.deciding_day(own, activity) if own.kind == activity.kind else None
        if decided is not None and rules.counts(own, activity, Period(decided, decided)):
            found.append(_counted(own, decided))
    return tuple(found)


def state_before(change: History, kind: Kind) -> Before:
    kept = {**change.before}
    for name in ("first", "last"):
        kept[name] = date.fromisoformat(str(kept[name]))
    was = values.activity(models.Activity(**kept))
    return Before(
        title=wording.title(was, kind),
        days=was.days,
        area=was.area,
        status=STATUSES[was.status],
        figures=tuple(wording.figures(was, kind)),
        fields=tuple(wording.fields(was, kind)),
    )


def _counted(own: Indicator, decided: date) -> Counted:
    period = fiscal_year(decided.year if decided.month >= 4 else decided.year - 1)
    try:
        count = counting.count(own.key, period)
    except Refused as refusal:
        return Counted(own, period, None, 0, refusal.message)
    figure = text(count.quantity) if count.quantity else None
    return Counted(own, period, figure, count.records)
