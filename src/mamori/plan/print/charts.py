"""One picture of the Outline: a square for each effort, full where it carries a figure."""

from dataclasses import dataclass
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
        _drawing(_Rows(marked)),
        name=f"efforts-{key}-{language.value}",
        title={Language.JA: "柱ごとの取組の数", Language.EN: "Efforts by pillar"}[language],
        description=_description(marked, language),
        language=language.value,
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """What is drawn, and where: once for both languages."""

    marked: Marked

    @property
    def step(self) -> float:
        """From one square to the next, gap included: less where the longest row would not fit."""
        most = max((len(efforts) for _, efforts in self.marked), default=1)
        return min(UNIT + GAP, (WIDTH - LABEL - TAIL) / max(most, 1))


@lru_cache(maxsize=64)
def _drawing(rows: _Rows) -> str:
    layers = [*_squares(rows), _numbers(rows)]
    height = ROW * max(len(rows.marked), 1)
    return charts.drawing(alt.layer(*layers).properties(width=WIDTH, height=height))


def _axes(rows: _Rows) -> tuple[alt.X, alt.Y]:
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, WIDTH], nice=False), axis=None)
    lines = max(len(rows.marked), 1)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[lines, 0], nice=False), axis=None)
    return x, y


def _numbers(rows: _Rows) -> Any:
    """The pillar's number before each row, and how many efforts it has behind it."""
    words = []
    for line, (number, efforts) in enumerate(rows.marked):
        end = LABEL + len(efforts) * rows.step + GAP
        words.append({"x": 0, "y": line + 0.5, "words": str(number)})
        words.append({"x": end, "y": line + 0.5, "words": str(len(efforts))})
    return _said(rows, words, fontSize=14)


def _said(rows: _Rows, words: list[dict[str, Any]], **mark: Any) -> Any:
    x, y = _axes(rows)
    shown = alt.Chart(alt.InlineData(values=words or [{}]))
    shown = shown.mark_text(align="left", baseline="middle", **mark)
    return shown.encode(x=x, y=y, text="words:N")


def _squares(rows: _Rows) -> list[Any]:
    layers = []
    unit = rows.step * UNIT / (UNIT + GAP)
    for full in (True, False):
        places = [
            {"x": LABEL + place * rows.step + unit / 2, "y": line + 0.5}
            for line, (_, efforts) in enumerate(rows.marked)
            for place, has_figure in enumerate(efforts)
            if has_figure is full
        ]
        if places:
            layers.append(_layer(rows, places, unit, full=full))
    return layers


def _layer(rows: _Rows, places: list[dict[str, float]], unit: float, *, full: bool) -> Any:
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
