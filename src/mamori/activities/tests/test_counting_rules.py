"""From records to a figure, by the declared rule. Each defect the counting must not repeat is a test."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mamori.activities.rules.counting import (
    HOWS,
    How,
    Indicator,
    MixedUnits,
    count,
    counts,
    problems,
)
from mamori.activities.rules.kinds import kind
from mamori.activities.rules.records import Activity, Figure, Status
from mamori.kernel.periods import Period, calendar_year, fiscal_year
from mamori.kernel.quantities import Qualifier, Unit, as_of_words, written
from mamori.kernel.text import Text

MEETINGS = Unit("meetings", "{n}回", "{n} class", "{n} classes")
PLACES = Unit("places", "{n}か所", "{n} place", "{n} places")
CHILDREN = Unit("children", "{n}人", "{n} child", "{n} children")
PREFECTURES = Unit("prefectures", "{n}都道府県", "{n} prefecture", "{n} prefectures")
FIRMS = Unit("firms", "{n}社", "{n} firm", "{n} firms")
WORDS = Text("例", "Example")
YEAR = fiscal_year(2017)


def indicator(how, unit=MEETINGS, **more):
    own = Indicator("own", WORDS, "meeting", how, unit, WORDS)
    return replace(own, **more)


def done(day="2017-06-01", value=None, unit="meetings", qualifier=Qualifier.EXACT, **more):
    figures = {} if value is None else {"n": Figure(Decimal(value), unit, qualifier)}
    at = date.fromisoformat(day)
    own = Activity(kind="meeting", agency="NPA", days=Period(at, at), figures=figures)
    return replace(own, **more)


def figure(own, activities):
    quantity = count(own, activities, YEAR).quantity
    assert quantity is not None
    return quantity


def number(own, activities, period=YEAR):
    quantity = count(own, activities, period).quantity
    return None if quantity is None else quantity.value


SUM = indicator(How.SUM, number="n")


def test_places_and_meetings_are_not_added_and_both_are_named():  # 1
    both = [done(value=2309), done(value=2529, unit="places")]
    with pytest.raises(MixedUnits) as refusal:
        count(SUM, both, YEAR)
    for words in (refusal.value.message.ja, refusal.value.message.en):
        assert "meetings" in words
        assert "places" in words


def test_a_number_in_another_unit_than_the_indicators_is_refused_even_alone():  # 1
    with pytest.raises(MixedUnits, match="meetings and places"):
        count(SUM, [done(value=2529, unit="places")], YEAR)


def test_what_serves_two_measures_counts_once_in_the_total():  # 2
    deeds = [done(value=3, serves=("p17-06", "p17-07")), done(value=4, serves=("p17-07",))]
    by_effort = {
        key: number(SUM, [a for a in deeds if key in a.serves]) for key in ("p17-06", "p17-07")
    }
    assert by_effort == {"p17-06": 3, "p17-07": 7}
    assert number(SUM, deeds) == 7


@pytest.mark.parametrize(
    ("qualifiers", "joined"),
    [
        (("exact", "exact"), "exact"),
        (("exact", "about"), "about"),
        (("exact", "at_least"), "at_least"),
        (("at_least", "about"), "about"),
    ],
)
def test_one_estimate_makes_the_sum_an_estimate(qualifiers, joined):  # 3
    deeds = [done(value=100, qualifier=Qualifier(q)) for q in qualifiers]
    assert figure(SUM, deeds).qualifier == joined


def test_about_reaches_the_sentence():  # 3
    estimate = done(value=390000, qualifier=Qualifier.ABOUT)
    quantity = figure(SUM, [estimate, done(value=10000)])
    assert written(quantity, "ja") == "約40万回"
    assert written(quantity, "en") == "about 400,000 classes"


def test_the_day_of_a_state_is_told_in_both_languages():  # 4
    known = Figure(Decimal(46), "children", as_of=date(2017, 12, 31))
    deed = done(days=Period(date(2017, 4, 18), date(2018, 3, 31)), figures={"n": known})
    quantity = figure(indicator(How.SUM, CHILDREN, number="n"), [deed])
    assert as_of_words(quantity, "ja") == "12月末現在"
    assert as_of_words(quantity, "en") == "as of the end of December"


def test_a_sum_of_several_states_is_as_of_the_last_of_their_days():  # 4
    days = (date(2017, 9, 30), date(2017, 12, 31), None)
    deeds = [done(figures={"n": Figure(Decimal(1), "meetings", as_of=day)}) for day in days]
    assert figure(SUM, deeds).as_of == date(2017, 12, 31)


def ordinance(area, **days):
    return done(area=area, fields=days)


def prefectures(day):
    return indicator(How.AREAS, PREFECTURES, day=day)


def test_a_prefecture_that_amended_twice_counts_once():  # 5
    twice = [ordinance("23", passed="2017-06-30"), ordinance("23", passed="2018-03-20")]
    assert number(prefectures("passed"), [*twice, ordinance("13", passed="2017-07-01")]) == 2
    assert count(prefectures("passed"), twice, YEAR).records == 2


def test_a_record_of_the_whole_country_gives_no_count_of_prefectures_and_no_zero():  # 3.2
    national = ordinance("", passed="2017-06-30")
    assert count(prefectures("passed"), [national], YEAR).quantity is None
    assert (
        count(prefectures("passed"), [national, ordinance("13", passed="2017-07-01")], YEAR).records
        == 1
    )


def test_the_day_the_rule_names_decides():  # 5
    tokyo = ordinance("13", passed="2017-03-30", promulgated="2017-03-31", in_force="2017-07-01")
    found = {day: number(prefectures(day), [tokyo]) for day in tokyo.fields}
    assert found == {"passed": None, "promulgated": None, "in_force": 1}


def test_a_record_without_that_day_does_not_count():  # 5
    assert number(prefectures("passed"), [ordinance("13", in_force="2017-07-01")]) is None
    assert number(prefectures("passed"), [ordinance("13", passed="")]) is None


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.PLANNED])
def test_only_what_was_held_counts(status):  # 6
    deeds = [done(value=5), done(value=7, status=status)]
    assert number(SUM, deeds) == 5
    assert number(SUM, deeds[1:]) is None


def test_a_firm_approached_five_times_is_one_firm():  # 12
    firms = indicator(How.DISTINCT, FIRMS, field="firm", where={"step": ("approached",)})
    deeds = [done(fields={"firm": "Example One", "step": "approached"})] * 5
    deeds += [done(fields={"firm": "Example Two", "step": "joined"}), done()]
    assert (number(firms, deeds), count(firms, deeds, YEAR).records) == (1, 5)


def test_the_year_is_the_period_asked_for_and_never_guessed():  # 15
    march = done("2018-03-31", value=1)
    april = done("2018-04-01", value=10)
    deeds = [march, april]
    assert number(SUM, deeds, fiscal_year(2017)) == 1
    assert number(SUM, deeds, calendar_year(2018)) == 11
    assert number(SUM, deeds, calendar_year(2017)) is None


def test_a_span_counts_where_its_last_day_lies():  # 15
    span = done(value=1, days=Period(date(2018, 3, 1), date(2018, 4, 1)))
    assert number(SUM, [span], fiscal_year(2017)) is None
    assert number(SUM, [span], fiscal_year(2018)) == 1


def in_force(period, **days):
    own = indicator(How.STATE, PREFECTURES, day="in_force", until="repealed")
    return counts(own, ordinance("13", **days), period)


def test_in_force_on_the_last_day_of_the_period():
    assert in_force(YEAR, in_force="2015-07-01")
    assert in_force(YEAR, in_force="2018-03-31")
    assert not in_force(YEAR, in_force="2018-04-01")
    assert not in_force(YEAR, in_force="2015-07-01", repealed="2018-03-31")
    assert in_force(YEAR, in_force="2015-07-01", repealed="2018-04-01")
    assert not in_force(YEAR, passed="2017-03-30")


def test_the_latest_value_keeps_what_it_was_before():
    own = indicator(How.LATEST, number="n")
    known = Figure(Decimal(6), "meetings", baseline=Decimal(3))
    deeds = [done("2018-02-01", figures={"n": known}), done("2017-05-01", value=3)]
    quantity = figure(own, deeds)
    assert (quantity.value, quantity.baseline) == (6, 3)


def test_of_two_on_one_day_the_one_recorded_later_is_the_latest():
    own = indicator(How.LATEST, number="n")
    assert number(own, [done(value=3), done(value=4)]) == 4


def test_nothing_recorded_is_no_zero():
    for how in How:
        assert count(indicator(how, number="n", field="f"), [], YEAR).quantity is None


def test_a_record_of_another_kind_does_not_count():
    assert number(SUM, [done(value=1, kind="symposium")]) is None


def test_every_rule_has_its_words():
    assert set(HOWS) == set(How)


KIND = kind(
    {
        "key": "meeting",
        "group": "g",
        "title": {"ja": "例", "en": "Example"},
        "about": {"ja": "例", "en": "Example"},
        "fields": [{"key": "firm", "label": {"ja": "例", "en": "Firm"}}],
        "numbers": [{"key": "n", "label": {"ja": "例", "en": "N"}, "units": ["meetings"]}],
        "sentence": {"ja": "例", "en": "Example"},
    },
    {"meetings": MEETINGS},
)


@pytest.mark.parametrize(
    ("how", "more", "reason"),
    [
        (How.SUM, {"number": "n"}, None),
        (How.SUM, {}, "Say in number"),
        (How.LATEST, {}, "Say in number"),
        (How.DISTINCT, {}, "Say in field"),
        (How.DISTINCT, {"field": "firm"}, None),
        (How.SUM, {"number": "m"}, "“m” is not part"),
        (How.AREAS, {"day": "passed"}, "“passed” is not part"),
        (How.STATE, {"until": "repealed"}, "“repealed” is not part"),
        (How.RECORDS, {"where": {"step": ("x",)}}, "“step” is not part"),
    ],
)
def test_an_indicator_fits_its_kind(how, more, reason):
    found = [words.en for words in problems(indicator(how, **more), KIND)]
    assert (found == []) if reason is None else (reason in found[0])
