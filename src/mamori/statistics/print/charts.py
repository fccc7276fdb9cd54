"""A series as a picture with real text, told in words and equal to its table; several as small multiples.

Policy: docs/policy/statistics.md, section 8. Drawn here and not by Vega, so that a page has it in a few
milliseconds. The classes are those of the site's style sheet, inside ``.chart``; ``wide`` and ``narrow``
are two drawings of the same values, so that words stay 14 px on a phone.
"""

import re
from collections.abc import Callable, Sequence

from mamori.kernel.text import Text
from mamori.statistics.print import svg, wording
from mamori.statistics.print.describing import Row, described, table
from mamori.statistics.print.panel import UNIT, panel, year_words
from mamori.statistics.print.picture import Picture, Shape, picture
from mamori.statistics.print.records import joined, whole_year
from mamori.statistics.rules.series import TOTAL
from mamori.statistics.rules.vintages import Account

WIDE, NARROW = (760.0, 320.0), (360.0, 270.0)  # px: the drawing's width, the plot's height
SMALL_WIDE, SMALL_NARROW = 150.0, 130.0  # px: a plot's height among several
ICON, APART = 20, 18  # px of the key: a sign, and from one entry to the next


def series_chart(account: Account, language: str, breakdown: str = TOTAL, wide: bool = True) -> str:
    """SVG of the yearly values of one breakdown; empty where there is none to draw."""
    shown = picture(account, breakdown)
    if not shown.marks:
        return ""
    width, height = WIDE if wide else NARROW
    laid = panel(shown, language, width=width, height=height)
    key, bottom = _key([shown], language, width, laid.bottom + 14)
    return svg.document(
        [*laid.drawn(), *key],
        name=_name([account.series.key, breakdown], wide=wide),
        size=(width, bottom),
        wide=wide,
        said=(title(account, language, breakdown), description(account, language, breakdown)),
        lang=language,
    )


def compare_chart(accounts: Sequence[Account], language: str, wide: bool = True) -> str:
    """SVG: one panel a series, the same years under each other, each with its own values from zero.

    Series are never laid over each other: their units and their breaks are their own. Empty where none
    has a yearly value.
    """
    pictures = [shown for shown in map(picture, accounts) if shown.marks]
    if not pictures:
        return ""
    width = (WIDE if wide else NARROW)[0]
    height = SMALL_WIDE if wide else SMALL_NARROW
    years = range(min(p.years[0] for p in pictures), max(p.years[-1] for p in pictures) + 1)
    parts: list[str] = []
    top = 0.0
    for shown in pictures:
        for line in svg.wrapped(_panel_title(shown, language), width, language):
            top += svg.LINE
            parts.append(svg.text(0, top - 4, line, name="value"))
        laid = panel(shown, language, width=width, height=height, top=top + 4, years=years)
        parts += laid.drawn()
        top = laid.bottom + UNIT
    key, bottom = _key(pictures, language, width, top - 8)
    return svg.document(
        parts + key,
        name=_name(["compare", *(shown.series.key for shown in pictures)], wide=wide),
        size=(width, bottom),
        wide=wide,
        said=(
            f"{wording.COMPARED.in_(language)}: {joined((_title_of(p, language) for p in pictures), language)}",
            " ".join(f"{_title_of(p, language)}: {described(p, language)}" for p in pictures),
        ),
        lang=language,
    )


def title(account: Account, language: str, breakdown: str = TOTAL) -> str:
    """What is drawn and from which year to which, by the names of the series' own years (§1.3)."""
    return _title_of(picture(account, breakdown), language)


def description(account: Account, language: str, breakdown: str = TOTAL) -> str:
    """The picture in words: first, last, highest, lowest of each segment; gaps, breaks, provisional values."""
    return described(picture(account, breakdown), language)


def rows(account: Account, language: str, breakdown: str = TOTAL) -> tuple[Row, ...]:
    """The picture as a table: one row for each year of its axis."""
    return table(picture(account, breakdown), language)


def _title_of(shown: Picture, language: str) -> str:
    named = shown.series.title
    if shown.breakdown != TOTAL:
        named = wording.OF_BREAKDOWN.format(named, shown.series.label(shown.breakdown))
    if not shown.marks:
        return named.in_(language)
    first, last = (whole_year(shown.series, shown.marks[at].year) for at in (0, -1))
    if first == last:
        return wording.ONE_YEAR.format(named, first).in_(language)
    return wording.FROM_TO.format(named, first, last).in_(language)


def _panel_title(shown: Picture, language: str) -> str:
    basis = wording.BASES[shown.series.basis]
    return wording.OF_BASIS.format(shown.series.title, basis).in_(language)


def _name(parts: Sequence[str], *, wide: bool) -> str:
    """Letters, digits and hyphens that no other drawing of a page has."""
    plain = [re.sub(r"[^\w]+", "-", part).strip("-") for part in parts]
    return "-".join(["chart", *plain, "wide" if wide else "narrow"])


Entry = tuple[Callable[[float, float], str], str]


def _key(
    pictures: Sequence[Picture], language: str, width: float, top: float
) -> tuple[list[str], float]:
    """The signs that are used, each with its words; and where the drawing ends."""
    parts: list[str] = []
    x, y = 0.0, top + svg.LINE
    for draw, words in _entries(pictures, language):
        for at, line in enumerate(svg.wrapped(words, width - ICON, language)):
            wide = ICON + svg.width_of(line)
            if at or (x and x + wide > width):
                x, y = 0.0, y + svg.LINE + (0 if at else 4)
            if not at:
                parts.append(draw(x + ICON / 2 - 2, y - 5))
            parts.append(svg.text(x + ICON, y, line))
            final = x + wide + APART
        x = final
    return parts, y + 10


def _entries(pictures: Sequence[Picture], language: str) -> list[Entry]:
    marks = [mark for shown in pictures for mark in shown.marks]
    shapes = {mark.shape for mark in marks}
    provisional = Shape.DIAMOND in shapes or any(mark.replaced for mark in marks)
    carried = any(p.before(found) is not None for p in pictures for found in p.breaks)
    found: list[tuple[bool, Callable[[float, float], str], Text]] = [
        (Shape.DOT in shapes, svg.dot, wording.KEY_FINAL),
        (Shape.RING in shapes, svg.ring, wording.KEY_DERIVED),
        (provisional, svg.diamond, wording.KEY_PROVISIONAL),
        (carried, svg.square, wording.KEY_BEFORE),
        (any(mark.low is not None for mark in marks), _band_sign, wording.KEY_BAND),
    ]
    entries = [(draw, words.in_(language)) for used, draw, words in found if used]
    if len(pictures) == 1 and pictures[0].unknown:
        gaps = wording.KEY_GAP.format(gap_words(pictures[0], language))
        entries.append((_gap_sign, gaps.in_(language)))
    elif any(shown.unknown for shown in pictures):
        entries.append((_gap_sign, wording.NO_GAP_YEARS.in_(language)))
    return entries


def gap_words(shown: Picture, language: str) -> str:
    def words(first: int, last: int) -> str:
        ends = [year_words(shown, year, language) for year in dict.fromkeys((first, last))]
        return "–".join(ends)

    return joined((words(*each) for each in shown.stretches()), language)


def _band_sign(x: float, y: float) -> str:
    return svg.area([(x - 8, y - 5), (x + 8, y - 5), (x + 8, y + 5), (x - 8, y + 5)])


def _gap_sign(x: float, y: float) -> str:
    return svg.block(x - 8, y - 7, x + 8, y + 7)
