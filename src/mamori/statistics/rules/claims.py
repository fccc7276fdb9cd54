"""What may be said of one year of a series: every claim that holds, and every one that does not, with why.

Policy: docs/policy/statistics.md, section 4. A claim knows its inputs, its window, its test and its words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.statistics.rules.claiming import (
    LEAST_YEARS,
    LEVEL,
    Finding,
    Kind,
    Test,
    Window,
    finding,
)
from mamori.statistics.rules.sentence_templates import TESTS
from mamori.statistics.rules.sentences import worded
from mamori.statistics.rules.series import Line, Point

__all__ = [
    "LEAST_YEARS",
    "LEVEL",
    "TESTS",
    "Claim",
    "Kind",
    "Test",
    "Window",
    "as_json",
    "claim",
    "claims",
]

NO_COUNTS = frozenset(
    {"percent", "seconds", "calls_per_month"}
)  # §4.8 units of what is not counted
EXTREMES = (Kind.NEW_HIGH, Kind.NEW_LOW)
TRENDS = (Kind.RISING_TREND, Kind.FALLING_TREND)
OF_YEAR_BEFORE = (Kind.HIGHER_THAN_PREVIOUS, Kind.NO_CLEAR_CHANGE)


class YearUnknown(Refused):
    code = "year_unknown"


class CrossesBreak(Refused):
    code = "crosses_break"


class WindowUnfit(Refused):
    code = "window_unfit"


class NotACount(Refused):
    code = "not_a_count"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of one year. ``sentence`` is true also where the claim does not hold (§4.11).

    ``window``: first and last year, or None where nothing lies in between. ``p`` is None without a test.
    ``inputs``: the points used, oldest first. ``definition``: the version in force in that year.
    ``gaps``: years of the window whose value is not known. ``reason`` is empty where the claim holds.
    """

    kind: Kind
    series: str
    year: int
    holds: bool
    window: Window | None
    test: Test
    p: float | None
    inputs: tuple[Point, ...]
    definition: int | None
    gaps: tuple[int, ...]
    sentence: Text
    reason: Text
    evidence: Text

    @property
    def full(self) -> Text:
        """The sentence with its window, test and result."""
        return Text(self.sentence.ja + self.evidence.ja, self.sentence.en + self.evidence.en)

    @property
    def test_name(self) -> Text:
        return TESTS[self.test]


def claims(line: Line, year: int) -> tuple[Claim, ...]:
    """All of the vocabulary for that year, in its order, over the windows by default (§4.10).

    Raises ``YearUnknown`` without a value, ``NotACount`` for shares and averages.
    """
    _check_year(line, year)
    return tuple(
        _claim(line, finding(line, kind, year, window))
        for kind in Kind
        for window in _windows(line, kind, year)
    )


def claim(line: Line, kind: Kind, year: int, window: Window | None = None) -> Claim:
    """One claim; the window ends in that year. ``new_high`` since 2008 has the window (2008, year).

    Raises also ``CrossesBreak`` and ``WindowUnfit``.
    """
    _check_year(line, year)
    if window is not None:
        _check_window(line, kind, year, window)
    return _claim(line, finding(line, kind, year, window))


def as_json(series: str, year: int, claims: Iterable[Claim]) -> dict[str, Any]:
    """The shape promised to programs: fields are added, never changed."""
    return {"series": series, "year": year, "claims": [_one_as_json(each) for each in claims]}


def _one_as_json(claim: Claim) -> dict[str, Any]:
    return {
        "kind": claim.kind.value,
        "holds": claim.holds,
        "window": None if claim.window is None else list(claim.window),
        "test": claim.test.value,
        "p": claim.p,
        "inputs": [{"year": p.year, "value": p.value, "vintage": p.vintage} for p in claim.inputs],
        "definition": claim.definition,
        "sentence_en": claim.sentence.en,
        "sentence_ja": claim.sentence.ja,
        "reason_en": claim.reason.en,
        "reason_ja": claim.reason.ja,
    }


def _claim(line: Line, found: Finding) -> Claim:
    definition, words = line.series.definition(found.year), worded(line, found)
    return Claim(
        kind=found.kind,
        series=line.series.key,
        year=found.year,
        holds=found.holds,
        window=found.window,
        test=found.test,
        p=found.p,
        inputs=found.inputs,
        definition=None if definition is None else definition.version,
        gaps=found.gaps,
        sentence=words.sentence,
        reason=words.reason,
        evidence=words.evidence,
    )


def _windows(line: Line, kind: Kind, year: int) -> list[Window | None]:
    """None is the longest comparable one. A shorter one is added where it may say something else (§4.10)."""
    points = line.until(year)
    if kind in TRENDS and len(points) > LEAST_YEARS:
        return [None, (points[-LEAST_YEARS].year, year)]
    if kind in EXTREMES and (since := _since(points, 1 if kind is Kind.NEW_HIGH else -1)):
        return [None, (since, year)]
    return [None]


def _since(points: tuple[Point, ...], sign: int) -> int | None:
    """The year since which the last is the highest (lowest), where that is not all and not too short (§4.4)."""
    *earlier, own = points
    passed = [i for i, p in enumerate(earlier) if sign * p.value >= sign * own.value]
    start = passed[-1] + 1 if passed else 0
    return points[start].year if 0 < start <= len(points) - LEAST_YEARS else None


def _check_year(line: Line, year: int) -> None:
    if line.series.unit.key in NO_COUNTS:
        raise NotACount(
            Text(
                "「{0}」は数えた数ではないため、検定して述べることはできません。",
                "“{0}” is a share or an average, not a count: nothing is claimed of it.",
            ).format(line.series.title)
        )
    if year not in line.by_year:
        raise YearUnknown(
            Text(
                "「{0}」の{1}の値は分かっていません。分からない年については何も述べられません。",
                "The value of “{0}” for {1} is not known, and nothing can be said of an unknown year.",
            ).format(line.series.title, line.series.basis.year(year).text)
        )


def _check_window(line: Line, kind: Kind, year: int, window: Window) -> None:
    first, last = window
    if last != year or first >= year:
        raise WindowUnfit(
            Text(
                "期間は{0}より前の年に始まり、{0}に終わる必要があります。",
                "The window must begin before {0} and end in it.",
            ).format(line.series.basis.year(year).text)
        )
    if kind is Kind.NOT_COMPARABLE:
        return
    crossed = [b for b in line.series.breaks if first < b.year <= year]
    if crossed:
        named = {"year": line.series.basis.year(crossed[-1].year).text, "what": crossed[-1].what}
        raise CrossesBreak(
            Text(
                "期間の中の{year}に数え方が変わったため（{what}）、その前後は比べられません。",
                "The count changed in {year}, within the window ({what}); nothing is compared across it.",
            ).format(**named)
        )
    if kind in OF_YEAR_BEFORE and first != year - 1:
        raise WindowUnfit(
            Text(
                "この比較は前の年とだけ行います。", "This comparison is with the year before only."
            )
        )
    if first not in line.by_year and kind not in OF_YEAR_BEFORE:
        raise WindowUnfit(
            Text(
                "期間のはじめの{0}の値は分かっていません。値の分かっている年から始めてください。",
                "The window begins in {0}, whose value is not known. Begin it with a known year.",
            ).format(line.series.basis.year(first).text)
        )
