"""The year in pictures: what the register counts for each pillar, by prefecture and over the years."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mamori.activities import queries as activities
from mamori.activities.rules import tallies
from mamori.activities.rules.counting import Count, Indicator, UnknownIndicator
from mamori.activities.rules.kinds import Kind
from mamori.kernel import areas
from mamori.kernel.areas import Area
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier, text
from mamori.kernel.text import Text, same
from mamori.plan.queries.editions import outline_at
from mamori.plan.rules import mapped
from mamori.plan.rules.outline import Effort, Outline, Pillar
from mamori.statistics import queries as statistics
from mamori.statistics.rules.vintages import Account

YEARS = 5  # small multiples: the year of the Outline and those before it
SECRET = Text("秘匿", "secret")
NOTHING = same("–")
Spreads = Mapping[Period, activities.Spread]


@dataclass(frozen=True, slots=True)
class Cell:
    """One number in words, and ``said`` with its counter; without ``value``: no record, or kept secret."""

    value: int | None
    words: Text
    said: Text


@dataclass(frozen=True, slots=True)
class Spread:
    """An indicator by prefecture; ``cells`` is empty where too few stand behind it to break down.

    ``gone``: records of that year have left, so that nothing is shown as if it were whole.
    """

    indicator: Indicator
    kind: Kind
    year: Period
    whole: Cell
    cells: tuple[tuple[Area, Cell], ...]
    guarded: bool
    gone: bool = False

    @property
    def unit(self) -> Text:
        return mapped.unit_words(self.indicator.unit)

    @property
    def held(self) -> int:
        """How many prefectures have a record."""
        return sum(cell.words != NOTHING for _, cell in self.cells)

    @property
    def shown(self) -> bool:
        """Whether a map of it says anything."""
        return any(cell.value for _, cell in self.cells)


@dataclass(frozen=True, slots=True)
class Counted:
    """An indicator over the years, its map where it has places, and the efforts it stands beside."""

    indicator: Indicator
    kind: Kind
    years: tuple[tuple[Period, Cell], ...]
    spread: Spread | None
    efforts: tuple[Effort, ...]

    @property
    def unit(self) -> Text:
        return mapped.unit_words(self.indicator.unit)

    @property
    def known(self) -> tuple[tuple[Period, Cell], ...]:
        """The years something was recorded in."""
        return tuple((year, cell) for year, cell in self.years if cell.words != NOTHING)


@dataclass(frozen=True, slots=True)
class Shown:
    """An effort with what is counted beside it; what stands beside several is drawn at the first of them."""

    effort: Effort
    counted: tuple[Counted, ...]
    elsewhere: tuple[tuple[Text, int], ...]


@dataclass(frozen=True, slots=True)
class Dashboard:
    outline: Outline
    year: Period
    situation: tuple[Account, ...]
    pillars: tuple[tuple[Pillar, tuple[Shown, ...]], ...]
    invented: bool


NO_LONGER = Text("保存終了", "no longer kept")  # activities.md, 6.3
GONE = Cell(None, NO_LONGER, NO_LONGER)


def indicators() -> list[Indicator]:
    """Those that a public map may show."""
    kinds = activities.kinds()
    found = mapped.on_pages(activities.indicators().values(), kinds)
    return [own for own in found if mapped.has_places(kinds[own.kind])]


def indicator(key: str) -> Indicator:
    """404 for one that no public map shows."""
    own = next((i for i in indicators() if i.key == key), None)
    if own is None:
        raise UnknownIndicator(key)
    return own


def spread(own: Indicator, years: Sequence[Period]) -> tuple[Spread, ...]:
    """By prefecture, year by year. Units that do not go together are refused here, and named."""
    kind, lands = activities.kind(own.kind), areas.areas()
    found = activities.over_years([own], years, years).get(own.key)
    if found is None:
        activities.count(own.key, Period(years[0].first, years[-1].last))
        raise UnknownIndicator(own.key)
    return tuple(_spread(own, kind, year, found[year], lands) for year in years)


def dashboard(key: str, now: datetime) -> Dashboard:
    """Of an Outline that is public; 404 before its minute."""
    outline = outline_at(key, now)
    year = tallies.year_of(outline.period.last)
    kinds, lands = activities.kinds(), areas.areas()
    known = mapped.on_pages(activities.indicators().values(), kinds)
    served = {m.key for p in outline.pillars for e in p.efforts for m in e.measures}
    known = [own for own in known if served.intersection(own.measures or kinds[own.kind].measures)]
    counts = activities.over_years(known, tallies.years_until(year, YEARS), [year])
    bound = {f.series for f in outline.state if f.series}
    shown = [
        _counted(own, kinds[own.kind], year, counts[own.key], lands)
        for own in known
        if own.key in counts
    ]
    return Dashboard(
        outline=outline,
        year=year,
        situation=tuple(statistics.accounts(bound)) if bound else (),
        pillars=tuple(
            (p, _of_pillar(p, [c for c in shown if c is not None])) for p in outline.pillars
        ),
        invented=activities.invented(),
    )


def _of_pillar(pillar: Pillar, known: Iterable[Counted]) -> tuple[Shown, ...]:
    beside = {own.indicator.key: [e for e in pillar.efforts if _serves(own, e)] for own in known}
    return tuple(_shown(effort, known, beside) for effort in pillar.efforts)


def _shown(effort: Effort, known: Iterable[Counted], beside: Mapping[str, list[Effort]]) -> Shown:
    own = [one for one in known if any(e is effort for e in beside[one.indicator.key])]
    first = {one.indicator.key: beside[one.indicator.key][0] for one in own}
    here = [one for one in own if first[one.indicator.key] is effort]
    there = [one for one in own if first[one.indicator.key] is not effort]
    return Shown(
        effort,
        tuple(replace(one, efforts=tuple(beside[one.indicator.key])) for one in here),
        tuple((one.indicator.title, first[one.indicator.key].number) for one in there),
    )


def _serves(own: Counted, effort: Effort) -> bool:
    served = own.indicator.measures or own.kind.measures
    return any(measure.key in served for measure in effort.measures)


def _counted(
    own: Indicator, kind: Kind, year: Period, found: Spreads, lands: list[Area]
) -> Counted | None:
    """None where nothing was recorded in any of the years."""
    left = activities.departed(kind, *found)
    years = tuple(
        (
            period,
            GONE if left[period] else _cell(one.whole, mapped.of_year(_number(one.whole), kind)),
        )
        for period, one in found.items()
    )
    if all(cell.value is None for _, cell in years):
        return None
    map_ = _spread(own, kind, year, found[year], lands) if mapped.has_places(kind) else None
    drawn = map_ if map_ is not None and map_.shown else None
    return Counted(own, kind, years, drawn, ())


def _spread(
    own: Indicator, kind: Kind, year: Period, found: activities.Spread, lands: list[Area]
) -> Spread:
    guarded = mapped.guarded(kind)
    if activities.departed(kind, year)[year]:
        return Spread(own, kind, year, GONE, (), guarded, gone=True)
    counts = found.areas
    shown = mapped.by_area({code: _number(count) for code, count in counts.items()}, kind)
    cells = (
        ()
        if shown is None
        else tuple((land, _cell(counts.get(land.code), shown.get(land.code))) for land in lands)
    )
    whole = _cell(found.whole, mapped.of_year(_number(found.whole), kind))
    return Spread(own, kind, year, whole, cells, guarded)


def _number(count: Count) -> int:
    return 0 if count.quantity is None else int(count.quantity.value)


def _cell(count: Count | None, shown: int | None) -> Cell:
    if count is None or count.quantity is None:
        return Cell(None, NOTHING, NOTHING)
    if shown is None:
        return Cell(None, SECRET, SECRET)
    number = f"{shown:,}"
    about = count.quantity.qualifier is Qualifier.ABOUT
    words = Text(f"約{number}", f"c. {number}") if about else same(number)
    return Cell(shown, words, text(count.quantity))
