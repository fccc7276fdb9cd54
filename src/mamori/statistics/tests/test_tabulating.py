"""Policy: docs/policy/statistics.md, section 7."""

import json
from pathlib import Path

import pytest
import yaml

from mamori.kernel.text import Text
from mamori.statistics.rules.cells import Method, Rule
from mamori.statistics.rules.tabulating import (
    Condition,
    Definition,
    Measure,
    Spec,
    SpecRefused,
    UnitOfCount,
    read_spec,
)

TABLES = Path(__file__).parents[4] / "packs/japan/statistics/tables"
WRITTEN = """\
key: victims
title: {ja: 被害児童, en: Child victims}
unit: victim
population:
  - {field: age, between: [0, 17]}
  - {field: kind_of_harm, in: [recorded, other]}
  - {field: sex, equals: female}
dimensions: [year, prefecture]
measures: [count]
definition: {version: 2, ja: 定義, en: Definition}
disclosure: {method: suppress, threshold: 7}
"""


def without(key):
    content = yaml.safe_load(WRITTEN)
    del content[key]
    return yaml.safe_dump(content, allow_unicode=True)


def refused(written):
    with pytest.raises(SpecRefused) as refusal:
        read_spec("table.yaml", written)
    return refusal.value


def test_a_declaration_is_read_whole():  # 7.2
    assert read_spec("table.yaml", WRITTEN) == Spec(
        key="victims",
        title=Text(ja="被害児童", en="Child victims"),
        unit=UnitOfCount.VICTIM,
        population=(
            Condition("age", within=(0, 17)),
            Condition("kind_of_harm", ("recorded", "other")),
            Condition("sex", ("female",)),
        ),
        dimensions=("year", "prefecture"),
        measures=(Measure.COUNT,),
        definition=Definition(2, Text(ja="定義", en="Definition")),
        disclosure=Rule(Method.SUPPRESS, threshold=7),
    )


def test_the_same_may_be_written_as_json():
    as_json = json.dumps(yaml.safe_load(WRITTEN), indent=1, ensure_ascii=False)
    assert read_spec("table.json", as_json) == read_spec("table.yaml", WRITTEN)


@pytest.mark.parametrize("file", sorted(TABLES.glob("*.yaml")), ids=lambda file: file.stem)
def test_the_tables_of_the_pack_can_be_read(file):
    assert read_spec(file.name, file.read_text()).key == file.stem


@pytest.mark.parametrize(
    "key", ["key", "title", "unit", "dimensions", "measures", "definition", "disclosure"]
)
def test_a_part_that_is_left_out_is_named(key):  # 7.2
    refusal = refused(without(key))
    assert f"'{key}' is a required property" in refusal.message.en
    assert "table.yaml:1 " in refusal.message.ja


def test_everyone_is_counted_where_no_population_is_told():
    assert read_spec("table.yaml", without("population")).population == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "named"),
    [
        ("unit: victim", "unit: child", 3, "unit: 'child'"),
        ("equals: female", "equals: 1.5", 7, "population/2/equals"),
        ("equals: female", "where: 1 = 1", 7, "population/2"),  # 7.3 no free query
        ("sex, equals: female", "sex", 7, "exactly one of"),
        ("sex, equals: female", "sex, equals: female, in: [male]", 7, "exactly one of"),
        ("field: sex", "field: person_id", 7, "“person_id”"),
        ("field: sex", 'field: "sex) OR (1=1"', 7, "population/2/field"),
        ("[0, 17]", "[17, 0]", 5, "two whole numbers"),
        ("[0, 17]", "[0, 201]", 5, "two whole numbers"),
        ("[0, 17]", "[a, b]", 5, "population/0/between/0"),
        ("[year, prefecture]", "[]", 8, "dimensions"),
        ("[year, prefecture]", "[a, b, c, d, e, f]", 8, "dimensions"),
        ("[year, prefecture]", "[year, year]", 8, "dimensions"),
        ("[year, prefecture]", "[year, record_id]", 8, "“record_id”"),  # 7.3
        ("[count]", "[mean]", 9, "measures/0: 'mean'"),
        ("version: 2", "version: 0", 10, "definition/version"),
        ("threshold: 7", "threshold: 5", 11, "disclosure/threshold"),  # 7.2 never laxer
        ("method: suppress", "method: none", 11, "disclosure/method"),
        ("method: suppress", "method: round, base: 2", 11, "disclosure/base"),
        ("[count]", "[count, persons]", 11, "published rounded only"),  # 7.6
        ("key: victims", "key: victims\nkey: victims", 2, "twice"),
        ("key: victims", "key: [", 3, "cannot be read"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old, new, line, named):
    assert old in WRITTEN
    refusal = refused(WRITTEN.replace(old, new))
    assert (refusal.file, refusal.line) == ("table.yaml", line)
    assert named in refusal.message.en


@pytest.mark.parametrize("written", ["", "- a list", "words"])
def test_what_is_no_declaration_at_all_is_refused(written):
    assert refused(written).line == 1


def test_the_first_line_that_is_wrong_is_told():
    assert refused(WRITTEN.replace("victim\n", "x\n").replace("[count]", "[x]")).line == 3


def test_persons_are_not_counted_from_cases():  # 7.6
    written = WRITTEN.replace("[count]", "[persons]").replace("suppress", "round")
    assert read_spec("table.yaml", written).of_persons
    refusal = refused(written.replace("unit: victim", "unit: case"))
    assert (refusal.line, "a case is no person" in refusal.message.en) == (9, True)
