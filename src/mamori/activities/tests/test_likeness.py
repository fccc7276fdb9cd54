"""Which two records may be one deed, who joins them, and when an event recurs."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori.activities.rules import likeness
from mamori.activities.rules.records import Status
from mamori.activities.rules.repeating import MOST_TIMES, Every, NotRepeated, times
from mamori.activities.tests.build_register import DAY, meeting
from mamori.kernel.periods import Period

NPA, MIC = meeting("NPA"), meeting("MIC")


def test_one_kind_one_area_days_that_touch_and_two_agencies_may_be_one():  # 2.7
    assert likeness.alike(NPA, MIC)
    longer = replace(MIC, days=Period(date(2026, 5, 30), DAY))
    assert likeness.alike(NPA, longer)


@pytest.mark.parametrize(
    "different",
    [
        {"agency": "NPA"},
        {"kind": "symposium"},
        {"area": "14"},
        {"days": Period(date(2026, 6, 2), date(2026, 6, 2))},
        {"total": True},
        {"invented": True},
        {"status": Status.CANCELLED},
    ],
    ids=str,
)
def test_anything_else_is_another_deed(different):
    assert not likeness.alike(NPA, replace(MIC, **different))


@given(st.data())
def test_the_order_does_not_matter(data):
    one, other = (
        meeting(
            data.draw(st.sampled_from(["NPA", "MIC"])),
            day=data.draw(st.dates(date(2026, 6, 1), date(2026, 6, 3))),
            area=data.draw(st.sampled_from(["13", "14"])),
        )
        for _ in range(2)
    )
    assert likeness.alike(one, other) == likeness.alike(other, one)


def test_both_agencies_by_two_people_join():
    first = likeness.agreed({}, "NPA", "person:1")
    assert not likeness.is_joined(first, NPA, MIC)
    both = likeness.agreed(first, "MIC", "person:2")
    assert likeness.is_joined(both, NPA, MIC)


def test_nobody_joins_them_alone():
    first = likeness.agreed({}, "NPA", "person:1")
    with pytest.raises(likeness.NobodyAlone):
        likeness.agreed(first, "MIC", "person:1")


def test_a_month_that_lacks_the_day_takes_its_last():  # 2.9
    days = times(Period(date(2026, 1, 31), date(2026, 1, 31)), Every.MONTH, date(2026, 4, 30))
    assert [d.first.isoformat()[5:] for d in days] == ["01-31", "02-28", "03-31", "04-30"]


def test_a_week_keeps_its_weekday_and_each_time_its_length():
    days = times(Period(date(2026, 1, 5), date(2026, 1, 6)), Every.WEEK, date(2026, 1, 19))
    assert [(d.first.day, d.last.day) for d in days] == [(5, 6), (12, 13), (19, 20)]


@pytest.mark.parametrize("until", [date(2026, 1, 5), date(2025, 1, 1), date(2030, 1, 1)])
def test_a_repetition_ends_after_it_begins_and_has_a_bound(until):
    with pytest.raises(NotRepeated):
        times(Period(date(2026, 1, 5), date(2026, 1, 5)), Every.WEEK, until)


def test_the_bound_itself_is_allowed():
    first = Period(date(2026, 1, 5), date(2026, 1, 5))
    last = date.fromordinal(first.first.toordinal() + 7 * (MOST_TIMES - 1))
    assert len(times(first, Every.WEEK, last)) == MOST_TIMES
