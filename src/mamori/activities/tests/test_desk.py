"""The desk at the door: counts without names, answers from five on, and the number taken over as “about”."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from mamori.activities import actions, models, queries
from mamori.activities.actions import desk as desks
from mamori.activities.queries import Scope
from mamori.activities.queries import desk as read
from mamori.activities.rules import desk as rules
from mamori.activities.rules.records import Status
from mamori.activities.tests.build_register import AT, BY, meeting, officer, recorded
from mamori.kernel.audit import history
from mamori.kernel.quantities import Qualifier

pytestmark = pytest.mark.usefixtures("japan")

TODAY = timezone.localtime(AT).date()
YES = {"useful": "yes", "clear": "partly", "whom_to_ask": "unsure"}


def opened(**more):
    number = recorded("NPA", day=TODAY, **more)
    return number, desks.open_desk(number=number, **BY)


def now_opened():
    """Open on the day the test runs, for the pages."""
    now = timezone.now()
    today = {"actor": BY["actor"], "at": now}
    activity = meeting("NPA", day=timezone.localtime(now).date(), status=Status.PLANNED)
    number = actions.record(activity=activity, **today)
    return number, desks.open_desk(number=number, **today)


def desk(number, at):
    found = read.desk(number, at)
    assert found is not None
    return found


def held(number):
    return queries.entry(Scope(everything=True), number)


def test_a_desk_opens_on_the_day_only():
    number = recorded("NPA", day=date(2026, 6, 1))
    with pytest.raises(rules.NotOnItsDay):
        desks.open_desk(number=number, **BY)


def test_a_cancelled_activity_has_no_desk():
    kind = queries.kind("educational_meeting")
    cancelled = meeting(day=TODAY, status=Status.CANCELLED)
    with pytest.raises(rules.Cancelled):
        rules.may_open(cancelled, kind, TODAY)


def test_what_counts_nobody_has_no_desk():
    kind = queries.kind("ordinance")
    with pytest.raises(rules.NotCountedByHead):
        rules.may_open(meeting(day=TODAY), kind, TODAY)


def test_it_closes_when_the_day_ends():
    number, code = opened()
    end = desk(number, AT).closes_at
    assert timezone.localtime(end).date() == TODAY + timedelta(days=1)
    desks.come(code=code, at=end - timedelta(seconds=1))
    with pytest.raises(rules.NotOpen):
        desks.come(code=code, at=end)
    assert desk(number, end).came == 1


def test_opening_again_keeps_the_code_and_the_count():
    number, code = opened()
    desks.come(code=code, at=AT)
    assert desks.close_desk(number=number, **BY) == 1
    assert desks.close_desk(number=number, **BY) == 0
    assert desks.open_desk(number=number, **BY) == code
    assert desk(number, AT).came == 1


def test_opening_and_closing_are_in_the_trail_but_no_press_is():
    number, code = opened()
    desks.come(code=code, at=AT)
    desks.reply(code=code, answers=YES, at=AT)
    desks.close_desk(number=number, **BY)
    said = [entry.action for entry in history(f"activity:{number}")]
    assert sorted(said) == [
        "activities: desk closed",
        "activities: desk opened",
        "activities: recorded",
    ]


def test_a_full_desk_counts_no_more(monkeypatch):
    monkeypatch.setattr(rules, "MOST_CAME", 1)
    _, code = opened()
    desks.come(code=code, at=AT)
    with pytest.raises(rules.NotOpen):
        desks.come(code=code, at=AT)


def test_replies_are_kept_as_counts_and_nothing_else():
    _, code = opened()
    for _ in range(3):
        desks.reply(code=code, answers=YES, at=AT)
    assert models.Reply.objects.count() == 3  # one row for each answer, not for each person
    assert set(models.Reply.objects.values_list("times", flat=True)) == {3}
    assert {f.name for f in models.Reply._meta.fields} == {
        "id",
        "desk",
        "question",
        "answer",
        "times",
    }


@pytest.mark.parametrize(("replies", "shown"), [(4, False), (5, True)])
def test_answers_show_from_five_on(replies, shown):  # §6.4
    number, code = opened()
    for _ in range(replies):
        desks.reply(code=code, answers=YES, at=AT)
    desks.close_desk(number=number, **BY)
    assert [told.counts is not None for told in desk(number, AT).replies] == [shown] * 3


def test_a_question_few_answered_stays_hidden_beside_one_that_many_did():
    number, code = opened()
    for answers in [{"useful": "yes"}] * 5 + [{"clear": "no"}]:
        desks.reply(code=code, answers=answers, at=AT)
    desks.close_desk(number=number, **BY)
    assert [told.counts is not None for told in desk(number, AT).replies] == [True, False, False]


def test_answers_stay_hidden_while_it_is_open():
    number, code = opened()
    for _ in range(9):
        desks.reply(code=code, answers=YES, at=AT)
    assert {told.counts for told in desk(number, AT).replies} == {None}


@pytest.mark.parametrize("answers", [{"useful": "perhaps"}, {"name": "yes"}])
def test_other_answers_are_refused(answers):
    _, code = opened()
    with pytest.raises(rules.UnknownAnswer):
        desks.reply(code=code, answers=answers, at=AT)


def test_the_count_enters_the_record_as_about_with_the_one_before_kept():
    number, code = opened(people=190)
    for _ in range(7):
        desks.come(code=code, at=AT)
    desks.take_over(number=number, version=1, reason="Counted.", **BY)
    entry = held(number)
    figure = entry.activity.figures["participants"]
    assert (figure.value, figure.qualifier) == (Decimal(7), Qualifier.ABOUT)
    before: Any = queries.history(Scope(everything=True), number)[0]
    assert (before.reason, before.before["figures"]["participants"]["value"]) == ("Counted.", "190")


def test_a_planned_one_is_held_by_it():
    kind = queries.kind("educational_meeting")
    planned = meeting(day=TODAY, status=Status.PLANNED)
    assert rules.with_count(planned, kind, 3, TODAY).status is Status.HELD
    longer = replace(planned, days=replace(planned.days, last=TODAY + timedelta(days=1)))
    assert rules.with_count(longer, kind, 3, TODAY).status is Status.PLANNED


def test_an_empty_desk_changes_nothing():
    number, _ = opened()
    with pytest.raises(rules.NobodyCame):
        desks.take_over(number=number, version=1, reason="Counted.", **BY)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_phone_at_the_door_presses_and_is_counted(client, language):
    number, code = now_opened()
    page = f"/{language}/activities/here/{code}/"
    answer = client.get(page)
    assert answer.status_code == 200
    done = client.post(page, {"act": "here"}, follow=True)
    assert done.status_code == 200
    assert done.redirect_chain == [(f"{page}?done=here", 302)]
    assert client.post(page, {"act": "reply", **YES}, follow=True).status_code == 200
    assert desk(number, timezone.now()).came == 1
    assert set(client.cookies) <= {"csrftoken"}
    assert "no-store" in answer["Cache-Control"]


def test_a_wrong_answer_is_said_so(client):
    _, code = now_opened()
    answer = client.post(f"/en/activities/here/{code}/", {"act": "reply", "useful": "x"})
    assert answer.status_code == 422
    assert "no such answer" in answer.content.decode()


@pytest.mark.parametrize("code", ["zzzzzzz", "a" * 60])
def test_an_unknown_code_says_only_that_it_is_not_open(client, code):
    answer = client.get(f"/en/activities/here/{code}/")
    assert answer.status_code == 404
    assert "not open" in answer.content.decode()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_staff_open_show_and_take_over(client, language):
    client.force_login(officer("aoi", "NPA"))
    number = recorded("NPA", day=TODAY)
    page = f"/{language}/activities/register/{number}/desk/"
    assert client.get(page).status_code == 200
    number, code = now_opened()
    page = f"/{language}/activities/register/{number}/desk/"
    said = client.get(page).content.decode()
    assert code in said
    assert re.search(r'<svg[^>]*role="img" aria-label="[^"]+"', said)
    assert " style=" not in said
    client.post(f"/{language}/activities/here/{code}/", {"act": "here"})
    assert client.post(f"{page}take_over/", {"version": "1"}).status_code == 302
    assert held(number).activity.status is Status.HELD
    assert client.post(f"{page}close/").status_code == 302
    assert client.get(page).status_code == 200
    assert client.post(f"{page}open/").status_code == 302


def test_a_refusal_stands_on_the_page(client):
    client.force_login(officer("aoi", "NPA"))
    number = recorded("NPA", day=date(2026, 6, 1))
    answer = client.post(f"/en/activities/register/{number}/desk/open/")
    assert answer.status_code == 422
    assert "on the day only" in answer.content.decode()


def test_the_desk_of_another_agency_is_not_there(client):
    client.force_login(officer("ren", "MIC"))
    number = recorded("NPA", day=TODAY)
    page = f"/en/activities/register/{number}/desk/"
    assert client.get(page).status_code == 404
    assert client.post(f"{page}open/").status_code == 404
