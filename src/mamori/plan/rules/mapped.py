"""Which counts from the register may stand by prefecture or year on a public page, and what of them.

Policy: docs/policy/activities.md §6.2; the rule itself is that of statistics.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from mamori.activities.rules.counting import How, Indicator
from mamori.activities.rules.kinds import Kind, Place, Readers
from mamori.activities.rules.tallies import year_of
from mamori.kernel.quantities import Unit
from mamori.kernel.text import Text
from mamori.statistics.rules.disclosure import Key, Rule, TooFew, margins, protect

RULE = Rule()
SINGLE = frozenset({How.AREAS, How.DISTINCT})  # counts of areas and names, not of people


def guarded(kind: Kind) -> bool:
    """Counts of children, and of records the public may not read, pass the disclosure rule."""
    return kind.children or kind.readers is Readers.STAFF


def on_pages(indicators: Iterable[Indicator], kinds: Mapping[str, Kind]) -> list[Indicator]:
    """Those a public page breaks down. Of a guarded kind the first only: two would tell their difference."""
    found: list[Indicator] = []
    taken: set[str] = set()
    for own in indicators:
        kind = kinds.get(own.kind)
        if kind is None or own.how is How.LATEST:
            continue
        if guarded(kind):
            if own.kind in taken or own.how in SINGLE:
                continue
            taken.add(own.kind)
        found.append(own)
    return found


def has_places(kind: Kind) -> bool:
    return kind.place is not Place.NONE


def by_area(counts: Mapping[str, int], kind: Kind) -> dict[str, int | None] | None:
    """The counts that may leave, None where one is kept secret; None for all where too few stand behind."""
    if not guarded(kind):
        return dict(counts)
    cells = {(area,): n for area, n in counts.items()}
    cube: dict[Key, int] = margins(cells)
    try:
        published = protect(cube, RULE)
    except TooFew:
        return None
    return {area: published[(area,)].value for area in counts}


def of_year(count: int, kind: Kind) -> int | None:
    """A total of the country in one year; None where it is kept secret."""
    return None if guarded(kind) and RULE.unsafe(count) else count


def unit_words(unit: Unit) -> Text:
    """What stands over a column of bare numbers: 回 of {n}回, "classes" of "{n} classes"."""
    ja, en = (form.replace("{n}", "").strip() for form in (unit.ja, unit.other))
    return Text(ja, en)


def last_ended(today: date) -> date:
    """The last day of the newest fiscal year that is over."""
    return year_of(today).first - timedelta(days=1)
