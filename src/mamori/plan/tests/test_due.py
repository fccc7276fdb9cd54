"""One page says what is due, whichever slice waits; a letter tells each once (§11.10)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.activities import actions as activities
from mamori.activities.rules.records import Activity, Status
from mamori.kernel import audit
from mamori.kernel.periods import Period
from mamori.kernel.text import Text
from mamori.plan.queries import due
from mamori.plan.tests import build_round

AT = datetime(2018, 5, 1, 3, tzinfo=UTC)
DAY = date(2018, 6, 10)
OWN = due.Wanted(frozenset({"NPA"}), secretariat=False)
PLANNED = Activity(
    kind="educational_meeting",
    agency="NPA",
    days=Period(DAY, DAY),
    area="13",
    title=Text("講座（架空）", "A class (invented)"),
    status=Status.PLANNED,
    fields={"audience": "mixed"},
)


def planned(**changed):
    own = replace(PLANNED, **changed)
    return activities.record(activity=own, actor=audit.job("test"), at=AT)


@pytest.fixture
def waiting(japan):
    build_round.opened("FY2018")
    return planned()


def what(wanted, day):
    return [one.what.en for one in due.due(wanted, day)]


def test_a_planned_activity_is_due_from_its_day_on(waiting):
    assert "A class (invented)" not in what(OWN, DAY - timedelta(days=1))
    assert "A class (invented)" in what(OWN, DAY)


def test_returns_and_activities_stand_on_one_list_the_nearest_first(waiting):
    found = due.due(OWN, DAY)
    assert {one.route for one in found} == {"plan:answer", "activities:activity"}
    assert [one.on for one in found] == sorted(one.on for one in found)


def test_nobody_is_told_of_another_agency(waiting):
    assert "A class (invented)" not in what(due.Wanted(frozenset({"MEXT"}), False), DAY)


def test_the_secretariat_hears_of_returns_that_wait_for_it(waiting):
    secretariat = due.Wanted(frozenset(), secretariat=True)
    assert what(secretariat, DAY) == []
    row = build_round.obligation("p17-17", "NPA")
    build_round.answered(row)
    assert what(secretariat, DAY) == ["Round FY2018"]


def test_what_came_within_reach_is_new_once(waiting):
    before, after = DAY - timedelta(days=1), DAY + timedelta(days=1)
    told = due.newly(OWN.agencies, before, DAY)
    assert [one.what.en for one in told] == ["A class (invented)"]
    assert due.newly(OWN.agencies, DAY, after) == ()


@pytest.mark.parametrize(("spoken", "head"), [("ja", "過ぎたもの"), ("en", "Overdue")])
def test_the_page_names_what_is_overdue_and_leads_to_it(waiting, spoken, head):
    client = Client()
    client.force_login(people.person("aoi", Role.MINISTRY))
    page = client.get(f"/{spoken}/staff/due/").content.decode()
    assert head in page
    assert f"/{spoken}/activities/register/{waiting}/" in page


def test_it_can_be_taken_along_as_a_file(waiting):
    client = Client()
    client.force_login(people.person("aoi", Role.MINISTRY))
    assert "A class (invented)" in client.get("/en/staff/due.csv").content.decode()
