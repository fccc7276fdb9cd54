"""A small SVG writer: marks that differ in shape, words that stay words, classes of the site's style sheet.

The style sheet colours by class, so that dark pages and print follow the tokens; the colours written
here are the fallback of a file that stands alone, and none carries a meaning (§8.3).
"""

import unicodedata
from html import escape

from mamori.press.charts import FONT
from mamori.press.palette import COLOURS
from mamori.press.phrases import phrases

TEXT = 14  # px, the smallest words of the look
LINE = 18  # px from one line of words to the next

FALLBACK = {
    "line": f'fill="none" stroke="{COLOURS["data"]}" stroke-width="3" stroke-linejoin="round"',
    "dot": f'fill="{COLOURS["data"]}"',
    "dot hollow": f'fill="{COLOURS["sheet"]}" stroke="{COLOURS["data"]}" stroke-width="2.5"',
    "grid": f'stroke="{COLOURS["rule"]}"',
    "axis": f'stroke="{COLOURS["rule-2"]}"',
    "breakline": f'stroke="{COLOURS["ink-2"]}" stroke-width="1.5" stroke-dasharray="2 4"',
    "gapband": f'fill="{COLOURS["well"]}"',
    "f-c-data": f'fill="{COLOURS["data"]}" fill-opacity="0.14"',
    "value": f'fill="{COLOURS["ink"]}" font-weight="700"',
    "words": f'fill="{COLOURS["ink-2"]}"',
    "series": f'fill="{COLOURS["data"]}" font-weight="700"',
}


def width_of(words: str, size: float = TEXT) -> float:
    """About how wide words are: full-width signs one em, digits and letters a little over half."""
    wide = sum(unicodedata.east_asian_width(sign) in "WFA" for sign in words)
    thin = sum(sign in " .,:;ijlt()|'" for sign in words)
    return size * (wide + 0.3 * thin + 0.57 * (len(words) - wide - thin))


def wrapped(words: str, room: float, language: str) -> list[str]:
    """In lines no wider than the room, parted between words or Japanese phrases."""
    parts = phrases(words) if language == "ja" else [f"{word} " for word in words.split()]
    lines = [""]
    for part in parts:
        if lines[-1] and width_of(f"{lines[-1]}{part}".strip()) > room:
            lines.append("")
        lines[-1] += part
    return [line.strip() for line in lines]


def n(number: float) -> str:
    """A place in pixels, to a tenth, without a needless zero."""
    return f"{round(number, 1) + 0.0:.1f}".removesuffix(".0")


def text(x: float, y: float, words: str, *, name: str = "words", anchor: str = "start") -> str:
    return (
        f'<text class="{name}" {FALLBACK[name]} x="{n(x)}" y="{n(y)}" text-anchor="{anchor}">'
        f"{escape(words)}</text>"
    )


def rule(x1: float, y1: float, x2: float, y2: float, name: str) -> str:
    return f'<path class="{name}" {FALLBACK[name]} d="M{n(x1)} {n(y1)}L{n(x2)} {n(y2)}"/>'


def polyline(points: list[tuple[float, float]]) -> str:
    return f'<path class="line" {FALLBACK["line"]} d="M{_along(points)}"/>'


def area(points: list[tuple[float, float]]) -> str:
    return f'<path class="f-c-data" {FALLBACK["f-c-data"]} d="M{_along(points)}z"/>'


def block(left: float, top: float, right: float, bottom: float) -> str:
    return (
        f'<rect class="gapband" {FALLBACK["gapband"]} x="{n(left)}" y="{n(top)}" '
        f'width="{n(right - left)}" height="{n(bottom - top)}"/>'
    )


def dot(x: float, y: float, r: float = 4) -> str:
    return f'<circle class="dot" {FALLBACK["dot"]} cx="{n(x)}" cy="{n(y)}" r="{n(r)}"/>'


def ring(x: float, y: float, r: float = 4.5) -> str:
    return (
        f'<circle class="dot hollow" {FALLBACK["dot hollow"]} cx="{n(x)}" cy="{n(y)}" r="{n(r)}"/>'
    )


def diamond(x: float, y: float, r: float = 7.5) -> str:
    d = f"M{n(x)} {n(y - r)}l{n(r)} {n(r)}l{n(-r)} {n(r)}l{n(-r)} {n(-r)}z"
    return f'<path class="dot hollow" {FALLBACK["dot hollow"]} d="{d}"/>'


def square(x: float, y: float, r: float = 5) -> str:
    d = f"M{n(x - r)} {n(y - r)}h{n(2 * r)}v{n(2 * r)}h{n(-2 * r)}z"
    return f'<path class="dot hollow" {FALLBACK["dot hollow"]} d="{d}"/>'


def document(
    parts: list[str],
    *,
    name: str,
    size: tuple[float, float],
    wide: bool,
    said: tuple[str, str],
    lang: str,
) -> str:
    """The whole drawing; ``name`` is unique on its page; ``said``: its title and its description."""
    title, description = map(escape, said)
    width, height = n(size[0]), n(size[1])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawn {"wide" if wide else "narrow"}" '
        f'role="img" lang="{lang}" xml:lang="{lang}" aria-labelledby="{name}-t {name}-d" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="{FONT}" font-size="{TEXT}">'
        f'<title id="{name}-t">{title}</title><desc id="{name}-d">{description}</desc>'
        f'<g class="chart">{"".join(parts)}</g></svg>'
    )


def _along(points: list[tuple[float, float]]) -> str:
    return "L".join(f"{n(x)} {n(y)}" for x, y in points)
