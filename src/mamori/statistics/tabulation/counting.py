"""Raw counts of records. They never leave this package: ``exporting`` alone asks, and protects them.

Policy: docs/policy/statistics.md, section 7.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ibis

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.statistics.rules.tabulating import (
    MOST_GROUPS,
    ORIGIN,
    UNIT,
    UNITS,
    Origin,
    Spec,
)
from mamori.statistics.tabulation import expressions
from mamori.statistics.tabulation.sources import Engine, Rows, Source

Cell = tuple[str, ...]  # one label for each dimension


class WrongUnit(Refused):
    code = "wrong_unit_of_count"

    def __init__(self, spec: Spec, name: str, found: str) -> None:
        words = Text(
            ja="表「{0}」の単位は{1}（{2}）ですが、記録「{3}」の1行は「{4}」です。",
            en="The table “{0}” counts {1} ({2}), but one row of {3} is: {4}.",
        )
        super().__init__(words.format(spec.key, UNITS[spec.unit], spec.unit, name, found))


class WrongOrigin(Refused):
    code = "wrong_origin"

    def __init__(self, name: str, found: str) -> None:
        words = Text(
            ja="記録「{0}」の origin は recorded か invented のどちらか一つでなければなりません（{1}）。",
            en="The origin of every row of {0} must be recorded, or of every row invented; it is: {1}.",
        )
        super().__init__(words.format(name, found))


class TooManyGroups(Refused):
    code = "too_many_groups"

    def __init__(self, spec: Spec) -> None:
        words = Text(
            ja="表「{0}」のます目が{1}を超えます。分類を減らしてください。",
            en="The table “{0}” has more than {1} groups. Take fewer or coarser dimensions.",
        )
        super().__init__(words.format(spec.key, f"{MOST_GROUPS:,}"))


@dataclass(frozen=True, slots=True)
class _Counted:
    """The finest groups as the engine gave them: labels, records and, in a table of persons, persons."""

    spec: Spec
    origin: Origin
    rows: Rows

    def cells(self) -> Mapping[Cell, int]:
        """Records in each cell. An empty text and a null came as two groups of one label (§7.4)."""
        width = len(self.spec.dimensions)
        counts = {row[:width]: row[width] for row in self.rows}
        if len(counts) == len(self.rows):
            return counts
        added: Counter[Cell] = Counter()
        for row in self.rows:
            added[row[:width]] += row[width]
        return added

    def persons(self) -> Mapping[Cell, int]:
        """Distinct persons in each cell."""
        width = len(self.spec.dimensions)
        return {row[:width]: row[width + 1] for row in self.rows}


def _count(spec: Spec, source: Source) -> _Counted:
    """The table uncontrolled. Raises refusals about the source, the unit, the origin and the size."""
    with source.opened(persons=spec.of_persons) as engine:
        all_say = expressions.records((UNIT, ORIGIN), engine, source.name)
        kept = engine.rows(_sql(expressions.kept_by(all_say), engine))
        origin = _origin(spec, source.name, kept[0])
        table = expressions.records(spec.columns, engine, source.name)
        ask = expressions.cells_of_persons if spec.of_persons else expressions.cells
        rows = engine.rows(_sql(ask(spec, table), engine))
    if len(rows) > MOST_GROUPS:
        raise TooManyGroups(spec)
    return _Counted(spec, origin, rows)


def _sql(expression: ibis.ir.Table, engine: Engine) -> str:
    return str(ibis.to_sql(expression, dialect=engine.dialect))


def _origin(spec: Spec, name: str, kept: tuple[Any, ...]) -> Origin:
    """The origin of all the records, once it is sure that they are of the unit asked for."""
    units, origins = _distinct(*kept[:3]), _distinct(*kept[3:])
    if units != [spec.unit]:
        raise WrongUnit(spec, name, ", ".join(units))
    if origins not in [[each] for each in Origin]:
        raise WrongOrigin(name, ", ".join(origins))
    return Origin(origins[0])


def _distinct(least: str | None, most: str | None, missing: int) -> list[str]:
    """At most the two outer values, and a dash where some are missing."""
    return sorted({str(each) for each in (least, most) if each is not None}) + ["–"] * bool(missing)
