"""Policy: docs/policy/statistics.md, §7.5: one declaration, two engines, the same bytes."""

import csv
from pathlib import Path

import duckdb
import psycopg
import pytest
from django.db import connection

from mamori.statistics.rules.tabulating import UnitOfCount
from mamori.statistics.tabulation.counting import WrongUnit
from mamori.statistics.tabulation.exporting import Form, export
from mamori.statistics.tabulation.expressions import MissingColumn
from mamori.statistics.tabulation.inventing import invent
from mamori.statistics.tabulation.sources import RecordsFile, RecordsTable
from mamori.statistics.tests.test_tabulation_exporting import spec

pytestmark = [pytest.mark.whole, pytest.mark.django_db]
# Letters that collations order in other ways than their code points; empty text and null; a quote.
PLACES = [
    "Z",
    "a",
    "B",
    "é",
    "e",
    "あ",
    "ア",
    "東京",
    "\uff21",
    "𠮷",
    "it's",
    'a "b", c',
    "",
    None,
    "unknown",
]
COLUMNS = (
    "record_id, unit_of_count, origin, year, half_year, prefecture, kind_of_harm, person_id, sex, age, "
    "school_stage, place"
)
KINDS = {"year": "integer", "age": "bigint"}


@pytest.fixture
def both(tmp_path):
    """Invented victims in a file and in a table with a name that needs quotes."""
    invent(tmp_path / "invented.parquet", 3000, UnitOfCount.VICTIM, seed=3)
    file = tmp_path / "victims.parquet"
    with duckdb.connect() as engine:
        engine.execute("CREATE TABLE place (n INTEGER, place VARCHAR)")
        engine.executemany("INSERT INTO place VALUES (?, ?)", list(enumerate(PLACES)))
        engine.read_parquet(str(tmp_path / "invented.parquet")).create_view("invented")
        joined = engine.sql(f"FROM invented JOIN place ON n = hash(record_id) % {len(PLACES)}")
        joined.project(COLUMNS).write_parquet(str(file))
        rows = engine.read_parquet(str(file)).fetchall()
    names = COLUMNS.split(", ")
    with connection.cursor() as cursor:
        cursor.execute('CREATE SCHEMA "scratch"')
        columns = ", ".join(f"{name} {KINDS.get(name, 'text')}" for name in names)
        cursor.execute(f'CREATE TABLE "scratch"."Re""cords" ({columns})')
        with cursor.copy('COPY "scratch"."Re""cords" FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
    return RecordsFile(file), RecordsTable(connection.cursor, 'Re"cords', "scratch")


@pytest.mark.parametrize(
    "asked",
    [
        spec("place"),
        spec("year, prefecture, school_stage"),
        spec("place, sex, kind_of_harm", method="round"),
        spec("place, year", "count, persons", "round"),
        spec(
            "age, sex",
            population="[{field: age, between: [6, 12]}, {field: year, in: [2015, 2016]}]",
        ),
        spec("place, year", population='[{field: place, in: [a, unknown, "it\'s", 𠮷]}]'),
        spec("prefecture", population="[{field: prefecture, between: [10, 12]}]"),
        spec(
            "half_year, school_stage, kind_of_harm, sex, place",
            population="[{field: place, in: [a, あ]}, {field: year, between: [2010, 2013]}]",
        ),
    ],
    ids=lambda asked: f"{'-'.join(asked.dimensions)}-{asked.disclosure.method}",
)
def test_both_engines_give_the_same_bytes(both, asked):
    file, table = both
    content = {form: export(asked, file, form) for form in Form}
    assert content == {form: export(asked, table, form) for form in Form}
    assert content[Form.CSV].count(b"\n") > 4


def test_the_tables_rows_are_those_told_by_neither_engine(both):
    """The labels in order, read without either engine's help."""
    file, _ = both
    rows = list(csv.DictReader(export(spec("place"), file, Form.CSV).decode().splitlines()))
    labels = sorted({place or "unknown" for place in PLACES})
    assert [row["place"] for row in rows] == [*labels, "total"]
    assert rows[-1]["OBS_VALUE"] == "3000"


def test_what_is_refused_of_a_file_is_refused_of_a_table(both):
    for source in both:
        with pytest.raises(WrongUnit):
            export(spec("year", unit="case"), source, Form.CSV)
        with pytest.raises(MissingColumn, match="no column “town”"):
            export(spec("town"), source, Form.CSV)


def test_a_connection_of_the_driver_serves_as_well(both):
    """Outside Django, such as against another server that holds the records."""
    told = connection.settings_dict
    keys = {
        "host": "HOST",
        "port": "PORT",
        "user": "USER",
        "password": "PASSWORD",
        "dbname": "NAME",
    }
    with psycopg.connect(**{k: told[v] for k, v in keys.items() if told[v]}) as plain:
        plain.execute(
            "CREATE TEMPORARY TABLE records (unit_of_count text, origin text, place text)"
        )
        with plain.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO records VALUES ('victim', 'invented', %s)",
                [("あ",)] * 8 + [("Z",)] * 6,
            )
        content = export(spec("place"), RecordsTable(plain.cursor, "records", "pg_temp"), Form.CSV)
        plain.rollback()
    assert [line.split(b",")[0].decode() for line in content.splitlines()[1:]] == [
        "Z",
        "あ",
        "total",
    ]


def test_the_file_itself_is_not_needed_by_the_table(both):
    file, table = both
    asked, path = spec("sex"), Path(file.path)
    content = export(asked, file, Form.CSV)
    path.unlink()
    assert export(asked, table, Form.CSV) == content
