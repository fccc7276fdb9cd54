"""Policy: docs/policy/statistics.md, section 4. The two police series are the published ones, to 2017."""

import json
from decimal import Decimal

import pytest

from mamori.kernel.quantities import Unit
from mamori.kernel.text import Text
from mamori.statistics.rules.claims import (
    CrossesBreak,
    Kind,
    NotACount,
    Test,
    WindowUnfit,
    YearUnknown,
    as_json,
    claim,
    claims,
)
from mamori.statistics.rules.series import Break
from mamori.statistics.tests.build_lines import PERSONS, VICTIMS, broken, line


def holding(of, year):
    held: dict[Kind, list[object]] = {}
    for each in claims(of, year):
        if each.holds:
            held.setdefault(each.kind, []).append(each.window)
    return held


def test_persons_cleared_in_2017_were_a_new_high_of_the_years_known():
    high = claim(line(PERSONS), Kind.NEW_HIGH, 2017)
    assert (high.holds, high.window, high.gaps) == (True, (2008, 2017), (2009, 2012, 2013, 2014))
    assert "of the years known since 2008" in high.sentence.en
    assert "値の分かっている年の中で" in high.sentence.ja


def test_persons_cleared_in_2017_were_higher_than_the_year_before():
    found = claim(line(PERSONS), Kind.HIGHER_THAN_PREVIOUS, 2017)
    assert (found.holds, found.test) == (True, Test.POISSON)
    assert found.p == pytest.approx(0.0026, abs=5e-5)


def test_child_victims_in_2017_were_no_new_high_and_not_clearly_fewer():
    of = line(VICTIMS)
    high = claim(of, Kind.NEW_HIGH, 2017)
    assert (high.holds, high.reason.en) == (False, "The value for 2016 was 1,313 children.")
    unchanged = claim(of, Kind.NO_CLEAR_CHANGE, 2017)
    assert unchanged.holds
    assert unchanged.p == pytest.approx(0.056, abs=5e-4)
    assert not claim(of, Kind.HIGHER_THAN_PREVIOUS, 2017).holds


def test_one_phrase_has_its_answer_by_its_window():
    of = line(VICTIMS)
    longest, last_five = (c for c in claims(of, 2017) if c.kind is Kind.RISING_TREND)
    assert (longest.window, longest.holds) == ((2008, 2017), True)
    assert (last_five.window, last_five.holds) == ((2013, 2017), False)
    assert longest.p == pytest.approx(0.00085, abs=5e-6)
    assert last_five.p == pytest.approx(1 / 12)


def test_four_rising_years_never_make_a_trend_five_do():  # 4.3
    four, five = line([1, 50, 400, 3000]), line([1, 50, 400, 3000, 9000])
    found = claim(four, Kind.RISING_TREND, 2004)
    assert (found.holds, found.p, found.test) == (False, None, Test.NONE)
    assert "4 years, and a trend needs 5" in found.reason.en
    assert claim(five, Kind.RISING_TREND, 2005).holds


def test_five_rising_years_with_a_break_between_make_none():  # 4.3 4.7
    of = line([1, 50, 400, 3000, 9000], breaks=[broken(2003)])
    assert not claim(of, Kind.RISING_TREND, 2005).holds
    with pytest.raises(CrossesBreak, match="three laws became five offences"):
        claim(of, Kind.RISING_TREND, 2005, (2001, 2005))


def test_a_fall_is_a_falling_trend_only():
    assert [k for k in holding(line([90, 80, 70, 60, 50]), 2005) if "trend" in k] == [
        Kind.FALLING_TREND
    ]


@pytest.mark.parametrize(
    ("values", "high", "low"),
    [
        ([3, 4, 5], True, False),
        ([3, 5, 5], False, False),  # equal is not above
        ([5, 4, 3], False, True),
        ([5, None, 9], True, False),
        ([5], False, False),  # nothing to compare with
    ],
)
def test_a_new_high_is_strictly_above_all_others(values, high, low):  # 4.4
    of = line(values)
    year = of.points[-1].year
    assert claim(of, Kind.NEW_HIGH, year).holds is high
    assert claim(of, Kind.NEW_LOW, year).holds is low


