"""A table of records, declared before it is counted: who, by unit of count, by which dimensions.

Policy: docs/policy/statistics.md, section 7. A declaration is a YAML or JSON file of plain data; what
is not in its closed vocabulary cannot be asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

import yaml
from jsonschema import Draft202012Validator

from mamori.kernel import faults
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.kernel.yamllines import Lines, Path, read_yaml
from mamori.statistics.rules.cells import BASE, UNSAFE_BELOW, Method, Rule

MOST_DIMENSIONS = 5  # §7.2
WIDEST = 200  # §7.3 between two whole numbers
MOST_GROUPS = 250_000  # §7.7
UNKNOWN = "unknown"  # §7.4
RECORD, PERSON, UNIT, ORIGIN = "record_id", "person_id", "unit_of_count", "origin"
OWN = (RECORD, PERSON, UNIT, ORIGIN)  # §7.3 neither a condition nor a dimension

Value = str | int


class UnitOfCount(StrEnum):
    """What one record is (§7.1)."""

    CASE = "case"
    VICTIM = "victim"
    SUSPECT = "suspect"


UNITS = {
    UnitOfCount.CASE: Text(ja="事件", en="cases"),
    UnitOfCount.VICTIM: Text(ja="被害児童", en="child victims"),
    UnitOfCount.SUSPECT: Text(ja="被疑者", en="suspects"),
}


class Measure(StrEnum):
    """``count``: records; ``persons``: distinct persons among them (§7.6)."""

    COUNT = "count"
    PERSONS = "persons"


MEASURES = {
    Measure.COUNT: Text(ja="件数", en="Records"),
    Measure.PERSONS: Text(ja="実人数", en="Distinct persons"),
}


class Origin(StrEnum):
    """Where records come from (§7.9)."""

    RECORDED = "recorded"
    INVENTED = "invented"


@dataclass(frozen=True, slots=True)
class Condition:
    """The field holds one of the values, or (``within``) a whole number from the first to the last."""

    field: str
    values: tuple[Value, ...] = ()
    within: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    version: int
    text: Text


@dataclass(frozen=True, slots=True)
class Spec:
    """One table. A record is of the population where every condition holds; the rule is of section 6."""

    key: str
    title: Text
    unit: UnitOfCount
    population: tuple[Condition, ...]
    dimensions: tuple[str, ...]
    measures: tuple[Measure, ...]
    definition: Definition
    disclosure: Rule

    @property
    def of_persons(self) -> bool:
        return Measure.PERSONS in self.measures

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the records that are looked at, each once."""
        person = (PERSON,) if self.of_persons else ()
        fields = (condition.field for condition in self.population)
        return tuple(dict.fromkeys((UNIT, ORIGIN, *person, *fields, *self.dimensions)))


class SpecRefused(Refused):
    """``file`` and ``line`` (from 1) tell where the declaration is wrong."""

    code = "table_spec_refused"

    def __init__(self, file: str, line: int, reason: Text) -> None:
        told = Text(ja="{0}:{1} {2}", en="{0}:{1} {2}")
        super().__init__(told.format(file, line, reason))
        self.file = file
        self.line = line


def _keys(required: Mapping[str, Any], **optional: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": {**required, **optional},
    }


NAME = {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,62}$"}
WORDS = {"type": "string", "minLength": 1}
WHOLE = {"type": "integer"}
VALUE = {"oneOf": [{"type": "string"}, {"type": "integer"}]}
BOTH = _keys({"ja": WORDS, "en": WORDS})
SCHEMA = _keys(
    {
        "key": NAME,
        "title": BOTH,
        "unit": {"enum": [*UnitOfCount]},
        "dimensions": {
            "type": "array",
            "items": NAME,
            "minItems": 1,
            "maxItems": MOST_DIMENSIONS,
            "uniqueItems": True,
        },
        "measures": {
            "type": "array",
            "items": {"enum": [*Measure]},
            "minItems": 1,
            "uniqueItems": True,
        },
        "definition": _keys({"version": WHOLE | {"minimum": 1}, "ja": WORDS, "en": WORDS}),
        "disclosure": _keys(
            {
                "method": {"enum": [*Method]},
                "threshold": WHOLE | {"minimum": UNSAFE_BELOW},  # §7.2
            },
            base=WHOLE | {"minimum": BASE},
        ),
    },
    population={
        "type": "array",
        "items": _keys(
            {"field": NAME},
            equals=VALUE,
            **{"in": {"type": "array", "items": VALUE, "minItems": 1}},
            between={"type": "array", "items": WHOLE, "minItems": 2, "maxItems": 2},
        ),
    },
)
ONE_OF = ("equals", "in", "between")
VALIDATOR = Draft202012Validator(SCHEMA)


