"""Tidy CSV and SDMX-CSV. Policy: docs/policy/statistics.md, section 3."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori.kernel.refusals import Refused
from mamori.statistics.rules.findings import Place
from mamori.statistics.rules.series import Basis, Confidentiality, Observation, Status
from mamori.statistics.tables.layouts import Kind, Layout, Role, Target
from mamori.statistics.tables.making import observations
from mamori.statistics.tables.reading import read
from mamori.statistics.tables.refusals import TableRefused
from mamori.statistics.tests.build_tables import (
    HEADER,
    SERIES,
    TODAY,
    csv_of,
    row,
    seen,
    tidy,
)

SDMX = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION", "SERIES", "BREAKDOWN", "TIME_PERIOD", "OBS_VALUE",
    "OBS_STATUS", "CONF_STATUS", "UNIT_MEASURE",
)  # fmt: skip
SDMX_LAYOUT = Layout(Kind.SDMX, vintage="2021-03-01", source="Agency, 2021")


def taken(content, layout=None, name="table.csv", held=()):
    return read(name, content, SERIES, layout, TODAY, held)


def refused(content, layout=None, name="table.csv", held=()):
    with pytest.raises(TableRefused) as told:
        taken(content, layout, name, held)
    return [(one.code, one.place) for one in told.value.findings]


def sdmx(*rows):
    return csv_of([SDMX, *(("dataflow", "NPA:VICTIMS(1.0)", *row) for row in rows)])


def test_a_tidy_csv_is_read_whole():  # 3.5
    got = taken(
        tidy(
            row(),
            row("2019", "2,095p", vintage="2020-02"),
            row("FY2017", "9", indicator="classes", unit="sessions"),
        )
    )
    first, second, third = got.observations
    assert first == seen(1216)
    assert (second.value, second.status, second.published) == (
        2095,
        Status.PROVISIONAL,
        date(2020, 2, 1),
    )
    assert third.period == Basis.FISCAL.year(2017)
    assert got.findings == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_utf_8_with_and_without_its_mark_and_shift_jis_are_read(encoding):  # 3.2
    got = taken(tidy(row(value="１，２１６人", source="例示庁、令和３年"), encoding=encoding))
    assert (got.observations[0].value, got.observations[0].source) == (1216, "例示庁、令和３年")


@pytest.mark.parametrize("encoding", ["euc-jp", "utf-16", "utf-32"])
def test_another_encoding_is_refused_and_never_guessed(encoding):  # 3.2
    content = tidy(row(source="例示庁の公表した統計資料、令和三年"), encoding=encoding)
    assert refused(content) == [("unknown_encoding", Place())]


def test_japanese_headers_and_words_are_read():  # 3.5
    header = ("年", "系列", "内訳", "値", "単位", "状態", "公表日", "出典")
    (one,) = taken(
        csv_of([header, row("令和元年", "約1,200人", unit="人", status="暫定値")])
    ).observations
    assert (one.period, one.value, one.approximate) == (Basis.CALENDAR.year(2019), 1200, True)
    assert one.status is Status.PROVISIONAL


def test_about_and_how_a_value_was_computed_are_taken_from_the_words():  # 2.4
    told = row(
        breakdown="school=high school (approx.)",
        status="derived",
        source="Press, 2021 (computed: 676 minus 109)",
    )
    (one,) = taken(tidy(told)).observations
    assert (one.breakdown, one.approximate) == ("school=high school", True)
    assert (one.source, one.derivation) == ("Press, 2021", "computed: 676 minus 109")
    assert one.status is Status.ESTIMATED


def test_a_derived_value_without_its_way_is_listed():  # 2.4
    assert [f.code for f in taken(tidy(row(status="derived"))).findings] == ["derived_without_how"]


def test_thousands_are_brought_to_the_unit_of_the_series():  # 3.6
    (one,) = taken(tidy(row(value="1.2", unit="千人"))).observations
    assert one.value == 1200


def test_a_column_that_is_not_understood_is_listed():  # 3.1
    got = taken(csv_of([(*HEADER, "memo"), (*row(), "x")]))
    assert [(f.code, f.place) for f in got.findings] == [("unknown_column", Place("", 1, "memo"))]


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"unit": "cases"}, "wrong_unit", "unit"),
        ({"unit": "件"}, "wrong_unit", "unit"),
        ({"unit": "persons"}, "wrong_unit", "unit"),
        ({"value": "1,216件"}, "wrong_unit", "value"),
        ({"unit": ""}, "no_unit", "unit"),
        ({"indicator": "child_victim"}, "unknown_series", "indicator"),
        (
            {"indicator": "offences_persons_cleared", "unit": "人", "breakdown": "送致"},
            "referred_not_cleared",
            "value",
        ),
        ({"year": "平成35年"}, "unread_year", "year"),
        ({"year": "2099"}, "year_from_the_future", "value"),
        ({"year": "FY2017"}, "fiscal_year_in_calendar_series", "value"),
        ({"indicator": "classes", "unit": "回"}, "calendar_year_in_fiscal_series", "value"),
        ({"value": "many"}, "unread_cell", "value"),
        ({"value": "216②"}, "unread_cell", "value"),
        ({"value": ""}, "empty_cell", "value"),
        ({"value": "-5"}, "negative_count", "value"),
        ({"value": "12.5"}, "fraction_of_a_count", "value"),
        ({"indicator": "child_victims_share", "unit": "percent", "value": "101"}, "share_out_of_range", "value"),
        ({"status": "maybe"}, "unknown_status", "status"),
        ({"vintage": "March"}, "unread_vintage", "vintage"),
        ({"vintage": "2021-02-31"}, "unread_vintage", "vintage"),
        ({"vintage": ""}, "no_vintage", "vintage"),
        ({"vintage": "2099"}, "published_in_the_future", "value"),
        ({"source": ""}, "no_source", "source"),
    ],
)  # fmt: skip
def test_a_bad_row_refuses_the_table_and_is_named_with_its_place(changes, code, column):  # 3.1
    codes = refused(tidy(row("2016", "1313"), row(**changes)))
    assert codes[0] == (code, Place("", 3, column))


def test_every_error_of_a_table_is_named_at_once_and_nothing_is_loaded():  # 3.1
    told = refused(
        tidy(row(value="?"), row("x"), row("2016", unit="cases"), row("2015", "-1"), row("2014"))
    )
    assert [(code, place.row) for code, place in told] == [
        ("unread_cell", 2), ("unread_year", 3), ("wrong_unit", 4), ("negative_count", 5),
    ]  # fmt: skip


def test_parts_that_exceed_the_total_refuse_the_file_and_fewer_are_listed():  # 3.8
    def parts(a, b):
        return tidy(
            row(value="100"), row(value=a, breakdown="school=a"), row(value=b, breakdown="school=b")
        )

    assert refused(parts("60", "50")) == [("parts_exceed_total", Place("", 4, "value"))]
    assert [f.code for f in taken(parts("60", "30")).findings] == ["parts_fall_short"]


def test_the_same_cell_twice_is_named_with_the_first():  # 3.11
    assert refused(tidy(row(), row())) == [("duplicate_key", Place("", 3, "value"))]
    assert refused(tidy(row("平成31"), row("令和1"))) == [("duplicate_key", Place("", 3, "value"))]


def test_what_is_held_is_looked_at_too():  # 3.11
    held = [seen(1216, published=date(2021, 2, 1))]
    assert refused(tidy(row(status="provisional")), held=held)[0][0] == "provisional_after_final"


def test_a_blank_line_is_passed_and_rows_keep_their_numbers():  # 3.1
    content = tidy(row(), [], [""] * len(HEADER), row("2016", "?"))
    assert refused(content) == [("unread_cell", Place("", 5, "value"))]


def test_rows_of_another_length_are_named():  # 3.1
    assert refused(tidy(row(), row()[:-1], [*row(), "more"])) == [
        ("ragged_row", Place("", 3)), ("ragged_row", Place("", 4)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf\r\n", "empty_file"),
        (b"\x89PNG\r\n", "unknown_kind"),
        (b"%PDF-1.7", "unknown_kind"),
        (b"<html></html>", "unknown_kind"),
        (b"a,b,c\n1,2,3\n", "layout_needed"),
        (tidy(), "no_values"),
        (csv_of([HEADER, []]), "no_values"),
        (csv_of([(*HEADER, "year")]), "column_twice"),
        (tidy() + b'2017,"open', "broken_csv"),
        (b"{}", "layout_needed"),
    ],
)
def test_a_file_that_is_no_table_is_refused(content, code):  # 3.2
    assert [told for told, _ in refused(content)] == [code]


def test_a_missing_column_is_named():  # 3.5
    header = ("year", "indicator", "unit")
    assert refused(csv_of([header]), Layout(Kind.TIDY)) == [("column_missing", Place("", 1))]


def test_sdmx_csv_is_read_with_its_codes():
    got = taken(
        sdmx(
            ("I", "child_victims", "total", "2017", "1216", "A", "F", "children"),
            ("A", "child_victims", "total", "2018", "", "O", "F", "children"),
            ("", "child_victims", "total", "2019", "NaN", "Q", "N", "children"),
            ("I", "classes", "total", "2017-04-01/P1Y", "9", "P", "F", "sessions"),
        ),
        SDMX_LAYOUT,
    )
    assert [(o.value, o.status) for o in got.observations] == [
        (1216, Status.NORMAL), (None, Status.MISSING), (None, Status.SUPPRESSED), (9, Status.PROVISIONAL),
    ]  # fmt: skip
    assert got.observations[2].confidentiality is Confidentiality.INTERNAL
    assert got.observations[3].period == Basis.FISCAL.year(2017)


def test_sdmx_never_deletes_or_replaces():  # 2.1
    rows = [(act, "child_victims", "total", "2017", "1", "A", "F", "children") for act in "DRM"]
    assert refused(sdmx(*rows), SDMX_LAYOUT) == [
        ("unknown_action", Place("", n, "ACTION")) for n in (2, 3, 4)
    ]


def test_sdmx_headers_may_carry_their_labels():
    told = ("dataflow", "X", "I", "child_victims", "total", "2017", "1", "A", "F", "children")
    named = csv_of([[f"{word}: a label" for word in SDMX], told])
    assert taken(named, SDMX_LAYOUT).observations[0].value == 1


def test_a_layout_may_name_columns_its_own_way():  # 3.5
    content = csv_of([("What", "When", "How many"), ("victims", "2017", "1,216")])
    layout = Layout(
        Kind.TIDY,
        columns={"What": Role.SERIES, "When": Role.PERIOD, "How many": Role.VALUE},
        series={"victims": Target("child_victims", "school=a")},
        unit="人",
        vintage="2021-03-01",
        source="Agency, 2021",
        status=Status.PROVISIONAL,
    )
    assert taken(content, layout).observations == (
        seen(1216, breakdown="school=a", status=Status.PROVISIONAL),
    )


def test_many_observations_at_once_are_the_same_as_one_by_one():
    rows = [
        (
            *("s", "b", Basis.CALENDAR.year(2017), Decimal(n), Status.NORMAL, "v", TODAY, "src"),
            *("", False, Confidentiality.FREE),
        )
        for n in range(3)
    ]
    together = observations(list(zip(*rows, strict=True)))
    assert together == tuple(Observation(*one) for one in rows)
    assert [hash(one) for one in together] == [hash(Observation(*one)) for one in rows]
    with pytest.raises(TypeError):
        observations([["s"], ["b"]])


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    for layout in (None, *map(Layout, Kind)):
        with suppress(Refused):
            assert taken(content, layout).observations


@given(st.lists(st.lists(st.text(max_size=8), min_size=8, max_size=8), min_size=1, max_size=4))
def test_any_cells_are_read_or_refused(rows):
    with suppress(Refused):
        assert taken(tidy(*rows)).observations
