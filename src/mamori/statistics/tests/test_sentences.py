"""Policy: docs/policy/statistics.md, §4.9 and §4.11."""

import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mamori.kernel.text import Text
from mamori.statistics.rules.claims import Kind, claim, claims
from mamori.statistics.rules.sentences import p_words, percent
from mamori.statistics.rules.series import Basis
from mamori.statistics.tests.build_lines import PERSONS, VICTIMS, broken, line

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}


def numbers(words: str) -> list[str]:
    """Every number of a text, years of an era as years of the calendar, in order of size."""
    plain = unicodedata.normalize("NFKC", words).replace("元年", "1年").replace(",", "")
    plain = re.sub(
        "(令和|平成|昭和)([0-9]+)年",
        lambda m: f" {ERAS[m[1]] + int(m[2])} ",
        plain.replace("fiscal year", ""),
    )
    return sorted(re.findall(r"\d+(?:\.\d+)?", plain))


@pytest.mark.parametrize(
    ("of", "kind", "told"),
    [
        (
            PERSONS,
            Kind.NEW_HIGH,
            Text(
                "見本の児童数は、平成29年に1,703人となり、平成28年の1,531人を上回って、"
                "平成20年以降の値の分かっている年の中で最も多かった。",
                "Sample children stood at 1,703 children in 2017, above the 1,531 children of 2016 and the "
                "highest of the years known since 2008.",
            ),
        ),
        (
            PERSONS,
            Kind.HIGHER_THAN_PREVIOUS,
            Text(
                "見本の児童数は、平成29年に1,703人で、前年（平成28年）の1,531人より明らかに多い（前年比11.2％増）。",
                "Sample children stood at 1,703 children in 2017, clearly higher than the year before "
                "(1,531 children in 2016; +11.2%).",
            ),
        ),
        (
            PERSONS,
            Kind.RISEN_K_YEARS,
            Text(
                "見本の児童数は、平成27年の1,483人から平成29年の1,703人まで、2年連続で増加した。",
                "Sample children rose 2 years in a row, from 1,483 children in 2015 to 1,703 children in 2017.",
            ),
        ),
        (
            VICTIMS,
            Kind.NO_CLEAR_CHANGE,
            Text(
                "見本の児童数は、平成29年に1,216人で、前年（平成28年）の1,313人より少ないが、"
                "明らかな変化があるとはいえない（前年比7.4％減）。",
                "Sample children stood at 1,216 children in 2017, lower than the year before "
                "(1,313 children in 2016; −7.4%), with no clear change.",
            ),
        ),
        (
            VICTIMS,
            Kind.RISING_TREND,
            Text(
                "見本の児童数は、平成20年の351人から平成29年の1,216人まで、値の分かっている9年でみて"
                "増加傾向にある（ただし、平成28年の1,313人より少ない）。",
                "Sample children showed a rising trend over the 9 years known, from 351 children in 2008 to "
                "1,216 children in 2017, though lower than in 2016 (1,313 children).",
            ),
        ),
        (
            VICTIMS,
            Kind.NEW_HIGH,
            Text(
                "見本の児童数は、平成29年に1,216人で、平成20年以降の値の分かっている年の中で最も多いとはいえない。",
                "Sample children stood at 1,216 children in 2017; it cannot be called the highest of the years "
                "known since 2008.",
            ),
        ),
    ],
)
def test_a_claim_writes_its_own_sentence(of, kind, told):
    assert claim(line(of), kind, 2017).sentence == told


def test_the_fuller_form_names_window_test_and_p():
    told = claim(line(VICTIMS), Kind.RISING_TREND, 2017, (2013, 2017)).full
    assert told.en.endswith(
        "no rising trend can be stated from 2013 to 2017. "
        "Exact Mann–Kendall test, two-sided, 2013 to 2017: S = 8 of 10, p = 0.083."
    )
    assert told.ja.endswith(
        "平成25年から平成29年までの期間では増加傾向にあるとはいえない。"
        "検定：マン・ケンドール正確検定（両側）、平成25年から平成29年まで、S = 8（最大10）、p = 0.083。"
    )


def test_without_a_gap_the_sentence_speaks_of_all_years():
    told = claim(line([3, 9, 20]), Kind.NEW_HIGH, 2003).sentence
    assert told.en.endswith("the highest of all years since 2001.")
    assert told.ja.endswith("平成13年以降で最も多かった。")


def test_a_series_of_fiscal_years_says_so():  # 1.3
    told = claim(line([300, 900], basis=Basis.FISCAL), Kind.HIGHER_THAN_PREVIOUS, 2002).sentence
    assert "in fiscal year 2002, clearly higher than the fiscal year before" in told.en
    assert (
        "平成14年度に900人で、前年度（平成13年度）の300人より明らかに多い（前年度比200.0％増）"
        in told.ja
    )


def test_provisional_values_are_named():
    of = line([300, 900], provisional=(2002,))
    told = claim(of, Kind.HIGHER_THAN_PREVIOUS, 2002).sentence
    assert told.en.endswith(" Provisional values are included.")
    assert told.ja.endswith("（暫定値を含む。）")


@pytest.mark.parametrize(
    ("earlier", "later", "told"),
    [
        (1313, 1216, "-7.4"),
        (1531, 1703, "11.2"),
        (30, 31, "3.3"),
        (40, 40, "0.0"),
        (29, 60, None),
        (0, 5, None),
    ],
)
def test_percent_is_told_from_thirty_on(earlier, later, told):  # 4.9
    assert percent(earlier, later) == (None if told is None else Decimal(told))


@pytest.mark.parametrize(
    ("values", "en", "ja"),
    [
        ([29, 60], "; +31 children)", "（31人増）"),
        ([5, 4], "; −1 child)", "（1人減）"),
        ([0, 0], "in 2001)", "ない。"),
    ],
)
def test_small_counts_differ_in_the_unit_not_in_percent(values, en, ja):  # 4.9
    told = " ".join(c.sentence.en + c.sentence.ja for c in claims(line(values), 2002))
    assert en in told
    assert ja in told
    assert "%" not in told


@pytest.mark.parametrize(
    ("p", "told"),
    [
        (0.0562, "p = 0.056"),
        (0.00263, "p = 0.0026"),
        (1.0, "p = 1.0"),
        (0.3, "p = 0.30"),
        (0.00001, "p < 0.0001"),
        (0.0, "p < 0.0001"),
        (0.05, "p = 0.050"),
        (0.0501, "p = 0.0501"),
        (0.04999, "p = 0.04999"),
    ],
)
def test_p_never_reads_as_the_level_it_is_not(p, told):
    assert p_words(p) == told


VALUES = st.lists(st.one_of(st.none(), st.integers(0, 9000)), min_size=1, max_size=12)


@settings(max_examples=50)
@given(
    VALUES,
    st.sampled_from([Basis.CALENDAR, Basis.FISCAL]),
    st.sets(st.integers(2002, 2012), max_size=1),
)
def test_both_languages_carry_the_same_numbers_and_the_count_of_the_year(values, basis, years):
    of = line(values, basis=basis, breaks=[broken(year) for year in years])
    for point in of.points:
        for each in claims(of, point.year):
            assert numbers(each.full.ja) == numbers(each.full.en)
            assert numbers(each.reason.ja) == numbers(each.reason.en)
            assert {str(point.value), str(point.year)} <= set(numbers(each.sentence.en))
            assert each.full.ja.endswith(("。", "）"))
            assert each.full.en.endswith(".")
