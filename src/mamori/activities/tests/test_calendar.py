"""The public calendar: what was held and what is planned, of kinds open to all, and nothing more."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from mamori.activities import actions, models
from mamori.activities.queries import calendar as queries
from mamori.activities.queries.calendar import Wanted
from mamori.activities.rules import calendar
from mamori.activities.rules.calendar import UnknownMonth
from mamori.activities.rules.records import Status
from mamori.activities.tests.build_register import BY, DAY, meeting, recorded
from mamori.kernel.periods import Period
from mamori.kernel.text import Text

MONTH = "/en/activities/calendar/2026-06/"
FEED = "/en/activities/calendar.ics"
JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))


def planned(day, **more):
    return recorded(day=day, status=Status.PLANNED, figures={}, **more)


def page(client, path=MONTH):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def entries(client, path=FEED):
    found = Calendar.from_ical(client.get(path).content)
    return {str(e["uid"]): e for e in found.walk("VEVENT")}


@pytest.mark.parametrize(
    "written", ["2026-13", "2026-00", "1998-12", "9999-01", "２０２６-06", "soon"]
)
def test_a_month_that_is_none_is_refused(written):
    with pytest.raises(UnknownMonth):
        calendar.month(written)


@pytest.mark.parametrize(
    ("written", "last"), [("2026-12", 31), ("2024-02", 29), ("2026-02", 28), ("2026-04", 30)]
)
def test_a_month_has_all_its_days(written, last):
    own = calendar.month(written)
    assert (own.first.day, own.last.day) == (1, last)
    inside = [d.day for week in calendar.weeks(own, ()) for d in week if d.inside]
    assert inside == [own.first + timedelta(days=n) for n in range(last)]


def test_weeks_begin_on_sunday_and_are_whole():
    found = calendar.weeks(JUNE, ())
    assert {len(week) for week in found} == {7}
    assert {week[0].day.isoweekday() for week in found} == {7}


def test_a_span_counts_on_each_of_its_days_within_the_month():
    spans = [
        Period(date(2026, 5, 30), date(2026, 6, 2)),
        Period(date(2026, 6, 2), date(2027, 1, 1)),
    ]
    found = {d.day: d.events for week in calendar.weeks(JUNE, spans) for d in week if d.inside}
    assert [found[date(2026, 6, n)] for n in (1, 2, 3, 30)] == [1, 2, 1, 1]


def test_the_calendar_ends_with_the_years_of_records():
    assert calendar.beside(calendar.month("1999-01"))[0] is None
    assert calendar.beside(calendar.month("2100-12"))[1] is None


@pytest.mark.parametrize("path", [MONTH, "/en/activities/calendar/", f"{MONTH}?day=2026-06-01"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_opens_to_everyone_in_both_languages(client, japan, path, language):
    recorded()
    page(client, path.replace("/en/", f"/{language}/"))


def test_a_month_that_is_none_is_not_found(client, japan):
    assert client.get("/en/activities/calendar/2026-13/").status_code == 404


def test_held_and_planned_are_shown_with_their_state(client, japan):
    recorded(title=Text("開催の会", "The class held"))
    later = timezone.localdate() + timedelta(days=3)
    planned(later, title=Text("予定の会", "The class to come"))
    assert "The class held" in page(client)
    ahead = page(client, f"/en/activities/calendar/{later:%Y-%m}/")
    assert "The class to come" in ahead
    assert "Planned" in ahead


def test_what_is_not_for_the_public_is_in_neither(client, japan):
    number = recorded(title=Text("中止の会", "Cancelled class"))
    actions.cancel(number=number, version=1, reason="Typhoon", **BY)
    joined, other = recorded(title=Text("甲", "Joined class")), recorded("MIC")
    models.Activity.objects.filter(pk=joined).update(same_as=other)
    recorded(title=Text("合計", "Total of June"), days=JUNE, total=True)
    hidden = recorded(title=Text("内部", "Staff only"))
    models.Activity.objects.filter(pk=hidden).update(kind="filter_explanation")
    shown, feed = page(client), client.get(FEED).content.decode()
    for words in ("Cancelled class", "Joined class", "Total of June", "Staff only"):
        assert words not in shown
        assert words not in feed


def test_no_numbers_are_shown(client, japan):
    recorded(people=1234)
    assert "1,234" not in page(client)
    assert "1234" not in page(client)


def test_what_is_invented_says_so(client, japan):
    recorded(invented=True, title=Text("例", "An example"))
    assert "invented" in page(client).partition("An example")[2][:80]


def test_a_day_lists_its_own_and_keeps_the_filter(client, japan):
    recorded(title=Text("一日", "On the first"))
    recorded(title=Text("九日", "On the ninth"), day=date(2026, 6, 9))
    recorded(title=Text("大阪", "In Osaka"), area="27")
    shown = page(client, f"{MONTH}?day=2026-06-01&area=13")
    assert "On the first" in shown
    assert "On the ninth" not in shown
    assert "In Osaka" not in shown
    assert "area=13&amp;day=2026-06-09#list" in shown


@pytest.mark.parametrize("asked", ["day=soon", "day=2026-07-01", "page=x", "page=999", "kind=%00"])
def test_a_strange_question_still_gets_the_page(client, japan, asked):
    recorded()
    page(client, f"{MONTH}?{asked}")


def test_a_crowded_month_has_pages_and_few_questions(client, japan):
    many = [meeting(title=Text(f"会{n}", f"Class {n:03}")) for n in range(150)]
    actions.record_many(activities=many, **BY)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        first = page(client)
    assert len(asked) <= 12
    assert "Class 099" in first
    assert "Class 100" not in first
    assert "Class 149" in page(client, f"{MONTH}?page=2")


def test_the_feed_is_a_calendar_of_whole_days(client, japan):
    day = timezone.localdate() - timedelta(days=10)
    number = recorded(at=timezone.now(), days=Period(day, day + timedelta(days=1)))
    answer = client.get(FEED)
    assert answer["Content-Type"].startswith("text/calendar")
    entry = entries(client)[f"activity-{number}@testserver"]
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (day, day + timedelta(days=2))
    assert (str(entry["summary"]), str(entry["status"])) == ("An invented class", "CONFIRMED")
    assert str(entry["location"]) == "Tokyo"


def test_the_feed_speaks_japanese_too_and_marks_what_is_invented(client, japan):
    day = timezone.localdate() + timedelta(days=10)
    number = planned(day, invented=True)
    entry = entries(client, FEED.replace("/en/", "/ja/"))[f"activity-{number}@testserver"]
    assert (str(entry["summary"]), str(entry["status"])) == ("【架空】架空の講座", "TENTATIVE")


def test_words_that_would_break_a_feed_stay_words(client, japan):
    title = "A; b, c\nEND:VEVENT"
    number = recorded(at=timezone.now(), day=timezone.localdate(), title=Text("甲", title))
    assert str(entries(client)[f"activity-{number}@testserver"]["summary"]) == title


def test_a_correction_raises_the_sequence_and_keeps_the_identifier(client, japan):
    day = timezone.localdate() - timedelta(days=1)
    number = recorded(at=timezone.now(), day=day)
    corrected = meeting(day=day, title=Text("改", "Renamed"))
    by = {**BY, "at": timezone.now()}
    actions.correct(number=number, activity=corrected, version=1, reason="Name", **by)
    entry = entries(client)[f"activity-{number}@testserver"]
    assert (entry["sequence"], str(entry["summary"])) == (1, "Renamed")


def test_the_feed_is_filtered_and_has_its_bounds(client, japan, monkeypatch):
    today = timezone.localdate()
    now: dict[str, Any] = {"at": timezone.now()}
    here, there = recorded(day=today, **now), recorded(day=today, area="27", **now)
    old = recorded(day=today - timedelta(days=120), **now)
    found = entries(client, f"{FEED}?area=27")
    assert list(found) == [f"activity-{there}@testserver"]
    every = {event.id for event in queries.feed(Wanted(), today)}
    assert {here, there} <= every
    assert old not in every
    monkeypatch.setattr(queries, "MOST_IN_FEED", 1)
    assert len(queries.feed(Wanted(), today)) == 1


def test_the_same_events_are_the_same_bytes(client, japan):
    recorded(day=DAY)
    assert client.get(FEED).content == client.get(FEED).content
