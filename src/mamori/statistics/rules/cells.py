"""What is counted in a table with all its margins, what of it may leave, and by which rule.

Policy: docs/policy/statistics.md, section 6. A table is a cube: each count stands under a key with one
entry for each dimension, None where that dimension is summed over. A key that is not there counts nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import TypeVar

from mamori.statistics.rules.series import Confidentiality, Status

Key = tuple[str | None, ...]  # one entry for each dimension; None: the total over that dimension
Counts = Mapping[Key, int]
Inner = TypeVar("Inner", bound=Key)  # keys without a None

UNSAFE_BELOW = 6  # §6.2
BASE = 3  # §6.2
POSSIBLE = 3  # §6.5


class Method(StrEnum):
    """How small counts are kept from being read."""

    SUPPRESS = "suppress"
    ROUND = "round"


@dataclass(frozen=True, slots=True)
class Rule:
    """Counts from 1 to ``threshold`` - 1 are unsafe (§6.2).

    ``base``: what rounded counts are multiples of. ``possible``: how many values must stay possible for
    each suppressed count (§6.5), at most as many as there are unsafe ones.
    """

    method: Method = Method.SUPPRESS
    threshold: int = UNSAFE_BELOW
    base: int = BASE
    possible: int = POSSIBLE

    def __post_init__(self) -> None:
        if self.base < 2 or not 2 <= self.possible < self.threshold:
            raise ValueError(f"no disclosure rule: {self}")

    def unsafe(self, count: int) -> bool:
        return 0 < count < self.threshold


@dataclass(frozen=True, slots=True)
class Published:
    """What leaves of one cell: a value, or the word that it is kept secret and why (§6.4)."""

    value: int | None
    status: Status
    confidentiality: Confidentiality


PRIMARY = Published(None, Status.SUPPRESSED, Confidentiality.INTERNAL)
SECONDARY = Published(None, Status.SUPPRESSED, Confidentiality.SECONDARY)


def shown(value: int) -> Published:
    return Published(value, Status.NORMAL, Confidentiality.FREE)


def is_margin(key: Key) -> bool:
    return None in key


def margins(cells: Mapping[Inner, int]) -> dict[Key, int]:
    """The full cube of inner cells: they themselves and every sum of them over one dimension or more."""
    cube: dict[Key, int] = {}
    for inner, count in cells.items():
        for key in product(*((value, None) for value in inner)):
            cube[key] = cube.get(key, 0) + count
    return cube


def equations(keys: Iterable[Key]) -> list[tuple[Key, list[Key]]]:
    """Each total with the cells it sums, over one dimension at a time: all that ties a cube together."""
    sums: dict[tuple[int, Key], list[Key]] = {}
    for key in keys:
        for dimension, value in enumerate(key):
            if value is not None:
                total = (*key[:dimension], None, *key[dimension + 1 :])
                sums.setdefault((dimension, total), []).append(key)
    return [(total, parts) for (_, total), parts in sums.items()]


def occurring(keys: Iterable[Key]) -> list[list[str]]:
    """The values of each dimension that occur, in order."""
    found: list[set[str]] = []
    for key in keys:
        found = found or [set() for _ in key]
        for values, value in zip(found, key, strict=True):
            if value is not None:
                values.add(value)
    return [sorted(values) for values in found]
