"""Every figure as open data, with a descriptor that explains each column. No database."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from mamori.plan.print.data_package import data_package

READ: dict[str, Callable[[str], object]] = {
    "string": str,
    "number": Decimal,
    "integer": int,
    "date": date.fromisoformat,
}


@pytest.fixture(scope="module")
def archive(outline):
    return zipfile.ZipFile(io.BytesIO(data_package(outline)))


@pytest.fixture(scope="module")
def descriptor(archive):
    return json.loads(archive.read("datapackage.json"))


@pytest.fixture(scope="module")
def tables(archive, descriptor):
    return {
        resource["name"]: list(csv.DictReader(io.StringIO(archive.read(resource["path"]).decode())))
        for resource in descriptor["resources"]
    }


def fields(descriptor):
    return [
        (resource["path"], field)
        for resource in descriptor["resources"]
        for field in resource["schema"]["fields"]
    ]


def test_the_descriptor_comes_first_and_names_every_file(archive, descriptor):
    first, *others = archive.namelist()
    assert first == "datapackage.json"
    assert sorted(others) == sorted(resource["path"] for resource in descriptor["resources"])
    assert descriptor["name"] == "outline-fy2017"


def test_every_column_is_described_and_no_other(archive, descriptor):
    for resource in descriptor["resources"]:
        head = archive.read(resource["path"]).decode().splitlines()[0].split(",")
        assert head == [field["name"] for field in resource["schema"]["fields"]]
    assert all(field["description"] for _, field in fields(descriptor))


def test_every_cell_is_of_its_columns_type(descriptor, tables):
    read = 0
    for path, field in fields(descriptor):
        for row in tables[path.removesuffix(".csv")]:
            if row[field["name"]]:
                READ[field["type"]](row[field["name"]])
                read += 1
    assert read > 150


def test_every_figure_is_there_with_its_qualifier(outline, tables):
    expected = {f.key: (f.quantity.value, f.quantity.qualifier.value) for f in outline.figures}
    rows = {row["key"]: (Decimal(row["value"]), row["qualifier"]) for row in tables["quantities"]}
    assert rows == expected
    assert rows["E07.participants"] == (Decimal(390000), "about")
    assert len(rows) == 13


def test_a_figure_says_where_in_its_source_it_stands(tables):
    places = {row["key"]: (row["place_ja"], row["place_en"]) for row in tables["quantities"]}
    assert places["E07.participants"] == ("第II部 柱2の第2項目", "Part II, pillar 2, item 2")
    assert [row["url"] for row in tables["sources"]] == [""]  # none is known for certain


def test_a_change_keeps_what_was_before(tables):
    [row] = [row for row in tables["quantities"] if row["baseline"]]
    assert (row["key"], row["baseline"], row["value"]) == ("E10.payments", "3", "6")


def test_each_key_is_there_once(descriptor, tables):
    for resource in descriptor["resources"]:
        columns = resource["schema"]["primaryKey"]
        keys = [tuple(row[c] for c in columns) for row in tables[resource["name"]]]
        assert len(set(keys)) == len(keys) > 0


def test_what_is_referred_to_is_there(tables):
    sources = {row["key"] for row in tables["sources"]}
    definitions = {row["key"] for row in tables["definitions"]}
    used = {key for row in tables["quantities"] for key in row["definitions"].split(";")} - {""}
    assert {row["source"] for row in tables["quantities"]} <= sources
    assert used == definitions


def test_the_same_outline_gives_the_same_bytes(outline):  # 5.4
    assert data_package(outline) == data_package(outline)
