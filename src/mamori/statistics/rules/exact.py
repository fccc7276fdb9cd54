"""Exact tests for small counts: two counts of equal exposure, and a trend over years.

Policy: docs/policy/statistics.md, §4.2 and §4.3. Sources: Przyborowski and Wilenski (1940) for two Poisson
counts; Mann (1945) and Kendall (1975) for S; its null distribution is that of the inversions of a multiset.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import exp, lgamma, log

NEGLIGIBLE = 1e-18  # beside the sum so far: far below what a float can tell


@dataclass(frozen=True, slots=True)
class Trend:
    """Mann-Kendall over ``years`` values. ``s`` of at most ``most``; ``two_sided`` is its exact p.

    ``rising`` is the one-sided p of an S at least this high, ``falling`` of one at least this low.
    """

    years: int
    s: int
    most: int
    rising: float
    falling: float
    two_sided: float


@lru_cache(maxsize=4096)
def equal_counts(earlier: int, later: int) -> float:
    """Two-sided p that two counts of equal exposure come from one rate.

    Given their sum n the later is Binomial(n, 1/2), so p is twice the smaller tail. Relative error
    below 1e-8 for sums up to a million. ValueError: a count below zero.
    """
    if min(earlier, later) < 0:
        raise ValueError("a count cannot be below zero")
    if earlier == later:
        return 1.0
    n, k = earlier + later, min(earlier, later)
    term = exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) - n * log(2))
    tail = 0.0
    while term > tail * NEGLIGIBLE:
        tail += term
        term *= k / (n - k + 1)
        k -= 1
    return min(1.0, 2 * tail)


def mann_kendall(values: Sequence[int]) -> Trend:
    """S of the values in their order, with its exact p; ties are counted in. ValueError: none given.

    S is the pairs that rise less the pairs that fall. Gaps between the years do not matter: only order does.
    """
    if not values:
        raise ValueError("a trend needs values")
    s = sum((later > earlier) - (later < earlier) for earlier, later in combinations(values, 2))
    ties = tuple(sorted(Counter(values).values()))
    counts = _inversions(ties)
    orders, untied = sum(counts), len(counts) - 1
    fewest = (untied - s) // 2  # the pairs that fall
    rising = sum(counts[: fewest + 1]) / orders
    falling = sum(counts[fewest:]) / orders
    n = len(values)
    return Trend(
        years=n,
        s=s,
        most=n * (n - 1) // 2,
        rising=rising,
        falling=falling,
        two_sided=min(1.0, 2 * min(rising, falling)),
    )


@lru_cache(maxsize=512)
def _inversions(ties: tuple[int, ...]) -> tuple[int, ...]:
    """How many orders of a multiset have 0, 1, 2 … falling pairs; ``ties`` are the sizes of its groups.

    The coefficients of the q-multinomial, a group at a time: times (1 - q^a), then divided by (1 - q^b).
    Without ties it is the recursion of Kendall; it equals the count by enumeration for every n.
    """
    counts, placed = [1], 0
    for group in ties:
        for nth in range(1, group + 1):
            placed += 1
            counts = _divided(_multiplied(counts, placed), nth)
    return tuple(counts)


def _multiplied(counts: list[int], power: int) -> list[int]:
    longer = counts + [0] * power
    for i, count in enumerate(counts):
        longer[i + power] -= count
    return longer


def _divided(counts: list[int], power: int) -> list[int]:
    quotient = counts[: len(counts) - power]
    for i in range(power, len(quotient)):
        quotient[i] += quotient[i - power]
    return quotient
