"""A map of equal tiles, one for each area: its name and its number stand in the tile, the shade repeats them.

No area is larger for its land, and nothing is told by colour alone. The style sheet colours by class. A small
map has no words: it stands among several, or on a phone, over the table that has the numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from mamori.kernel.text import Text
from mamori.press.charts import FONT
from mamori.press.palette import COLOURS

WIDTH, HEIGHT, GAP = 72, 46, 4  # px of a tile, and between two
SIDE, APART = 12, 2  # px of a tile without words
SMALL, LARGE = 13, 16  # px of the name and of the number
SHADES = (0.0, 0.12, 0.22, 0.32, 0.42)  # light enough for dark words on each
DARKER = (0.0, 0.4, 0.6, 0.8, 1.0)  # where no words stand


@dataclass(frozen=True, slots=True)
class Tile:
    """``value`` decides the shade; None has none. ``words`` is what stands in the tile for it."""

    place: tuple[int, int]
    name: Text
    value: float | None
    words: Text


def tile_map(
    values: Sequence[Tile], *, name: str, title: str, description: str, language: str
) -> str:
    """The map as SVG; ``name`` is unique on its page and prefixes every id."""
    most = max((t.value for t in values if t.value), default=0.0)
    drawn = "".join(_shape(t, SHADES[shade(t.value, most)], WIDTH, HEIGHT, GAP) for t in values)
    names = "".join(_words(t, 18, _short(t.name).in_(language), "tile-name") for t in values)
    numbers = "".join(_words(t, 37, t.words.in_(language), "tile-value") for t in values)
    ink = f'fill="{COLOURS["ink"]}" text-anchor="middle"'
    words = (
        f'<g {ink} font-size="{SMALL}">{names}</g>'
        f'<g {ink} font-size="{LARGE}" font-weight="700">{numbers}</g>'
    )
    size = _size(values, WIDTH, HEIGHT, GAP)
    return _whole(drawn + words, size, "wide", name, (title, description), language)


def small_map(
    values: Sequence[Tile], *, name: str, title: str, description: str, language: str, most: float
) -> str:
    """Without words; ``most``: the largest value of all the maps it stands among."""
    drawn = "".join(_shape(t, DARKER[shade(t.value, most)], SIDE, SIDE, APART) for t in values)
    size = _size(values, SIDE, SIDE, APART)
    return _whole(drawn, size, "small", name, (title, description), language)


def shade(value: float | None, most: float) -> int:
    """0 for nothing, else a fourth of the way to the largest: 1 to 4."""
    if not value or most <= 0:
        return 0
    return min(4, 1 + int(4 * value / most))


def _size(values: Sequence[Tile], width: int, height: int, gap: int) -> tuple[int, int]:
    columns = max((t.place[0] for t in values), default=1)
    rows = max((t.place[1] for t in values), default=1)
    return columns * (width + gap) - gap, rows * (height + gap) - gap


def _shape(tile: Tile, opacity: float, width: int, height: int, gap: int) -> str:
    x, y = (tile.place[0] - 1) * (width + gap), (tile.place[1] - 1) * (height + gap)
    return (
        f'<rect class="tile-shade" x="{x + 0.5}" y="{y + 0.5}" width="{width - 1}" '
        f'height="{height - 1}" rx="2" fill="{COLOURS["data"]}" fill-opacity="{opacity}" '
        f'stroke="{COLOURS["rule-2"]}"/>'
    )


def _words(tile: Tile, down: int, words: str, name: str) -> str:
    x = (tile.place[0] - 1) * (WIDTH + GAP) + WIDTH // 2
    y = (tile.place[1] - 1) * (HEIGHT + GAP) + down
    return f'<text class="{name}" x="{x}" y="{y}">{escape(words)}</text>'


def _whole(
    drawn: str, size: tuple[int, int], kind: str, name: str, said: tuple[str, str], language: str
) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="tilemap {kind}" role="img" '
        f'lang="{language}" xml:lang="{language}" aria-labelledby="{name}-t {name}-d" '
        f'width="{size[0]}" height="{size[1]}" viewBox="0 0 {size[0]} {size[1]}" '
        f'font-family="{FONT}"><title id="{name}-t">{escape(said[0])}</title>'
        f'<desc id="{name}-d">{escape(said[1])}</desc>{drawn}</svg>'
    )


def _short(name: Text) -> Text:
    """As maps write it: 東京, not 東京都."""
    ja = name.ja[:-1] if name.ja.endswith(("県", "府", "都")) else name.ja
    return Text(ja, name.en)
