"""A series as a page tells it: its years in a table, its latest value, what may be said of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from mamori.kernel.language import language
from mamori.kernel.quantities import Qualifier, Quantity, text
from mamori.kernel.text import Language, Text
from mamori.press.workbook import Table
from mamori.statistics.print import wording
from mamori.statistics.print.records import value_words, yearly
from mamori.statistics.rules.sentences import percent
from mamori.statistics.rules.series import TOTAL, Break, Observation, Series, Status
from mamori.statistics.rules.vintages import Account, Source

FEWEST_DRAWN = 4  # years of a part, for a picture to tell anything


@dataclass(frozen=True, slots=True)
class Row:
    """One year. ``opens``: the break before it; ``change`` is empty where nothing can be compared."""

    period: Text
    value: str
    known: bool
    change: str
    status: Text
    provisional: bool
    source: Source | None
    derivation: str
    note: Text | None
    opens: Break | None


@dataclass(frozen=True, slots=True)
class Part:
    """The years of one breakdown."""

    name: Text
    key: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A value of more or less than one year: it stands in no line (§1.3)."""

    name: Text
    period: Text
    value: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest yearly value in words; nothing where a series has none."""

    period: Text
    value: Text
    status: Text
    vintage: str


def latest(account: Account) -> Latest | None:
    found = yearly(account, TOTAL)
    known = [o for o in found if o.value is not None]
    if not known:
        return None
    newest = known[-1]
    return Latest(
        newest.period.text,
        text(_quantity(account.series, newest)),
        wording.STATUSES[newest.status],
        newest.vintage,
    )


def rows(account: Account, breakdown: str = TOTAL) -> tuple[Row, ...]:
    """Every year from the first known to the last, the unknown ones too (§2.7)."""
    held = {o.period.first.year: o for o in yearly(account, breakdown)}
    if not held:
        return ()
    years = range(min(held), max(held) + 1)
    if breakdown != TOTAL:  # of a part, only what was published
        years = sorted(held)  # type: ignore[assignment]
    return tuple(_row(account, year, held) for year in years)


def parts(account: Account) -> list[Part]:
    """The breakdowns that have yearly values."""
    found = [
        Part(account.series.label(name), name, rows(account, name))
        for name in account.breakdowns
        if name != TOTAL
    ]
    return [part for part in found if part.rows]


def dimensions(account: Account) -> dict[str, list[Account]]:
    """By dimension, each of its parts as an account of its own, where enough years are known to draw."""
    found: dict[str, list[Account]] = {}
    for name in account.breakdowns:
        dimension, _, part = name.partition("=")
        if part and len(yearly(account, name)) >= FEWEST_DRAWN:
            own = (o for o in account.observations if o.breakdown == name)
            as_whole = tuple(replace(o, breakdown=TOTAL) for o in own)
            named = replace(
                account.series,
                key=f"{account.series.key}-{name.replace('=', '-')}",
                title=account.series.label(name),
            )
            found.setdefault(dimension, []).append(
                replace(account, series=named, observations=as_whole)
            )
    return found


def spans(account: Account) -> list[Span]:
    """Values of spans, of every breakdown."""
    return [
        Span(
            account.series.label(o.breakdown),
            o.period.text,
            value_words(o, language()),
            account.sources.get(o.source),
        )
        for name in account.breakdowns
        for o in account.standing(name)
        if o not in yearly(account, name)
    ]


def _row(account: Account, year: int, held: dict[int, Observation]) -> Row:
    series, found = account.series, held.get(year)
    opens = next((b for b in series.breaks if b.year == year), None)
    period = series.basis.year(year).text
    if found is None:
        unknown = wording.STATUSES[Status.MISSING]
        return Row(period, wording.UNKNOWN_SIGN, False, "", unknown, False, None, "", None, opens)
    return Row(
        period,
        value_words(found, language()),
        found.value is not None,
        _change(series, held.get(year - 1), found),
        wording.STATUSES[found.status],
        found.status is Status.PROVISIONAL,
        account.sources.get(found.source),
        found.derivation,
        found.note,
        opens,
    )


def _change(series: Series, before: Observation | None, found: Observation) -> str:
    """In percent beside the counts; nothing across a break, of shares or of fewer than thirty (§4.9)."""
    if before is None or before.value is None or found.value is None:
        return ""
    year = found.period.first.year
    if series.segment(year) != series.segment(year - 1) or series.unit.key == "percent":
        return ""
    if before.approximate or found.approximate:
        return ""
    return wording.change_words(percent(int(before.value), int(found.value)))


def _quantity(series: Series, found: Observation) -> Quantity:
    return Quantity(
        value=found.value or Decimal(0),
        unit=series.unit,
        period=found.period,
        qualifier=Qualifier.ABOUT if found.approximate else Qualifier.EXACT,
    )


HEADS = (
    Text("識別子", "Key"),
    Text("系列", "Series"),
    Text("分野", "Topic"),
    Text("府省庁", "Agency"),
    Text("単位", "Unit"),
    Text("新しい値", "Newest value"),
    Text("時期", "Period"),
    Text("状態", "Status"),
    Text("公表", "Published"),
)


def overview(accounts: Iterable[Account], spoken: Language) -> Table:
    """The list of series as a table in that language."""
    return Table.said(
        spoken=spoken,
        title=Text("統計系列", "Statistical series"),
        heads=HEADS,
        rows=tuple(_overview(account, spoken) for account in accounts),
    )


def _overview(account: Account, spoken: Language) -> tuple[str, ...]:
    series, newest = account.series, latest(account)
    words = (
        series.key,
        series.title.in_(spoken),
        series.topic,
        series.agency,
        series.unit_name.in_(spoken),
    )
    if newest is None:
        return (*words, "", "", "", "")
    told = (newest.value.in_(spoken), newest.period.in_(spoken), newest.status.in_(spoken))
    return (*words, *told, newest.vintage)


def matching(accounts: Iterable[Account], words: str, topic: str) -> list[Account]:
    """Series whose title, key or counted thing holds the words, in either language."""
    wanted = words.strip().casefold()

    def holds(series: Series) -> bool:
        told = (series.key, series.title.ja, series.title.en, series.counted.ja, series.counted.en)
        return any(wanted in one.casefold() for one in told)

    return [
        account
        for account in accounts
        if (not topic or account.series.topic == topic) and holds(account.series)
    ]
