"""Policy: docs/policy/statistics.md, section 7. Every record here is invented."""

import ast
import csv
import io
import json
from collections import Counter
from inspect import isfunction
from pathlib import Path

import duckdb
import pytest

import mamori
from mamori.kernel.text import Text
from mamori.statistics.rules.tabulating import UnitOfCount, read_spec
from mamori.statistics.tabulation import counting, exporting
from mamori.statistics.tabulation.counting import TooManyGroups, WrongOrigin, WrongUnit
from mamori.statistics.tabulation.exporting import Form, ReservedName, export
from mamori.statistics.tabulation.expressions import MissingColumn, WrongValue
from mamori.statistics.tabulation.inventing import invent
from mamori.statistics.tabulation.sources import RecordsFile, SourceUnreadable

pytestmark = pytest.mark.whole

ROWS = 4000
HEAD = "unit_of_count,origin,person_id,place\n"


def spec(
    dimensions="year, sex", measures="count", method="suppress", population="[]", unit="victim"
):
    return read_spec(
        "table.yaml",
        f"key: victims\ntitle: {{ja: 被害児童, en: Child victims}}\nunit: {unit}\n"
        f"population: {population}\ndimensions: [{dimensions}]\nmeasures: [{measures}]\n"
        "definition: {version: 1, ja: 定義, en: Definition}\n"
        f"disclosure: {{method: {method}, threshold: 6}}\n",
    )


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode())))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The same invented victims as Parquet and as CSV."""
    folder = tmp_path_factory.mktemp("records")
    found = {suffix: folder / f"victims.{suffix}" for suffix in ("parquet", "csv")}
    for file in found.values():
        invent(file, ROWS, UnitOfCount.VICTIM, seed=7)
    return found


@pytest.fixture
def victims(files):
    return RecordsFile(files["parquet"])


@pytest.fixture
def small(tmp_path):
    """A small CSV file of victims, by the places written."""

    def made(places, unit="victim", origin="invented"):
        file = tmp_path / "small.csv"
        rows = (f"{unit},{origin},p{n},{place}\n" for n, place in enumerate(places))
        file.write_text(HEAD + "".join(rows))
        return RecordsFile(file)

    return made


def test_every_count_shown_is_the_number_of_records(files, victims):
    with files["csv"].open() as opened:
        records = list(csv.DictReader(opened))
    counted: Counter[tuple[str, str]] = Counter()
    for record in records:
        year, sex = record["year"], record["sex"] or "unknown"
        counted.update([(year, sex), (year, "total"), ("total", sex), ("total", "total")])
    rows = rows_of(export(spec(), victims, Form.CSV))
    assert {(row["year"], row["sex"]) for row in rows} == set(counted)
    assert all(int(row["OBS_VALUE"]) == counted[row["year"], row["sex"]] for row in rows)
    assert counted["total", "total"] == ROWS
    assert counted["total", "unknown"]


@pytest.mark.parametrize("dimensions", ["prefecture, kind_of_harm, sex", "prefecture, age"])
def test_no_small_count_leaves(victims, dimensions):  # 7.8
    asked = spec(dimensions)
    raw = counting._count(asked, victims).cells()
    small = {key for key, count in raw.items() if count < 6}
    rows = rows_of(export(asked, victims, Form.CSV))
    seen = {tuple(row[name] for name in asked.dimensions): row for row in rows}
    assert small
    for key in small:
        row = seen[key]
        assert (row["OBS_VALUE"], row["OBS_STATUS"], row["CONF_STATUS"]) == ("", "Q", "N")
    assert not [row for row in rows if row["OBS_VALUE"] and 0 < int(row["OBS_VALUE"]) < 6]
    assert any(row["CONF_STATUS"] == "S" for row in rows)


def test_parquet_and_csv_of_the_same_records_give_the_same_bytes(files):  # 7.5
    for asked in (
        spec("year, prefecture, school_stage"),
        spec("sex, kind_of_harm", "count, persons", "round"),
        spec(population="[{field: age, between: [6, 12]}, {field: year, in: [2015, 2016]}]"),
    ):
        for form in Form:
            one, other = (export(asked, RecordsFile(file), form) for file in files.values())
            assert one == other


def test_csv_and_json_say_the_same(victims):
    asked = spec("prefecture, sex", population="[{field: year, equals: 2016}]")
    rows = rows_of(export(asked, victims, Form.CSV))
    told = json.loads(export(asked, victims, Form.JSON))
    assert [
        (cell["prefecture"], cell["sex"], "" if cell["value"] is None else str(cell["value"]))
        for cell in told["cells"]
    ] == [(row["prefecture"], row["sex"], row["OBS_VALUE"]) for row in rows]
    assert told["population"] == [{"field": "year", "in": [2016]}]
    assert told["definition"] == {"version": 1, "ja": "定義", "en": "Definition"}
    assert told["disclosure"] == {"method": "suppress", "threshold": 6, "base": 3}


def test_a_table_of_invented_records_says_so(victims):  # 7.9
    assert {row["ORIGIN"] for row in rows_of(export(spec(), victims, Form.CSV))} == {"invented"}
    assert json.loads(export(spec(), victims, Form.JSON))["origin"] == "invented"


def test_what_stands_empty_is_unknown_as_what_says_so(small):  # 7.4
    places = ["", "unknown", "", "", "", "", "", *["a"] * 8]
    rows = rows_of(export(spec("place"), small(places), Form.CSV))
    assert [(row["place"], row["OBS_VALUE"]) for row in rows] == [
        ("a", "8"),
        ("unknown", "7"),
        ("total", "15"),
    ]
    asked = spec("place", population="[{field: place, equals: unknown}]")
    assert rows_of(export(asked, small(places), Form.CSV))[-1]["OBS_VALUE"] == "7"


def test_labels_stand_in_the_order_of_their_code_points(small):  # 7.5
    labels = ["Z", "a", "é", "あ", "東京", "\uff21", "𠮷"]
    rows = rows_of(export(spec("place"), small(sorted(labels * 6)[::-1]), Form.CSV))
    assert [row["place"] for row in rows] == [*labels, "total"]


def test_a_label_with_a_comma_or_a_quote_is_one_cell(small):
    rows = rows_of(export(spec("place"), small(['"a, ""b"""'] * 6), Form.CSV))
    assert rows[0]["place"] == 'a, "b"'


