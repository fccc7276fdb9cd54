"""Tables of activities: every row is read or named by its cell, and last year’s layout too."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook

from mamori.activities import queries
from mamori.activities.rules import columns as layouts
from mamori.activities.tests.build_register import meeting
from mamori.activities.tests.build_tables import (
    HEADS,
    ROW,
    TODAY,
    book,
    csv,
    kind,
    names,
    only,
    table,
    with_cell,
)
from mamori.activities.workbooks import refusals, template
from mamori.activities.workbooks.opening import letters
from mamori.activities.workbooks.reading import read
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier


@pytest.mark.parametrize("write", [book, csv])
def test_a_row_is_read_into_an_activity(japan, write):
    found = only(write(ROW))
    assert (found.days.first, found.area, found.serves) == (date(2026, 6, 1), "13", ("p17-07",))
    assert found.fields == {"audience": "guardians"}
    assert found.figures == meeting().figures
    assert found.title.ja == "架空の講座"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp932"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_csv_is_read_in_the_encodings_and_with_the_signs_programs_write(japan, encoding, sign):
    assert only(csv(ROW, encoding=encoding, sign=sign)).area == "13"


@pytest.mark.parametrize("area", ["13", 13, "東京都", "Tokyo", "13 東京都 / Tokyo", "１３"])
def test_a_prefecture_is_known_by_its_code_or_either_name(japan, area):
    assert only(book(with_cell("都道府県", area))).area == "13"


def test_one_digit_that_lost_its_zero_is_still_hokkaido(japan):
    assert only(book(with_cell("都道府県", 1))).area == "01"


@pytest.mark.parametrize("written", ["令和8年6月1日", "２０２６／０６／０１", date(2026, 6, 1)])
def test_days_and_full_width_digits_are_read(japan, written):
    row = list(with_cell("受講者", "約１，２００"))
    row[0] = written
    found = only(book(row))
    assert found.days == Period(date(2026, 6, 1), date(2026, 6, 1))
    assert found.figures["participants"].value == 1200
    assert found.figures["participants"].qualifier is Qualifier.ABOUT


@pytest.mark.parametrize(
    ("head", "value", "words"),
    [
        ("日（または最初の日）", "", "Give the day"),
        ("日（または最初の日）", "soon", "cannot be read as a day"),
        ("日（または最初の日）", "2027-01-01", "has not come yet"),
        ("都道府県", "江戸", "01 北海道 / Hokkaido … 47 沖縄県 / Okinawa"),
        ("都道府県", "", "Choose the prefecture"),
        ("受講者", -1, "never below zero"),
        ("受講者", "many", "cannot be read as a number"),
        ("受講者", 5000, "is over 3,000"),
        ("受講者", 1e300, "too large"),
        ("受講者", 1.5, "whole number"),
        ("対象", "犬", "Guardians"),
        ("題名（日本語）", "字" * 201, "200"),
    ],
)
def test_what_is_wrong_is_named_by_its_cell_with_what_would_be_right(japan, head, value, words):
    found = table(book(ROW, with_cell(head, value), ROW))
    told = [(one.place, words in one.reason.en + one.reason.ja) for one in found.findings]
    assert told == [(f"Sheet1!{letters(HEADS.index(head))}3", True)]
    assert (found.rows, len(found.activities)) == (3, 2)
    with pytest.raises(refusals.RowsRefused):
        found.whole()


def test_more_people_than_the_hall_holds_is_named(japan):
    heads = (*HEADS, "会場の定員")
    found = table(book((*ROW, 100), heads=heads)).findings
    assert [(one.place, one.head.en) for one in found] == [("Sheet1!D2", "Participants")]


def test_several_choices_stand_in_one_cell(japan):
    heads = ("first", "area", "f.act", "f.form", "f.regulates", "f.passed")
    row = ("2026-06-01", "13", "Enacted", "独立した条例", "接触型、Girls’ bar", "令和8年5月20日")
    found = table(book(row, heads=heads), "ordinance").whole()[0]
    assert found.fields["regulates"] == "contact,girls_bar"
    assert found.fields["passed"] == "2026-05-20"


def test_empty_rows_and_columns_are_passed_over(japan):
    heads = ("", *HEADS)
    found = table(book(("", *ROW), [""] * 7, ("", *ROW), heads=heads))
    assert (found.rows, len(found.whole())) == (2, 2)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: b"", "not_a_table"),
        (lambda: b"\x89PNG\r\n", "not_a_table"),
        (lambda: b"%PDF-1.7", "not_a_table"),
        (lambda: b"PK\3\4 cut off", "not_a_table"),
        (lambda: book(ROW, merge="B2:B4"), "merged_cells"),
        (lambda: book(ROW, formula=True), "formulas"),
        (lambda: book(), "no_rows"),
        (lambda: csv(("1", "2"), heads=("a", "b")), "no_heads"),
        (lambda: book((*ROW, "x"), heads=(*HEADS, "氏名")), "unknown_column"),
        (lambda: book((*ROW, "x"), heads=(*HEADS, "Participants")), "column_twice"),
        (lambda: book(ROW[1:], heads=HEADS[1:]), "column_missing"),
        (lambda: book(ROW, told=[("told", "kind", "symposium")]), "other_kind"),
    ],
)
def test_a_file_that_is_no_table_of_the_kind_is_refused(japan, content, code):
    with pytest.raises(refusals.BadTable) as refused:
        table(content())
    assert refused.value.code == code
    assert refused.value.message.ja


def test_merged_cells_are_named_by_their_place(japan):
    with pytest.raises(refusals.Merged, match="B2:B4"):
        table(book(ROW, merge="B2:B4"))


def test_a_cell_far_outside_is_refused_before_it_is_read(japan):
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(ROW))) as held, zipfile.ZipFile(written, "w") as sent:
        for name in held.namelist():
            part = held.read(name).replace(b'r="A2"', b'r="XFD1048576"')
            sent.writestr(name, part)
    with pytest.raises(refusals.BadFile, match="far outside"):
        table(written.getvalue())


def test_last_years_layout_is_mapped_where_every_column_is_still_known(japan):
    told = [("told", "layout", "old"), ("column", "n.participants", "参加した人")]
    heads = tuple("参加した人" if head == "受講者" else head for head in HEADS)
    found = table(book(ROW, heads=heads, told=told))
    assert found.older
    assert found.whole()[0].figures["participants"].value == 190


def test_last_years_layout_with_a_column_that_is_gone_is_refused_in_words(japan):
    told = [("told", "layout", "old"), ("column", "f.weather", "天気")]
    with pytest.raises(refusals.OlderLayout, match="天気"):
        table(book((*ROW, "晴れ"), heads=(*HEADS, "天気"), told=told))
    assert table(book((*ROW, ""), heads=(*HEADS, "天気"), told=told)).findings == ()


def test_the_template_of_every_kind_reads_back_and_has_a_guide_in_both_languages(japan):
    for one in queries.kinds().values():
        content = template.write(one, names())
        assert template.write(one, names()) == content
        with pytest.raises(refusals.NoRows):
            read(content, one, "NPA", names(), TODAY)
        own = layouts.columns(one, names())
        assert len(own) <= 52
        assert len({column.label.ja for column in own}) == len(own)
        assert len({column.label.en for column in own}) == len(own)


def test_a_filled_template_is_taken_with_its_drop_down_words(japan):
    content = load_workbook(io.BytesIO(template.write(kind(), names())))
    sheet, lists = content["活動 Activities"], content["mamori-lists"]
    at = {cell.value: cell.column for cell in sheet[2]}
    own = {column.key: at[column.head] for column in layouts.columns(kind(), names())}
    offered = [lists.cell(13, n).value for n in range(1, 9)]
    sheet.cell(3, own["first"], date(2026, 6, 1))
    sheet.cell(3, own["area"], next(w for w in offered if w and w.startswith("13")))
    sheet.cell(3, own["n.participants"], "約190")
    written = io.BytesIO()
    content.save(written)
    found = table(written.getvalue())
    assert not found.older
    assert found.whole()[0].area == "13"
    assert len(sheet.data_validations.dataValidation) == len(own)
