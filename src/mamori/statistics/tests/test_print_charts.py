"""Policy: docs/policy/statistics.md, section 8. Charts: what is joined, what is marked, what is said."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori.kernel.text import Text
from mamori.statistics.print import charts
from mamori.statistics.print.picture import Shape, picture
from mamori.statistics.rules.series import Basis, Break, Confidentiality
from mamori.statistics.tests.build_series import (
    LAWS,
    PERCENT,
    account,
    observed,
    whole_account,
    yearly,
)

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])
COUNTS = st.lists(st.none() | st.integers(0, 9000), min_size=1, max_size=30)


def drawn(of, language="en", **more):
    return ElementTree.fromstring(charts.series_chart(of, language, **more))  # noqa: S314 - our own


def of_class(picture_, name):
    return [e for e in picture_.iter() if e.get("class") == name]


def words(picture_):
    return [e.text for e in picture_.iter(f"{SVG}text")]


def line_points(picture_):
    return [len(e.get("d").split("L")) for e in of_class(picture_, "line")]


def joined_years(of):
    return [[mark.year for mark in run] for run in picture(of).runs]


def test_a_line_joins_final_values_of_neighbouring_years():  # 8.2
    assert line_points(drawn(yearly(2008, 10, 12, 11))) == [3]


def test_an_unknown_year_leaves_a_gap():  # 8.2
    of = yearly(2008, 10, 12, None, 14, 15, 16)
    assert joined_years(of) == [[2008, 2009], [2011, 2012, 2013]]
    assert line_points(drawn(of)) == [2, 3]
    assert len(of_class(drawn(of), "gapband")) == 2  # in the plot and in the key
    assert "no value: 2010" in words(drawn(of))


def test_no_line_crosses_a_break():  # 8.2
    of = yearly(2020, 10, 12, 11, 30, 31, breaks=(Break(2023, LAWS),))
    assert joined_years(of) == [[2020, 2021, 2022], [2023, 2024]]
    assert line_points(drawn(of)) == [3, 2]
    assert len(of_class(drawn(of), "breakline")) == 1
    assert {"2023", "three laws became five offences"} <= set(words(drawn(of)))


def test_no_band_of_chance_crosses_a_break():  # 8.2
    of = yearly(2020, 10, 12, 11, 30, 31, breaks=(Break(2023, LAWS),))
    rule = float(of_class(drawn(of), "breakline")[0].get("d").split()[0][1:])
    for band in of_class(drawn(of), "f-c-data"):
        places = [float(x) for x, _ in re.findall(r"([\d.]+) ([\d.]+)", band.get("d"))]
        assert max(places) < rule or min(places) > rule


def test_the_value_counted_the_old_way_is_carried_as_a_square_that_no_line_joins():  # 8.3
    of = yearly(2020, 10, 12, 11, 30, 31, breaks=(Break(2023, LAWS, Decimal(14)),))
    shown = drawn(of)
    assert "14" in words(shown)
    assert "counted the old way" in words(shown)
    assert line_points(shown) == [3, 2]
    squares = [e for e in of_class(shown, "dot hollow") if "h10v10h-10z" in e.get("d", "")]
    assert len(squares) == 2  # in the plot and in the key


def test_the_old_way_s_value_of_a_year_without_a_new_one_lengthens_the_axis():
    of = yearly(2020, 10, 12, 11, breaks=(Break(2023, LAWS, Decimal(14)),))
    assert list(picture(of).years) == [2020, 2021, 2022, 2023]
    assert picture(of).unknown == ()


def test_a_provisional_value_is_an_open_diamond_that_no_line_joins():  # 8.3
    of = account("2020 10", "2021 12", "2022 13 provisional 2023-02-01 agency")
    shown = picture(of)
    assert [mark.shape for mark in shown.marks] == [Shape.DOT, Shape.DOT, Shape.DIAMOND]
    assert joined_years(of) == [[2020, 2021]]
    assert len([e for e in of_class(drawn(of), "dot hollow") if "l" in e.get("d", "")]) == 2
    assert "provisional" in words(drawn(of))


def test_a_provisional_value_between_final_ones_parts_the_line():  # 8.3
    of = account("2020 10", "2021 12 provisional 2022-02-01 agency", "2022 13")
    assert joined_years(of) == [[2020], [2022]]


def test_a_provisional_value_that_became_final_stays_beside_it():  # 8.4
    row = next(row for row in charts.rows(whole_account(), "en") if row.year == 2016)
    assert (row.value, row.replaced, row.status) == (1318, ("1,313",), "Final")
    assert "For 2016 the provisional 1,313 became 1,318." in charts.description(
        whole_account(), "en"
    )


def test_a_derived_value_is_a_ring_on_the_line():  # 8.3
    of = account("2020 10 derived 2021-01-01 agency", "2021 12")
    assert [mark.shape for mark in picture(of).marks] == [Shape.RING, Shape.DOT]
    assert joined_years(of) == [[2020, 2021]]
    assert "derived" in words(drawn(of))


def test_no_mark_differs_by_colour_alone():  # 8.3
    shapes = {(e.tag, re.sub(r"[\d.]+", "", e.get("d", ""))) for e in marks_of(whole_account())}
    assert len(shapes) == 3  # a dot, a diamond, a square


def marks_of(of):
    return [e for e in drawn(of).iter() if (e.get("class") or "").startswith("dot")]


@LANGUAGES
@pytest.mark.parametrize("wide", [True, False])
def test_a_chart_has_a_name_a_description_and_real_text(language, wide):  # 8.6
    shown = drawn(whole_account(), language, wide=wide)
    name, said = shown.find(f"{SVG}title"), shown.find(f"{SVG}desc")
    assert (shown.get("role"), shown.get("lang")) == ("img", language)
    assert shown.get("aria-labelledby").split() == [name.get("id"), said.get("id")]
    assert said.text == charts.description(whole_account(), language)
    assert {"351", "1,559", "1,702"} <= set(words(shown))  # first, highest, last


def test_the_wide_and_the_narrow_drawing_share_no_id():
    ids = [set(re.findall(r' id="([^"]+)"', charts.series_chart(whole_account(), "en", wide=w)))
           for w in (True, False)]  # fmt: skip
    assert not ids[0] & ids[1]


def test_a_chart_has_no_style_and_no_script_of_its_own():
    assert not re.search(r"style=|<style|<script|href=|\son\w+=", charts.series_chart(
        whole_account(), "ja"))  # fmt: skip


def test_words_of_a_series_cannot_break_the_drawing():
    of = yearly(2020, 1, 2, title=Text("<b>&", '<script>"&'), breaks=(Break(2021, Text("<", "&")),))
    assert drawn(of).find(f"{SVG}title").text == '<script>"&, 2020 to 2021'


def test_the_highest_is_one_of_its_own_segment():  # 8.2
    of = yearly(2020, 10, 12, 11, 30, 31, breaks=(Break(2023, LAWS),))
    said = charts.description(of, "en")
    assert "Highest 12 in 2021, lowest 10 in 2020." in said
    assert "Highest 31 in 2024, lowest 30 in 2023." in said
    assert {"12", "31"} <= set(words(drawn(of)))


@LANGUAGES
def test_the_description_tells_gaps_breaks_and_provisional_values(language):  # 8.6
    said = charts.description(whole_account(), language)
    told = {
        "ja": ["値のない年: 平成21年", "令和5年から数え方が変わった", "1,702は暫定値", "1,390"],
        "en": ["No value for 2009", "new way from 2023", "1,702 for 2024 is provisional", "1,390"],
    }
    assert all(each in said for each in told[language])


def test_the_table_equals_the_picture():  # 8.6
    shown, told = picture(whole_account()), charts.rows(whole_account(), "en")
    assert [row.year for row in told] == list(shown.years)
    assert {row.year: row.value for row in told if row.value is not None} == {
        mark.year: mark.value for mark in shown.marks
    }
    assert [row.year for row in told if row.value is None] == [2009]
    assert [row.year for row in told if row.opens] == [2023]


def test_no_change_crosses_a_break_a_gap_or_a_provisional_value():  # 8.2
    change = {row.year: row.change for row in charts.rows(whole_account(), "en")}
    assert change[2011] == "+3.2 %"
    assert change[2017] == "−7.7 %"
    assert [year for year, told in change.items() if not told] == [2008, 2009, 2010, 2023, 2024]


def test_a_change_from_zero_and_a_change_of_a_share_are_not_told():
    assert [row.change for row in charts.rows(yearly(2020, 0, 5), "en")] == ["", ""]
    assert [row.change for row in charts.rows(yearly(2020, 40, 50, unit=PERCENT), "en")] == ["", ""]


def test_a_percentage_is_told_beside_thirty_and_more_only():  # §4.9
    assert [row.change for row in charts.rows(yearly(2020, 29, 58), "en")] == ["", ""]
    assert [row.change for row in charts.rows(yearly(2020, 30, 33), "en")] == ["", "+10.0 %"]


@LANGUAGES
def test_a_fiscal_year_is_named_as_one_and_a_calendar_year_is_not(language):  # 8.7
    fiscal = yearly(2016, 10, 12, basis=Basis.FISCAL)
    named = {"ja": ("2016年度", "2016年"), "en": ("FY2016", "2016")}[language]
    assert named[0] in words(drawn(fiscal, language))
    assert named[1] in words(drawn(yearly(2016, 10, 12), language))
    assert named[1] not in words(drawn(fiscal, language))
    assert charts.rows(fiscal, language)[0].period == {
        "ja": "平成28年度", "en": "fiscal year 2016"}[language]  # fmt: skip


def test_a_value_of_another_basis_or_of_a_span_is_not_drawn():  # 8.7
    of = account("2016 10", "FY2017 99", "2017-01-01..2017-06-30 5", "2018 12")
    assert {mark.year: mark.value for mark in picture(of).marks} == {2016: 10, 2018: 12}
    assert picture(of).unknown == (2017,)


def test_without_a_yearly_value_there_is_no_picture():
    of = account("2015-07-01..2015-12-31 480")
    assert charts.series_chart(of, "en") == ""
    assert charts.rows(of, "en") == ()
    assert charts.description(of, "en") == "No yearly value to draw."


def test_what_is_kept_secret_is_a_gap_and_what_is_not_published_is_not_there():  # 8.1
    secret = Confidentiality.SECONDARY
    of = account("2020 10", observed("2021 2", confidentiality=secret), "2022 12")
    assert (picture(of).unknown, [m.value for m in picture(of).marks]) == ((2021,), [10, 12])
    later = account("2020 10", observed("2021 7", confidentiality=Confidentiality.EMBARGO))
    assert list(picture(later).years) == [2020]


def test_an_approximate_value_is_never_printed_bare():
    of = account("2020 10", observed("2021 390000", approximate=True))
    assert "about 390,000" in words(drawn(of))
    assert "約39万" in words(drawn(of, "ja"))


def test_a_share_has_no_band_of_chance():  # 8.5
    shown = drawn(yearly(2020, 40, 41, 42, unit=PERCENT))
    assert of_class(shown, "f-c-data") == []


def test_a_breakdown_is_drawn_by_its_name():
    of = account("2020 10", observed("2020 3", breakdown="high school"))
    assert charts.title(of, "en", "high school") == "Sample children (high school), 2020"
    assert charts.series_chart(of, "en", "high school").count("<circle") == 2


@LANGUAGES
def test_series_are_compared_in_panels_with_their_own_axes(language):  # 8.8
    other = yearly(2012, 5, 6, 8, basis=Basis.FISCAL, key="other", title=Text("別", "Other"))
    svg = charts.compare_chart([whole_account(), other], language)
    shown = ElementTree.fromstring(svg)  # noqa: S314
    assert len(of_class(shown, "breakline")) == 1
    assert len([e for e in of_class(shown, "axis") if "H" not in e.get("d")]) > 2
    ticked = {"ja": {"2008年", "2008年度"}, "en": {"2008", "FY2008"}}[language]
    assert ticked <= set(words(shown))  # the same first year under both
    assert charts.compare_chart([], language) == ""


def test_the_same_account_gives_the_same_drawing():
    assert charts.series_chart(whole_account(), "en") == charts.series_chart(whole_account(), "en")


@given(COUNTS, st.sets(st.integers(2000, 2030), max_size=3), st.booleans())
def test_whatever_is_known_no_line_joins_years_that_are_not_comparable(counts, years, wide):
    if not any(count is not None for count in counts):
        return
    of = yearly(2000, *counts, breaks=tuple(Break(year, LAWS) for year in sorted(years)))
    shown = drawn(of, wide=wide)
    for run in picture(of).runs:
        assert [m.year for m in run] == list(range(run[0].year, run[-1].year + 1))
        assert len({of.series.segment(m.year) for m in run}) == 1
    assert len(line_points(shown)) == sum(len(run) > 1 for run in picture(of).runs)
    assert sum(line_points(shown)) == sum(len(r) for r in picture(of).runs if len(r) > 1)
    width = float(shown.get("width"))
    assert all(0 <= float(e.get("x")) <= width for e in shown.iter(f"{SVG}text"))