def test_persons_are_counted_once_and_rounded_without_totals(tmp_path):  # 7.6
    file = tmp_path / "persons.csv"
    written = [f"victim,invented,p{n % 10},{'ab'[n % 2]}\n" for n in range(60)]
    file.write_text(HEAD + "".join(written) + "victim,invented,,a\n")
    content = export(spec("place", "count, persons", "round"), RecordsFile(file), Form.CSV)
    rows = {(row["MEASURE"], row["place"]): row["OBS_VALUE"] for row in rows_of(content)}
    assert set(rows) == {(m, p) for m in ("count", "persons") for p in "ab"} | {("count", "total")}
    assert {rows["persons", "a"], rows["persons", "b"]} <= {"3", "6"}  # five each
    assert all(int(value) % 3 == 0 for value in rows.values())


def test_a_condition_keeps_whole_numbers_apart_from_words(victims):
    assert (
        rows_of(export(spec(population="[{field: prefecture, in: [1, 2]}]"), victims, Form.CSV))
        == []
    )
    with pytest.raises(WrongValue, match="“H1”"):
        export(spec(population="[{field: year, in: [2016, H1]}]"), victims, Form.CSV)


@pytest.mark.parametrize(
    ("asked", "unit"),
    [("victim", UnitOfCount.CASE), ("case", UnitOfCount.VICTIM), ("suspect", UnitOfCount.VICTIM)],
)
def test_one_unit_is_never_counted_from_the_records_of_another(tmp_path, asked, unit):  # 7.1
    invent(tmp_path / "records.parquet", 20, unit)
    with pytest.raises(WrongUnit, match=f"one row of records.parquet is: {unit}"):
        export(spec("year", unit=asked), RecordsFile(tmp_path / "records.parquet"), Form.CSV)


