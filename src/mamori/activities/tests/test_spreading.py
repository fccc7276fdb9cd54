"""Over prefectures and over years: the same figures as asked for one by one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mamori.activities import queries
from mamori.activities.queries.spreading import NotSpread
from mamori.activities.rules.counting import How
from mamori.activities.tests.build_register import recorded
from mamori.kernel.periods import Period, fiscal_year

pytestmark = pytest.mark.usefixtures("japan")

YEARS = [fiscal_year(2024), fiscal_year(2025), fiscal_year(2026)]


@pytest.fixture
def meetings():
    recorded("NPA", area="13", day=date(2026, 6, 1))
    recorded("NPA", area="13", day=date(2026, 7, 1), people=10)
    recorded("NPA", area="47", day=date(2025, 3, 31))
    recorded("NPA", area="01", day=date(2025, 4, 1))


def test_every_indicator_by_area_is_what_it_counts_in_that_area(meetings):
    period = Period(date(2017, 4, 1), date(2026, 11, 30))
    for key, own in queries.indicators().items():
        if own.how is How.LATEST:
            continue
        for area, count in queries.by_area(own, period).items():
            assert count == queries.count(key, period, area=area), key


def test_every_indicator_by_year_is_what_it_counts_in_that_year(meetings):
    years = [fiscal_year(year) for year in range(2016, 2027)]
    for key, own in queries.indicators().items():
        for year, count in queries.by_year(own, years).items():
            assert count == queries.count(key, year), key


def test_a_day_belongs_to_its_own_fiscal_year(meetings):
    found = queries.by_year(queries.indicator("safety_classes"), YEARS)
    quantities = [found[year].quantity for year in YEARS]
    assert [q and q.value for q in quantities] == [1, 1, 2]


def test_areas_and_years_take_one_query_each(meetings):
    own = queries.indicator("safety_class_participants")
    with CaptureQueriesContext(connection) as ran:
        assert set(queries.by_area(own, fiscal_year(2026))) == {"13"}
        queries.by_year(own, YEARS)
    assert len(ran) == 2


def test_a_latest_value_is_not_spread():
    latest = next(i for i in queries.indicators().values() if i.how is How.LATEST)
    with pytest.raises(NotSpread):
        queries.by_area(latest, fiscal_year(2026))
