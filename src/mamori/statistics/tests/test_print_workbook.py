"""Policy: docs/policy/statistics.md, section 8. A series as a workbook."""

import datetime
import io

import openpyxl
import pytest

from mamori.kernel.text import Text
from mamori.statistics.print import workbook
from mamori.statistics.rules.series import Confidentiality
from mamori.statistics.tests.build_series import account, observed, whole_account, yearly

LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])


def opened(of, language="en"):
    return openpyxl.load_workbook(io.BytesIO(workbook.values(of, language)))


def table(of, name, language="en"):
    """The cells of a sheet's one table, as dictionaries."""
    sheet = opened(of, language)[name]
    ((_, area),) = [(t.name, t.ref) for t in sheet.tables.values()]
    heads, *rows = [[cell.value for cell in row] for row in sheet[area]]
    return [dict(zip(heads, row, strict=True)) for row in rows]


@LANGUAGES
def test_it_has_a_cover_contents_and_notes_before_the_values(language):  # 8.11
    names = {
        "ja": ["表紙", "目次", "注", "値", "すべての版", "改訂", "出典"],
        "en": ["Cover", "Contents", "Notes", "Values", "Vintages", "Revisions", "Sources"],
    }[language]
    book = opened(whole_account(), language)
    assert book.sheetnames == names
    listed = [row[0] for row in book[names[1]].iter_rows(min_row=3, values_only=True)]
    assert listed == names[2:]


@LANGUAGES
def test_no_cell_is_merged_and_none_holds_a_formula(language):  # 8.11
    for sheet in opened(whole_account(), language):
        assert not sheet.merged_cells.ranges
        assert not any(cell.data_type == "f" for row in sheet for cell in row)


def test_one_datum_a_cell_and_numbers_are_numbers():  # 8.11
    rows = table(whole_account(), "Values")
    value = next(head for head in rows[0] if head.startswith("Value (children)"))
    told = {(row["Breakdown"], row["Period"]): row[value] for row in rows}
    assert told["Total", "2016"] == 1318
    assert told["Total", "second half of 2015"] == 480
    assert all(number is None or isinstance(number, int) for number in told.values())


def test_note_marks_stand_in_brackets_and_lead_to_the_notes():  # 8.11
    marks = {row["Mark"] for row in table(whole_account(), "Notes")}
    rows = table(whole_account(), "Values")
    used = {word for row in [*rows, {"head": " ".join(rows[0])}] for cell in row.values()
            for word in str(cell or "").replace("[", "\n[").replace("]", "]\n").split("\n")
            if word.startswith("[")}  # fmt: skip
    assert used == marks == {f"[note {n}]" for n in range(1, 6)}
    assert table(whole_account(), "注", "ja")[0]["印"] == "[注1]"


def test_status_is_told_in_words_beside_the_value():  # 8.11
    told = {row["Period"]: row["Status"] for row in table(whole_account(), "Values")
            if row["Breakdown"] == "Total"}  # fmt: skip
    assert (told["2022"], told["2024"]) == ("Final", "Provisional")


def test_a_break_begins_a_segment_and_carries_the_old_way_s_value():  # 8.2, 8.3
    rows = {
        row["Period"]: row
        for row in table(whole_account(), "Values")
        if row["Breakdown"] == "Total"
    }
    assert (rows["2022"]["Segment"], rows["2023"]["Segment"]) == (1, 2)
    assert rows["2023"]["Value counted the old way"] == 1390
    assert "[note 5]" in rows["2023"]["Notes"]


def test_revisions_stand_on_a_sheet_of_their_own():  # 8.4
    (row,) = table(whole_account(), "Revisions")
    assert (row["Period"], row["Was"], row["Was (status)"], row["Now"]) == (
        "2016", 1313, "Provisional", 1318)  # fmt: skip
    assert row["Revised"] == datetime.datetime(2017, 3, 9)  # noqa: DTZ001 - a cell's
    assert row["Reason"] == "A provisional value became final"


def test_without_a_revision_the_sheet_says_so():
    sheet = opened(yearly(2020, 1, 2), "ja")["改訂"]
    assert sheet["A2"].value == "改訂はない。"


def test_every_vintage_is_there():  # 8.4
    assert len(table(whole_account(), "Vintages")) == len(whole_account().observations)


def test_a_secret_value_is_in_no_cell():  # 8.1
    of = account("2020 10", observed("2021 777", confidentiality=Confidentiality.SECONDARY))
    cells = {c.value for sheet in opened(of) for row in sheet for c in row}
    assert 777 not in cells
    assert "Suppressed" in cells


def test_words_that_look_like_a_formula_stay_words():
    sheet = opened(yearly(2020, 5, title=Text("=1+1", "=1+1")))["Cover"]
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=1+1", "s")


@LANGUAGES
def test_the_same_account_gives_the_same_bytes(language):
    assert workbook.values(whole_account(), language) == workbook.values(whole_account(), language)


def test_a_series_without_any_value_is_a_workbook_too():
    assert "Values" in opened(account()).sheetnames
