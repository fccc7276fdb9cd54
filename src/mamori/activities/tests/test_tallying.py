"""What is kept ready says what is counted; a change of any record is seen at once, by whatever way it came."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mamori.activities import actions, models, queries
from mamori.activities.rules import tallies
from mamori.activities.rules.counting import How
from mamori.activities.tests.build_register import AT, BY, meeting, recorded
from mamori.kernel.periods import fiscal_year

pytestmark = pytest.mark.usefixtures("japan")

YEARS = tallies.years_until(fiscal_year(2026), 12)
KEY = "safety_classes"


@pytest.fixture
def spread():
    return [own for own in queries.indicators().values() if own.how is not How.LATEST]


@pytest.fixture
def meetings():
    recorded(area="13", day=date(2026, 6, 1))
    recorded(area="01", day=date(2026, 6, 2), people=10)
    recorded(area="47", day=date(2025, 3, 31))


def value(area="13", key=KEY):
    found = queries.over_years([queries.indicator(key)], YEARS, YEARS)[key][YEARS[-1]]
    count = found.areas.get(area) if area else found.whole
    return count and count.quantity and int(count.quantity.value)


def test_every_year_and_area_is_what_is_counted_one_by_one(meetings, spread):
    for kept in (False, True):
        if kept:
            assert actions.tally(at=AT) == len(spread)
        found = queries.over_years(spread, YEARS, YEARS)
        for own in spread:
            for year in YEARS:
                assert found[own.key][year].whole == queries.count(own.key, year), own.key
                for area, count in found[own.key][year].areas.items():
                    assert count == queries.count(own.key, year, area=area), own.key
                assert set(found[own.key][year].areas) == set(queries.by_area(own, year)), own.key


def test_what_is_kept_ready_takes_two_queries_however_many_records(meetings, spread):
    actions.tally(at=AT)
    with CaptureQueriesContext(connection) as ran:
        queries.over_years(spread, YEARS, YEARS)
    assert len(ran) == 2


def test_a_record_is_seen_at_once_and_only_its_kind_is_counted_again(meetings, spread):
    actions.tally(at=AT)
    assert (value(), value(area="")) == (1, 2)
    recorded(area="13", day=date(2026, 6, 3))
    assert (value(), value(area="")) == (2, 3)
    of_kind = [own for own in spread if own.kind == "educational_meeting"]
    assert actions.tally(at=AT) == len(of_kind)
    assert actions.tally(at=AT) == 0


@pytest.mark.parametrize("way", ["corrected", "cancelled", "behind", "removed", "joined"])
def test_a_change_by_any_way_is_seen_at_once(meetings, way):
    number = recorded(area="13", day=date(2026, 8, 1))
    actions.tally(at=AT)
    assert value() == 2
    rows = models.Activity.objects.filter(pk=number)
    if way == "corrected":
        moved = meeting(area="01", day=date(2026, 8, 1))
        actions.correct(number=number, activity=moved, version=1, reason="moved", **BY)
    if way == "cancelled":
        actions.cancel(number=number, version=1, reason="typhoon", **BY)
    if way == "behind":
        rows.update(area="02")
    if way == "removed":
        rows.delete()
    if way == "joined":
        rows.update(same_as=models.Activity.objects.exclude(pk=number).earliest("pk"))
    assert value() == 1


def test_a_record_that_changes_its_kind_moves_both_on(meetings):
    before = dict(models.Kind.objects.values_list("key", "revision"))
    models.Activity.objects.filter(area="47", kind="educational_meeting").update(kind="symposium")
    after = dict(models.Kind.objects.values_list("key", "revision"))
    moved = {key for key in before if after[key] > before[key]}
    assert moved == {"educational_meeting", "symposium"}


def test_units_that_do_not_go_together_are_kept_as_no_figure(meetings):
    row = models.Activity.objects.filter(kind="educational_meeting").latest("pk")
    row.figures["meetings"]["unit"] = "places"
    row.save()
    actions.tally(at=AT)
    own = queries.indicator(KEY)
    assert queries.over_years([own], YEARS, YEARS) == {}
    assert not models.Tally.objects.filter(indicator=KEY).exists()
