"""What the pages of pictures draw, each with its title, its description and a name of its own."""

from mamori.kernel.language import language
from mamori.kernel.periods import Period
from mamori.kernel.text import Text
from mamori.plan.print.years import bars
from mamori.plan.queries.dashboard import Cell, Counted, Spread
from mamori.press.tiles import Tile, small_map, tile_map

OVER_YEARS = Text("{0}、年度ごと", "{0}, by fiscal year")
BY_PREFECTURE = Text("{0}、{1}、都道府県別", "{0} by prefecture, {1}")
NONE = Text("記録なし", "no record")


def over_years(one: Counted) -> str:
    spoken = language()
    years = [
        (str(period.first.year), cell.value, cell.words.in_(spoken)) for period, cell in one.years
    ]
    return bars(
        years,
        name=f"y-{one.indicator.key}",
        title=OVER_YEARS.format(one.indicator.title).in_(spoken),
        description=_read(one.years),
        language=spoken,
    )


def on_map(spread: Spread) -> str:
    """With words for where there is room, and without them for a phone."""
    spoken = language()
    key = spread.indicator.key
    most = max((cell.value or 0 for _, cell in spread.cells), default=0)
    said = _said(spread)
    wide = tile_map(_tiles(spread), name=f"m-{key}", language=spoken, **said)
    small = small_map(_tiles(spread), name=f"s-{key}", language=spoken, most=most, **said)
    return wide + small


def alone(spread: Spread) -> str:
    """Without words, on its own scale."""
    return in_year(spread, max((cell.value or 0 for _, cell in spread.cells), default=0))


def in_year(spread: Spread, most: int) -> str:
    """One of several, on the scale of all of them."""
    year = spread.year.first.year
    name = f"v-{spread.indicator.key}-{year}"
    return small_map(_tiles(spread), name=name, language=language(), most=most, **_said(spread))


def _said(spread: Spread) -> dict[str, str]:
    spoken = language()
    stop = Text("、", "; ").in_(spoken)
    held = (f"{a.name.in_(spoken)} {c.words.in_(spoken)}" for a, c in spread.cells if c.value)
    title = BY_PREFECTURE.format(spread.indicator.title, spread.year.text)
    return {"title": title.in_(spoken), "description": stop.join(held) or NONE.in_(spoken)}


def _tiles(spread: Spread) -> list[Tile]:
    return [
        Tile(area.tile, area.name, cell.value, cell.words)
        for area, cell in spread.cells
        if area.tile is not None
    ]


def _read(years: tuple[tuple[Period, Cell], ...]) -> str:
    spoken = language()
    said = (f"{period.first.year}: {cell.words.in_(spoken)}" for period, cell in years)
    return Text("、", "; ").in_(spoken).join(said)