def test_a_high_since_a_later_year_is_offered_over_five_known_years():  # 4.4
    assert holding(line([99, 3, 1, 2, 4, 8]), 2006)[Kind.NEW_HIGH] == [(2002, 2006)]
    assert Kind.NEW_HIGH not in holding(line([99, 1, 2, 4, 8]), 2005)
    assert claim(line([99, 1, 2, 4, 8]), Kind.NEW_HIGH, 2005, (2003, 2005)).holds


@pytest.mark.parametrize(
    ("values", "window", "reason"),
    [
        ([1, 2, 3], (2001, 2003), ""),
        ([9, 2, 3, 4], (2002, 2004), ""),
        ([2, 3], (2001, 2002), "It rose in one year only"),
        ([9, 1, 2], (2002, 2003), "It rose in one year only"),
        ([3, 3], (2001, 2002), "It did not rise from 3"),
        ([None, None, 3], None, "The value for the year before, 2002, is not known"),
        ([1, None, 3], None, "The value for the year before, 2002, is not known"),
        ([1, None, 3, 4], (2003, 2004), "It rose in one year only"),
    ],
)
def test_risen_years_are_neighbours_each_above_the_one_before(values, window, reason):  # 4.5
    of = line(values)
    found = claim(of, Kind.RISEN_K_YEARS, of.points[-1].year)
    assert (found.window, found.holds) == (window, not reason)
    assert found.reason.en.startswith(reason)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([1, 2, 3, 4], ""),
        ([1, 3, 2, 4], "It did not rise from 3"),
        ([1, None, 3, 4], "Values are not known for every year (2002)"),
    ],
)
def test_risen_over_a_window_is_asked_of_each_of_its_years(values, reason):
    found = claim(line(values), Kind.RISEN_K_YEARS, 2004, (2001, 2004))
    assert found.holds is not bool(reason)
    assert found.reason.en.startswith(reason)


@pytest.mark.parametrize(
    ("values", "level"),
    [
        ([100, 200, 104], (2001, 2003)),
        ([100, 40, None, 104], (2001, 2004)),
        ([100, 200, 40, 104], None),  # not on one side
        ([100, 104, 101], None),  # never away
        ([100, 200, 300], None),
        ([100], None),
    ],
)
def test_back_to_a_level_that_was_clearly_left(values, level):  # 4.6
    of = line(values)
    found = claim(of, Kind.BACK_TO_LEVEL_OF, of.points[-1].year)
    assert (found.window, found.holds) == (level, level is not None)


def test_a_level_named_is_a_level_asked():
    of = line([100, 200, 104, 300])
    assert claim(of, Kind.BACK_TO_LEVEL_OF, 2003, (2001, 2003)).holds
    assert "clearly different" in claim(of, Kind.BACK_TO_LEVEL_OF, 2004, (2001, 2004)).reason.en
    assert (
        "not all clearly away"
        in claim(line([100, 104, 99]), Kind.BACK_TO_LEVEL_OF, 2003, (2001, 2003)).reason.en
    )


@pytest.mark.parametrize("values", [[5, 9, 30], [5, None, 30], [None, None, 30]])
def test_after_a_break_only_not_comparable_holds(values):  # 4.7
    of = line(values, breaks=[broken(2003)])
    assert list(holding(of, 2003)) == [Kind.NOT_COMPARABLE]
    for each in claims(of, 2003):
        assert each.holds or each.reason.en.startswith("The count changed in 2003")
    assert claim(of, Kind.NOT_COMPARABLE, 2003).definition == 2


