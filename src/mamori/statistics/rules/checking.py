"""Looks through what a table says, value by value, against its series and what is held already.

Policy: docs/policy/statistics.md, section 3. The unit of a file is looked at by ``units`` while it is read;
here come years, values, vintages, sums and slips. What many rows share is looked at once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from itertools import repeat
from operator import attrgetter, mod

from mamori.kernel.periods import Kind, Period, calendar_year, day_text, fiscal_year
from mamori.kernel.text import Text, same
from mamori.statistics.rules import neighbours, offered, sums
from mamori.statistics.rules.comparing import Observations
from mamori.statistics.rules.findings import Finding, Place, finding
from mamori.statistics.rules.series import Basis, Observation, Series, Status
from mamori.statistics.rules.units import SHARE, is_count, label_findings, unit_words

WHOLE_SHARE = 100  # §3.9
UNFINISHED = (Status.PROVISIONAL, Status.FORECAST, Status.ESTIMATED)  # §3.10

Where = Callable[[int], Place]
Numbered = tuple[int, Finding]

_PUBLISHED = attrgetter("published")


def nowhere(_index: int) -> Place:
    return Place()


def check(
    observations: Sequence[Observation],
    series: Mapping[str, Series],
    held: Iterable[Observation],
    today: date,
    where: Where = nowhere,
) -> tuple[Finding, ...]:
    """Every finding of a table, in the order of its rows; ``where`` gives the place of the n-th observation."""
    before = Observations(held)
    table = observations if isinstance(observations, Observations) else Observations(observations)
    found: list[Numbered] = list(_unknown(table, series, where))
    known = [one for one in enumerate(table) if one[1].series in series] if found else None
    rows = table if known is None else Observations(one for _, one in known)
    at = where if known is None else (lambda n: where(known[n][0]))
    found += _labels(rows, series, at)
    found += _years(rows, series, today, at)
    found += _values(rows, series, at)
    found += offered.duplicates(rows, at)
    found += offered.against_held(rows, before, at)
    found += sums.part_findings(rows, series, before, at)
    found += neighbours.slips(rows, before, at)
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


def unknown_series(told: str, series: Iterable[str], place: Place) -> Finding:
    near = get_close_matches(told, list(series), n=1)
    hint = Text(f"「{near[0]}」ではありませんか。", f" Is it “{near[0]}”?") if near else same("")
    return finding("unknown_series", place, told=told, near=hint)


def _unknown(rows: Observations, series: Mapping[str, Series], where: Where) -> Iterator[Numbered]:
    if rows.series <= series.keys():
        return
    for index, one in enumerate(rows):
        if one.series not in series:
            yield index, unknown_series(one.series, series, where(index))


def _labels(rows: Observations, series: Mapping[str, Series], where: Where) -> Iterator[Numbered]:
    bad = {
        (key, label)
        for key, label in rows.labels
        if any(label_findings(label, series[key], Place()))
    }
    if not bad:
        return
    for index, one in enumerate(rows):
        if (one.series, one.breakdown) in bad:
            for found in label_findings(one.breakdown, series[one.series], where(index)):
                yield index, found


def _years(
    rows: Observations, series: Mapping[str, Series], today: date, where: Where
) -> Iterator[Numbered]:
    """Looks at each series, period and day of publication once, and names every row of those that are wrong."""
    if _all_in_time(rows, series, today):
        return
    times = [(one.series, id(one.period), one.published) for one in rows]
    distinct = dict(zip(times, rows, strict=True))
    bad = {
        time
        for time, one in distinct.items()
        if any(True for _ in _year_findings(one, series[one.series], today, Place(), quick=True))
    }
    if not bad:
        return
    for index, one in enumerate(rows):
        if times[index] in bad:
            for found in _year_findings(one, series[one.series], today, where(index)):
                yield index, found


def _all_in_time(rows: Observations, series: Mapping[str, Series], today: date) -> bool:
    """A quick look: all periods over, all published between the last begin and today, of no other basis."""
    periods, published = rows.periods, set(map(_PUBLISHED, rows))
    if not published or max(published) > today or max(one.last for one in periods) >= today:
        return False
    if min(published) < max(one.first for one in periods):
        return False
    kinds = {one.kind: one for one in periods}.values()
    bases = {one.basis: one for one in map(series.__getitem__, rows.series)}.values()
    return not any(
        True for one in kinds for own in bases for _ in _basis_findings(one, own, Place())
    )


def _year_findings(
    one: Observation, own: Series, today: date, place: Place, quick: bool = False
) -> Iterator[Finding]:
    period, published = one.period, one.published
    if period.first > today:
        yield finding("year_from_the_future", place, period=period.text, today=day_text(today))
    elif period.last >= today and (quick or one.status not in UNFINISHED):
        yield finding("year_not_over", place, period=period.text)
    if published > today:
        yield finding(
            "published_in_the_future",
            place,
            published=day_text(published),
            today=day_text(today),
        )
    elif published < period.first and (quick or one.status is not Status.FORECAST):
        yield finding(
            "published_before_it_began", place, published=day_text(published), period=period.text
        )
    yield from _basis_findings(period, own, place)


def _basis_findings(period: Period, own: Series, place: Place) -> Iterator[Finding]:
    """A figure of one basis is never printed as one of another (§1.3)."""
    kind = period.kind
    if own.basis is Basis.SPAN:
        return
    if kind is Kind.CALENDAR_YEAR and own.basis is Basis.FISCAL:
        code, right = "calendar_year_in_fiscal_series", fiscal_year(period.first.year)
    elif kind is Kind.FISCAL_YEAR and own.basis is Basis.CALENDAR:
        code, right = "fiscal_year_in_calendar_series", calendar_year(period.first.year)
    elif kind in (Kind.HALF_YEAR, Kind.RANGE):
        yield finding("span_in_yearly_series", place, period=period.text)
        return
    else:
        return
    yield finding(code, place, series=own.title, period=period.text, right=right.code)


def _values(rows: Observations, series: Mapping[str, Series], where: Where) -> Iterator[Numbered]:
    """Negative counts, fractions of persons, shares over the whole; first a look whether there are any (§3.9)."""
    counts = {key: is_count(one) for key, one in series.items()}
    told = rows.values
    if not told:
        return
    plain = min(told) >= 0 and not any(map(mod, told, repeat(Decimal(1))))
    if plain and all(counts[key] for key in rows.series):
        return
    for index, one in enumerate(rows):
        if one.value is None:
            continue
        code = _impossible(one.value, series[one.series], counts[one.series])
        if code:
            unit = unit_words(series[one.series])
            yield index, finding(code, where(index), value=one.value, unit=unit)


def _impossible(value: Decimal, own: Series, counted: bool) -> str:
    """The code of what the value cannot be, or empty."""
    if counted:
        if value < 0:
            return "negative_count"
        return "fraction_of_a_count" if value % 1 else ""
    if own.unit.key == SHARE and not 0 <= value <= WHOLE_SHARE:
        return "share_out_of_range"
    return ""
