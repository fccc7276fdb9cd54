"""The attacker of the tests: whole-number programming over all sums at once. Tables of invented counts."""

from collections.abc import Iterable, Mapping
from itertools import product
from random import Random

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

from mamori.statistics.rules.attacking import Bound, told
from mamori.statistics.rules.cells import Key, equations
from mamori.statistics.rules.disclosure import Published, Rule, margins

LONGEST = {1: 9, 2: 5, 3: 4, 4: 3}  # values along each dimension, by number of dimensions


def repeatable(seed: int) -> Random:
    return Random(seed)


def random_cube(random: Random, dimensions: int | None = None) -> dict[Key, int]:
    """One to four dimensions, from sparse and small counts to full and large ones."""
    dimensions = dimensions or random.randint(1, 4)
    shape = [random.randint(1, LONGEST[dimensions]) for _ in range(dimensions)]
    mean, empty = random.choice((0.7, 2, 5, 20, 50)), random.random() / 2
    return margins(
        {
            tuple(f"{d}{i}" for d, i in enumerate(place)): 0
            if random.random() < empty
            else int(random.expovariate(1 / mean))
            for place in product(*map(range, shape))
        }
    )


def breakable(random: Random, rule: Rule, dimensions: int | None = None) -> dict[Key, int]:
    """A cube of which enough were counted to break it down."""
    while True:
        cube = random_cube(random, dimensions)
        if not rule.unsafe(cube[(None,) * len(next(iter(cube)))]):
            return cube


@st.composite
def cubes(draw: st.DrawFn, rule: Rule) -> dict[Key, int]:
    """Any table of one to three dimensions, breakable under the rule."""
    dimensions = draw(st.integers(1, 3))
    place = st.tuples(*(st.sampled_from(values) for values in ("abcd", "xyz", "pq")[:dimensions]))
    cells = draw(st.dictionaries(place, st.integers(0, 12) | st.integers(0, 5000), min_size=1))
    cube = margins(cells)
    assume(not rule.unsafe(cube[(None,) * dimensions]))
    return cube


def suppressed(table: Mapping[Key, Published]) -> list[Key]:
    return [key for key, cell in table.items() if cell.value is None]


def truly_possible(
    table: Mapping[Key, Published], rule: Rule, keys: Iterable[Key]
) -> dict[Key, Bound]:
    """The exact bounds of some keys, knowing the table, the rule and that all sums hold."""
    return solved(
        {key: told(key, cell, rule) for key, cell in table.items()}, equations(table), keys
    )


def blind_to_marks(table: Mapping[Key, Published]) -> dict[Key, Bound]:
    return {
        key: (0, None) if cell.value is None else (cell.value, cell.value)
        for key, cell in table.items()
    }


def solved(
    known: Mapping[Key, Bound], ties: list[tuple[Key, list[Key]]], keys: Iterable[Key]
) -> dict[Key, Bound]:
    place = {key: i for i, key in enumerate(known)}
    sums = lil_matrix((max(len(ties), 1), len(place)))
    for row, (total, parts) in enumerate(ties):
        sums[row, place[total]] = -1
        for part in parts:
            sums[row, place[part]] = 1
    lows, highs = zip(*known.values(), strict=True)
    limits = Bounds(lows, [np.inf if high is None else high for high in highs])
    tied = LinearConstraint(sums.tocsr(), 0, 0)

    def end(key: Key, sign: int) -> int | None:
        aim = np.zeros(len(place))
        aim[place[key]] = sign
        found = milp(aim, constraints=tied, bounds=limits, integrality=np.ones(len(place)))
        if found.x is None:
            assert "unbounded" in found.message.lower(), found.message
            return None
        return int(found.x[place[key]] + 0.5)

    return {key: (end(key, 1) or 0, end(key, -1)) for key in keys}


def values(bound: Bound) -> float:
    """How many values a bound leaves."""
    return np.inf if bound[1] is None else bound[1] - bound[0] + 1