def test_the_first_known_year_after_a_break_stands_alone_too():
    of = line([5, 9, None, 30], breaks=[broken(2003)])
    assert list(holding(of, 2004)) == [Kind.NOT_COMPARABLE]


def test_the_value_before_the_break_is_carried_as_such():
    old = Break(2003, Text("新しい数え方。", "a new count"), before=Decimal(12))
    told = claim(line([5, 9, 30], breaks=[old]), Kind.NOT_COMPARABLE, 2003).sentence
    assert told.en.endswith("A new count. Counted the former way, 2003 had 12 children.")
    assert told.ja.endswith("新しい数え方。従来の数え方による平成15年の値は12人である。")


def test_a_window_across_a_break_is_itself_not_comparable():
    of = line([5, 9, 30, 31], breaks=[broken(2003)])
    assert claim(of, Kind.NOT_COMPARABLE, 2004, (2002, 2004)).holds
    assert not claim(of, Kind.NOT_COMPARABLE, 2004, (2003, 2004)).holds
    assert not claim(of, Kind.NOT_COMPARABLE, 2004).holds


@pytest.mark.parametrize("kind", [k for k in Kind if k is not Kind.NOT_COMPARABLE])
def test_no_kind_is_computed_across_a_break(kind):  # 4.7
    of = line([5, 9, 30, 31], breaks=[broken(2003)])
    with pytest.raises(CrossesBreak) as refused:
        claim(of, kind, 2004, (2002, 2004))
    assert "平成15年" in refused.value.message.ja
    with pytest.raises(CrossesBreak):
        claim(of, kind, 2003, (2002, 2003))


def test_nothing_is_said_of_an_unknown_year():  # 4.8
    for ask in (
        lambda: claims(line([1, None]), 2002),
        lambda: claim(line([1]), Kind.NEW_HIGH, 2009),
    ):
        with pytest.raises(YearUnknown, match="not known"):
            ask()


def test_with_the_year_before_unknown_there_is_no_comparison():  # 4.8
    of = line([400, None, 900])
    for kind in (Kind.HIGHER_THAN_PREVIOUS, Kind.NO_CLEAR_CHANGE):
        found = claim(of, kind, 2003)
        assert (found.holds, found.p) == (False, None)
        assert found.reason == Text(
            "前年（平成14年）の値が分かっていない。",
            "The value for the year before, 2002, is not known.",
        )


def test_shares_and_averages_are_no_counts():  # 4.8
    with pytest.raises(NotACount):
        claims(line([10, 20], unit=Unit("percent", "{n}%", "{n} %", "{n} %")), 2002)


@pytest.mark.parametrize(
    ("kind", "window"),
    [
        (Kind.NEW_HIGH, (2001, 2003)),  # ends elsewhere
        (Kind.NEW_HIGH, (2004, 2004)),
        (Kind.NEW_HIGH, (2002, 2004)),  # 2002 is unknown
        (Kind.HIGHER_THAN_PREVIOUS, (2001, 2004)),
    ],
)
def test_a_window_begins_in_a_known_year_and_ends_in_the_one_asked(kind, window):
    with pytest.raises(WindowUnfit):
        claim(line([1, None, 3, 4]), kind, 2004, window)


def test_a_claim_carries_its_values_their_vintage_and_the_definition():  # 4.1
    told = as_json("sample", 2017, claims(line(VICTIMS), 2017))
    assert json.loads(json.dumps(told)) == told
    assert {c["kind"] for c in told["claims"]} == {k.value for k in Kind}
    [one] = [c for c in told["claims"] if c["kind"] == "no_clear_change"]
    assert list(one) == [
        "kind", "holds", "window", "test", "p", "inputs", "definition",
        "sentence_en", "sentence_ja", "reason_en", "reason_ja",
    ]  # fmt: skip
    assert one["inputs"][-1] == {"year": 2017, "value": 1216, "vintage": "2018-03-01"}
    assert (one["window"], one["definition"], one["reason_ja"]) == ([2016, 2017], 1, "")
