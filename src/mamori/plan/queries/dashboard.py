"""The year in pictures: what the register counts for each pillar, by prefecture and over the years."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mamori.activities import queries as activities
from mamori.activities.rules.counting import Count, Indicator, UnknownIndicator
from mamori.activities.rules.kinds import Kind
from mamori.kernel import areas
from mamori.kernel.areas import Area
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier
from mamori.kernel.text import Text, same
from mamori.plan.queries.editions import outline_at
from mamori.plan.rules import mapped
from mamori.plan.rules.outline import Effort, Outline, Pillar
from mamori.statistics import queries as statistics
from mamori.statistics.rules.vintages import Account

YEARS = 5  # small multiples: the year of the Outline and those before it
SECRET = Text("秘匿", "secret")
NOTHING = same("–")


@dataclass(frozen=True, slots=True)
class Cell:
    """One number in words; ``value`` is None where none was recorded or it is kept secret."""

    value: int | None
    words: Text


@dataclass(frozen=True, slots=True)
class Spread:
    """An indicator by prefecture; ``cells`` is empty where too few stand behind it to break down."""

    indicator: Indicator
    kind: Kind
    year: Period
    cells: tuple[tuple[Area, Cell], ...]
    guarded: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """An indicator over the years, its map where it has places, and the efforts it stands beside."""

    indicator: Indicator
    kind: Kind
    years: tuple[tuple[Period, Cell], ...]
    spread: Spread | None
    efforts: tuple[Effort, ...]


@dataclass(frozen=True, slots=True)
class Dashboard:
    outline: Outline
    year: Period
    situation: tuple[Account, ...]
    pillars: tuple[tuple[Pillar, tuple[Counted, ...]], ...]
    invented: bool


def indicators() -> list[Indicator]:
    """Those that a public map may show."""
    kinds = activities.kinds()
    found = mapped.on_pages(activities.indicators().values(), kinds)
    return [own for own in found if mapped.has_places(kinds[own.kind])]


def spread(key: str, year: Period) -> Spread:
    """404 for an indicator that no public map shows."""
    own = next((i for i in indicators() if i.key == key), None)
    if own is None:
        raise UnknownIndicator(key)
    return _spread(own, activities.kind(own.kind), year, areas.areas())


def dashboard(key: str, now: datetime) -> Dashboard:
    """Of an Outline that is public; 404 before its minute."""
    outline = outline_at(key, now)
    year = mapped.year_of(outline.period.last)
    kinds, lands = activities.kinds(), areas.areas()
    known = mapped.on_pages(activities.indicators().values(), kinds)
    bound = {f.series for f in outline.state if f.series}
    return Dashboard(
        outline=outline,
        year=year,
        situation=tuple(statistics.accounts(bound)) if bound else (),
        pillars=tuple((p, _of_pillar(p, known, kinds, year, lands)) for p in outline.pillars),
        invented=activities.invented(),
    )


def _of_pillar(
    pillar: Pillar,
    known: list[Indicator],
    kinds: Mapping[str, Kind],
    year: Period,
    lands: list[Area],
) -> tuple[Counted, ...]:
    found = []
    for own in known:
        kind = kinds[own.kind]
        beside = tuple(e for e in pillar.efforts if _serves(kind, e))
        if not beside:
            continue
        years = _years(own, kind, year)
        if all(cell.value is None for _, cell in years):
            continue
        map_ = _spread(own, kind, year, lands) if mapped.has_places(kind) else None
        drawn = map_ if map_ is not None and any(c.value for _, c in map_.cells) else None
        found.append(Counted(own, kind, years, drawn, beside))
    return tuple(found)


def _serves(kind: Kind, effort: Effort) -> bool:
    return any(measure.key in kind.measures for measure in effort.measures)


def _years(own: Indicator, kind: Kind, year: Period) -> tuple[tuple[Period, Cell], ...]:
    found = activities.by_year(own, mapped.years_until(year, YEARS))
    return tuple(
        (period, _cell(count, mapped.of_year(_number(count), kind)))
        for period, count in found.items()
    )


def _spread(own: Indicator, kind: Kind, year: Period, lands: list[Area]) -> Spread:
    found = activities.by_area(own, year)
    shown = mapped.by_area({code: _number(count) for code, count in found.items()}, kind)
    cells = (
        ()
        if shown is None
        else tuple((land, _cell(found.get(land.code), shown.get(land.code))) for land in lands)
    )
    return Spread(own, kind, year, cells, mapped.guarded(kind))


def _number(count: Count) -> int:
    return 0 if count.quantity is None else int(count.quantity.value)


def _cell(count: Count | None, shown: int | None) -> Cell:
    if count is None or count.quantity is None:
        return Cell(None, NOTHING)
    if shown is None:
        return Cell(None, SECRET)
    number = f"{shown:,}"
    about = count.quantity.qualifier is Qualifier.ABOUT
    return Cell(shown, Text(f"約{number}", f"c. {number}") if about else same(number))
