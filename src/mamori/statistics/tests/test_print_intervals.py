"""Policy: docs/policy/statistics.md, section 8. What chance does to a count, and where an axis ends."""

import pytest
from scipy.stats import chi2

from mamori.statistics.print.intervals import byar, poisson
from mamori.statistics.print.scales import ticks


@pytest.mark.parametrize("count", [0, 1, 2, 5, 10, 31, 100, 531, 1000])
def test_the_interval_is_the_exact_poisson_interval(count):  # 8.5
    exact = (chi2.ppf(0.025, 2 * count) / 2 if count else 0, chi2.ppf(0.975, 2 * count + 2) / 2)
    assert poisson(count) == pytest.approx(exact, rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("count", [1001, 5000, 20_000, 400_000])
def test_above_a_thousand_an_approximation_is_close_enough(count):  # 8.5
    exact = (chi2.ppf(0.025, 2 * count) / 2, chi2.ppf(0.975, 2 * count + 2) / 2)
    assert poisson(count) == byar(count)
    assert poisson(count) == pytest.approx(exact, abs=1e-3)


def test_a_negative_count_has_no_interval():
    with pytest.raises(ValueError, match="-1"):
        poisson(-1)


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 1559, ["0", "500", "1000", "1500", "2000"]),
        (3, 3, ["0", "1", "2", "3"]),
        (0, 0, ["0", "1"]),
        (900, 1000, ["0", "200", "400", "600", "800", "1000"]),
    ],
)
def test_the_axis_begins_at_zero_and_ends_at_a_round_number(low, high, marks):  # 8.2
    assert [f"{tick:f}" for tick in ticks(low, high)] == marks


def test_the_axis_goes_below_zero_only_where_a_value_does():
    assert ticks(-30, 40)[0] < -20
    assert ticks(-30, 40)[-1] == 40