def read_spec(file: str, words: str) -> Spec:
    """The table a file declares. Raises ``SpecRefused`` with the first line that is wrong."""
    try:
        content, lines = read_yaml(words)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        line = 1 if mark is None else mark.line + 1
        raise SpecRefused(file, line, faults.unreadable(problem)) from None
    errors = [
        (_line(lines, tuple(e.absolute_path)), faults.reason(e))
        for e in VALIDATOR.iter_errors(content)
    ]
    if not errors:
        errors = _unmeant(content, lines)
    if errors:
        raise SpecRefused(file, *min(errors, key=lambda error: error[0]))
    return _spec(content)


def _line(lines: Lines, path: Path) -> int:
    while path not in lines and path:
        path = path[:-1]
    return lines.get(path, 1)


def _unmeant(content: dict[str, Any], lines: Lines) -> list[tuple[int, Text]]:
    """What fits the schema and still cannot be meant, each with its line."""
    found: list[tuple[Path, Text]] = []
    for n, condition in enumerate(content.get("population", ())):
        found += [(("population", n, *path), why) for path, why in _of_condition(condition)]
    for n, name in enumerate(content["dimensions"]):
        if name in OWN:
            found.append((("dimensions", n), _identifier(name)))
    if Measure.PERSONS in content["measures"]:
        found += _of_persons(content)
    return [(_line(lines, path), why) for path, why in found]


def _of_condition(condition: dict[str, Any]) -> list[tuple[Path, Text]]:
    found: list[tuple[Path, Text]] = []
    if condition["field"] in OWN:
        found.append((("field",), _identifier(condition["field"])))
    if sum(key in condition for key in ONE_OF) != 1:
        needed = faults.must_be(
            "equals、in、between のどれか一つ", "exactly one of equals, in, between"
        )
        found.append(((), needed))
    low, high = condition.get("between", (0, 0))
    if not low <= high <= low + WIDEST:
        needed = faults.must_be(
            f"小さい順の二つの整数（差は{WIDEST}以内）",
            f"two whole numbers, the smaller first, at most {WIDEST} apart",
        )
        found.append((("between",), needed))
    return found


def _of_persons(content: dict[str, Any]) -> list[tuple[Path, Text]]:
    """§7.6"""
    found: list[tuple[Path, Text]] = []
    place = ("measures", content["measures"].index(Measure.PERSONS))
    if content["unit"] == UnitOfCount.CASE:
        words = Text(
            ja="事件の記録から人は数えられません。",
            en="persons: a case is no person; count persons from records of victims or suspects.",
        )
        found.append((place, words))
    if content["disclosure"]["method"] != Method.ROUND:
        words = Text(
            ja="実人数は合計が一致しないため、丸め（round）でのみ公表できます。",
            en="disclosure/method: distinct persons do not add up and are published rounded only.",
        )
        found.append((("disclosure", "method"), words))
    return found


def _identifier(name: str) -> Text:
    return Text(
        ja="「{0}」は記録そのものの項目です。条件にも分類にも使えません。",
        en="“{0}” belongs to the single record; it is neither a condition nor a dimension.",
    ).format(name)


def _spec(content: dict[str, Any]) -> Spec:
    definition, disclosure = content["definition"], content["disclosure"]
    return Spec(
        key=content["key"],
        title=Text(**content["title"]),
        unit=UnitOfCount(content["unit"]),
        population=tuple(map(_condition, content.get("population", ()))),
        dimensions=tuple(content["dimensions"]),
        measures=tuple(map(Measure, content["measures"])),
        definition=Definition(
            definition["version"], Text(ja=definition["ja"], en=definition["en"])
        ),
        disclosure=Rule(
            method=Method(disclosure["method"]),
            threshold=disclosure["threshold"],
            base=disclosure.get("base", BASE),
        ),
    )


def _condition(written: dict[str, Any]) -> Condition:
    if "between" in written:
        return Condition(written["field"], within=cast(tuple[int, int], tuple(written["between"])))
    return Condition(written["field"], tuple(written.get("in", [written.get("equals")])))
