"""The one way out for counts of records: counted, protected, written.

Policy: docs/policy/statistics.md, sections 6 and 7. The same declaration and the same records give the
same bytes on every engine.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from math import prod
from typing import Any

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.statistics.rules import disclosure, releases
from mamori.statistics.rules.cells import Key, Published, shown
from mamori.statistics.rules.rounding import rounded
from mamori.statistics.rules.series import TOTAL
from mamori.statistics.rules.tabulating import MOST_GROUPS, Condition, Measure, Origin, Spec
from mamori.statistics.tabulation.counting import Cell, TooManyGroups, _count
from mamori.statistics.tabulation.earlier import COLUMNS, OBSERVED, earlier_release
from mamori.statistics.tabulation.sources import Source

Say = Callable[[Text], object]


class Form(StrEnum):
    CSV = "csv"
    JSON = "json"


LAST = "\U0010ffff\U0010ffff"  # after every label


class ReservedName(Refused):
    code = "reserved_name"

    def __init__(self, dimension: str) -> None:
        words = Text(
            ja="列「{0}」に「total」という値があります。合計と区別できません。",
            en="The column “{0}” holds the value “total”, which is the name of a total.",
        )
        super().__init__(words.format(dimension))


@dataclass(frozen=True, slots=True)
class _Table:
    spec: Spec
    origin: Origin
    measures: Mapping[Measure, Mapping[Key, Published]]


def export(
    spec: Spec,
    source: Source,
    form: Form,
    say: Say = lambda words: None,
    *,
    earlier: Sequence[bytes] = (),
) -> bytes:
    """The table after disclosure control, in UTF-8. ``say`` is told what is being done.

    ``earlier``: the CSV of every release of this table that is out, oldest first; what they and this one
    would tell together is kept back (§6.12). Raises ``AnotherTable`` for one that is none, and what
    ``read_spec`` and the source may refuse: ``WrongUnit``, ``WrongOrigin``, ``MissingColumn``,
    ``WrongValue``, ``TooManyGroups``, ``ReservedName``, ``SourceUnreadable``.
    """
    say(Text(ja=f"{source.name}を数えています", en=f"counting {source.name}"))
    counted = _count(spec, source)
    say(Text(ja="小さな数を伏せています", en="keeping small counts back"))
    before = [earlier_release(spec, content) for content in earlier]
    measures = {Measure.COUNT: _protected(spec, counted.cells(), before)}
    if spec.of_persons:
        measures[Measure.PERSONS] = _rounded(spec, counted.persons())
    table = _Table(spec, counted.origin, measures)
    say(Text(ja="書き出しています", en="writing"))
    return WRITERS[form](table)


def _protected(
    spec: Spec, cells: Mapping[Cell, int], before: Sequence[releases.Table]
) -> Mapping[Key, Published]:
    """Every cell and margin as it may be seen; a label that is the name of a total is refused first."""
    counts = disclosure.margins(cells)
    width = len(spec.dimensions)
    for n, dimension in enumerate(spec.dimensions):
        if (None,) * n + (TOTAL,) + (None,) * (width - n - 1) in counts:
            raise ReservedName(dimension)
    if spec.disclosure.method is disclosure.Method.ROUND:
        _refuse_large(spec, cells)
    if before:
        return releases.protect_again(counts, spec.disclosure, before)
    return disclosure.protect(counts, spec.disclosure)


def _rounded(spec: Spec, persons: Mapping[Cell, int]) -> Mapping[Key, Published]:
    """§7.6 Every combination of labels has its row, or one rounded to 0 would tell that it is none."""
    keys = product(*(sorted(set(labels)) for labels in zip(*persons, strict=True)))
    base = spec.disclosure.base
    return {key: shown(rounded(key, persons.get(key, 0), base)) for key in keys} if persons else {}


def _refuse_large(spec: Spec, cells: Mapping[Cell, int]) -> None:
    """A rounded table is filled up, and so is larger than what occurs."""
    if prod(len(set(labels)) for labels in zip(*cells, strict=True)) > MOST_GROUPS:
        raise TooManyGroups(spec)


def _rows(table: _Table) -> Iterator[tuple[Measure, Key, Published]]:
    """By measure, then by key: labels in order of code points, each total after its parts (§7.5)."""
    for measure in table.spec.measures:
        for key, cell in sorted(table.measures[measure].items(), key=_place):
            yield measure, key, cell


def _place(item: tuple[Key, Published]) -> tuple[str, ...]:
    return tuple([LAST if part is None else part for part in item[0]])


def _csv(table: _Table) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    spec = table.spec
    writer.writerow((*spec.dimensions, *COLUMNS, *OBSERVED))
    told = (str(spec.unit), f"{spec.key}:{spec.definition.version}", str(table.origin))
    writer.writerows(
        (
            *[TOTAL if part is None else part for part in key],
            measure,
            *told,
            cell.value,
            cell.status,
            cell.confidentiality,
        )
        for measure, key, cell in _rows(table)
    )
    return out.getvalue().encode()


def _json(table: _Table) -> bytes:
    spec = table.spec
    told = {
        "key": spec.key,
        "title": _both(spec.title),
        "unit_of_count": spec.unit,
        "population": [_condition(each) for each in spec.population],
        "dimensions": spec.dimensions,
        "definition": {"version": spec.definition.version, **_both(spec.definition.text)},
        "disclosure": {
            "method": spec.disclosure.method,
            "threshold": spec.disclosure.threshold,
            "base": spec.disclosure.base,
        },
        "origin": table.origin,
        "cells": [
            {
                **dict(zip(spec.dimensions, (TOTAL if p is None else p for p in key), strict=True)),
                "measure": measure,
                "value": cell.value,
                "status": cell.status,
                "confidentiality": cell.confidentiality,
            }
            for measure, key, cell in _rows(table)
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _condition(condition: Condition) -> dict[str, Any]:
    if condition.within is not None:
        return {"field": condition.field, "between": condition.within}
    return {"field": condition.field, "in": condition.values}


def _both(text: Text) -> dict[str, str]:
    return {"ja": text.ja, "en": text.en}


WRITERS: Mapping[Form, Callable[[_Table], bytes]] = {Form.CSV: _csv, Form.JSON: _json}
