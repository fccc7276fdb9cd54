"""What of a series may be printed, and each printed value with all that travels with it.

Policy: docs/policy/statistics.md, section 8. Every picture and every file takes its values from here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from mamori.kernel.periods import Period
from mamori.kernel.quantities import digits
from mamori.kernel.text import Text
from mamori.statistics.print import wording
from mamori.statistics.rules.series import (
    TOTAL,
    Break,
    Confidentiality,
    Definition,
    Observation,
    Series,
    Status,
)
from mamori.statistics.rules.vintages import Account, Source

UNPUBLISHED = (Confidentiality.EMBARGO, Confidentiality.INTERNAL)  # §8.1


@dataclass(frozen=True, slots=True)
class Record:
    """One value of one vintage.

    ``stands``: it is the value that stands for its period (§2.2). ``segment``: how many breaks lie at or
    before it. ``opens``: the break it comes first after, in its breakdown. ``carried``: the old way's value
    of the same year, at a value of the whole.
    """

    observation: Observation
    stands: bool
    segment: int
    opens: Break | None
    carried: Decimal | None
    definition: Definition | None
    source: Source | None


def printable(account: Account) -> Account:
    """What may leave: nothing unpublished, and no value of a cell that any vintage keeps secret (§8.1)."""
    secret = {found.cell for found in account.observations if _is_secret(found)}  # in any vintage
    return replace(
        account,
        observations=tuple(
            replace(found, value=None, derivation="", status=Status.SUPPRESSED)
            if found.cell in secret
            else found
            for found in account.observations
            if found.confidentiality not in UNPUBLISHED
        ),
    )


def records(account: Account) -> tuple[Record, ...]:
    """Every printable value of every vintage: the whole first, oldest period first, oldest vintage first."""
    shown = printable(account)
    place = {name: at for at, name in enumerate(shown.breakdowns)}
    standing = {o.cell: o for name in shown.breakdowns for o in shown.standing(name)}
    openings = {name: _openings(shown, name) for name in shown.breakdowns}
    ordered = sorted(
        shown.observations,
        key=lambda o: (place[o.breakdown], o.period, o.published, o.vintage, o.source),
    )
    return tuple(
        _record(shown, o, o is standing[o.cell], openings[o.breakdown].get(o.period))
        for o in ordered
    )


def yearly(account: Account, breakdown: str) -> tuple[Observation, ...]:
    """The standing values of whole years of the series' own basis (§1.3), oldest first."""
    basis = account.series.basis
    return tuple(
        found
        for found in printable(account).standing(breakdown)
        if found.period == basis.year(found.period.first.year)
    )


def year_of(period: Period) -> int:
    """The year a period begins in: a fiscal year bears its number."""
    return period.first.year


def whole_year(series: Series, year: int) -> Text:
    """A year as the series has years: 平成29年度 of a fiscal one (§1.3)."""
    return series.basis.year(year).text


def plain(value: Decimal) -> int | Decimal:
    """Without needless zeros and never with an exponent."""
    if value == value.to_integral_value():
        return int(value)
    return Decimal(format(value.normalize(), "f"))


def value_words(found: Observation, language: str) -> str:
    """The digits, with "about" where the source says so; a sign where there is no value (§2.6)."""
    if found.value is None:
        return wording.SIGNS.get(found.status, wording.UNKNOWN_SIGN)
    said = digits(Decimal(plain(found.value)), language)
    return wording.ABOUT.format(said).in_(language) if found.approximate else said


def joined(words: Iterable[str], language: str) -> str:
    return wording.COMMA.in_(language).join(words)


def _is_secret(found: Observation) -> bool:
    return found.status is Status.SUPPRESSED or found.confidentiality is Confidentiality.SECONDARY


def _openings(account: Account, breakdown: str) -> dict[Period, Break]:
    """The first known year after each break, where years before it are known too (§1.5)."""
    series = account.series
    years = [o.period for o in yearly(account, breakdown)]
    found = {}
    for before, period in pairwise(years):
        if series.segment(year_of(before)) != series.segment(year_of(period)):
            past = [each for each in series.breaks if each.year <= year_of(period)]
            found[period] = max(past, key=lambda each: each.year)
    return found


def _record(account: Account, found: Observation, stands: bool, opens: Break | None) -> Record:
    series, year = account.series, year_of(found.period)
    carried = [
        each.before
        for each in series.breaks
        if found.breakdown == TOTAL and found.period == series.basis.year(each.year)
    ]
    return Record(
        observation=found,
        stands=stands,
        segment=series.segment(year),
        opens=opens,
        carried=carried[0] if carried else None,
        definition=series.definition(year),
        source=account.sources.get(found.source),
    )
