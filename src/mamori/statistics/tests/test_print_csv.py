"""Policy: docs/policy/statistics.md, section 8. A series as CSV, in either language."""

import csv
import io
from decimal import Decimal

import pytest

from mamori.kernel.text import Text
from mamori.statistics.print import as_csv
from mamori.statistics.rules.series import Basis, Confidentiality
from mamori.statistics.tests.build_series import account, observed, whole_account, yearly

LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])
EN = {head.en: place for place, head in enumerate(as_csv.COLUMNS)}


def read(of, language="en"):
    written = as_csv.values(of, language).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(written, newline="")))


def column(of, name, language="en"):
    return [row[EN[name]] for row in read(of, language)[1:]]


@LANGUAGES
def test_it_is_utf_8_with_a_mark_and_headed_in_the_language(language):  # 8.9
    assert as_csv.values(whole_account(), language).startswith(b"\xef\xbb\xbf")
    heads, *rows = read(whole_account(), language)
    assert heads == [head.in_(language) for head in as_csv.COLUMNS]
    assert {len(row) for row in rows} == {len(heads)}


def test_every_vintage_is_a_row_and_the_one_that_stands_is_told():  # 8.4
    values = [r for r in read(whole_account())[1:] if r[EN["Period code"]] == "2016"]
    told = [(r[EN["Value"]], r[EN["Status"]], r[EN["Stands"]]) for r in values]
    assert told == [("1313", "Provisional", "no"), ("1318", "Final", "yes")]


def test_a_fiscal_year_is_named_as_one():  # 8.7
    of = yearly(2017, 5, basis=Basis.FISCAL)
    assert (column(of, "Period code"), column(of, "Period")) == (["FY2017"], ["fiscal year 2017"])
    assert column(of, "Period", "ja") == ["平成29年度"]


def test_a_break_is_told_where_it_lies_with_the_value_counted_the_old_way():  # 8.3
    rows = {
        r[EN["Period code"]]: r for r in read(whole_account())[1:] if r[EN["Breakdown"]] == "Total"
    }
    assert rows["2023"][EN["Break"]] == "three laws became five offences"
    assert rows["2023"][EN["Value counted the old way"]] == "1390"
    assert (rows["2022"][EN["Segment"]], rows["2023"][EN["Segment"]]) == ("1", "2")
    assert (rows["2022"][EN["Definition version"]], rows["2023"][EN["Definition version"]]) == (
        "1", "2")  # fmt: skip


@LANGUAGES
def test_footnotes_travel_with_every_value(language):  # 1.4
    notes = {"ja": "確認された年に数える。", "en": "Counted in the year of identification."}[
        language
    ]
    assert all(notes in cell for cell in column(whole_account(), "Footnotes", language))


def test_a_secret_value_is_nowhere_in_the_file():  # 8.1
    of = account(
        observed("2020 777", confidentiality=Confidentiality.SECONDARY),
        observed("2021 778", confidentiality=Confidentiality.EMBARGO),
        observed("2022 779", confidentiality=Confidentiality.INTERNAL),
        observed("2023 780 suppressed 2024-01-01 agency"),
    )
    assert column(of, "Value") == ["", ""]
    assert column(of, "Status code") == ["Q", "Q"]
    assert not any(n in as_csv.values(of, "en") for n in (b"777", b"778", b"779", b"780"))


@pytest.mark.parametrize("run", ["=1+1", "+1", "-1", "@SUM(1)", "＝1", "\t=1"])
def test_no_word_is_run_as_a_formula(run):  # 8.9
    of = yearly(2020, 5, title=Text(run, run))
    assert column(of, "Title") == [f"'{run}"]


def test_a_number_is_written_without_needless_zeros_and_keeps_its_sign():
    of = account(
        observed("2020 1", value=Decimal("1.20E+3")), observed("2021 1", value=Decimal("-3.50"))
    )
    assert column(of, "Value") == ["1200", "-3.5"]


def test_an_empty_value_is_never_zero():
    assert column(account("2020 - missing 2021-01-01 agency"), "Value") == [""]


def test_the_same_account_gives_the_same_bytes():
    assert as_csv.values(whole_account(), "ja") == as_csv.values(whole_account(), "ja")
