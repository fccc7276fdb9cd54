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


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("year,sex,", "year,age,", "Its columns should be year, sex"),
        (",victims:1,", ",victims:2,", "of another definition"),
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
