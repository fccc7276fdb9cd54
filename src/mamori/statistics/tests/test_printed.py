"""Policy: docs/policy/statistics.md, section 5. Facts: the Outline of May 2018 on the year 2017."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mamori.statistics.rules.claims import Kind, YearUnknown
from mamori.statistics.rules.printed import STANDINGS, Standing, verdict
from mamori.statistics.tests.build_lines import PERSONS, VICTIMS, broken, line

LAST_STEP = (
    "stood at 1,216 children in 2017, lower than the year before (1,313 children in 2016; −7.4%), "
    "with no clear change."
)


def test_the_highest_so_far_is_supported_for_persons_cleared():
    told = verdict(line(PERSONS), Kind.NEW_HIGH, 2017)
    assert (told.standing, told.window) == (Standing.SUPPORTED, (2008, 2017))
    assert "the highest of the years known since 2008" in told.sentence.en


def test_the_rise_that_goes_on_is_not_supported_as_printed_for_child_victims():  # 5.2
    told = verdict(line(VICTIMS), Kind.RISING_TREND, 2017)
    assert (told.standing, told.window) == (Standing.ONLY_OVER, (2008, 2017))
    assert told.reason.en == (
        "It holds only over 2008 to 2017, not over 2013 to 2017. "
        "The difference may well be chance (S = 8 of 10, p = 0.083)."
    )
    assert told.reason.ja.startswith("成り立つのは平成20年から平成29年までに限られ")
    assert LAST_STEP in told.sentence.en
    assert "明らかな変化があるとはいえない" in told.sentence.ja


@pytest.mark.parametrize("kind", [Kind.RISEN_K_YEARS, Kind.HIGHER_THAN_PREVIOUS, Kind.NEW_HIGH])
def test_no_other_reading_of_it_is_supported_either(kind):
    told = verdict(line(VICTIMS), kind, 2017)
    assert (told.standing, told.window) == (Standing.NOT_SUPPORTED, None)
    assert LAST_STEP in told.sentence.en


def test_a_statement_with_its_own_window_is_judged_over_that_window():  # 5.1
    of = line(VICTIMS)
    assert verdict(of, Kind.RISING_TREND, 2017, (2008, 2017)).standing is Standing.SUPPORTED
    other = verdict(of, Kind.RISING_TREND, 2017, (2013, 2017))
    assert (other.standing, other.window) == (Standing.ONLY_OVER, (2008, 2017))
    assert len(other.tried) == 2


def test_persons_cleared_rise_over_every_window():
    assert verdict(line(PERSONS), Kind.RISING_TREND, 2017).standing is Standing.SUPPORTED


def test_too_few_years_bear_no_trend():
    told = verdict(line([1500, 1823]), Kind.RISING_TREND, 2002)
    assert told.standing is Standing.NOT_SUPPORTED
    assert "a trend needs 5" in told.reason.en
    assert "clearly higher than the year before" in told.sentence.en


def test_a_clear_fall_is_told_though_no_claim_of_the_vocabulary_says_it():
    told = verdict(line([300, 900, 500]), Kind.HIGHER_THAN_PREVIOUS, 2003)
    assert told.standing is Standing.NOT_SUPPORTED
    assert "It was clearly lower than the 900 children of 2002" in told.sentence.en
    assert "900人より明らかに少ない" in told.sentence.ja


def test_a_long_rise_with_a_clear_fall_at_its_end_says_both():
    told = verdict(
        line([100, 200, 300, 400, 500, 600, 700, 800, 900, 700]), Kind.RISING_TREND, 2010
    )
    assert told.standing is Standing.ONLY_OVER
    assert "It was clearly lower than the 900 children of 2009" in told.sentence.en


def test_a_high_that_holds_since_a_later_year_is_supported_over_that_window_only():
    told = verdict(line([99, 3, 1, 2, 4, 8]), Kind.NEW_HIGH, 2006)
    assert (told.standing, told.window) == (Standing.ONLY_OVER, (2002, 2006))


def test_a_statement_across_a_break_is_not_supported():  # 5.4
    of = line([10, 20, 300, 400], breaks=[broken(2003)])
    told = verdict(of, Kind.NEW_HIGH, 2004, (2001, 2004))
    assert told.standing is Standing.NOT_SUPPORTED
    assert "three laws became five offences" in told.reason.en
    assert "is not comparable with values before 2003" in told.sentence.en
    right_after = verdict(of, Kind.HIGHER_THAN_PREVIOUS, 2003)
    assert right_after.standing is Standing.NOT_SUPPORTED
    assert "is not comparable with values before 2003" in right_after.sentence.en


def test_an_unknown_year_is_not_judged():
    with pytest.raises(YearUnknown):
        verdict(line([1, 2]), Kind.NEW_HIGH, 2009)


@settings(max_examples=40)
@given(
    st.lists(st.one_of(st.none(), st.integers(0, 3000)), min_size=1, max_size=9),
    st.sampled_from(Kind),
    st.sets(st.integers(2002, 2009), max_size=1),
)
def test_every_verdict_has_its_reason_and_a_sentence_in_both_languages(values, kind, years):
    of = line(values, breaks=[broken(year) for year in years])
    for point in of.points:
        told = verdict(of, kind, point.year)
        assert told.tried
        assert told.words == STANDINGS[told.standing]
        assert (told.window is None) or told.window[1] == point.year
        for words in (told.reason.ja, told.reason.en, told.sentence.ja, told.sentence.en):
            assert words
            assert "{" not in words
        if told.standing is Standing.NOT_SUPPORTED:
            assert not any(each.holds and each.kind is kind for each in told.tried)
