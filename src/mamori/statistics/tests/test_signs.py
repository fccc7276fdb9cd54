"""Policy: docs/policy/statistics.md, §2.6, §3.3 and §3.4."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori.kernel.refusals import Refused
from mamori.statistics.rules.series import Basis, Confidentiality, Status
from mamori.statistics.rules.signs import (
    Cell,
    UnreadCell,
    UnreadYear,
    read_cell,
    read_period,
    read_year,
    write_cell,
)
from mamori.statistics.tests.build_tables import seen


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1216", "1216"),
        ("1,216", "1216"),
        ("１，２１６", "1216"),
        ("　1,216 ", "1216"),
        ("1,216人", "1216"),
        ("１，２１６件", "1216"),
        ("12か所", "12"),
        ("2,095 children", "2095"),
        ("39万", "390000"),
        ("39.5万人", "395000"),
        ("1億2,000万", "120000000"),
        ("12千人", "12000"),
        ("3百万", "3000000"),
        ("△12", "-12"),
        ("▲ 12", "-12"),
        ("-12", "-12"),
        ("－12", "-12"),
        ("22.7%", "22.7"),
        ("22.7％", "22.7"),
        ("0", "0"),
        ("1,216（注１）", "1216"),
        ("1,216※2", "1216"),
    ],
)
def test_figures_are_read_as_ministries_write_them(written, value):  # 3.3
    assert read_cell(written).value == Decimal(value)


def test_the_counter_behind_the_digits_is_kept():  # 3.6
    assert read_cell("1,216人").counter == "人"
    assert read_cell("1,216件").counter == "件"
    assert read_cell("約39万人").counter == "人"


@pytest.mark.parametrize(
    "written", ["約39万", "約390,000", "およそ39万", "about 390,000", "approx. 390,000"]
)
def test_about_is_kept_as_about(written):  # 3.3
    assert read_cell(written) == Cell(Decimal(390000), approximate=True)


@pytest.mark.parametrize(
    "written",
    ["2,095p", "p2,095", "2,095 p", "2,095(p)", "２，０９５ｐ", "2,095（暫定値）", "2,095（速報）"],
)
def test_p_is_provisional(written):  # 2.6
    assert read_cell(written) == Cell(Decimal(2095), Status.PROVISIONAL)


def test_r_is_corrected_and_may_stand_beside_p():  # 2.6
    assert read_cell("r1,216") == Cell(Decimal(1216), revised=True)
    assert read_cell("1,216r") == Cell(Decimal(1216), revised=True)
    assert read_cell("r1,216p") == Cell(Decimal(1216), Status.PROVISIONAL, revised=True)


@pytest.mark.parametrize("written", ["…", "...", "‥", "・・・"])
def test_dots_are_not_available(written):  # 2.6
    assert read_cell(written) == Cell(None, Status.MISSING)


@pytest.mark.parametrize("written", ["-", "－", "―", "—", "−", "‐"])
def test_a_dash_is_none_and_no_zero(written):  # 2.6
    assert read_cell(written) == Cell(None, Status.CANNOT_EXIST)


@pytest.mark.parametrize("written", ["x", "X", "ｘ", "χ"])
def test_x_is_kept_secret(written):  # 2.6
    assert read_cell(written) == Cell(None, Status.SUPPRESSED, Confidentiality.INTERNAL)


@pytest.mark.parametrize(
    "written",
    [
        "", " ", "人", "千", "1,21,6", "12,16", "1 216", "1.216.000", "216②", "216²", "+5", "12x", "12pp",
        "1216/1313", "(12)", "#12", "1216-1313", "約", "p", "１２１６人人人人人人人人人人人人人人人", "٣", "三",
        "9" * 99, "=SUM(A1:A2)", "p…",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_named_and_never_guessed(written):  # 3.3
    with pytest.raises(UnreadCell) as refused:
        read_cell(written)
    assert "1,216人" in refused.value.message.ja


@given(
    st.one_of(
        st.none(),
        st.decimals(-(10**9), 10**9, places=0),
        st.decimals(-(10**6), 10**6, places=2),
    ),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["ja", "en"]),
    st.sampled_from([Status.MISSING, Status.CANNOT_EXIST, Status.SUPPRESSED]),
)
def test_what_is_written_is_read_again(value, about, provisional, language, absent):  # 2.6
    status = absent if value is None else Status.PROVISIONAL if provisional else Status.NORMAL
    secret = status is Status.SUPPRESSED
    level = Confidentiality.INTERNAL if secret else Confidentiality.FREE
    told = about and value is not None
    observation = seen(value, status=status, approximate=told, confidentiality=level)
    again = read_cell(write_cell(observation, language))
    assert again == Cell(observation.value, status, level, told)


@given(st.text(max_size=70))
def test_any_text_is_read_or_refused(written):
    for read in (read_cell, read_period):
        with suppress(Refused):
            assert read(written) is not None


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("2017", 2017),
        ("2017年", 2017),
        ("２０１７年", 2017),
        ("平成29年", 2017),
        ("平成２９年", 2017),
        ("平成29", 2017),
        ("H29", 2017),
        ("H29年", 2017),
        ("平成元年", 1989),
        ("昭和64年", 1989),
        ("令和元年", 2019),
        ("R1", 2019),
        ("平成29年（2017年）", 2017),
        ("平成29(2017)年", 2017),
        ("平成29年度", 2017),
        ("FY2017", 2017),
    ],
)
def test_years_are_read_under_all_their_names(written, year):  # 3.4
    assert read_year(written) == year


def test_the_two_names_of_2019_meet_in_one_year():  # 3.4
    names = ("平成31", "令和1", "平成31年", "令和元年", "2019", "平成31年・令和元年", "H31", "R元")
    assert {read_period(name) for name in names} == {Basis.CALENDAR.year(2019)}
    fiscal = ("平成31年度", "令和元年度", "令和元（2019）年度", "FY2019")
    assert {read_period(name) for name in fiscal} == {Basis.FISCAL.year(2019)}


def test_a_year_that_says_neither_is_what_the_layout_says():  # 3.4
    assert read_period("平成29", Basis.FISCAL) == Basis.FISCAL.year(2017)
    assert read_period("2017", Basis.FISCAL) == Basis.FISCAL.year(2017)
    assert read_period("平成29年", Basis.FISCAL) == Basis.CALENDAR.year(2017)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2015-07..2015-11", "2015-07-01/2015-11-30"),
        ("FY2016..FY2017", "2016-04-01/2018-03-31"),
        ("平成28年度～平成29年度", "2016-04-01/2018-03-31"),
        ("2015-12", "2015-12-01/2015-12-31"),
        ("2017-04-01/P1Y", "FY2017"),
        ("2017-04/P6M", "2017-04-01/2017-09-30"),
        ("2017-S2", "2017-H2"),
        ("平成29年上半期", "2017-H1"),
    ],
)
def test_spans_and_halves_are_no_years(written, code):  # 1.3
    assert read_period(written).code == code


@pytest.mark.parametrize(
    "written",
    [
        "",
        "29年",
        "平成35年",
        "昭和65",
        "平成0年",
        "H32",
        "2017/2018",
        "2017-13",
        "20175",
        "年",
        "平成",
        "合計",
        "0000",
    ],
)
def test_what_is_no_year_is_named(written):  # 3.4
    with pytest.raises(UnreadYear):
        read_period(written)
    with pytest.raises(UnreadYear):
        read_year("2015-07..2015-11")
