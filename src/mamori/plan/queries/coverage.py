"""Which measures can be counted and which are silent, from what is public at a moment (§14)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mamori.activities import queries as activities
from mamori.kernel.text import Text
from mamori.plan.queries.editions import outline_at, outlines_at
from mamori.plan.queries.plans import MeasureRow, Wanted, measures
from mamori.plan.rules import coverage as rules
from mamori.plan.rules.coverage import Covered, Numbers, Said, Show


@dataclass(frozen=True, slots=True)
class Coverage:
    """``numbers`` are of all the measures of the plan, ``rows`` those asked for."""

    numbers: Numbers
    rows: tuple[Covered, ...]


def coverage(wanted: Wanted, show: Show | None, on: date, at: datetime) -> Coverage:
    """How the plan's measures are covered on a day; owners do not matter here."""
    said, kinds, counts = _said(at), _kinds(), _counts()
    every = [_covered(row, said, kinds, counts, on) for row in measures(Wanted(wanted.plan), on)]
    sought = {row.key for row in measures(wanted, on)}
    rows = (row for row in every if row.key in sought and rules.shown(row, show))
    return Coverage(rules.numbers(every), tuple(rows))


def _covered(
    row: MeasureRow,
    said: Mapping[str, Said],
    kinds: Mapping[str, list[Text]],
    counts: Mapping[str, list[Text]],
    on: date,
) -> Covered:
    own = said.get(row.key)
    until = own.until if own else None
    return Covered(
        key=row.key,
        plan=row.plan_key,
        pillar=row.pillar,
        title=row.title,
        provisional=row.provisional,
        kinds=tuple(kinds.get(row.key, ())),
        counts=tuple(counts.get(row.key, ())),
        said=own,
        silent=rules.is_silent(row.first, row.last, until, on),
    )


def _said(at: datetime) -> dict[str, Said]:
    """By measure, what the newest public Outline that speaks of it says."""
    found: dict[str, Said] = {}
    for name in outlines_at(at):  # newest first
        for effort in outline_at(name.key, at).efforts:
            sources = tuple(figure.series for figure in effort.figures)
            for measure in effort.measures:
                found.setdefault(measure.key, Said(name.key, effort.key, name.period.last, sources))
    return found


def _kinds() -> dict[str, list[Text]]:
    return _by_measure((kind.measures, kind.title) for kind in activities.kinds().values())


def _counts() -> dict[str, list[Text]]:
    kinds = activities.kinds()
    every = activities.indicators().values()
    return _by_measure(
        (one.measures or kinds[one.kind].measures, one.title) for one in every if one.kind in kinds
    )


def _by_measure(pairs: Iterable[tuple[Iterable[str], Text]]) -> dict[str, list[Text]]:
    found: dict[str, list[Text]] = {}
    for keys, title in pairs:
        for key in keys:
            found.setdefault(key, []).append(title)
    return found
