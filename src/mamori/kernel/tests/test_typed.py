"""Policy: docs/policy/kernel.md, section 9."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori.kernel import typed
from mamori.kernel.quantities import Qualifier
from mamori.kernel.refusals import Refused
from mamori.kernel.typed import IsFormula, NoDay, NoNumber, Number


@pytest.mark.parametrize(
    ("words", "value", "qualifier"),
    [
        ("2529", "2529", None),
        ("2,529", "2529", None),
        ("２，５２９", "2529", None),
        (" 190 ", "190", None),
        ("39万", "390000", None),
        ("３９万", "390000", None),
        ("1億2,000万", "120000000", None),
        ("3万5", "30005", None),
        ("1.5", "1.5", None),
        ("約39万", "390000", Qualifier.ABOUT),
        ("about 390,000", "390000", Qualifier.ABOUT),
        ("少なくとも40", "40", Qualifier.AT_LEAST),
        ("40以上", "40", Qualifier.AT_LEAST),
        ("△5", "-5", None),
        ("▲1,200", "-1200", None),
        ("-3", "-3", None),
        ("0", "0", None),
        ("about 1,200", "1200", Qualifier.ABOUT),
        ("300以上", "300", Qualifier.AT_LEAST),
    ],
)
def test_numbers_are_read_as_people_type_them(words, value, qualifier):
    assert typed.number(words) == Number(Decimal(value), qualifier)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("", NoNumber),
        ("many", NoNumber),
        ("4l", NoNumber),
        ("1,23", NoNumber),
        ("12,34,567", NoNumber),
        ("万", NoNumber),
        ("約", NoNumber),
        ("12 34", NoNumber),
        ("1" * 41, NoNumber),
        ("5万億", NoNumber),
        ("1.2.3", NoNumber),
        ("9" * 60, NoNumber),
        ("=A1+1", IsFormula),
        ("＝２＋３", IsFormula),
        ("NaN", NoNumber),
        ("1e9", NoNumber),
    ],
)
def test_anything_else_is_refused_with_what_would_do(words, refusal):
    with pytest.raises(refusal) as refused:
        typed.number(words)
    assert refused.value.message.ja
    assert "2529" in refused.value.message.en or refusal is IsFormula


@pytest.mark.parametrize(
    "words",
    ["2018-12-31", "２０１８－１２－３１", "2018/12/31", " 2018/12/31 ", "2018-12-31T00:00:00"],
)
def test_days_are_read(words):
    assert typed.day(words) == date(2018, 12, 31)


@pytest.mark.parametrize("words", ["", "31.12.2018", "2018-02-30", "1 June", "yesterday"])
def test_no_day_is_refused(words):
    with pytest.raises(NoDay):
        typed.day(words)


@given(st.text(max_size=50))
def test_whatever_is_typed_nothing_crashes(words):
    for read in (typed.number, typed.day):
        with suppress(Refused):
            read(words)


@given(st.integers(0, 10**12))
def test_what_is_written_with_commas_is_read_back(value):
    assert typed.number(f"{value:,}").value == value


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("令和8年6月1日", date(2026, 6, 1)),
        ("令和元年５月１日", date(2019, 5, 1)),
        ("R8.6.1", date(2026, 6, 1)),
        ("平成31年6月1日", date(2019, 6, 1)),
        ("２０２６／６／１", date(2026, 6, 1)),
        ("2026年6月1日", date(2026, 6, 1)),
        ("2026-06-01", date(2026, 6, 1)),
    ],
)
def test_a_day_of_an_era_is_read_long_and_short(written, read_as):
    assert typed.day(written) == read_as


@pytest.mark.parametrize(
    "written",
    ["令和元年4月30日", "平成40年1月1日", "2026-02-30", "46174", "6/1", "soon", "令和0年6月1日"],
)
def test_a_day_that_lies_outside_its_era_or_nowhere_is_refused(written):
    with pytest.raises(NoDay):
        typed.day(written)
