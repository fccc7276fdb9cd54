"""Small multiples: one count over a few years as bars, each with its number above and its year below."""

from collections.abc import Sequence
from html import escape

from mamori.press.charts import FONT
from mamori.press.palette import COLOURS
from mamori.statistics.print import svg

WIDTH, HEIGHT = 340, 170  # px
TOP, BOTTOM = 24, 26  # px for the numbers and for the years
GAP = 12


def bars(
    years: Sequence[tuple[str, int | None, str]],
    *,
    name: str,
    title: str,
    description: str,
    language: str,
    whole: int | None = None,
) -> str:
    """``years``: the year, its value from zero on, and its words; a year without a value has no bar.

    ``whole``: what the full height stands for, as 100 does for shares; else the highest of the values.
    """
    most = whole or max((value or 0 for _, value, _ in years), default=0) or 1
    room = WIDTH / max(1, len(years))
    floor = HEIGHT - BOTTOM
    parts = [svg.rule(0, floor, WIDTH, floor, "axis")]
    for n, (year, value, words) in enumerate(years):
        height = (floor - TOP) * (value or 0) / most
        middle = room * (n + 0.5)
        if value:
            parts.append(_bar(middle - room / 2 + GAP / 2, floor - height, room - GAP, height))
        parts.append(svg.text(middle, floor - height - 7, words, name="value", anchor="middle"))
        parts.append(svg.text(middle, HEIGHT - 7, year, anchor="middle"))
    return _whole(parts, name, title, description, language)


def _bar(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect class="bar" fill="{COLOURS["data"]}" x="{svg.n(x)}" y="{svg.n(y)}" '
        f'width="{svg.n(width)}" height="{svg.n(height)}"/>'
    )


def _whole(parts: list[str], name: str, title: str, description: str, language: str) -> str:
    """Neither wide nor narrow: the same at every width."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawn" role="img" lang="{language}" '
        f'xml:lang="{language}" aria-labelledby="{name}-t {name}-d" '
        f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="{FONT}" font-size="{svg.TEXT}">'
        f'<title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(description)}</desc>'
        f'<g class="chart">{"".join(parts)}</g></svg>'
    )
