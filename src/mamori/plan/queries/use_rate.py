"""The share of a kind by group and fiscal year: as counted, or guarded for the public (activities.md, 6.7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile

from mamori.activities import queries as activities
from mamori.activities.rules import tallies
from mamori.activities.rules.kinds import Choice, Kind, Rate
from mamori.kernel.periods import Period
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.plan.rules import mapped, use_rate
from mamori.plan.rules.use_rate import ALL, EMPTY, Share

YEARS = 5
TOGETHER = Text("すべての区分", "All groups")


class NoRate(Refused):
    code = "no_rate"
    status = 404

    def __init__(self, kind: Kind) -> None:
        words = Text("「{0}」に利用率はありません。", "“{0}” has no share of use.")
        super().__init__(words.format(kind.title))


@dataclass(frozen=True, slots=True)
class Year:
    """``shares`` by group; None where nothing of the year may be shown. ``gone``: records have left."""

    period: Period
    shares: dict[str, Share] | None
    gone: bool


@dataclass(frozen=True, slots=True)
class Rates:
    """``groups``: all together last, under ``ALL``."""

    kind: Kind
    rate: Rate
    groups: tuple[Choice, ...]
    years: tuple[Year, ...]
    invented: bool

    def share(self, year: Year, group: str) -> Share | None:
        return None if year.gone or year.shares is None else year.shares.get(group, EMPTY)


def rates(key: str, today: date, *, agencies: Iterable[str] | None = None) -> Rates:
    """As counted: of all agencies, or of these."""
    kind, rate, groups, years = _asked(key, today, ended=False)
    counts = _counts(kind, rate, years, agencies)
    left = activities.departed(kind, *years)
    years = _begun(years, counts, left)
    found = tuple(Year(y, use_rate.shares(counts[y]), bool(left[y])) for y in years)
    return Rates(kind, rate, groups, found, activities.invented())


def public_rates(key: str, today: date) -> Rates:
    """Of years that have ended: one that still grows would tell each new record by its difference."""
    kind, rate, groups, years = _asked(key, today, ended=True)
    counts = _counts(kind, rate, years, None)
    left = activities.departed(kind, *years)
    years = _begun(years, counts, left)
    beside = _beside(kind, years)
    found = tuple(
        Year(
            y,
            use_rate.guarded(counts[y], beside.get(y))
            if mapped.guarded(kind)
            else use_rate.shares(counts[y]),
            bool(left[y]),
        )
        for y in years
    )
    return Rates(kind, rate, groups, found, activities.invented())


def _asked(
    key: str, today: date, *, ended: bool
) -> tuple[Kind, Rate, tuple[Choice, ...], list[Period]]:
    kind = activities.kind(key)
    by = kind.field(kind.rate.by) if kind.rate else None
    if kind.rate is None or by is None:
        raise NoRate(kind)
    newest = activities.newest_of(key, mapped.last_ended(today) if ended else today)
    years = tallies.years_until(tallies.year_of(newest), YEARS) if newest else []
    return kind, kind.rate, (*by.choices, Choice(ALL, TOGETHER)), years


def _begun(
    years: list[Period],
    counts: Mapping[Period, Mapping[tuple[str, bool], int]],
    left: Mapping[Period, int],
) -> list[Period]:
    """From the first year on of which there is, or was, anything."""
    return list(dropwhile(lambda year: not counts[year] and not left[year], years))


def _counts(
    kind: Kind, rate: Rate, years: list[Period], agencies: Iterable[str] | None
) -> dict[Period, dict[tuple[str, bool], int]]:
    found: dict[Period, dict[tuple[str, bool], int]] = {year: {} for year in years}
    counted = activities.by_choice(kind.key, (rate.by, rate.field), years, agencies)
    for (year, group, value), n in counted.items():
        own = group, value in rate.used
        found[year][own] = found[year].get(own, 0) + n
    return found


def _beside(kind: Kind, years: list[Period]) -> dict[Period, int]:
    """What other public pages count of the same kind: the one indicator they show of a guarded kind."""
    shown = mapped.on_pages(activities.indicators().values(), activities.kinds())
    own = next((one for one in shown if one.kind == kind.key), None)
    if own is None or not years:
        return {}
    found = activities.by_year(own, years)
    return {y: int(c.quantity.value) if c.quantity else 0 for y, c in found.items()}
