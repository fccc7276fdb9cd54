"""A map of equal tiles, one for each area: its name and its number stand in the tile, the shade repeats them.

No area is larger for its land, and nothing is told by colour alone. The style sheet colours by class.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from mamori.kernel.text import Text
from mamori.press.charts import FONT
from mamori.press.palette import COLOURS

WIDTH, HEIGHT, GAP = 72, 46, 4  # px of a tile, and between two
SMALL, LARGE = 13, 16  # px of the name and of the number
SHADES = (0.0, 0.1, 0.18, 0.26, 0.34)  # light enough for dark words on each


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
    columns = max((t.place[0] for t in values), default=1)
    rows = max((t.place[1] for t in values), default=1)
    width, height = columns * (WIDTH + GAP) - GAP, rows * (HEIGHT + GAP) - GAP
    most = max((t.value for t in values if t.value), default=0.0)
    drawn = "".join(_tile(tile, most, language) for tile in values)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawn tilemap" role="img" '
        f'lang="{language}" xml:lang="{language}" aria-labelledby="{name}-t {name}-d" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="{FONT}">'
        f'<title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(description)}</desc>{drawn}</svg>'
    )


def shade(value: float | None, most: float) -> int:
    """0 for nothing, else a fourth of the way to the largest: 1 to 4."""
    if not value or most <= 0:
        return 0
    return min(4, 1 + int(4 * value / most))


def _tile(tile: Tile, most: float, language: str) -> str:
    x = (tile.place[0] - 1) * (WIDTH + GAP)
    y = (tile.place[1] - 1) * (HEIGHT + GAP)
    level = shade(tile.value, most)
    middle = x + WIDTH / 2
    return (
        f'<rect class="tile-under" x="{x + 0.5}" y="{y + 0.5}" width="{WIDTH - 1}" '
        f'height="{HEIGHT - 1}" rx="3" fill="{COLOURS["sheet"]}" stroke="{COLOURS["rule-2"]}"/>'
        f'<rect class="tile-shade" x="{x + 0.5}" y="{y + 0.5}" width="{WIDTH - 1}" '
        f'height="{HEIGHT - 1}" rx="3" fill="{COLOURS["data"]}" fill-opacity="{SHADES[level]}"/>'
        f"{_words(middle, y + 18, SMALL, _short(tile.name).in_(language), 'tile-name')}"
        f"{_words(middle, y + 37, LARGE, tile.words.in_(language), 'tile-value')}"
    )


def _words(x: float, y: float, size: int, words: str, name: str) -> str:
    weight = ' font-weight="700"' if name == "tile-value" else ""
    return (
        f'<text class="{name}" x="{x}" y="{y}" font-size="{size}" text-anchor="middle" '
        f'fill="{COLOURS["ink"]}"{weight}>{escape(words)}</text>'
    )


def _short(name: Text) -> Text:
    """As maps write it: 東京, not 東京都."""
    ja = name.ja[:-1] if name.ja.endswith(("県", "府", "都")) else name.ja
    return Text(ja, name.en)
