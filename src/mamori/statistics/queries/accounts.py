"""Everything held of a series, with its vintages and sources."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mamori.kernel.periods import Period
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.statistics import models
from mamori.statistics.queries import values
from mamori.statistics.rules import claims as rules
from mamori.statistics.rules.bearing import borne
from mamori.statistics.rules.claims import Claim, Kind
from mamori.statistics.rules.printed import Verdict, verdict
from mamori.statistics.rules.series import Line, Series
from mamori.statistics.rules.vintages import Account


class UnknownSeries(Refused):
    code = "unknown_series"
    status = 404


@dataclass(frozen=True, slots=True)
class Statement:
    """What a published Outline said of a trend, and whether the figures bear it (§5.1)."""

    key: str
    outline: str
    section: str
    series: Series
    year: int
    printed: Text
    verdict: Verdict


def series() -> list[Series]:
    """Every series, in the order of the pack."""
    return [values.series(row) for row in models.Series.objects.order_by("order")]


def account(key: str) -> Account:
    row = models.Series.objects.filter(pk=key).first()
    if row is None:
        raise UnknownSeries(
            Text(ja="「{0}」という系列はありません。", en="There is no series “{0}”.").format(key)
        )
    return _accounts([row])[0]


def accounts(keys: Iterable[str] | None = None) -> list[Account]:
    """Several series at once, in the order of the pack; three queries, however many."""
    rows = models.Series.objects.order_by("order")
    return _accounts(rows if keys is None else rows.filter(pk__in=list(keys)))


def line(key: str) -> Line:
    return account(key).line()


def claims(key: str, year: int) -> tuple[Claim, ...]:
    """All that may be said of the series in that year, and all that may not (§4.1)."""
    return rules.claims(line(key), year)


def said(account: Account, year: int) -> tuple[Claim, ...]:
    """The same of an account that is at hand."""
    return rules.claims(account.line(), year)


def values_of(keys: Iterable[str], period: Period) -> dict[str, Decimal]:
    """The value that stands for a period, of each series that has one; three queries, however many."""
    return {
        found.series.key: o.value
        for found in accounts(keys)
        for o in found.standing()
        if o.period == period and o.value is not None
    }


def sentence(reference: str, year: int, by: date) -> Text:
    """What the claim ``series.kind`` writes from all published by that day; refused if it does not hold."""
    key, _, kind = reference.partition(".")
    return borne(account(key).as_of(by).line(), kind, year)


def statements(outline: str | None = None) -> list[Statement]:
    """What published Outlines said of trends, each beside what the figures bear."""
    rows = models.Statement.objects.select_related("series").order_by("order")
    if outline is not None:
        rows = rows.filter(outline=outline)
    lines = {found.series.key: found.line() for found in accounts({row.series_id for row in rows})}
    return [
        Statement(
            key=row.pk,
            outline=row.outline,
            section=row.section,
            series=lines[row.series_id].series,
            year=row.year,
            printed=Text(row.printed_ja, row.printed_en),
            verdict=verdict(lines[row.series_id], Kind(row.kind), row.year),
        )
        for row in rows
    ]


def _accounts(rows: Iterable[models.Series]) -> list[Account]:
    found = [values.series(row) for row in rows]
    keys = [one.key for one in found]
    held = defaultdict(list)
    of_these = models.Observation.objects.filter(series__in=keys).select_related("table")
    for row in of_these.order_by("breakdown", "first", "last", "vintage", "source"):
        held[row.series_id].append(values.observation(row))
    named = {o.source for each in held.values() for o in each}
    sources = {row.pk: values.source(row) for row in models.Source.objects.filter(pk__in=named)}
    return [Account(one, tuple(held[one.key]), sources) for one in found]
