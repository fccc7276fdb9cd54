"""Policy: docs/policy/activities.md §6.3: records leave at their date; the tests read the rule."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from mamori.activities import actions, models, queries
from mamori.activities.rules import certificates, keeping
from mamori.activities.rules.records import Activity, Figure
from mamori.activities.tests.build_register import BY, DAY, meeting
from mamori.kernel import audit
from mamori.kernel.periods import Period, fiscal_year
from mamori.kernel.text import Text

YEARS = 5  # of street_guidance in the pack


def guidance(day: date = DAY, agency: str = "NPA", **more: Any) -> Activity:
    said: dict[str, Any] = {
        "kind": "street_guidance",
        "serves": ("p17-17",),
        "fields": {"purpose": "other"},
        "figures": {"children": Figure(Decimal(2), "children")},
    }
    return replace(meeting(agency, day=day), **{**said, **more})


def held(activity: Activity) -> int:
    return actions.record(activity=activity, **BY)


def night(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


def removed(day: date, waiting: tuple[Period, ...] = ()) -> dict[str, int]:
    return actions.remove_expired(waiting=waiting, actor=audit.job("clock"), at=night(day))


def later(day: date, years: int) -> date:
    return day.replace(year=day.year + years)


def there(number: int) -> bool:
    return models.Activity.objects.filter(pk=number).exists()


def test_a_record_leaves_on_the_day_its_years_are_over():
    assert keeping.leaves_on(date(2018, 6, 1), YEARS) == date(2023, 6, 1)
    assert not keeping.has_left(date(2018, 6, 1), YEARS, date(2023, 5, 31), ())
    assert keeping.has_left(date(2018, 6, 1), YEARS, date(2023, 6, 1), ())


def test_the_29th_of_february_leaves_on_the_first_of_march():
    assert keeping.leaves_on(date(2020, 2, 29), YEARS) == date(2025, 3, 1)


def test_a_period_that_is_being_counted_is_waited_for_a_year_and_no_longer():
    open_ = (Period(date(2018, 4, 1), date(2019, 3, 31)),)
    assert not keeping.has_left(date(2018, 6, 1), YEARS, date(2024, 5, 31), open_)
    assert keeping.has_left(date(2018, 6, 1), YEARS, date(2024, 6, 1), open_)
    assert keeping.has_left(date(2017, 6, 1), YEARS, date(2023, 6, 1), open_)


@pytest.mark.parametrize("offset", range(-3, 4))
@pytest.mark.parametrize("last", [date(2018, 6, 1), date(2020, 2, 29), date(2020, 3, 1)])
def test_what_is_looked_through_holds_all_that_leaves(last, offset):
    today = keeping.leaves_on(last, YEARS) + timedelta(days=offset)
    if keeping.has_left(last, YEARS, today, ()):
        assert last <= keeping.newest_to_leave(YEARS, today)


def test_records_of_guidance_leave_at_their_date(japan):
    assert queries.kind("street_guidance").keep_years == YEARS
    gone, stays, meeting_ = held(guidance()), held(guidance(date(2026, 6, 2))), held(meeting())
    day = later(DAY, YEARS)
    assert removed(day - timedelta(days=1)) == {}
    assert removed(day) == {"street_guidance": 1}
    assert (there(gone), there(stays), there(meeting_)) == (False, True, True)
    assert removed(day) == {}


def test_everything_that_hung_on_it_goes_along_and_its_certificate_stays(japan):
    one, other = held(guidance()), held(guidance(agency="MIC"))
    actions.correct(number=one, activity=guidance(area="14"), version=1, reason="誤り", **BY)
    actions.correct(number=one, activity=guidance(), version=2, reason="誤り", **BY)
    models.Desk.objects.create(
        code="abcdefg", activity_id=one, opened_at=BY["at"], closes_at=BY["at"]
    )
    given = certificates.Certificate(
        certificates.Form.THANKS, "NPA", Text("感謝状", "Thanks"), date(2026, 11, 1), activity=one
    )
    number = actions.issue(certificate=given, name="架空 花", **BY)
    assert models.Likeness.objects.count() == 1
    assert removed(later(DAY, YEARS)) == {"street_guidance": 2}
    assert not there(one)
    assert not there(other)
    for table in (models.Change, models.Desk, models.Likeness):
        assert not table.objects.exists()
    assert models.Certificate.objects.get(pk=number).activity is None


def test_a_deed_told_by_two_still_counts_once_when_the_older_record_leaves(japan):
    long = replace(guidance(agency="MIC"), days=Period(DAY, date(2026, 6, 9)))
    one, other = held(guidance()), held(long)
    models.Activity.objects.filter(pk=other).update(same_as=one)
    assert removed(later(DAY, YEARS)) == {"street_guidance": 1}
    assert models.Activity.objects.get(pk=other).same_as is None


def test_the_trail_keeps_counts_by_kind_and_nothing_else(japan):
    held(guidance(title=Text("架空の声かけ", "An invented talk")))
    removed(later(DAY, YEARS))
    entry = audit.history("activities")[0]
    assert (entry.action, entry.details) == ("activities: records left", {"street_guidance": 1})
    years = fiscal_year(2025), fiscal_year(2026)
    assert list(queries.departed(queries.kind("street_guidance"), *years).values()) == [0, 1]


def test_invented_records_and_those_of_the_pack_stay(japan):
    packs = models.Activity.objects.get(kind="street_guidance", token__startswith="pack:")
    invented = held(guidance(invented=True))
    assert removed(date(2090, 1, 1)) == {}
    assert there(packs.pk)
    assert there(invented)


def test_an_open_period_is_waited_for(japan):
    number = held(guidance())
    assert removed(later(DAY, YEARS), (fiscal_year(2026),)) == {}
    assert removed(later(DAY, YEARS + 1), (fiscal_year(2026),)) == {"street_guidance": 1}
    assert not there(number)


def test_the_command_tells_what_would_leave_then_removes_it(japan):
    number = held(guidance(date(2019, 6, 1)))
    said = StringIO()
    call_command("remove_expired", "--check", stdout=said)
    assert "street_guidance: 1" in said.getvalue()
    assert "1 records would leave." in said.getvalue()
    assert there(number)
    call_command("remove_expired", stdout=said)
    assert "1 records left." in said.getvalue()
    assert not there(number)
