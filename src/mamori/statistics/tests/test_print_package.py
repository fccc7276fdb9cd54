"""Policy: docs/policy/statistics.md, section 8. A series as a Data Package with CSVW metadata."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from mamori.kernel.text import Text
from mamori.statistics.print.data_package import values
from mamori.statistics.rules.series import Confidentiality
from mamori.statistics.tests.build_series import account, observed, whole_account, yearly

READ: dict[str, Callable[[str], object]] = {
    "string": str,
    "number": Decimal,
    "integer": int,
    "date": date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}
TABLES = ["values", "revisions", "breaks", "definitions", "footnotes", "sources"]


@pytest.fixture(scope="module")
def package():
    return zipfile.ZipFile(io.BytesIO(values(whole_account())))


def descriptor(archive):
    return json.loads(archive.read("datapackage.json"))


def rows(archive, name):
    return list(csv.DictReader(io.StringIO(archive.read(f"{name}.csv").decode(), newline="")))


def test_it_holds_tables_two_descriptions_and_a_readme(package):  # 8.12
    named = {f"{name}.csv" for name in TABLES}
    assert set(package.namelist()) == named | {"datapackage.json", "csv-metadata.json", "README.md"}


def test_each_table_is_as_its_descriptor_says(package):  # 8.12
    for resource in descriptor(package)["resources"]:
        fields, found = resource["schema"]["fields"], rows(package, resource["name"])
        text = package.read(resource["path"]).decode()
        assert text.splitlines()[0].split(",") == [field["name"] for field in fields]
        for row in found:
            for field in fields:
                cell = row[field["name"]]
                assert cell or not field["constraints"]["required"], (resource["name"], field)
                if cell:
                    READ[field["type"]](cell)


def test_each_table_has_its_key_once(package):  # 8.12
    for resource in descriptor(package)["resources"]:
        parts = resource["schema"]["primaryKey"]
        keys = [tuple(row[part] for part in parts) for row in rows(package, resource["name"])]
        assert len(keys) == len(set(keys))


def test_what_points_elsewhere_is_found_there(package):  # 8.12
    pointed = 0
    for resource in descriptor(package)["resources"]:
        for key in resource["schema"].get("foreignKeys", ()):
            other = {row[key["reference"]["fields"]] for row in
                     rows(package, key["reference"]["resource"])}  # fmt: skip
            told = {row[key["fields"]] for row in rows(package, resource["name"])} - {""}
            assert told <= other
            pointed += 1
    assert pointed == 3


def test_the_csvw_metadata_say_the_same_as_the_descriptor(package):  # 8.12
    csvw = json.loads(package.read("csv-metadata.json"))
    assert csvw["@context"][0] == "http://www.w3.org/ns/csvw"
    for table, resource in zip(csvw["tables"], descriptor(package)["resources"], strict=True):
        schema = table["tableSchema"]
        assert table["url"] == resource["path"]
        assert [(c["name"], c["datatype"]) for c in schema["columns"]] == [
            (field["name"], field["type"]) for field in resource["schema"]["fields"]
        ]
        assert schema["primaryKey"] == resource["schema"]["primaryKey"]


def test_every_vintage_stays_and_the_revision_is_listed(package):  # 8.4
    told = [(row["value"], row["status"], row["stands"]) for row in rows(package, "values")
            if row["period"] == "2016"]  # fmt: skip
    assert told == [("1313", "P", "false"), ("1318", "A", "true")]
    (revision,) = rows(package, "revisions")
    assert (revision["value_before"], revision["value_after"], revision["reason"]) == (
        "1313", "1318", "final")  # fmt: skip


def test_a_break_is_a_row_and_parts_the_segments(package):  # 8.2
    (found,) = rows(package, "breaks")
    assert (found["year"], found["value_before"]) == ("2023", "1390")
    assert {row["segment"] for row in rows(package, "values") if row["first"] < "2023"} == {"1"}
    assert {row["segment"] for row in rows(package, "values") if row["first"] >= "2023"} == {"2"}


def test_footnotes_travel_in_both_languages(package):  # 1.4
    assert [(row["text_ja"], row["text_en"]) for row in rows(package, "footnotes")] == [
        ("確認された年に数える。", "Counted in the year of identification."),
        ("減少は確認の減少かもしれない。", "A fall may be a fall in identification."),
    ]


def test_the_readme_says_what_is_counted_in_both_languages(package):
    readme = package.read("README.md").decode()
    assert all(words in readme for words in ("children newly identified", "新たに確認された児童"))
    assert "Calendar years, January to December" in readme


def test_a_secret_value_is_in_no_file():  # 8.1
    of = account("2020 10", observed("2021 777", confidentiality=Confidentiality.SECONDARY))
    archive = zipfile.ZipFile(io.BytesIO(values(of)))
    assert not any(b"777" in archive.read(name) for name in archive.namelist())


def test_no_word_is_run_as_a_formula():  # 8.9
    of = yearly(2020, 5, footnotes=(Text("=1+1", "@SUM(1)"),))
    archive = zipfile.ZipFile(io.BytesIO(values(of)))
    assert rows(archive, "footnotes")[0]["text_ja"] == "'=1+1"


def test_the_same_account_gives_the_same_bytes():  # 8.12
    assert values(whole_account()) == values(whole_account())
    dates = {
        entry.date_time for entry in zipfile.ZipFile(io.BytesIO(values(whole_account()))).infolist()
    }
    assert dates == {(2025, 2, 13, 0, 0, 0)}


def test_a_series_without_any_value_is_a_package_too():
    assert rows(zipfile.ZipFile(io.BytesIO(values(account()))), "values") == []
