"""Policy: docs/policy/statistics.md, §4.2 and §4.3. scipy and pymannkendall are oracles here only."""

from collections import Counter
from itertools import permutations

import pymannkendall
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mamori.statistics.rules.exact import equal_counts, mann_kendall

COUNTS = st.integers(0, 6000)


@pytest.mark.parametrize(
    ("earlier", "later", "p"),
    [
        (1313, 1216, 0.056),
        (1531, 1703, 0.0026),
        (5, 5, 1),
        (0, 0, 1),
        (0, 5, 0.0625),
        (0, 6, 0.03125),
    ],
)
def test_two_counts_are_compared_by_the_binomial_of_their_sum(earlier, later, p):  # 4.2
    assert float(f"{equal_counts(earlier, later):.2g}") == pytest.approx(p, rel=0.02)


@given(COUNTS, COUNTS)
def test_p_is_that_of_scipy(earlier, later):
    told = 1.0
    if earlier + later:
        told = stats.binomtest(later, earlier + later, 0.5).pvalue
    assert equal_counts(earlier, later) == pytest.approx(told, rel=1e-8, abs=1e-290)


@given(COUNTS, COUNTS)
def test_p_does_not_depend_on_which_came_first(earlier, later):
    assert equal_counts(earlier, later) == equal_counts(later, earlier)


@given(COUNTS, COUNTS)
def test_p_falls_as_the_counts_part(earlier, later):
    low, high = sorted((earlier, later))
    assert equal_counts(low, high + 1) <= equal_counts(low, high)


@pytest.mark.parametrize(("earlier", "later"), [(30, 45), (200, 260), (1313, 1216)])
def test_the_unconditional_test_is_near_and_never_stricter(earlier, later):
    told = stats.poisson_means_test(later, 1, earlier, 1).pvalue
    assert told <= equal_counts(earlier, later) <= told * 1.3


def test_large_counts_keep_their_precision():
    p = equal_counts(400_000, 401_700)
    assert p == pytest.approx(stats.binomtest(400_000, 801_700, 0.5).pvalue, rel=1e-7)


def test_a_count_below_zero_is_an_error():
    with pytest.raises(ValueError, match="below zero"):
        equal_counts(-1, 3)


@pytest.mark.parametrize(
    ("years", "rising", "two_sided"),
    [(3, 1 / 6, 1 / 3), (4, 1 / 24, 1 / 12), (5, 1 / 120, 1 / 60), (8, 1 / 40320, 1 / 20160)],
)
def test_the_p_of_a_rise_in_every_year(years, rising, two_sided):  # 4.3
    found = mann_kendall(range(years))
    assert found.s == found.most
    assert (found.rising, found.two_sided) == pytest.approx((rising, two_sided))


def test_child_victims_2013_to_2017_show_no_trend():
    found = mann_kendall([646, 746, 905, 1313, 1216])
    assert (found.s, found.most, round(found.two_sided, 3)) == (8, 10, 0.083)


@pytest.mark.parametrize(
    "values",
    [
        (1, 2, 3),
        (2, 1, 2),
        (1, 1, 1, 1),
        (3, 1, 2, 2, 5),
        (1, 1, 2, 2, 3, 3),
        (4, 4, 1, 2, 9, 2, 2),
    ],
)
def test_p_equals_the_count_over_every_order_ties_too(values):
    def s(order):
        pairs = ((a, b) for i, a in enumerate(order) for b in order[i + 1 :])
        return sum((b > a) - (b < a) for a, b in pairs)

    orders = Counter(s(order) for order in permutations(values))
    every, own, found = sum(orders.values()), s(values), mann_kendall(values)
    assert found.s == own
    assert found.rising == pytest.approx(sum(n for k, n in orders.items() if k >= own) / every)
    assert found.falling == pytest.approx(sum(n for k, n in orders.items() if k <= own) / every)
    extreme = sum(n for k, n in orders.items() if abs(k) >= abs(own)) / every
    assert found.two_sided == pytest.approx(extreme)


@given(st.permutations(range(1, 13)))
def test_without_ties_p_is_kendalls(values):
    told = stats.kendalltau(range(len(values)), values, method="exact").pvalue
    assert mann_kendall(values).two_sided == pytest.approx(told)


@given(st.lists(st.integers(0, 40), min_size=10, max_size=25))
def test_the_normal_approximation_is_near_for_ten_years_and_more(values):
    found = mann_kendall(values)
    if len(set(values)) < 6:
        return
    told = pymannkendall.original_test(values)
    assert found.s == told.s
    assert found.two_sided == pytest.approx(told.p, abs=0.03)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=14))
def test_backwards_a_rise_is_a_fall(values):
    one, other = mann_kendall(values), mann_kendall(values[::-1])
    assert (one.s, one.rising, one.two_sided) == (-other.s, other.falling, other.two_sided)


def test_no_values_have_no_trend():
    with pytest.raises(ValueError, match="values"):
        mann_kendall([])
