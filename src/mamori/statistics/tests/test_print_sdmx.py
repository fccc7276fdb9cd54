"""Policy: docs/policy/statistics.md, section 8. A series as SDMX-CSV 2.0, read back by pysdmx."""

import csv
import io
from decimal import Decimal

import pytest
from pysdmx.io.csv.sdmx20.reader import read as read_sdmx

from mamori.kernel.periods import parse
from mamori.statistics.print import as_sdmx
from mamori.statistics.rules.series import Basis, Break, Confidentiality
from mamori.statistics.tests.build_series import LAWS, account, observed, whole_account, yearly

KEY = ("FREQ", "SERIES", "BREAKDOWN", "VINTAGE", "REF_SOURCE", "TIME_PERIOD")


def read(of):
    return list(csv.DictReader(io.StringIO(as_sdmx.values(of).decode(), newline="")))


def test_pysdmx_reads_what_is_written():  # 8.10
    (found,) = read_sdmx(as_sdmx.values(whole_account()).decode())
    assert found.short_urn == "Dataflow=MAMORI:STATISTICS(1.0)"
    assert found.data.shape == (len(whole_account().observations), len(as_sdmx.COLUMNS) - 3)
    kept = found.data.set_index("TIME_PERIOD")
    assert kept.loc["2022", "OBS_VALUE"].iloc[0] == "1487"


def test_the_header_is_the_format_s():  # 8.10
    assert as_sdmx.values(whole_account()).split(b",")[:3] == [
        b"STRUCTURE",
        b"STRUCTURE_ID",
        b"ACTION",
    ]
    assert {row["ACTION"] for row in read(whole_account())} == {"I"}


def test_no_key_comes_twice_though_every_vintage_is_there():  # 8.4, 8.10
    keys = [tuple(row[part] for part in KEY) for row in read(whole_account())]
    assert len(keys) == len(set(keys)) == len(whole_account().observations)
    told = [(r["OBS_VALUE"], r["OBS_STATUS"], r["STANDING"]) for r in read(whole_account())
            if r["TIME_PERIOD"] == "2016"]  # fmt: skip
    assert told == [("1313", "P", "N"), ("1318", "A", "Y")]


@pytest.mark.parametrize(
    ("period", "frequency", "written", "start"),
    [
        ("2017", "A", "2017", ""),
        ("FY2017", "A", "2017-A1", "--04-01"),
        ("2017-H1", "S", "2017-S1", "--01-01"),
        ("2017-H2", "S", "2017-S2", "--01-01"),
        ("2006-06-01/2007-05-31", "_O", "2006-06-01/P12M", ""),
        ("2018-05-01/2018-05-31", "_O", "2018-05-01/P1M", ""),
        ("2017-04-18/2018-03-30", "_O", "2017-04-18/P347D", ""),
    ],
)
def test_a_period_is_written_as_the_format_has_it(period, frequency, written, start):  # 8.7, 8.10
    (row,) = read(account(observed("2017 5", period=parse(period))))
    assert (row["FREQ"], row["TIME_PERIOD"], row["REPORTING_YEAR_START_DAY"]) == (
        frequency, written, start)  # fmt: skip


def test_the_first_year_counted_a_new_way_has_the_status_of_a_break():  # 8.2
    of = yearly(2021, 10, 12, 31, 30, breaks=(Break(2023, LAWS, Decimal(14)),))
    assert [row["OBS_STATUS"] for row in read(of)] == ["A", "A", "B", "A"]
    assert [row["OBS_PRE_BREAK"] for row in read(of)] == ["", "", "14", ""]
    assert [row["SEGMENT"] for row in read(of)] == ["1", "1", "2", "2"]
    assert read(of)[2]["COMMENT_OBS"].startswith("three laws became five offences")


def test_a_provisional_value_at_a_break_stays_provisional():
    of = account("2022 12", "2023 31 provisional 2024-02-01 agency", breaks=(Break(2023, LAWS),))
    assert [(row["OBS_STATUS"], row["SEGMENT"]) for row in read(of)] == [("A", "1"), ("P", "2")]


def test_a_secret_value_is_empty_with_its_codes():  # 8.1
    (row,) = read(account(observed("2020 777", confidentiality=Confidentiality.SECONDARY)))
    assert (row["OBS_VALUE"], row["OBS_STATUS"], row["CONF_STATUS"]) == ("", "Q", "S")


def test_an_unknown_value_is_empty_and_zero_is_zero():
    of = account("2020 - missing 2021-01-01 agency", "2021 0")
    assert [row["OBS_VALUE"] for row in read(of)] == ["", "0"]


def test_a_fiscal_series_never_looks_like_a_calendar_one():  # 8.7
    assert {row["TIME_PERIOD"] for row in read(yearly(2016, 1, 2, basis=Basis.FISCAL))} == {
        "2016-A1", "2017-A1"}  # fmt: skip


def test_the_break_is_marked_at_the_first_year_known_after_it_in_every_breakdown():  # 8.2
    of = account(
        "2021 10",
        "2024 30",
        observed("2022 4", breakdown="high school"),
        observed("2023 9", breakdown="high school"),
        observed("2023 1", breakdown="junior high"),
        breaks=(Break(2023, LAWS),),
    )
    assert [(row["BREAKDOWN"], row["OBS_STATUS"]) for row in read(of)] == [
        ("total", "A"), ("total", "B"), ("high school", "A"), ("high school", "B"),
        ("junior high", "A"),
    ]  # fmt: skip
