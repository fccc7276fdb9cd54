"""Policy: docs/policy/statistics.md, §3.6 to §3.13."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from mamori.kernel.periods import half_year
from mamori.kernel.text import Text
from mamori.statistics.rules.checking import check
from mamori.statistics.rules.findings import CATALOGUE, Place, Severity, finding, listed
from mamori.statistics.rules.series import Basis, Status
from mamori.statistics.rules.units import label_findings, scaled, unit_finding
from mamori.statistics.tests.build_tables import SERIES, TODAY, seen

VICTIMS, CASES = SERIES["child_victims"], SERIES["offences_cases_cleared"]
PERSONS, SHARE = SERIES["offences_persons_cleared"], SERIES["child_victims_share"]
EARLIER, LATER = date(2021, 2, 1), date(2021, 3, 1)


def found(*observations, held=(), today=TODAY):
    return check(observations, SERIES, held, today)


def codes(*observations, **given):
    return [one.code for one in found(*observations, **given)]


@pytest.mark.parametrize(
    ("series", "right", "wrong"),
    [
        (VICTIMS, ("children", "人", "名", "victims", "児童"), ("cases", "件", "persons", "reports", "")),
        (PERSONS, ("persons", "人", "人員"), ("cases", "件", "children", "victims")),
        (CASES, ("cases", "件", "Cases"), ("persons", "人", "children", "名")),
        (SHARE, ("percent", "%", "％"), ("children", "人", "千")),
    ],
)  # fmt: skip
def test_cases_persons_and_victims_are_three_things(series, right, wrong):  # 3.6
    assert [told for told in right if unit_finding(told, series, Place())] == []
    refused = [unit_finding(told, series, Place()) for told in wrong]
    assert [one and (one.code, one.severity) for one in refused] == [
        ("wrong_unit", Severity.ERROR)
    ] * len(wrong)


def test_a_unit_in_thousands_is_read_as_such():  # 3.6
    assert [scaled(told) for told in ("千人", "万人", "（単位：千件）", "人", "千")] == [
        ("人", 1_000), ("人", 10_000), ("件", 1_000), ("人", 1), ("千", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "series", "code"),
    [
        ("送致人員", PERSONS, "referred_not_cleared"),
        ("送致件数", CASES, "referred_not_cleared"),
        ("persons referred to prosecutors", PERSONS, "referred_not_cleared"),
        ("検挙人員（書類送致を含む）", PERSONS, None),
        ("cleared, referral without detention counted in", CASES, None),
        ("送致された事件の児童", VICTIMS, None),
        ("検挙件数", VICTIMS, "wrong_unit"),
        ("検挙人員", VICTIMS, "wrong_unit"),
        ("被害児童数", PERSONS, "wrong_unit"),
        ("被害児童数", VICTIMS, None),
        ("child victim cases", VICTIMS, None),
        ("高校生", VICTIMS, None),
        ("school=high school", VICTIMS, None),
    ],
)
def test_words_of_a_label_must_be_those_of_the_series(label, series, code):  # 3.6, 3.7
    assert [one.code for one in label_findings(label, series, Place())] == [code] * bool(code)


def test_referred_in_a_breakdown_of_cleared_is_refused():  # 3.7
    told = seen(series="offences_persons_cleared", breakdown="送致人員")
    assert codes(told) == ["referred_not_cleared"]


def test_an_unknown_series_is_named_with_the_nearest():  # 3.5
    told = seen()
    (one,) = check([told, told], {"child_victim": VICTIMS}, (), TODAY)[:1]
    assert one.code == "unknown_series"
    assert "child_victim" in one.message.en


def test_a_table_without_a_fault_has_no_findings():
    years = [seen(1000 + year, year) for year in range(2010, 2020)]
    assert found(*years) == ()


@pytest.mark.parametrize(
    ("other", "given", "code"),
    [
        (960, 800, "parts_exceed_total"),
        (30, 800, "parts_fall_short"),
        (200, 800, None),
        (200, None, None),  # an unknown part: nothing can be said
    ],
)
def test_parts_never_exceed_the_total(other, given, code):  # 3.8
    table = [
        seen(1000),
        seen(given, breakdown="school=high school", status=Status.MISSING if given is None else Status.NORMAL),
        seen(other, breakdown="school=junior high"),
    ]  # fmt: skip
    assert codes(*table) == [code] * bool(code)


def test_parts_that_exceed_are_an_error_and_parts_that_fall_short_a_warning():  # 3.8
    assert CATALOGUE["parts_exceed_total"][0] is Severity.ERROR
    assert CATALOGUE["parts_fall_short"][0] is Severity.WARNING


def test_one_part_alone_says_nothing_unless_it_exceeds_the_total():  # 3.8
    assert codes(seen(1000), seen(300, breakdown="school=high school")) == []
    assert codes(seen(1000), seen(1001, breakdown="school=high school")) == ["parts_exceed_total"]


def test_parts_by_another_dimension_are_another_sum():  # 3.8
    parts = [
        seen(600, breakdown=f"{name}") for name in ("school=a", "school=b", "harm=a", "harm=b")
    ]
    assert codes(seen(1200), *parts) == []


def test_categories_that_hold_one_another_are_not_summed():  # 3.8
    parts = ("school=elementary", "school=elementary and under", "school=high school")
    table = [seen(500, breakdown=name) for name in parts]
    assert codes(seen(1000), *table) == []
    assert codes(seen(400), *table) == ["parts_exceed_total"]
    twice = [seen(800, breakdown=f"reason={n} (multiple answers)") for n in "ab"]
    assert codes(seen(1000), *twice) == []


def test_words_that_are_no_parts_are_not_summed():  # 3.8
    assert codes(seen(531), seen(1264, breakdown="identified and judged by age")) == []


def test_the_total_held_stands_where_the_table_has_none():  # 3.8
    parts = [seen(600, breakdown=f"school={n}") for n in "ab"]
    assert codes(*parts, held=[seen(1000, published=EARLIER)]) == ["parts_exceed_total"]
    assert codes(*parts) == []


def test_a_total_that_is_about_is_not_exceeded_by_its_rounding():  # 3.8
    parts = [seen(505, breakdown=f"school={n}") for n in "ab"]
    assert "parts_exceed_total" not in codes(seen(1000, approximate=True), *parts)
    assert codes(seen(900, approximate=True), *parts) == ["parts_exceed_total"]


def test_shares_sum_to_the_whole_and_their_rounding():  # 3.9
    def shares(*values):
        return [
            seen(value, series="child_victims_share", breakdown=f"school={n}")
            for n, value in enumerate(values)
        ]

    assert codes(*shares("33.4", "33.4", "33.3")) == []
    assert codes(*shares("60", "50")) == ["shares_exceed_whole"]


@pytest.mark.parametrize(
    ("value", "series", "code"),
    [
        (-1, "child_victims", "negative_count"),
        ("12.5", "child_victims", "fraction_of_a_count"),
        ("12.5", "child_victims_share", None),
        ("100", "child_victims_share", None),
        ("100.1", "child_victims_share", "share_out_of_range"),
        ("-0.1", "child_victims_share", "share_out_of_range"),
        (0, "child_victims", None),
    ],
)
def test_what_cannot_be_is_refused(value, series, code):  # 3.9
    told = seen(value, series=series, breakdown="a")
    assert codes(told) == [code] * bool(code)
    assert all(one.severity is Severity.ERROR for one in found(told))


def test_a_year_from_the_future_is_refused():  # 3.10
    assert codes(seen(year=2022)) == ["year_from_the_future", "published_before_it_began"]
    assert found(seen(year=2022))[0].severity is Severity.ERROR


def test_a_year_that_is_not_over_is_listed_unless_it_says_so():  # 3.10
    assert codes(seen(year=2021)) == ["year_not_over"]
    assert codes(seen(year=2021, status=Status.PROVISIONAL)) == []


def test_a_day_of_publication_after_today_is_refused():  # 3.10
    late = seen(published=TODAY + timedelta(days=1))
    assert codes(late) == ["published_in_the_future"]
    assert codes(seen(published=TODAY)) == []


def test_a_figure_of_a_calendar_year_is_none_of_a_fiscal_year():  # 1.3
    calendar = seen(series="classes", period=Basis.CALENDAR.year(2017))
    fiscal = seen(period=Basis.FISCAL.year(2017))
    assert codes(calendar) == ["calendar_year_in_fiscal_series"]
    assert codes(fiscal) == ["fiscal_year_in_calendar_series"]
    assert "FY2017" in found(calendar)[0].message.ja
    assert codes(seen(series="classes")) == []


def test_a_span_in_a_yearly_series_is_kept_and_listed():  # 1.3
    (one,) = found(seen(period=half_year(2017, 1)))
    assert (one.code, one.severity) == ("span_in_yearly_series", Severity.INFO)


def test_the_same_cell_twice_is_refused():  # 3.11
    assert codes(seen(1), seen(1)) == ["duplicate_key"]
    assert codes(seen(1), seen(2)) == ["duplicate_key"]
    assert codes(seen(1), seen(2, published=EARLIER)) == []


def test_two_sources_of_one_cell_both_stay():  # 2.5
    assert codes(seen(227), seen(225, source="Another agency, 2021")) == []


def test_a_vintage_held_is_never_overwritten():  # 3.11, 2.1
    assert codes(seen(1216), held=[seen(1261)]) == ["vintage_already_held"]
    assert codes(seen(1216), held=[seen(1216)]) == []
    assert codes(seen(1216), held=[seen(1261, published=EARLIER)]) == []


def test_a_provisional_value_after_a_final_one_is_refused():  # 3.11
    late = seen(2095, status=Status.PROVISIONAL, published=LATER)
    final = seen(2082, published=EARLIER)
    (one,) = found(late, held=[final])
    assert (one.code, one.severity) == ("provisional_after_final", Severity.ERROR)


def test_an_older_provisional_value_may_be_loaded_late():  # 3.11
    early = seen(2095, status=Status.PROVISIONAL, published=EARLIER)
    assert codes(early, held=[seen(2082, published=LATER)]) == []


def test_a_provisional_value_that_became_final_is_listed():  # 3.11
    early = seen(2095, status=Status.PROVISIONAL, published=EARLIER)
    (one,) = found(seen(2082, published=LATER), held=[early])
    assert (one.code, one.severity) == ("provisional_became_final", Severity.INFO)
    assert "2,095p" in one.message.en
    assert "2,082" in one.message.en


@pytest.mark.parametrize("factor", [1_000, 10_000, "0.001", "0.0001"])
def test_a_slip_of_the_unit_is_listed_at_the_value_that_slipped(factor):  # 3.13
    values = [11_000, 12_000, 13_000, 12_500, 12_000]
    values[2] = int(values[2] * Decimal(factor))
    table = [seen(value, 2013 + n) for n, value in enumerate(values)]
    places = check(table, SERIES, (), TODAY, lambda n: Place(row=n + 2))
    assert [(one.code, one.place.row) for one in places] == [("unit_slip", 4)]


def test_a_whole_table_in_thousands_is_seen_by_what_is_held():  # 3.13
    held = [seen(12_000 + year, year, published=EARLIER) for year in (2015, 2016, 2017)]
    assert codes(*(seen(12, year) for year in (2015, 2016, 2017)), held=held) == ["unit_slip"] * 3


def test_a_rise_by_a_hundred_and_a_zero_are_no_slips():  # 3.13
    assert codes(seen(3, 2015), seen(400, 2016), seen(0, 2017)) == []


def test_findings_come_in_the_order_of_the_rows():
    table = [seen(-1, 2015), seen(2, 2016), seen(2, 2016), seen(1, 2022)]
    told = check(table, SERIES, (), TODAY, lambda n: Place("表1", n + 2, "B"))
    assert [one.place.row for one in told] == sorted(one.place.row for one in told)
    line = listed(told[0])
    assert line.ja.startswith("表1 2行B列：")
    assert line.en.startswith("表1 row 2, column B: ")


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_finding_speaks_both_languages_with_the_same_values(code):
    words = CATALOGUE[code][1]
    names = [set(re.findall(r"{(\w+)}", told)) for told in (words.ja, words.en)]
    assert names[0] == names[1]
    told = finding(code, Place(), **dict.fromkeys(names[0], Text("語", "word")))
    assert "{" not in told.message.ja + told.message.en
