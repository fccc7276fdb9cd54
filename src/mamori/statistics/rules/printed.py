"""A statement as an Outline printed it, judged by the figures, with the sentence that would hold.

Policy: docs/policy/statistics.md, section 5.
"""

from dataclasses import dataclass
from enum import StrEnum

from mamori.kernel.text import Text
from mamori.statistics.rules.claims import (
    TRENDS,
    Claim,
    CrossesBreak,
    Kind,
    Window,
    claim,
    claims,
)
from mamori.statistics.rules.series import Line


class Standing(StrEnum):
    """The three answers (§5.1)."""

    SUPPORTED = "supported"
    ONLY_OVER = "only_over"
    NOT_SUPPORTED = "not_supported"


STANDINGS = {
    Standing.SUPPORTED: Text("裏づけられる", "Supported"),
    Standing.ONLY_OVER: Text(
        "一部の期間に限り裏づけられる", "Supported only over the window named"
    ),
    Standing.NOT_SUPPORTED: Text("裏づけられない", "Not supported"),
}
# §5.3 What is said in place of a claim that does not hold: the first of these that holds.
INSTEAD: dict[Kind, tuple[Kind, ...]] = {
    Kind.NEW_HIGH: (Kind.HIGHER_THAN_PREVIOUS, Kind.NO_CLEAR_CHANGE),
    Kind.NEW_LOW: (Kind.NO_CLEAR_CHANGE, Kind.HIGHER_THAN_PREVIOUS),
    Kind.RISEN_K_YEARS: (Kind.HIGHER_THAN_PREVIOUS, Kind.NO_CLEAR_CHANGE),
    Kind.RISING_TREND: (Kind.HIGHER_THAN_PREVIOUS, Kind.NO_CLEAR_CHANGE, Kind.FALLING_TREND),
    Kind.FALLING_TREND: (Kind.NO_CLEAR_CHANGE, Kind.HIGHER_THAN_PREVIOUS, Kind.RISING_TREND),
    Kind.HIGHER_THAN_PREVIOUS: (Kind.NO_CLEAR_CHANGE,),
    Kind.NO_CLEAR_CHANGE: (Kind.HIGHER_THAN_PREVIOUS, Kind.NEW_LOW),
    Kind.BACK_TO_LEVEL_OF: (Kind.HIGHER_THAN_PREVIOUS, Kind.NO_CLEAR_CHANGE),
    Kind.NOT_COMPARABLE: (Kind.HIGHER_THAN_PREVIOUS, Kind.NO_CLEAR_CHANGE),
}
HOLDS = Text("計算した結果も、そのとおりである。", "The computed claim says the same.")
HOLDS_OF_KNOWN = Text(
    "計算した結果も、値の分かっている年については、そのとおりである。",
    "The computed claim says the same, of the years that are known.",
)
OVER = Text(
    "成り立つのは{held}に限られ、{failed}については成り立たない。{why}",
    "It holds only over {held}, not over {failed}. {why}",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """``window``: over which it holds; None where nowhere. ``sentence`` holds in place of the printed one.

    ``reason`` is never empty. ``tried``: the claims the verdict rests on.
    """

    standing: Standing
    kind: Kind
    year: int
    window: Window | None
    reason: Text
    sentence: Text
    tried: tuple[Claim, ...]

    @property
    def words(self) -> Text:
        return STANDINGS[self.standing]

    @property
    def why(self) -> Text | None:
        """The reason, unless the sentence beside it ends with the same words."""
        return None if self.sentence.en.endswith(self.reason.en) else self.reason


def verdict(line: Line, kind: Kind, year: int, window: Window | None = None) -> Verdict:
    """Whether the figures bear a printed statement of that kind; ``window`` where it named one.

    Raises ``YearUnknown``, ``NotACount`` and ``WindowUnfit``; a window across a break is not supported.
    """
    every = claims(line, year)
    by_default = tuple(each for each in every if each.kind is kind)
    try:
        asked = by_default if window is None else (claim(line, kind, year, window),)
    except CrossesBreak as refused:
        apart = claim(line, Kind.NOT_COMPARABLE, year, window)
        return Verdict(
            Standing.NOT_SUPPORTED, kind, year, None, refused.message, apart.full, (apart,)
        )
    failed = [each for each in asked if not each.holds]
    if not failed:
        held = asked[0]
        why = HOLDS_OF_KNOWN if _has_gaps(line, held.window) else HOLDS
        return Verdict(Standing.SUPPORTED, kind, year, held.window, why, held.full, asked)
    elsewhere = next((each for each in (*asked, *by_default) if each.holds), None)
    if elsewhere is not None:
        return _only_over(line, elsewhere, failed[0], every, asked)
    told = _instead(every, kind) or _what_is_so(every, failed[0])
    return Verdict(Standing.NOT_SUPPORTED, kind, year, None, failed[0].reason, told, asked)


def _has_gaps(line: Line, window: Window | None) -> bool:
    return window is not None and any(
        year not in line.by_year for year in range(window[0], window[1] + 1)
    )


def _only_over(
    line: Line, held: Claim, failed: Claim, every: tuple[Claim, ...], asked: tuple[Claim, ...]
) -> Verdict:
    """The claim over its window; a trend whose last year did not follow it says so as well (§5.2)."""
    reason = OVER.format(
        held=_span(line, held.window), failed=_span(line, failed.window), why=failed.reason
    )
    told, last_step = held.full, _last_step(every, held.kind)
    if last_step is not None:
        told = Text(told.ja + last_step.ja, f"{told.en} {last_step.en}")
    tried = asked if held in asked else (*asked, held)
    return Verdict(Standing.ONLY_OVER, held.kind, held.year, held.window, reason, told, tried)


def _last_step(every: tuple[Claim, ...], kind: Kind) -> Text | None:
    """The comparison with the year before, where it does not go the way of the trend."""
    higher, unchanged = _of(every, Kind.HIGHER_THAN_PREVIOUS), _of(every, Kind.NO_CLEAR_CHANGE)
    if kind not in TRENDS or higher.p is None:
        return None
    if unchanged.holds:
        return unchanged.full
    if higher.holds is (kind is Kind.RISING_TREND):
        return None
    return higher.full if higher.holds else _with_reason(higher)


def _instead(every: tuple[Claim, ...], kind: Kind) -> Text | None:
    for other in (*INSTEAD[kind], Kind.NOT_COMPARABLE):
        for each in every:
            if each.kind is other and each.holds:
                return each.full
    return None


def _what_is_so(every: tuple[Claim, ...], failed: Claim) -> Text:
    """Nothing of the vocabulary holds: the comparison with the year before, or what cannot be said, and why."""
    compared = _of(every, Kind.HIGHER_THAN_PREVIOUS)
    return _with_reason(failed if compared.p is None else compared)


def _with_reason(told: Claim) -> Text:
    return Text(
        told.sentence.ja + told.reason.ja + told.evidence.ja,
        f"{told.sentence.en} {told.reason.en}{told.evidence.en}",
    )


def _of(every: tuple[Claim, ...], kind: Kind) -> Claim:
    return next(each for each in every if each.kind is kind)


def _span(line: Line, window: Window | None) -> Text:
    if window is None:
        return Text("その他の期間", "other windows")
    years = [line.series.basis.year(year).text for year in window]
    return Text("{0}から{1}まで", "{0} to {1}").format(*years)
