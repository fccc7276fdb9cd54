"""How far the measures of a plan are counted, and of which nobody has spoken for long.

Policy: docs/policy/plan.md, section 14.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mamori.kernel.text import Text

SILENT_YEARS = 2  # §14.4


class Standing(StrEnum):
    """What the newest Outline that speaks of a measure has of it."""

    COUNTED = "counted"  # §14.2 a figure that records or an official series give
    REPORTED = "reported"  # §14.2 an effort whose figures, if any, were typed
    NEVER = "never"  # §14.3 no Outline held here speaks of it


STANDINGS = {
    Standing.COUNTED: Text("記録から集計", "Counted"),
    Standing.REPORTED: Text("報告あり", "Reported"),
    Standing.NEVER: Text("報告がまだない", "Not reported so far"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What the newest Outline says: which effort, for how long, and whence each figure comes."""

    outline: str
    effort: str
    until: date
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """One measure. ``kinds`` are those of activities that may serve it; ``counts`` their named counts."""

    key: str
    plan: str
    pillar: int | None
    title: Text
    provisional: bool
    kinds: tuple[Text, ...]
    counts: tuple[Text, ...]
    said: Said | None
    silent: bool

    @property
    def standing(self) -> Standing:
        if self.said is None:
            return Standing.NEVER
        return Standing.COUNTED if any(self.said.sources) else Standing.REPORTED

    @property
    def has_indicator(self) -> bool:
        """§14.1"""
        return bool(self.kinds) or self.standing is Standing.COUNTED


@dataclass(frozen=True, slots=True)
class Numbers:
    """Of so many measures; one that is silent stands under its standing too."""

    measures: int
    with_indicator: int
    counted: int
    reported: int
    never: int
    silent: int


class Show(StrEnum):
    """What a reader may ask to see of the list."""

    INDICATOR = "indicator"
    NO_INDICATOR = "no-indicator"
    COUNTED = "counted"
    REPORTED = "reported"
    NEVER = "never"
    SILENT = "silent"


SHOWS = {
    Show.INDICATOR: Text("指標あり", "With an indicator"),
    Show.NO_INDICATOR: Text("指標なし", "Without an indicator"),
    Show.COUNTED: STANDINGS[Standing.COUNTED],
    Show.REPORTED: STANDINGS[Standing.REPORTED],
    Show.NEVER: STANDINGS[Standing.NEVER],
    Show.SILENT: Text("二年以上報告なし", "Silent for two years"),
}


def is_silent(first: date, last: date | None, said_until: date | None, on: date) -> bool:
    """§14.4 for two years before that day, or before its last one, no period of an Outline reached it."""
    day = on if last is None else min(on, last)
    return _years_later(max(first, said_until or first)) <= day


def numbers(rows: Iterable[Covered]) -> Numbers:
    found = list(rows)
    standing = [row.standing for row in found]
    return Numbers(
        measures=len(found),
        with_indicator=sum(row.has_indicator for row in found),
        counted=standing.count(Standing.COUNTED),
        reported=standing.count(Standing.REPORTED),
        never=standing.count(Standing.NEVER),
        silent=sum(row.silent for row in found),
    )


def shown(row: Covered, show: Show | None) -> bool:
    if show is None:
        return True
    if show in (Show.INDICATOR, Show.NO_INDICATOR):
        return row.has_indicator is (show is Show.INDICATOR)
    return row.silent if show is Show.SILENT else row.standing.value == show.value


def _years_later(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year + SILENT_YEARS, 3, 1)
    return day.replace(year=day.year + SILENT_YEARS)
