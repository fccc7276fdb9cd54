"""One picture of the Outline: a square for each effort, full where it carries a figure."""

from functools import lru_cache

import altair as alt

from mamori.kernel.text import Language
from mamori.plan.rules.outline import Outline
from mamori.press import charts
from mamori.press.palette import COLOURS

ROW, UNIT, GAP, LABEL = 30, 16, 6, 24
WIDTH = 340


def efforts_by_pillar(outline: Outline, language: Language) -> str:
    """SVG: one row a pillar."""
    marked = tuple(
        (pillar.number, tuple(bool(effort.figures) for effort in pillar.efforts))
        for pillar in outline.pillars
    )
    return _drawn(outline.key, marked, language)


@lru_cache(maxsize=64)
def _drawn(key: str, marked: tuple[tuple[int, tuple[bool, ...]], ...], language: Language) -> str:
    most = max((len(efforts) for _, efforts in marked), default=1)
    unit = min(UNIT, (WIDTH - LABEL - 50) / max(most, 1) - GAP)
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, WIDTH], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[max(len(marked), 1), 0], nice=False), axis=None)
    squares: dict[bool, list[dict[str, float]]] = {True: [], False: []}
    words = []
    for line, (number, efforts) in enumerate(marked):
        words.append({"x": 0, "y": line + 0.5, "words": str(number)})
        for place, full in enumerate(efforts):
            left = LABEL + place * (unit + GAP) + unit / 2
            squares[full].append({"x": left, "y": line + 0.5})
        end = LABEL + len(efforts) * (unit + GAP) + 6
        words.append({"x": end, "y": line + 0.5, "words": str(len(efforts))})
    layers = [
        alt.Chart(alt.InlineData(values=words or [{}]))
        .mark_text(align="left", baseline="middle", fontSize=14)
        .encode(x=x, y=y, text="words:N")
    ]
    for full, places in squares.items():
        if places:
            layers.append(
                alt.Chart(alt.InlineData(values=places))
                .mark_point(
                    shape="square",
                    size=unit**2,
                    filled=False,
                    fill=COLOURS["data"] if full else "transparent",
                    stroke=COLOURS["data"],
                    strokeWidth=1.5,
                    opacity=1,
                )
                .encode(x=x, y=y)
            )
    chart = alt.layer(*layers).properties(width=WIDTH, height=ROW * max(len(marked), 1))
    return charts.svg(
        chart,
        name=f"efforts-{key}-{language.value}",
        title={Language.JA: "柱ごとの取組の数", Language.EN: "Efforts by pillar"}[language],
        description=_description(marked, language),
        language=language.value,
    )


def _description(marked: tuple[tuple[int, tuple[bool, ...]], ...], language: Language) -> str:
    if language is Language.JA:
        return "。".join(
            f"柱{number}: 取組{len(efforts)}件、うち数字のあるもの{sum(efforts)}件"
            for number, efforts in marked
        )
    return ". ".join(
        f"Pillar {number}: {len(efforts)} efforts, {sum(efforts)} with a figure"
        for number, efforts in marked
    )
