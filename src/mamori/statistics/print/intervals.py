"""How far a count may be off by chance alone: the exact Poisson interval of Garwood (1936)."""

from functools import lru_cache
from math import exp, lgamma, log, sqrt

LEVEL = 0.95  # §8.5
TAIL = (1 - LEVEL) / 2
NORMAL = 1.959963984540054  # the normal quantile that leaves TAIL above it
EXACT_TO = 1000  # §8.5 above it Byar's approximation is within 0.001 of the exact bounds
STEPS = 30  # Newton's steps; a few are enough
CLOSE = 1e-9  # of the bound


@lru_cache(maxsize=4096)
def poisson(count: int) -> tuple[float, float]:
    """The bounds of the mean for a count that was seen; 0 has the lower bound 0. No negative count."""
    if count < 0:
        raise ValueError(count)
    low, high = byar(count)
    if count > EXACT_TO:
        return low, high
    # P(X >= count | low) = TAIL, and P(X <= count | high) = TAIL
    lower = _mean_where_at_most(count - 1, 1 - TAIL, low) if count else 0.0
    return lower, _mean_where_at_most(count, TAIL, high)


def byar(count: int) -> tuple[float, float]:
    """Byar's approximation, as in Breslow and Day (1987), p. 69."""

    def bound(n: int, z: float) -> float:
        return float(n * (1 - 1 / (9 * n) + z / (3 * sqrt(n))) ** 3)

    return (bound(count, -NORMAL) if count else 0.0), bound(count + 1, NORMAL)


def at_most(count: int, mean: float) -> float:
    """P(X <= count) of a Poisson count, summed from the largest term down until nothing is added."""
    term = exp(count * log(mean) - mean - lgamma(count + 1))
    total, k = term, count
    while k and term > total * 1e-17:
        term *= k / mean
        total += term
        k -= 1
    return total


def _mean_where_at_most(count: int, chance: float, start: float) -> float:
    """Newton's method: the slope of P(X <= count) in the mean is minus P(X = count)."""
    mean = max(start, CLOSE)
    for _ in range(STEPS):
        slope = exp(count * log(mean) - mean - lgamma(count + 1))
        step = (at_most(count, mean) - chance) / slope
        mean = max(mean + step, mean / 2)
        if abs(step) < CLOSE * mean:
            break
    return mean
