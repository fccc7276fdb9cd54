"""Policy: docs/policy/statistics.md §6.12: what two vintages of one table would tell together is kept back."""

import csv
import io

import pytest

from mamori.statistics.tabulation.earlier import AnotherTable, earlier_release
from mamori.statistics.tabulation.exporting import Form, export
from mamori.statistics.tabulation.sources import RecordsFile
from mamori.statistics.tests.test_tabulation_exporting import spec

HEAD = "unit_of_count,origin,record_id,year,sex\n"
COUNTS = {("2016", "girl"): 30, ("2016", "boy"): 40, ("2017", "girl"): 50, ("2017", "boy"): 60}


def records(tmp_path, counts, name="records.csv"):
    path = tmp_path / name
    rows = (
        f"victim,invented,{n},{y},{s}\n" for (y, s), many in counts.items() for n in range(many)
    )
    path.write_text(HEAD + "".join(rows))
    return RecordsFile(path)


def value(content, year, sex):
    rows = csv.DictReader(io.StringIO(content.decode()))
    return next(r["OBS_VALUE"] for r in rows if (r["year"], r["sex"]) == (year, sex))


def test_a_count_that_moved_by_a_few_is_kept_back_in_the_later_table(tmp_path):
    first = export(spec(), records(tmp_path, COUNTS), Form.CSV)
    later = records(tmp_path, COUNTS | {("2016", "girl"): 32}, "later.csv")
    assert value(export(spec(), later, Form.CSV), "2016", "girl") == "32"  # alone it could be shown
    assert value(export(spec(), later, Form.CSV, earlier=[first]), "2016", "girl") == ""


def test_what_was_kept_back_once_stays_so(tmp_path):
    first = export(spec(), records(tmp_path, COUNTS | {("2016", "girl"): 2}), Form.CSV)
    assert value(first, "2016", "girl") == ""
    later = records(tmp_path, COUNTS, "later.csv")
    assert value(export(spec(), later, Form.CSV, earlier=[first]), "2016", "girl") == ""


def test_the_same_records_give_the_same_table_again(tmp_path):
    first = export(spec(), records(tmp_path, COUNTS), Form.CSV)
    assert export(spec(), records(tmp_path, COUNTS), Form.CSV, earlier=[first]) == first


HALVES = {("H1", "girl"): 3, ("H2", "girl"): 27, ("H1", "boy"): 20, ("H2", "boy"): 20}


def halves(tmp_path, counts):
    path = tmp_path / "halves.csv"
    rows = (
        f"victim,invented,{half}{sex}{n},2016,{half},{sex}\n"
        for (half, sex), many in counts.items()
        for n in range(many)
    )
    path.write_text("unit_of_count,origin,record_id,year,half_year,sex\n" + "".join(rows))
    return RecordsFile(path)


def test_the_year_after_its_halves_shows_no_more_than_their_totals_did(tmp_path):  # §6.11
    source = halves(tmp_path, HALVES)
    by_half = export(spec("half_year, sex"), source, Form.CSV)
    told = {
        r["sex"]: r["OBS_VALUE"]
        for r in csv.DictReader(io.StringIO(by_half.decode()))
        if r["half_year"] == "total"
    }
    by_year = export(spec("sex"), source, Form.CSV, earlier=[by_half])
    again = {r["sex"]: r["OBS_VALUE"] for r in csv.DictReader(io.StringIO(by_year.decode()))}
    assert again == told


def test_the_halves_after_their_year_keep_what_the_year_lets_be_reckoned(tmp_path):  # §6.11
    source = halves(tmp_path, HALVES)
    by_year = export(spec("sex"), source, Form.CSV)
    rows = csv.DictReader(
        io.StringIO(export(spec("half_year, sex"), source, Form.CSV, earlier=[by_year]).decode())
    )
    told = {(r["half_year"], r["sex"]): r["OBS_VALUE"] for r in rows}
    assert told[("total", "girl")] == "30"
    assert told[("H1", "girl")] == told[("H2", "girl")] == ""


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("OBS_VALUE", "VALUE", "Its last columns should be MEASURE"),
        (",victims:1,", ",victims:2,", "of another unit or definition"),
        (",30,A,F", ",thirty,A,F", "cannot be read"),
        ("2016,girl", "2016", "cannot be read"),
    ],
)
def test_another_table_is_refused_in_words(tmp_path, before, after, reason):
    first = export(spec(), records(tmp_path, COUNTS), Form.CSV).decode()
    assert before in first
    with pytest.raises(AnotherTable) as refused:
        earlier_release(spec(), first.replace(before, after).encode())
    assert reason in refused.value.message.en


def test_what_is_no_text_is_refused_in_words():
    with pytest.raises(AnotherTable):
        earlier_release(spec(), b"\xff\xfe\x00")
