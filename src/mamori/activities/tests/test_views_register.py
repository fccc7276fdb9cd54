"""The pages of the register: recording in a minute, looking through, correcting, and who may."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.activities import actions, models
from mamori.activities.rules.records import Status
from mamori.activities.tests.build_register import BY, form, meeting, officer, recorded

pytestmark = pytest.mark.usefixtures("japan")

LIST = "/en/activities/register/"
NEW = f"{LIST}new/educational_meeting/"
YEAR = {"period": "FY2026"}  # the pack's own records lie before


@pytest.fixture
def aoi(client):
    person = officer("aoi", "NPA")
    client.force_login(person)
    return person


def said(answer):
    return answer.content.decode()


def newest():
    return models.Activity.objects.order_by("-pk")[0]


@pytest.mark.parametrize("path", [LIST, f"{LIST}new/", NEW, f"{LIST}likenesses/"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_opens_in_both_languages(client, aoi, path, language):
    recorded("NPA")
    recorded("MIC")
    assert client.get(path.replace("/en/", f"/{language}/")).status_code == 200


@pytest.mark.parametrize("page", ["", "counted/", "correct/", "correct/?held=1"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_of_a_record_opens_in_both_languages(client, aoi, page, language):
    path = f"/{language}/activities/register/{recorded()}/{page}"
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("role", [Role.HOTLINE_ANALYST, Role.PROVIDER, Role.ADMINISTRATOR])
def test_others_do_not_get_in(client, role):
    client.force_login(people.person("ren", role))
    assert {client.get(path).status_code for path in (LIST, NEW, f"{LIST}new/")} == {403}


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get(LIST).url.startswith("/en/staff/sign-in/")


def test_a_meeting_is_recorded_and_says_what_it_counted(client, aoi):
    answer = client.post(NEW, form(n__participants="約１９０"), follow=True)
    row = newest()
    assert (row.agency, row.area, row.recorded_by) == ("NPA", "13", f"person:{aoi.pk}")
    assert row.figures["participants"] == {
        "value": "190",
        "unit": "participants",
        "qualifier": "about",
    }
    assert "about 190 participants" in said(answer)
    assert "fiscal year 2026" in said(answer)


def test_sent_twice_it_is_kept_once(client, aoi):
    first, again = client.post(NEW, form()), client.post(NEW, form())
    assert first.url == again.url
    assert models.Activity.objects.filter(agency="NPA", title_en="").count() == 1


@pytest.mark.parametrize(
    ("wrong", "at", "words"),
    [
        ({"n__participants": "-1"}, "n.participants", "is never below zero"),
        ({"n__participants": "101", "n__capacity": "100"}, "n.participants", "more than the hall"),
        ({"n__participants": "many"}, "n.participants", "cannot be read as a number"),
        ({"n__participants": ""}, "n.participants", "Give the number of"),
        ({"first": "2999-01-01"}, "days", "has not come yet"),
        ({"first": "1998-01-01"}, "days", "is too early"),
        ({"first": "2026-06-01", "last": "2026-05-01"}, "days", "before it begins"),
        ({"area": "48"}, "area", "There is no prefecture"),
        ({"f__audience": "martians"}, "f.audience", "has no choice"),
        ({"agency": "MIC"}, "agency", "is not one of the choices"),
        ({"serves": "p17-99"}, "serves", "does not serve"),
        ({"repeat": "week", "until": "2026-05-01"}, "repeat", "must come after its first"),
        ({"repeat": "week", "until": ""}, "repeat", "cannot be read as a day"),
    ],
    ids=str,
)
def test_bad_input_is_named_at_its_box_and_what_was_typed_stays(client, aoi, wrong, at, words):
    before = models.Activity.objects.count()
    answer = client.post(NEW, form(source="Typed <by> hand", **wrong))
    assert answer.status_code == 422
    assert f'href="#{at}"' in said(answer)
    assert f'id="{at}-e1"' in said(answer)
    assert words in said(answer)
    assert 'value="Typed &lt;by&gt; hand"' in said(answer)
    assert 'value="one-device"' in said(answer)
    assert models.Activity.objects.count() == before


def test_the_form_is_made_from_the_kind(client, aoi):
    page = said(client.get(NEW))
    for name in ("f.audience", "n.meetings", "n.capacity", "n.participants", "q.participants"):
        assert f'name="{name}"' in page
    assert client.get(f"{LIST}new/no_such_kind/").status_code == 404


def test_a_recurring_event_is_planned_until_its_day(client, aoi):
    today = timezone.localdate()
    until = (today + timedelta(weeks=2)).isoformat()
    typed = form(first=today.isoformat(), status="planned", n__participants="", until=until)
    assert client.post(NEW, {**typed, "repeat": "week"}).url == LIST
    rows = models.Activity.objects.filter(repeats="one-device")
    assert [row.status for row in rows] == ["planned"] * 3


def test_a_planned_one_is_marked_held_with_its_numbers(client, aoi):
    number = recorded(status=Status.PLANNED, figures={})
    path = f"{LIST}{number}/correct/"
    page = said(client.get(f"{path}?held=1"))
    assert "Held as planned." in page
    sent = form(version="1", reason="Held as planned.", n__participants="150")
    assert client.post(path, sent).status_code == 302
    assert (newest().status, newest().figures["participants"]["value"]) == ("held", "150")


def test_a_correction_shows_what_was_and_why(client, aoi):
    number = recorded()
    client.post(f"{LIST}{number}/correct/", form(version="1", reason="<b>", n__participants="7"))
    page = said(client.get(f"{LIST}{number}/"))
    assert "7 participants" in page
    assert "190 participants" in page
    assert "Why: &lt;b&gt;" in page


def test_a_correction_without_a_reason_or_of_an_older_version_is_refused(client, aoi):
    path = f"{LIST}{recorded()}/correct/"
    answer = client.post(path, form(version="1", reason="", n__participants="7"))
    assert (answer.status_code, 'id="reason-e1"' in said(answer)) == (422, True)
    stale = client.post(path, form(version="9", reason="Late.", n__participants="7"))
    assert "Somebody corrected it while it was open" in said(stale)


def test_a_cancellation_needs_a_reason(client, aoi):
    path = f"{LIST}{recorded()}/"
    refused = client.post(f"{path}cancel/", {"version": "1", "reason": ""})
    assert refused.status_code == 422
    assert client.post(f"{path}cancel/", {"version": "1", "reason": "Snow."}).status_code == 302
    assert newest().status == "cancelled"
    assert client.get(f"{path}cancel/").url == path


@pytest.mark.parametrize("page", ["", "counted/", "correct/"])
def test_another_agencys_record_is_not_there(client, aoi, page):
    path = f"{LIST}{recorded('MIC')}/"
    assert client.get(f"{path}{page}").status_code == 404
    assert client.post(f"{path}cancel/", {"version": "1", "reason": "No."}).status_code == 404
    assert client.post(f"{path}correct/", form(version="1", reason="No.")).status_code == 404
    assert f"{path}" not in said(client.get(LIST))


def test_the_secretariat_reads_all_and_corrects_its_own(client):
    client.force_login(people.person("nao", Role.SECRETARIAT))
    path = f"{LIST}{recorded('MIC')}/"
    assert client.get(path).status_code == 200
    assert client.get(f"{path}correct/").status_code == 404
    assert "correct/" not in said(client.get(path))


def test_the_list_is_sifted_and_exported_as_sifted(client, aoi):
    recorded(area="01")
    recorded(area="02")
    some = client.get(LIST, {"area": "01", "period": "FY2026"})
    assert "1 found" in said(some)
    file = said(client.get(f"{LIST}activities.csv", {"area": "01", **YEAR}))
    assert file.count("\r\n") == 2
    assert "190 participants" in file
    assert client.get(f"{LIST}activities.xlsx").content.startswith(b"PK")
    assert client.get(f"{LIST}activities.exe").status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "invented"}, 1),
        ({"words": "nothing like it"}, 0),
        ({"status": "planned"}, 0),
        ({"kind": "educational_meeting"}, 1),
        ({"kind": "no_such"}, 0),
        ({"agency": "MIC"}, 0),
        ({"period": "FY2025"}, 0),
        ({"page": "99"}, 1),
        ({"page": "-1"}, 1),
        ({"words": "\0"}, 1),
        ({"area": "13"}, 1),
    ],
    ids=str,
)
def test_each_filter_filters(client, aoi, asked, found):
    recorded()
    assert f"{found} found" in said(client.get(LIST, {"period": "FY2026", **asked}))


def test_a_period_that_is_none_is_said_and_nothing_is_hidden(client, aoi):
    answer = client.get(LIST, {"period": "soon"})
    assert answer.status_code == 422
    assert "“soon” is not a period" in said(answer)
    assert client.get(f"{LIST}activities.csv", {"period": "soon"}).status_code == 422


def test_a_hundred_stand_on_a_page(client, aoi):
    actions.record_many(activities=[meeting()] * 101, **BY)
    page = said(client.get(LIST, YEAR))
    assert page.count('<th scope="row"') == 100
    assert "1 / 2" in page
    assert said(client.get(LIST, {**YEAR, "page": "2"})).count('<th scope="row"') == 1


def test_the_list_asks_the_same_however_long_it_is(client, aoi):
    def asked():
        with CaptureQueriesContext(connection) as context:
            client.get(LIST)
        return len(context)

    recorded()
    one = asked()
    actions.record_many(activities=[meeting()] * 30, **BY)
    assert asked() == one


def test_two_agencies_join_one_deed_on_the_page(client, aoi):
    recorded("MIC")
    client.post(NEW, form())
    (pair,) = models.Likeness.objects.all()
    page = said(client.get(f"{LIST}likenesses/"))
    assert "One deed" in page
    path = f"{LIST}likenesses/{pair.pk}/"
    assert client.post(path, {"same": "yes"}).status_code == 302
    assert "has not answered yet" in said(client.get(f"{LIST}likenesses/"))
    assert client.post(path, {"same": "yes"}).status_code == 422
    client.force_login(officer("ren", "MIC"))
    assert client.post(path, {"same": "yes"}).status_code == 302
    assert "Counted as one" in said(client.get(f"{LIST}likenesses/"))
    assert newest().same_as is not None


def test_a_pair_is_declined_by_either_and_hidden_from_others(client, aoi):
    recorded("MIC")
    recorded("NPA")
    (pair,) = models.Likeness.objects.all()
    path = f"{LIST}likenesses/{pair.pk}/"
    assert client.post(path, {"same": "maybe"}).status_code == 422
    assert client.get(path).url == f"{LIST}likenesses/"
    client.force_login(officer("yui", "MOJ"))
    assert "There are none" in said(client.get(f"{LIST}likenesses/"))
    assert client.post(path, {"same": "no"}).status_code == 422
    assert models.Likeness.objects.get().settled == ""
    client.force_login(aoi)
    client.post(path, {"same": "no"})
    assert models.Likeness.objects.get().settled == "declined"


def test_each_pair_has_a_heading_of_its_own(client, aoi):
    for day in (date(2026, 6, 1), date(2026, 6, 2)):
        recorded("NPA", day=day)
        recorded("MIC", day=day)
    heads = re.findall(r"<h2.*?</h2>", said(client.get(f"{LIST}likenesses/")))
    assert len({re.sub(r"<[^>]*>", "", head) for head in heads}) == len(heads) == 2
