"""One picture of the Outline: a square for each effort, full where it carries a figure."""

from functools import lru_cache
from typing import Any

import altair as alt

from mamori.kernel.text import Language
from mamori.plan.rules.outline import Outline
from mamori.press import charts
from mamori.press.palette import COLOURS

# px at the drawn width: a row, a square and the gap behind it; room for the numbers on either side
ROW, UNIT, GAP, LABEL, TAIL = 30, 16, 6, 24, 50
WIDTH = 340

Marked = tuple[tuple[int, tuple[bool, ...]], ...]  # pillar number; for each effort, has it a figure


def efforts_by_pillar(outline: Outline, language: Language) -> str:
    """SVG: one row a pillar, one square an effort."""
    return squares(outline.key, _marked(outline), language)


def described(outline: Outline, language: Language) -> str:
    """The same in words, for whoever does not see the drawing."""
    return _description(_marked(outline), language)


def _marked(outline: Outline) -> Marked:
    return tuple(
        (pillar.number, tuple(bool(effort.figures) for effort in pillar.efforts))
        for pillar in outline.pillars
    )


@lru_cache(maxsize=64)
def squares(key: str, marked: Marked, language: Language) -> str:
    """The drawing itself; ``key`` makes its ids unique on a page."""
    return charts.told(
        _drawing(marked),
        name=f"efforts-{key}-{language.value}",
        title={Language.JA: "柱ごとの取組の数", Language.EN: "Efforts by pillar"}[language],
        description=_description(marked, language),
        language=language.value,
    )


@lru_cache(maxsize=64)
def _drawing(marked: Marked) -> str:
    """Without any words, so that it is drawn once for both languages."""
    chart = alt.layer(*_squares(marked), _numbers(marked))
    return charts.drawing(chart.properties(width=WIDTH, height=ROW * max(len(marked), 1)))


def _axes(rows: int) -> tuple[alt.X, alt.Y]:
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, WIDTH], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[max(rows, 1), 0], nice=False), axis=None)
    return x, y


def _step(marked: Marked) -> float:
    """From one square to the next, gap included: less where the longest row would not fit."""
    most = max((len(efforts) for _, efforts in marked), default=1)
    return min(UNIT + GAP, (WIDTH - LABEL - TAIL) / max(most, 1))


def _numbers(marked: Marked) -> Any:
    """The pillar's number before each row, and how many efforts it has behind it."""
    step, words = _step(marked), []
    for line, (number, efforts) in enumerate(marked):
        end = LABEL + len(efforts) * step + GAP
        words.append({"x": 0, "y": line + 0.5, "words": str(number)})
        words.append({"x": end, "y": line + 0.5, "words": str(len(efforts))})
    x, y = _axes(len(marked))
    shown = alt.Chart(alt.InlineData(values=words or [{}]))
    shown = shown.mark_text(align="left", baseline="middle", fontSize=14)
    return shown.encode(x=x, y=y, text="words:N")


def _squares(marked: Marked) -> list[Any]:
    step, layers = _step(marked), []
    unit = step * UNIT / (UNIT + GAP)
    for full in (True, False):
        places = [
            {"x": LABEL + place * step + unit / 2, "y": line + 0.5}
            for line, (_, efforts) in enumerate(marked)
            for place, has_figure in enumerate(efforts)
            if has_figure is full
        ]
        if places:
            layers.append(_layer(places, unit, len(marked), full=full))
    return layers


def _layer(places: list[dict[str, float]], unit: float, rows: int, *, full: bool) -> Any:
    x, y = _axes(rows)
    shown = alt.Chart(alt.InlineData(values=places)).mark_point(
        shape="square",
        size=unit**2,
        filled=False,
        fill=COLOURS["data"] if full else "transparent",
        stroke=COLOURS["data"],
        strokeWidth=1.5,
        opacity=1,
    )
    return shown.encode(x=x, y=y)


def _description(marked: Marked, language: Language) -> str:
    if language is Language.JA:
        return "。".join(
            f"柱{number}: 取組{len(efforts)}件、うち数字のあるもの{sum(efforts)}件"
            for number, efforts in marked
        )
    return ". ".join(
        f"Pillar {number}: {len(efforts)} efforts, {sum(efforts)} with a figure"
        for number, efforts in marked
    )
