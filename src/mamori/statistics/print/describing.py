"""The picture of a series in words and as a table: the same marks, gaps and breaks."""

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from mamori.kernel.quantities import digits
from mamori.statistics.print import wording
from mamori.statistics.print.picture import Mark, Picture, Shape
from mamori.statistics.print.records import joined, plain, value_words, whole_year
from mamori.statistics.rules.sentences import percent

BETWEEN = {"ja": "", "en": " "}  # from one sentence to the next


@dataclass(frozen=True, slots=True)
class Row:
    """One year of the axis. ``value`` is None where none is held, and ``digits`` is then a sign.

    ``replaced``: provisional values it took the place of, in digits. ``low``, ``high``: the 95 % interval.
    ``change``: on the year before, in percent with a sign; empty across a gap, a break or a provisional
    value, and of a share. ``opens``: what changed, where a break lies before this year; ``before``: the
    old way's value of this year, in digits.
    """

    year: int
    period: str
    value: int | Decimal | None
    digits: str
    status: str
    replaced: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    change: str = ""
    opens: str = ""
    before: str = ""


def table(shown: Picture, language: str) -> tuple[Row, ...]:
    marks = {mark.year: mark for mark in shown.marks}
    joins = {later.year: earlier for run in shown.runs for earlier, later in pairwise(run)}
    return tuple(
        _row(shown, year, marks.get(year), joins.get(year), language) for year in shown.years
    )


def _row(shown: Picture, year: int, mark: Mark | None, earlier: Mark | None, language: str) -> Row:
    broken = [found for found in shown.breaks if found.year == year]
    carried = [before for found in broken if (before := shown.before(found)) is not None]
    told = Row(
        year=year,
        period=whole_year(shown.series, year).in_(language),
        value=None,
        digits=wording.UNKNOWN_SIGN,
        status=wording.NO_GAP_YEARS.in_(language),
        opens=joined((found.what.in_(language) for found in broken), language),
        before=joined((_digits(value, language) for value in carried), language),
    )
    if mark is None:
        return told
    return replace(
        told,
        value=mark.value,
        digits=value_words(mark.observation, language),
        status=wording.STATUSES[mark.observation.status].in_(language),
        replaced=tuple(value_words(each, language) for each in mark.replaced),
        low=_tenth(mark.low),
        high=_tenth(mark.high),
        change=_change(shown, earlier, mark),
    )


def _change(shown: Picture, earlier: Mark | None, mark: Mark) -> str:
    """``+3.2 %``; only where a line joins the two (§8.2), and of counts (§4.8)."""
    if earlier is None or shown.series.unit.key == "percent":
        return ""
    if earlier.observation.approximate or mark.observation.approximate:
        return ""
    return wording.change_words(percent(int(earlier.value), int(mark.value)))


def described(shown: Picture, language: str) -> str:
    """First, last, highest and lowest of each segment; then gaps, breaks and provisional values."""
    if not shown.marks:
        return wording.NOTHING_DRAWN.in_(language)
    unit = "".join(shown.series.unit.around(language, Decimal(2))).strip()
    said = [wording.SAYS_UNIT.format(unit, wording.BASES[shown.series.basis]).in_(language)]
    said += [_stretch(shown, segment, language) for segment in shown.segments()]
    if shown.unknown:
        said.append(wording.SAYS_GAPS.format(_years(shown, language)).in_(language))
    said += _of_breaks(shown, language) + _of_provisional(shown, language)
    return BETWEEN[language].join(said)


def _stretch(shown: Picture, marks: list[Mark], language: str) -> str:
    """No value is called the highest of more than its own segment (§1.5)."""
    series = shown.series
    if len(marks) == 1:
        only = marks[0]
        return wording.SAYS_ONE.format(
            whole_year(series, only.year), value_words(only.observation, language)
        ).in_(language)
    named = {
        "first": marks[0],
        "last": marks[-1],
        "highest": max(marks, key=lambda mark: (mark.value, mark.year)),
        "lowest": min(marks, key=lambda mark: (mark.value, -mark.year)),
    }
    told: dict[str, object] = {
        name: whole_year(series, mark.year) for name, mark in named.items()
    } | {f"{name}_value": value_words(mark.observation, language) for name, mark in named.items()}
    return wording.SAYS_STRETCH.format(**told).in_(language)


def _of_breaks(shown: Picture, language: str) -> list[str]:
    said = []
    for found in shown.breaks:
        year = whole_year(shown.series, found.year)
        said.append(wording.SAYS_BREAK.format(year, found.what).in_(language))
        before = shown.before(found)
        if before is not None:
            words = wording.SAYS_BEFORE.format(year, _digits(before, language))
            said.append(words.in_(language))
    return said


def _of_provisional(shown: Picture, language: str) -> list[str]:
    said = []
    for mark in shown.marks:
        year, value = whole_year(shown.series, mark.year), value_words(mark.observation, language)
        if mark.shape is Shape.DIAMOND:
            said.append(wording.SAYS_PROVISIONAL.format(year, value).in_(language))
        else:
            for each in mark.replaced:
                words = wording.SAYS_REPLACED.format(year, value_words(each, language), value)
                said.append(words.in_(language))
    return said


def _years(shown: Picture, language: str) -> str:
    return joined(
        (whole_year(shown.series, year).in_(language) for year in shown.unknown), language
    )


def _digits(value: Decimal, language: str) -> str:
    return digits(Decimal(plain(value)), language)


def _tenth(bound: float | None) -> Decimal | None:
    return None if bound is None else Decimal(f"{bound:.1f}")
