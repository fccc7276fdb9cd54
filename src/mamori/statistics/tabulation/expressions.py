"""A declared table as one Ibis expression, the same for every engine.

Policy: docs/policy/statistics.md, section 7. The table is unbound: the expression becomes SQL of a
dialect without a connection. Fields that stand empty become a category before they become a key.
"""

from collections.abc import Iterable

import ibis
from ibis import ir

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.statistics.rules.tabulating import (
    MOST_GROUPS,
    ORIGIN,
    PERSON,
    UNIT,
    UNKNOWN,
    Condition,
    Spec,
)
from mamori.statistics.tabulation.sources import Engine


class MissingColumn(Refused):
    code = "missing_column"

    def __init__(self, column: str, name: str, *, there: bool) -> None:
        if there:
            words = Text(
                ja="記録「{1}」の列「{0}」は、文字列でも整数でもありません。",
                en="The column “{0}” of {1} holds neither text nor whole numbers.",
            )
        else:
            words = Text(ja="記録「{1}」に列「{0}」がありません。", en="{1} has no column “{0}”.")
        super().__init__(words.format(column, name))
        self.column = column


class WrongValue(Refused):
    """A condition asks a column of whole numbers for something else."""

    code = "wrong_value"

    def __init__(self, column: str, value: object) -> None:
        words = Text(
            ja="列「{0}」は整数です。「{1}」とは比べられません。",
            en="The column “{0}” holds whole numbers; “{1}” is none.",
        )
        super().__init__(words.format(column, value))


def records(columns: Iterable[str], engine: Engine, name: str) -> ir.Table:
    """The source's table, of which these columns are looked at."""
    schema = {}
    for column in columns:
        if column not in engine.kinds:
            raise MissingColumn(column, name, there=column in engine.columns)
        schema[column] = engine.kinds[column]
    return ibis.table(schema, name=engine.table, database=engine.schema)


def kept_by(table: ir.Table) -> ir.Table:
    """One row: least, greatest and missing unit; then the same of the origin."""
    unit, origin = table[UNIT], table[ORIGIN]
    return table.aggregate(
        unit_least=unit.min(),
        unit_most=unit.max(),
        unit_missing=table.count() - unit.count(),
        origin_least=origin.min(),
        origin_most=origin.max(),
        origin_missing=table.count() - origin.count(),
    )


def cells(spec: Spec, table: ir.Table) -> ir.Table:
    """Dimensions and ``count`` of the finest cells; the labels are made after counting, which is quick.

    An empty text and a null are two groups here that bear one label: add them (§7.4).
    """
    population = _population(spec, table)
    counted = population.aggregate(by=list(spec.dimensions), count=population.count())
    labels = {name: _label(counted[name]) for name in spec.dimensions}
    return counted.select(**labels, count=counted["count"]).limit(MOST_GROUPS + 1)


def cells_of_persons(spec: Spec, table: ir.Table) -> ir.Table:
    """The same with ``persons``, the distinct ones; labels first, for persons do not add up (§7.6)."""
    population = _population(spec, table)
    labels = {name: _label(population[name]) for name in spec.dimensions}
    labelled = population.select(**labels, **{PERSON: population[PERSON]})
    counted = labelled.aggregate(
        by=list(spec.dimensions), count=labelled.count(), persons=labelled[PERSON].nunique()
    )
    return counted.limit(MOST_GROUPS + 1)


def _population(spec: Spec, table: ir.Table) -> ir.Table:
    conditions = [_holds(condition, table[condition.field]) for condition in spec.population]
    return table.filter(conditions) if conditions else table


def _holds(condition: Condition, column: ir.Column) -> ir.BooleanValue:
    """Equality only, so that no engine's order of letters matters."""
    whole = column.type().is_integer()
    values: tuple[object, ...] = condition.values
    if condition.within is not None:
        first, last = condition.within
        if whole:
            return column.between(first, last)
        values = tuple(range(first, last + 1))
    plain = [value for value in values if value != UNKNOWN]
    if whole and not all(isinstance(value, int) for value in plain):
        raise WrongValue(condition.field, next(v for v in plain if not isinstance(v, int)))
    found = column.isin(plain if whole else [str(value) for value in plain])
    if UNKNOWN not in values:
        return found
    empty = column.isnull() if whole else column.isnull() | (column == "")
    return found | empty | (ibis.literal(False) if whole else column == UNKNOWN)


def _label(column: ir.Column) -> ir.StringValue:
    if column.type().is_integer():
        return column.cast("string").fill_null(UNKNOWN)
    return column.nullif("").fill_null(UNKNOWN)
