"""Every read of the register. Used from above: ``counts``, ``count``, ``indicators``, ``kinds``."""

from mamori.activities.queries.behind import behind, rule, stamp, whole
from mamori.activities.queries.counting import count, counts, indicator, indicators
from mamori.activities.queries.effects import counted_by, state_before
from mamori.activities.queries.kinds import UnknownKind, kind, kinds
from mamori.activities.queries.leaving import departed
from mamori.activities.queries.lives import lives
from mamori.activities.queries.records import (
    Entry,
    Filters,
    History,
    Scope,
    UnknownActivity,
    agencies,
    entries,
    entry,
    history,
    invented,
    of_indicator,
)
from mamori.activities.queries.spreading import by_area, by_choice, by_year, newest_of
from mamori.activities.queries.tallying import Spread, over_years

__all__ = [
    "Entry",
    "Filters",
    "History",
    "Scope",
    "Spread",
    "UnknownActivity",
    "UnknownKind",
    "agencies",
    "behind",
    "by_area",
    "by_choice",
    "by_year",
    "count",
    "counted_by",
    "counts",
    "departed",
    "entries",
    "entry",
    "history",
    "indicator",
    "indicators",
    "invented",
    "kind",
    "kinds",
    "lives",
    "newest_of",
    "of_indicator",
    "over_years",
    "rule",
    "stamp",
    "state_before",
    "whole",
]
