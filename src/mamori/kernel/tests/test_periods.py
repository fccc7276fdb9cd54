"""Policy: docs/policy/kernel.md, section 3."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori.kernel.periods import (
    Kind,
    Period,
    UnknownPeriod,
    as_of,
    calendar_year,
    fiscal_year,
    half_year,
    parse,
)

PLAN_YEAR = Period(date(2017, 4, 18), date(2018, 3, 31))
DAYS = st.dates(date(1930, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("period", "code", "ja", "en"),
    [
        (fiscal_year(2017), "FY2017", "平成29年度", "fiscal year 2017"),
        (fiscal_year(2019), "FY2019", "平成31年度", "fiscal year 2019"),  # 3.2 era of the first day
        (fiscal_year(2020), "FY2020", "令和2年度", "fiscal year 2020"),
        (calendar_year(2017), "2017", "平成29年", "2017"),
        (calendar_year(2020), "2020", "令和2年", "2020"),
        (half_year(2017, 1), "2017-H1", "平成29年上半期", "first half of 2017"),
        (half_year(2017, 2), "2017-H2", "平成29年下半期", "second half of 2017"),
        (
            PLAN_YEAR,
            "2017-04-18/2018-03-31",
            "平成29年4月18日から平成30年3月31日まで",
            "18 April 2017 – 31 March 2018",
        ),
    ],
)
def test_a_period_is_written_and_read_in_both_languages(period, code, ja, en):
    assert (period.code, period.in_("ja"), period.in_("en")) == (code, ja, en)
    assert [parse(written) for written in (code, ja, en)] == [period] * 3


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("FY 2017", fiscal_year(2017)),
        ("ＦＹ２０１７", fiscal_year(2017)),
        ("平成２９年度", fiscal_year(2017)),
        ("令和元年度", fiscal_year(2019)),
        ("2017年度", fiscal_year(2017)),
        ("2017年4月18日から2018年3月31日", PLAN_YEAR),
    ],
)
def test_other_spellings_are_read(written, period):
    assert parse(written) == period


@pytest.mark.parametrize(
    "written",
    [
        "",
        "FY17",
        "last year",
        "平成29",
        "2017-H3",
        "2017-02-30/2018-01-01",
        "2018-01-01/2017-01-01",
    ],
)
def test_anything_else_is_refused_with_what_would_be_right(written):
    with pytest.raises(UnknownPeriod) as refusal:
        parse(written)
    assert refusal.value.message.ja
    assert refusal.value.message.en


@given(DAYS, DAYS)
def test_what_is_written_is_read_back(one, other):
    period = Period(min(one, other), max(one, other))
    assert parse(period.code) == parse(period.in_("ja")) == parse(period.in_("en")) == period


@given(st.integers(1930, 2090))
def test_a_fiscal_year_is_a_whole_year(year):
    assert fiscal_year(year).kind is Kind.FISCAL_YEAR
    assert date(year + 1, 3, 31) in fiscal_year(year)
    assert date(year + 1, 4, 1) not in fiscal_year(year)


@pytest.mark.parametrize(
    ("day", "within", "ja", "en"),
    [
        (date(2017, 12, 31), PLAN_YEAR, "12月末現在", "as of the end of December"),
        (date(2017, 12, 31), None, "平成29年12月末現在", "as of the end of December 2017"),
        (date(2018, 2, 28), PLAN_YEAR, "2月末現在", "as of the end of February"),
        (date(2017, 12, 1), PLAN_YEAR, "12月1日現在", "as of 1 December"),
        (date(2019, 5, 1), None, "令和元年5月1日現在", "as of 1 May 2019"),
    ],
)
def test_the_day_a_figure_stands_for(day, within, ja, en):
    assert (as_of(day, within).ja, as_of(day, within).en) == (ja, en)
