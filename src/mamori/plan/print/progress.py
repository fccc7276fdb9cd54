"""A small picture of a round: for each day a bar, divided by where the returns lay that evening."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import altair as alt

from mamori.kernel.periods import day_text
from mamori.kernel.text import Language, Text
from mamori.plan.rules.progress import STAGES, Stage, Standing
from mamori.press import charts
from mamori.press.palette import COLOURS

WIDTH, HEIGHT, FOOT = 680, 140, 24  # px at the drawn width; the foot holds the days
WIDEST = 28  # px of one day's bar
FILLS: dict[Stage, dict[str, Any]] = {
    Stage.DONE: {"fill": COLOURS["data"], "fillOpacity": 1},
    Stage.CHECKING: {"fill": COLOURS["data"], "fillOpacity": 0.4},
    Stage.BACK: {"fill": COLOURS["ink"], "fillOpacity": 0.85},
    Stage.OWNER: {"fill": "transparent"},
}

Counted = tuple[tuple[date, tuple[int, ...]], ...]  # the day, and the number in each stage


def stages_over_days(key: str, so_far: Sequence[Standing], language: Language) -> str:
    """SVG; ``key`` makes its ids unique on a page."""
    return _told(key, _counted(so_far), language)


@lru_cache(maxsize=64)
def _told(key: str, counted: Counted, language: Language) -> str:
    return charts.told(
        _drawing(counted),
        name=f"stages-{key}-{language.value}",
        title=Text("日ごとの進み具合", "Progress day by day").in_(language),
        description=described(counted).in_(language),
        language=language.value,
    )


def described(counted: Counted) -> Text:
    """The same in words: where everything lay on the first day, and where on the last."""
    told = [
        Text("{0}: {1}", "{0}: {1}").format(day_text(day), _in_words(numbers))
        for day, numbers in (counted[0], counted[-1])
    ]
    if len(counted) == 1:
        return told[0]
    return Text("{0}。{1}", "{0}. {1}").format(*told)


def _in_words(numbers: tuple[int, ...]) -> Text:
    pairs = list(zip(Stage, numbers, strict=True))
    return Text(
        ja="、".join(f"{STAGES[stage].ja}{n}件" for stage, n in pairs),
        en=", ".join(f"{STAGES[stage].en.lower()} {n}" for stage, n in pairs),
    )


def _counted(so_far: Sequence[Standing]) -> Counted:
    return tuple((each.day, tuple(each.stages.values())) for each in so_far)


@lru_cache(maxsize=64)
def _drawing(counted: Counted) -> str:
    layers = [*(_bars(counted, stage) for stage in Stage), _days(counted)]
    return charts.drawing(alt.layer(*layers).properties(width=WIDTH, height=HEIGHT + FOOT))


def _bars(counted: Counted, stage: Stage) -> Any:
    step = min(WIDTH / len(counted), WIDEST)
    scale = HEIGHT / max(sum(counted[0][1]), 1)
    place, boxes = list(Stage).index(stage), []
    for n, (_, numbers) in enumerate(counted):
        low = sum(numbers[:place]) * scale
        boxes.append(
            {"x": n * step, "x2": (n + 0.85) * step, "y": low, "y2": low + numbers[place] * scale}
        )
    shown = alt.Chart(alt.InlineData(values=[b for b in boxes if b["y"] != b["y2"]] or [{}]))
    shown = shown.mark_rect(stroke=COLOURS["data"], strokeWidth=0.5, **FILLS[stage])
    x, y = _axes()
    return shown.encode(x=x, x2="x2:Q", y=y, y2="y2:Q")


def _days(counted: Counted) -> Any:
    """The first and the last day below their bars; one alone where they are the same."""
    step = min(WIDTH / len(counted), WIDEST)
    words = [{"x": 0, "y": -FOOT / 2, "words": counted[0][0].isoformat()}]
    if len(counted) * step > WIDTH / 3:
        last = (len(counted) - 1) * step - 60
        words.append({"x": last, "y": -FOOT / 2, "words": counted[-1][0].isoformat()})
    x, y = _axes()
    shown = alt.Chart(alt.InlineData(values=words)).mark_text(align="left", baseline="middle")
    return shown.encode(x=x, y=y, text="words:N")


def _axes() -> tuple[alt.X, alt.Y]:
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, WIDTH], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[-FOOT, HEIGHT], nice=False), axis=None)
    return x, y
