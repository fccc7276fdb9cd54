"""One table being read: what it says, what it may say, and what was found wrong with it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mamori.statistics.rules.findings import Finding
from mamori.statistics.rules.series import Series
from mamori.statistics.tables.columns import Columns
from mamori.statistics.tables.layouts import Layout, Role
from mamori.statistics.tables.meanings import Meanings


class Table:
    """``left_out``: the rows that give no observation; ``found``: findings with their rows."""

    def __init__(self, columns: Columns, series: Mapping[str, Series], layout: Layout) -> None:
        self.columns, self.series, self.layout = columns, series, layout
        self.found: list[tuple[int, Finding]] = []
        self.left_out: set[int] = set()
        self._distinct: dict[Role, frozenset[object]] = {}

    def fault(self, index: int, found: Finding) -> None:
        self.found.append((index, found))
        self.left_out.add(index)

    def read(
        self, role: Role, read: Callable[[str], object], code: str, nothing: object = None
    ) -> list[Any]:
        """The meanings of one column; cells without one are named and their rows left out."""
        known = self._meanings(role, read, code, nothing)
        return self._spread(role, known)

    def read_pairs(
        self, role: Role, read: Callable[[str], object], code: str, nothing: object
    ) -> tuple[list[Any], list[Any]]:
        """As ``read``, where each meaning is two things."""
        known: Mapping[object, Any] = self._meanings(role, read, code, nothing)
        first, second = ({raw: told[n] for raw, told in known.items()} for n in (0, 1))
        return self._spread(role, first), self._spread(role, second)

    def distinct(self, role: Role) -> frozenset[object]:
        """What the column says, each once; empty where there is no such column."""
        if role not in self._distinct:
            self._distinct[role] = frozenset(self.columns.raw.get(role, ()))
        return self._distinct[role]

    def complete(self, role: Role, told: Sequence[object]) -> None:
        """Another column in place of the file's."""
        self.columns.raw[role] = told
        self._distinct.pop(role, None)

    def _meanings(
        self, role: Role, read: Callable[[str], object], code: str, nothing: object
    ) -> Meanings:
        known = Meanings(read, code, nothing)
        for one in self.distinct(role):
            known[one]  # looks it up, or finds its fault
        if known.faults:
            for index, one in enumerate(self.columns.raw[role]):
                if one in known.faults:
                    self.fault(index, known.fault(one, self.columns.place(index, role)))
        return known

    def _spread(self, role: Role, known: Mapping[object, object]) -> list[Any]:
        """The meaning in each row; where all are one, no row is looked up."""
        raw = self.columns.raw[role]
        meanings = iter(known.values())
        one = next(meanings, None)
        if all(other is one for other in meanings):
            return [one] * len(raw)
        return list(map(known.__getitem__, raw))
