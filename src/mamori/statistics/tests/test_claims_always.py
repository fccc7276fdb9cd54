"""What holds of every claim, whatever the figures. Policy: docs/policy/statistics.md, §4.7 and §4.10."""

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mamori.statistics.rules.claiming import LEVEL, Kind, finding
from mamori.statistics.rules.claims import claim, claims
from mamori.statistics.tests.build_lines import broken, line

VALUES = st.lists(st.one_of(st.none(), st.integers(0, 3000)), min_size=1, max_size=14)
BREAKS = st.sets(st.integers(2001, 2015), max_size=3)


@settings(max_examples=50)
@given(VALUES, BREAKS)
def test_no_claim_ever_crosses_a_break_or_leaves_a_sentence_unfinished(values, years):
    of = line(values, breaks=[broken(year) for year in sorted(years)])
    for point in of.points:
        for each in claims(of, point.year):
            assert len({of.series.segment(p.year) for p in each.inputs}) == 1
            assert each.inputs[-1] == point
            assert each.window is None or not any(each.window[0] < y <= point.year for y in years)
            assert each.holds is not bool(each.reason.en)
            for words in (each.full.ja, each.full.en, each.reason.ja, each.reason.en):
                assert "{" not in words
                assert "  " not in words


@settings(max_examples=50)
@given(VALUES)
def test_what_is_clearly_higher_is_never_unchanged(values):
    of = line(values)
    for point in of.points:
        held = {each.kind for each in claims(of, point.year) if each.holds}
        assert not {Kind.HIGHER_THAN_PREVIOUS, Kind.NO_CLEAR_CHANGE} <= held


@settings(max_examples=50)
@given(VALUES, st.integers(1, 500))
def test_a_higher_last_year_never_unmakes_a_rise(values, more):
    of = line([*values, 500])
    year = of.points[-1].year
    raised = line({**{p.year: p.value for p in of.points}, year: 500 + more})
    for kind in (Kind.NEW_HIGH, Kind.HIGHER_THAN_PREVIOUS, Kind.RISEN_K_YEARS):
        assert claim(raised, kind, year).holds >= claim(of, kind, year).holds


@pytest.mark.parametrize("mean", [5, 50, 500])
def test_flat_counts_yield_false_claims_no_more_often_than_stated(mean):  # 4.2 4.3 4.6 4.10
    drawn, times = numpy.random.default_rng(mean), 2000
    lines = [line([int(v) for v in values]) for values in drawn.poisson(mean, (times, 10))]

    def rate(*kinds):
        return sum(any(finding(of, kind, 2010).holds for kind in kinds) for of in lines) / times

    def trends(of, window):
        return (finding(of, kind, 2010, window) for kind in (Kind.RISING_TREND, Kind.FALLING_TREND))

    margin = 3 * (LEVEL * (1 - LEVEL) / times) ** 0.5
    assert rate(Kind.RISING_TREND, Kind.FALLING_TREND) <= LEVEL + margin
    both = [any(c.holds for w in (None, (2006, 2010)) for c in trends(of, w)) for of in lines]
    assert sum(both) / times <= 0.06 + margin
    assert rate(Kind.HIGHER_THAN_PREVIOUS) <= LEVEL / 2 + margin
    assert 1 - rate(Kind.NO_CLEAR_CHANGE) <= LEVEL + margin
    assert rate(Kind.BACK_TO_LEVEL_OF) <= LEVEL + margin
