"""Each claim writes its own sentence, in both languages, with the same numbers.

Policy: docs/policy/statistics.md, §4.9 and §4.11. Every sentence is true: where a claim does not hold, it
tells the figures and says what cannot be said of them. Series titles are noun phrases.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from mamori.kernel.quantities import Quantity, Unit, text
from mamori.kernel.text import Text, same
from mamori.statistics.rules.claiming import LEAST_YEARS, LEVEL, Finding, Kind, Test
from mamori.statistics.rules.sentence_templates import (
    HOLDING,
    NOT_HOLDING,
    PREVIOUS,
    PROVISIONAL,
    REASONS,
    STOOD,
    TESTS,
)
from mamori.statistics.rules.series import Basis, Line, Point

LEAST_FOR_PERCENT = 30  # §4.9
LEAST_PRINTED_P = 0.0001
NEAR = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Wording:
    """``sentence`` is what is printed: the figures, the window or the year compared with, and what may be
    said of them. ``reason``: why the claim does not hold, empty where it does. ``evidence``: the window,
    the test and its result, for the fuller form; empty where nothing was tested.
    """

    sentence: Text
    reason: Text
    evidence: Text


def worded(line: Line, found: Finding) -> Wording:
    """The words of one claim, in both languages."""
    words = _words(line, found)
    told = (HOLDING if found.holds else NOT_HOLDING)[found.kind].format(**words)
    if any(p.provisional for p in found.inputs):
        told = _joined(told, PROVISIONAL)
    why = same("") if found.why is None else REASONS[found.why].format(**words)
    return Wording(told, why, _evidence(line, found))


def _evidence(line: Line, found: Finding) -> Text:
    if found.test is Test.NONE:
        return same("")
    return Text("検定：{test}、{window}、{result}。", " {test}, {window}: {result}.").format(
        test=TESTS[found.test], window=_window(line, found), result=_result(found)
    )


def p_words(p: float) -> str:
    """``p = 0.056``: two digits that count, more where two would read as the level itself."""
    if p < LEAST_PRINTED_P:
        return f"p < {LEAST_PRINTED_P:.4f}"
    told = next(
        (t for t in (f"{p:#.{n}g}" for n in range(2, 17)) if float(t) != LEVEL or p == LEVEL),
        str(p),
    )
    return f"p = {told}"


def percent(earlier: int, later: int) -> Decimal | None:
    """The change in percent, one decimal; None where the earlier count is too small for one (§4.9)."""
    if earlier < LEAST_FOR_PERCENT:
        return None
    return (Decimal(later - earlier) * 100 / earlier).quantize(NEAR, ROUND_HALF_UP)


def _words(line: Line, found: Finding) -> dict[str, object]:
    """Everything a template may name."""
    own, first = found.point, found.inputs[0]
    words: dict[str, object] = {
        "title": line.series.title,
        "year": _year(line, own.year),
        "value": _count(line, own),
        "first": _year(line, first.year),
        "start": _count(line, first),
        "steps": len(found.inputs) - 1,
        "count": len(found.inputs),
        "years": "year" if len(found.inputs) == 1 else "years",
        "least": LEAST_YEARS,
        "previous": PREVIOUS[line.series.basis],
        "expected": _year(line, own.year - 1),
        "result": _result(found),
    }
    words["stood"] = STOOD.format(**words)
    return words | _of_window(line, found) | _of_comparison(line, found) | _of_break(line, found)


def _of_window(line: Line, found: Finding) -> dict[str, object]:
    count = len(found.inputs)
    if found.window is None:
        return {
            "among": Text("これまでで", "so far"),
            "over": same(""),
            "since": PREVIOUS[line.series.basis],
            "level": Text("以前の年", "an earlier year"),
        }
    first = _year(line, found.window[0])
    if found.gaps:
        among = Text("{0}以降の値の分かっている年の中で", "of the years known since {0}")
        known = Text("値の分かっている{0}年", "the {0} years known")
    else:
        among = Text("{0}以降で", "of all years since {0}")
        known = Text("{0}年", "{0} years")
    return {
        "among": among.format(first),
        "known": known.format(count),
        "over": Text("{0}の期間では", " from {0}").format(_window(line, found)),
        "since": first,
        "level": first,
        "gaps": _listed([_year(line, gap) for gap in found.gaps]),
    }


def _of_comparison(line: Line, found: Finding) -> dict[str, object]:
    then = found.against
    if then is None:
        return {"compared": same(""), "change": same("")}
    own = found.point
    moved = {"then": _year(line, then.year), "that": _count(line, then)}
    less = own.value < then.value
    return {
        **moved,
        "compared": Text("（{then}）の{that}", " ({that} in {then}{change})").format(
            change=_change(line, then, own), **moved
        ),
        "change": _change(line, then, own),
        "side": _side(own.value - then.value),
        "away": Text("上回る", "above")
        if found.inputs[1].value > then.value
        else Text("下回る", "below"),
        "turned": _turned(line, found, less=less),
    }


def _of_break(line: Line, found: Finding) -> dict[str, object]:
    crossed = [b for b in line.series.breaks if b.year <= found.year]
    if not crossed:
        return {}
    last = max(crossed, key=lambda b: b.year)
    broken, carried = _year(line, last.year), same("")
    if last.before is not None:
        carried = Text(
            "従来の数え方による{0}の値は{1}である。", " Counted the former way, {0} had {1}."
        ).format(broken, _quantity(line, last.year, last.before))
    what = Text(last.what.ja.rstrip("。") + "。", last.what.en.rstrip(".") + ".")
    what = Text(what.ja, what.en[0].upper() + what.en[1:])
    return {"broken": broken, "what": what, "carried": carried}


def _side(difference: int) -> Text:
    if difference == 0:
        return Text("と同じで", "the same as")
    return (
        Text("より多いが", "higher than") if difference > 0 else Text("より少ないが", "lower than")
    )


def _turned(line: Line, found: Finding, *, less: bool) -> Text:
    """A trend whose last step goes the other way says so (§4.3)."""
    then = found.against
    rising = found.kind is Kind.RISING_TREND
    if then is None or then.value == found.point.value or less is not rising:
        return same("")
    told = Text("（ただし、{0}の{1}より{2}）", ", though lower than in {0} ({1})")
    if not rising:
        told = Text(told.ja, ", though higher than in {0} ({1})")
    way = "少ない" if rising else "多い"
    return told.format(_year(line, then.year), _count(line, then), way)


def _change(line: Line, then: Point, own: Point) -> Text:
    """The change beside its counts: in percent, or in the unit where the earlier count is small (§4.9)."""
    difference, share = own.value - then.value, percent(then.value, own.value)
    if difference == 0:
        return same("")
    sign, way = ("+", "増") if difference > 0 else ("−", "減")
    if share is None:
        by = _quantity(line, own.year, Decimal(abs(difference)))
        return Text(f"（{by.ja}{way}）", f"; {sign}{by.en}")
    prior = PREVIOUS[line.series.basis].ja
    return Text(f"（{prior}比{abs(share)}％{way}）", f"; {sign}{abs(share)}%")


def _result(found: Finding) -> Text:
    if found.p is None:
        return same("")
    if found.trend is None:
        return same(p_words(found.p))
    s = f"{found.trend.s}".replace("-", "−")
    return Text("S = {0}（最大{1}）、{2}", "S = {0} of {1}, {2}").format(
        s, found.trend.most, p_words(found.p)
    )


def _year(line: Line, year: int) -> Text:
    return _year_of(line.series.basis, year)


@lru_cache(maxsize=1024)
def _year_of(basis: Basis, year: int) -> Text:
    return basis.year(year).text


def _window(line: Line, found: Finding) -> Text:
    first, last = found.window or (found.year, found.year)
    return Text("{0}から{1}まで", "{0} to {1}").format(_year(line, first), _year(line, last))


def _count(line: Line, point: Point) -> Text:
    return _quantity(line, point.year, Decimal(point.value))


def _quantity(line: Line, year: int, value: Decimal) -> Text:
    return _quantity_of(line.series.unit, line.series.basis, year, value)


@lru_cache(maxsize=4096)
def _quantity_of(unit: Unit, basis: Basis, year: int, value: Decimal) -> Text:
    return text(Quantity(value, unit, basis.year(year)))


def _listed(texts: list[Text]) -> Text:
    return Text("、".join(t.ja for t in texts), ", ".join(t.en for t in texts))


def _joined(*texts: Text) -> Text:
    return Text("".join(t.ja for t in texts), "".join(t.en for t in texts))
