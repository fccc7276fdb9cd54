"""Vega-Altair to SVG with real text, a name and a description; classes instead of colours.

The page's style sheet gives the colours, so that dark pages and print follow the tokens; a colour in
the SVG itself is only the fallback for a file that stands alone.
"""

import re
from html import escape

import altair as alt
import vl_convert

from mamori.press.fonts import font_folders
from mamori.press.palette import COLOURS

FONT = "Noto Sans CJK JP, Noto Sans JP, Hiragino Sans, Yu Gothic UI, Meiryo, sans-serif"
SMALL = 12  # px at the drawn width: never smaller

for _folder in font_folders():
    vl_convert.register_font_directory(_folder)

CLASSES = {COLOURS["ink"]: "c-ink", COLOURS["ink-2"]: "c-ink2", COLOURS["data"]: "c-data"}


def svg(chart: alt.TopLevelMixin, *, name: str, title: str, description: str, language: str) -> str:
    """The drawing as SVG; ``name`` is unique on its page and prefixes every id."""
    return told(drawing(chart), name=name, title=title, description=description, language=language)


def drawing(chart: alt.TopLevelMixin) -> str:
    """What Vega draws, to be given its name and words by ``told``; the slow part."""
    spec = chart.to_dict()
    spec["config"] = {
        "font": FONT,
        "background": "transparent",
        "padding": 4,
        "aria": False,
        "view": {"stroke": None},
        "text": {"font": FONT, "fontSize": SMALL, "fill": COLOURS["ink"]},
    }
    drawn: str = vl_convert.vegalite_to_svg(spec)
    return drawn


def told(drawn: str, *, name: str, title: str, description: str, language: str) -> str:
    """The drawing with its name, and with the words it speaks by in that language."""
    size = re.search(r'width="([\d.]+)" height="([\d.]+)"', drawn)
    assert size is not None  # noqa: S101 - vl-convert always writes both
    width, height = size.groups()
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" class="drawn" font-family="{FONT}" '
        f'role="img" lang="{language}" xml:lang="{language}" aria-labelledby="{name}-t {name}-d" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(description)}</desc>'
    )
    drawn = re.sub(r"<svg[^>]*>", lambda _: head, drawn, count=1)
    drawn = _named(drawn, name)
    # The picture speaks by its title and description; its marks are not read out one by one.
    drawn = re.sub(r' (?:role="graphics-[\w-]+"|aria-roledescription="[^"]*")', "", drawn)
    drawn = re.sub(r' font-family="[^"]*"(?![^>]*role="img")', "", drawn)
    return _classed(drawn)


def _named(drawn: str, name: str) -> str:
    """Ids of its own, counted in this drawing: Vega counts through all that a process has drawn."""
    numbers: dict[str, str] = {}
    return re.sub(
        r'(id="|url\(#)((?:clip|gradient)_?\d+)',
        lambda found: found[1] + numbers.setdefault(found[2], f"{name}-{len(numbers) + 1}"),
        drawn,
    )


def _classed(drawn: str) -> str:
    for colour, name in CLASSES.items():
        drawn = drawn.replace(f' fill="{colour}"', f' class="f-{name}" fill="{colour}"')
        drawn = drawn.replace(f' stroke="{colour}"', f' data-line="{name}" stroke="{colour}"')
    return drawn
