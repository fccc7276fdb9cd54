"""Workbooks as ministries send them. Policy: docs/policy/statistics.md, §3.2 to §3.7."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mamori.kernel.refusals import Refused
from mamori.statistics.rules.findings import Place
from mamori.statistics.rules.series import Basis, Status
from mamori.statistics.tables.layouts import Kind, Layout, Target, Years
from mamori.statistics.tables.reading import read
from mamori.statistics.tables.refusals import TableRefused
from mamori.statistics.tests.build_tables import (
    HEADER,
    SERIES,
    TODAY,
    row,
    workbook,
)


def laid_out(**told):
    return Layout(**{"kind": Kind.WORKBOOK, "vintage": "2021-03-01", "source": "例示庁", **told})


ACROSS = laid_out(
    header_rows=(4, 5),
    label_columns=(1, 2),
    series={
        "検挙件数": Target("offences_cases_cleared"),
        "検挙人員": Target("offences_persons_cleared"),
        "被害児童": Target("child_victims"),
        "被害児童の学校別/高校生": Target("child_victims", "school=high school"),
        "被害児童の学校別/中学生": Target("child_victims", "school=junior high"),
    },
    ignored=frozenset({"増減"}),
)
TITLES = [["児童の被害の状況"], [], ["", "", "", "", "（令和３年３月）"]]
HEADS = [["区分", "", "", "", "", "", "増減"], ["", "", "29年", "30年", "元年", "２年", ""]]
BODY: list[list[object]] = [
    ["検挙件数", "", "２，４１３件", "3,097件", 3059, "2,757p", "△302"],
    ["検挙人員", "", "1,703人", "2,315人", "…", "-", ""],
    ["被害児童", "", "1,216人", "約1,276人", "1,559", 1320, "△239"],
    ["被害児童の学校別", "高校生", 400, 500, 600, 500, "△100"],
    ["", "中学生", 400, 500, 600, 500, "△100"],
]
NOTES = [["（注）１　検挙は書類送致を含む。"], ["　　　２　被害児童は新たに特定された者。"]]
MERGED = [
    (0, 0, 0, 6, "児童の被害の状況"), (3, 0, 4, 1, "区分"), (3, 2, 3, 3, "平成"), (3, 4, 3, 5, "令和"),
    (3, 6, 4, 6, "増減"), (8, 0, 9, 0, "被害児童の学校別"), (5, 0, 5, 1, "検挙件数"),
]  # fmt: skip


def ministry(body=BODY, notes=NOTES, titles=TITLES, merged=MERGED):
    cut = [list(cells) for cells in [*titles, *HEADS, *body, *notes]]
    for first, left, last, right, _ in merged:
        for number in range(first, min(last + 1, len(cut))):
            for column in range(left, min(right + 1, len(cut[number]))):
                cut[number][column] = ""
    return workbook(cut, merged)


def changed(number, column, cell):
    body = [list(cells) for cells in BODY]
    body[number][column] = cell
    return body


def taken(content, layout=ACROSS):
    return read("table.xlsx", content, SERIES, layout, TODAY)


def refused(content, layout=ACROSS):
    with pytest.raises(TableRefused) as told:
        taken(content, layout)
    return [(one.code, one.place) for one in told.value.findings]


def test_a_table_with_merged_headers_eras_and_notes_is_read():  # 3.5
    got = taken(ministry())
    cells = {(o.series, o.breakdown, o.period.code): o for o in got.observations}
    assert len(cells) == len(got.observations) == 20
    assert cells["offences_cases_cleared", "total", "2017"].value == 2413
    assert cells["offences_cases_cleared", "total", "2020"].status is Status.PROVISIONAL
    assert cells["offences_persons_cleared", "total", "2019"].status is Status.MISSING
    assert cells["offences_persons_cleared", "total", "2020"].status is Status.CANNOT_EXIST
    assert cells["child_victims", "total", "2018"].approximate
    assert cells["child_victims", "school=junior high", "2019"].value == 600
    assert {o.published.isoformat() for o in got.observations} == {"2021-03-01"}
    assert got.notes[0] == "（注）１　検挙は書類送致を含む。"
    assert {f.code for f in got.findings} == {"parts_fall_short"}


def test_the_two_names_of_2019_meet_in_one_table():  # 3.4
    layout = laid_out(series={"被害児童": Target("child_victims")}, unit="人")
    heads = ["", "平成31年", "令和１年"]
    assert refused(workbook([heads, ["被害児童", 1, 2]]), layout) == [
        ("duplicate_key", Place("表1", 2, "C"))
    ]
    (one,) = taken(workbook([["", "平成31年・令和元年"], ["被害児童", 7]]), layout).observations
    assert one.period == Basis.CALENDAR.year(2019)


def test_years_may_run_down_and_labels_be_merged_across():  # 3.5
    layout = laid_out(
        header_rows=(2, 3),
        years=Years.DOWN,
        series={
            "検挙/件数": Target("offences_cases_cleared"),
            "検挙/人員": Target("offences_persons_cleared"),
            "被害児童": Target("child_victims"),
        },
    )
    rows: list[list[object]] = [
        ["表１"],
        ["年", "", "", ""],
        ["", "件数（件）", "人員（人）", ""],
        ["平成29年", 2413, 1703, 1216],
        ["30年", 3097, 2315, 1276],
    ]
    merged = [(1, 1, 1, 2, "検挙"), (1, 3, 2, 3, "被害児童（人）")]
    got = taken(workbook(rows, merged), layout).observations
    assert [(o.series, o.period.code, o.value) for o in got][3:] == [
        ("offences_cases_cleared", "2018", 3097),
        ("offences_persons_cleared", "2018", 2315),
        ("child_victims", "2018", 1276),
    ]


def test_years_of_a_fiscal_table_are_what_the_layout_says():  # 3.4
    layout = laid_out(series={"講座": Target("classes")}, basis=Basis.FISCAL)
    rows: list[list[object]] = [["（単位：回）", "平成29", "平成30年度"], ["講座", 5, "６回"]]
    layout_with_unit = laid_out(series=layout.series, basis=Basis.FISCAL, unit="回")
    got = taken(workbook(rows), layout_with_unit).observations
    assert [o.period.code for o in got] == ["FY2017", "FY2018"]
    assert refused(workbook([["", "平成29年"], ["講座", 5]]), layout_with_unit)[0][0] == (
        "calendar_year_in_fiscal_series"
    )


def test_the_unit_above_the_table_is_read_and_brought_to_the_series():  # 3.6
    layout = laid_out(header_rows=(2,), series={"児童": Target("child_victims")})
    (one,) = taken(
        workbook([["", "（単位：千人）"], ["", "2017年"], ["児童", 1.2]]), layout
    ).observations
    assert one.value == 1200
    assert (
        refused(workbook([["", "（単位：件）"], ["", "2017年"], ["児童", 12]]), layout)[0][0]
        == "wrong_unit"
    )
    assert refused(workbook([["", ""], ["", "2017年"], ["児童", 12]]), layout) == [
        ("no_unit", Place("表1", 3))
    ]


@pytest.mark.parametrize(
    ("number", "column", "cell", "code", "place"),
    [
        (2, 2, "1,216件", "wrong_unit", Place("表1", 8, "C")),
        (2, 3, "不詳等", "unread_cell", Place("表1", 8, "D")),
        (2, 3, "1,216人余", "wrong_unit", Place("表1", 8, "D")),
        (2, 3, "2018-04-01", "unread_cell", Place("表1", 8, "D")),
        (2, 3, True, "unread_cell", Place("表1", 8, "D")),
        (2, 4, "△5", "negative_count", Place("表1", 8, "E")),
        (2, 4, 12.5, "fraction_of_a_count", Place("表1", 8, "E")),
        (1, 0, "送致人員", "label_missing", Place("表1")),
        (4, 3, 90_000, "parts_exceed_total", Place("表1", 10, "D")),
    ],
)
def test_a_bad_cell_is_named_with_its_sheet_row_and_column(
    number, column, cell, code, place
):  # 3.1
    assert refused(ministry(changed(number, column, cell)))[0] == (code, place)


def test_a_label_the_layout_does_not_know_refuses_the_table():  # 3.5
    more = [*BODY, ["その他", "", 1, 2, 3, 4, ""]]
    assert ("unknown_label", Place("表1", 11, "A")) in refused(ministry(more))


def test_referred_in_a_table_of_cleared_is_refused():  # 3.7
    layout = laid_out(series={"送致人員": Target("offences_persons_cleared")})
    assert refused(workbook([["", "2017年"], ["送致人員", "5人"]]), layout) == [
        ("referred_not_cleared", Place("表1", 2, "A"))
    ]
    titled = [["児童に係る事犯の送致状況"], [], []]
    assert refused(ministry(titles=titled, merged=MERGED[1:]))[0] == (
        "referred_not_cleared", Place("表1", 1, "A"),
    )  # fmt: skip


def test_a_table_that_moved_is_refused_and_not_read_askew():  # 3.5
    assert ("no_years", Place("表1", 5)) in refused(ministry(titles=[*TITLES, [], []], merged=()))


def test_a_tidy_sheet_is_read_without_a_layout():  # 3.5
    rows: list[list[object]] = [
        list(HEADER),
        [2017, *row()[1:3], 1216.0, *row()[4:]],
        row("令和元年", "1,559人"),
    ]
    got = taken(workbook(rows), None).observations
    assert [(o.period.code, o.value) for o in got] == [("2017", 1216), ("2019", 1559)]
    bad = [list(HEADER), row(), [2016, *row()[1:3], 12.5, *row()[4:]]]
    assert refused(workbook(bad), None) == [("fraction_of_a_count", Place("表1", 3, "value"))]


def test_another_sheet_than_the_declared_one_is_not_read():  # 3.5
    layout = laid_out(sheet="表2", series=ACROSS.series)
    assert refused(ministry(), layout) == [("no_sheet", Place())]


def test_a_workbook_of_labels_without_a_layout_is_refused():  # 3.5
    assert refused(ministry(), None) == [("layout_needed", Place())]


WORDS = st.sampled_from(["", "…", "x", "1人", "（注）", "平成"])
CELLS = st.one_of(WORDS, st.integers(-9, 9), st.floats(-9, 9), st.booleans())


@settings(max_examples=40)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_any_sheet_is_read_or_refused(rows):
    layout = laid_out(series={"児童": Target("child_victims")}, unit="人")
    for body in (rows, [["", "2017年", "2018年"], *[["児童", *cells[1:]] for cells in rows]]):
        with suppress(Refused):
            assert taken(workbook(body), layout).observations
