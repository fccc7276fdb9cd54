"""What a new table adds to, repeats of, changes in and leaves out of the vintage held before.

Policy: docs/policy/statistics.md, §3.12. Cells are found by a dictionary, so 20,000 of them take milliseconds.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import attrgetter

from mamori.kernel.periods import Period
from mamori.statistics.rules.series import Observation

Key = tuple[str, str, date, date]

# The days instead of the period: tuples of strings and dates are hashed without running Python.
_KEYS = attrgetter("series", "breakdown", "period.first", "period.last")
_LABEL = attrgetter("series", "breakdown")
_VALUE = attrgetter("value")


@dataclass(frozen=True, slots=True)
class Comparison:
    """``revised`` pairs the value held with the new one; ``gone`` is held and not in the new table."""

    added: tuple[Observation, ...]
    same: tuple[Observation, ...]
    revised: tuple[tuple[Observation, Observation], ...]
    gone: tuple[Observation, ...]


def cell_key(found: Observation) -> Key:
    key: Key = _KEYS(found)
    return key


class Observations(tuple[Observation, ...]):
    """The observations of one table; what several checks and the comparison ask of all is found once."""

    @cached_property
    def by_cell(self) -> dict[Key, Observation]:
        """The last observation of each cell."""
        return dict(zip(map(_KEYS, self), self, strict=True))

    @cached_property
    def labels(self) -> set[tuple[str, str]]:
        """Each series with each of its breakdowns."""
        return set(map(_LABEL, self))

    @cached_property
    def series(self) -> set[str]:
        return {name for name, _ in self.labels}

    @cached_property
    def periods(self) -> Collection[Period]:
        """Each that occurs. Those of a file are few objects: by their ids they need no hash, which runs Python."""
        return {id(one.period): one.period for one in self}.values()

    @cached_property
    def values(self) -> set[Decimal]:
        """The known values, each once."""
        return set(map(_VALUE, self)) - {None}


def compared(held: Iterable[Observation], new: Iterable[Observation]) -> Comparison:
    """Cell by cell; of several values of one cell the last given counts on either side."""
    before = Observations(held).by_cell
    after = (new if isinstance(new, Observations) else Observations(new)).by_cell
    added, same, revised = [], [], []
    for pair in zip(map(before.get, after), after.values(), strict=True):
        old, found = pair
        if old is None:
            added.append(found)
        elif (  # whether a table would print both the same way; a call a cell would double the time
            old.value == found.value
            and old.status is found.status
            and old.approximate is found.approximate
            and old.confidentiality is found.confidentiality
        ):
            same.append(found)
        else:
            revised.append((old, found))
    left = () if len(before) == len(same) + len(revised) else before.keys() - after.keys()
    gone = tuple(before[key] for key in before if key in left) if left else ()
    return Comparison(tuple(added), tuple(same), tuple(revised), gone)