@pytest.mark.parametrize("more", ["case,invented,p,a\n", ",invented,p,a\n"])
def test_a_file_of_two_units_or_of_a_row_without_one_is_refused(small, more):  # 7.1
    source = small(["a"] * 9)
    source.path.write_text(source.path.read_text() + more)
    with pytest.raises(WrongUnit):
        export(spec("place"), source, Form.CSV)


@pytest.mark.parametrize("more", ["victim,recorded,p,a\n", "victim,,p,a\n"])
def test_invented_records_never_stand_beside_recorded_ones(small, more):  # 7.9
    source = small(["a"] * 9)
    source.path.write_text(source.path.read_text() + more)
    with pytest.raises(WrongOrigin):
        export(spec("place"), source, Form.CSV)


def test_a_file_without_records_counts_nothing_of_any_unit(small):
    with pytest.raises(WrongUnit):
        export(spec("place"), small([]), Form.CSV)


def test_a_column_that_is_not_there_is_named(victims):
    with pytest.raises(MissingColumn, match="no column “town”"):
        export(spec("year, town"), victims, Form.CSV)


def test_a_column_that_is_neither_text_nor_whole_numbers_is_named(tmp_path):
    file = tmp_path / "records.parquet"
    duckdb.sql(
        f"COPY (SELECT 'victim' unit_of_count, 'invented' origin, 1.5 AS weight) TO '{file}' (FORMAT parquet)"
    )
    with pytest.raises(MissingColumn, match=r"“weight” of .* holds neither"):
        export(spec("weight"), RecordsFile(file), Form.CSV)


@pytest.mark.parametrize("method", ["suppress", "round"])
def test_a_table_that_would_list_records_is_refused(victims, monkeypatch, method):  # 7.7
    monkeypatch.setattr(counting, "MOST_GROUPS", 500)
    monkeypatch.setattr(exporting, "MOST_GROUPS", 500)
    export(spec("year, kind_of_harm", method=method), victims, Form.CSV)
    with pytest.raises(TooManyGroups, match="more than 500 groups"):
        export(spec("year, prefecture, age", method=method), victims, Form.CSV)


def test_a_label_that_is_the_name_of_a_total_is_refused(small):
    with pytest.raises(ReservedName, match="“place”"):
        export(spec("place"), small(["total"] * 9), Form.CSV)


@pytest.mark.parametrize("name", ["nowhere.parquet", "words.parquet", "words.csv"])
def test_what_is_no_file_of_records_is_refused(tmp_path, name):
    (tmp_path / "words.parquet").write_text("no records")
    (tmp_path / "words.csv").write_bytes(b"unit_of_count,\x83\x84\n\xff,\x81")
    with pytest.raises((SourceUnreadable, MissingColumn)):
        export(spec("place"), RecordsFile(tmp_path / name), Form.CSV)


def test_a_file_may_have_any_name(tmp_path):
    file = tmp_path / "it's [a] 表.parquet"
    invent(file, 100)
    assert rows_of(export(spec("sex"), RecordsFile(file), Form.CSV))[-1]["OBS_VALUE"] == "100"


def test_the_engine_may_read_no_other_file(files):
    other = str(files["csv"])
    with (
        RecordsFile(files["parquet"]).opened() as engine,
        pytest.raises(duckdb.PermissionException),
    ):
        engine.rows(f"FROM read_csv('{other}')")


def test_what_is_being_done_is_told_in_both_languages(victims):
    told: list[Text] = []
    export(spec(), victims, Form.CSV, told.append)
    assert [words.en for words in told] == [
        "counting victims.parquet",
        "keeping small counts back",
        "writing",
    ]


def test_nothing_else_asks_for_the_raw_counts():  # 7.8
    root = Path(mamori.__file__).parent
    inner = {"mamori.statistics.tabulation.counting", "mamori.statistics.tabulation.expressions"}
    asking = set()
    for file in root.rglob("*.py"):
        if "tests" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
            if inner & set(names):
                asking.add(str(file.relative_to(root)))
    folder = "statistics/tabulation"
    assert asking == {f"{folder}/exporting.py", f"{folder}/counting.py"}
    public = {
        name
        for name, value in vars(exporting).items()
        if isfunction(value) and value.__module__ == exporting.__name__ and name[0] != "_"
    }
    assert public == {"export"}
