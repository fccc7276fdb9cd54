"""A figure beside last year's, in the words its owner reads."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mamori.kernel.periods import fiscal_year
from mamori.kernel.quantities import Qualifier, Quantity, Unit
from mamori.plan.rules.comparing import against

PEOPLE = Unit("participants", "{n}人", "{n} participant", "{n} participants")
LAST = Quantity(Decimal(2309), PEOPLE, fiscal_year(2017))


def now(value, qualifier=Qualifier.EXACT):
    return Quantity(Decimal(value), PEOPLE, fiscal_year(2018), qualifier)


@pytest.mark.parametrize(
    ("value", "ja", "en"),
    [
        (2529, "昨年 2,309人　+220（+9.5％）", "Last year 2,309 participants, +220 (+9.5%)"),
        (2000, "昨年 2,309人　−309（−13.4％）", "Last year 2,309 participants, −309 (−13.4%)"),
        (2309, "昨年 2,309人　増減なし", "Last year 2,309 participants, no change"),
    ],
)
def test_the_difference_is_told_in_both_languages(value, ja, en):
    told = against(now(value), LAST)
    assert (told.ja, told.en) == (ja, en)


def test_the_difference_of_an_estimate_is_an_estimate():
    last = replace(LAST, value=Decimal(390000), qualifier=Qualifier.ABOUT)
    told = against(now(410000), last)
    assert told.ja == "昨年 約39万人　約+2万（約+5.1％）"
    assert told.en == "Last year about 390,000 participants, about +20,000 (about +5.1%)"


@pytest.mark.parametrize("this_year", [None, now(41), now(3000, Qualifier.AT_LEAST)])
def test_no_difference_is_told_of_nothing_of_a_slip_and_of_at_least(this_year):
    assert against(this_year, LAST).en == "Last year 2,309 participants"


def test_from_nothing_there_is_no_share():
    assert against(now(3), replace(LAST, value=Decimal(0))).en == "Last year 0 participants, +3"
