"""Who may look and who may edit; what is refused is said in the rule's words, and nothing typed is lost."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.kernel import audit
from mamori.kernel.text import Text
from mamori.plan import queries
from mamori.plan.tests import build

pytestmark = pytest.mark.usefixtures("small", "undone")

TODAY = date(2018, 6, 1)
LOOKED_AT = (
    *("/en/staff/", "/en/staff/measures/", "/en/staff/measures/m-1/"),
    "/en/staff/measures.csv",
)
EDITED = ("/en/staff/measures/new/", "/en/staff/measures/m-1/edit/")
POSTED = (
    *("/en/staff/measures/m-1/owners/", "/en/staff/measures/m-1/owners/1/end/"),
    "/en/staff/measures/m-1/retire/",
)
STRANGERS = [role for role in Role if role not in (Role.SECRETARIAT, Role.MINISTRY)]
FORM = {
    "pillar": "1",
    "number": "1",
    "title_ja": "施策1",
    "title_en": "Measure 1",
    "open_list": "on",
    "note_ja": "",
    "note_en": "",
}
NEW = {"key": "m-2", "plan": "2017", "first": "2017-04-18", "title_ja": "新", "title_en": "New"}
OWNER = {"owner": "agency:NPA", "part": "joint", "first": "2017-04-18", "last": ""}


@pytest.fixture
def aoi(client):
    person = people.person("aoi", Role.SECRETARIAT)
    client.force_login(person)
    return person


@pytest.fixture
def ren(client):
    person = people.person("ren", Role.MINISTRY)
    client.force_login(person)
    return person


def title():
    return queries.measure("m-1", TODAY).row.title


@pytest.mark.parametrize("path", [*LOOKED_AT, *EDITED])
def test_a_stranger_is_sent_to_sign_in(client, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url.startswith("/en/staff/sign-in/?next=%2Fen%2Fstaff%2F")


@pytest.mark.parametrize("path", POSTED)
def test_a_stranger_changes_nothing(client, path):
    assert client.post(path, {"last": "2018-03-31"}).status_code == 302
    assert audit.history("measure:m-1") == []


@pytest.mark.parametrize("role", STRANGERS)
def test_other_roles_see_nothing_of_it(client, role):
    client.force_login(people.person("haru", role))
    assert {client.get(path).status_code for path in (*LOOKED_AT, *EDITED)} == {403}
    assert {client.post(path).status_code for path in (*EDITED, *POSTED)} == {403}


def test_a_ministry_looks_but_does_not_edit(client, ren):
    assert {client.get(path).status_code for path in LOOKED_AT} == {200}
    assert {client.get(path).status_code for path in EDITED} == {403}
    assert {client.post(path, FORM).status_code for path in (*EDITED, *POSTED)} == {403}
    said = client.get("/en/staff/measures/m-1/").content.decode()
    assert '<form method="post" action="/en/staff/measures' not in said


@pytest.mark.parametrize("path", [*LOOKED_AT, *EDITED])
def test_the_secretariat_opens_every_page(client, aoi, path):
    assert client.get(path).status_code == 200
    assert client.get(path.replace("/en/", "/ja/")).status_code == 200


def test_another_site_cannot_edit_in_someones_name(aoi):
    client = Client(enforce_csrf_checks=True)
    client.force_login(aoi)
    for path in (*EDITED, *POSTED):
        assert client.post(path, {**FORM, "last": "2018-03-31"}).status_code == 403
    assert audit.history("measure:m-1") == []


def test_an_edit_keeps_what_was_before_on_the_page(client, aoi):  # 6.1
    answer = client.post("/en/staff/measures/m-1/edit/", {**FORM, "title_en": "Measure One"})
    assert (answer.status_code, answer.url) == (302, "/en/staff/measures/m-1/")
    assert title() == Text("施策1", "Measure One")

    [entry] = audit.history("measure:m-1")
    assert entry.actor == f"person:{aoi.pk}"
    said = client.get(answer.url).content.decode()
    assert "Measure 1" in said
    assert "Measure One" in said


def test_the_form_begins_with_what_is_held(client, aoi):
    said = client.get("/en/staff/measures/m-1/edit/").content.decode()
    for words in ("施策1", "Measure 1", 'name="open_list"', "checked"):
        assert words in said


def test_a_new_measure_gets_its_page(client, aoi):
    answer = client.post("/en/staff/measures/new/", {**NEW, "pillar": "2"})
    assert (answer.status_code, answer.url) == (302, "/en/staff/measures/m-2/")
    assert queries.measure("m-2", TODAY).row.pillar == 2


def test_an_owner_comes_and_goes(client, aoi):
    assert client.post("/en/staff/measures/m-1/owners/", OWNER).status_code == 302
    *_, police = queries.measure("m-1", TODAY).ownerships
    path = f"/en/staff/measures/m-1/owners/{police.ownership_id}/end/"
    assert client.post(path, {"last": "2018-03-31"}).status_code == 302

    *_, police = queries.measure("m-1", TODAY).ownerships
    assert (police.agency, police.last) == ("NPA", date(2018, 3, 31))


def test_a_measure_is_retired(client, aoi):
    answer = client.post("/en/staff/measures/m-1/retire/", {"last": "2018-03-31"})
    assert answer.status_code == 302
    assert queries.measure("m-1", TODAY).row.last == date(2018, 3, 31)


REFUSED = {
    "edit/": (
        {**FORM, "pillar": "7", "title_en": "Typed by hand"},
        "計画「2017」に柱7はありません。",
        "The plan “2017” has no pillar 7.",
    ),
    "owners/": (
        {**OWNER, "owner": "agency:CFA"},
        "こども家庭庁は令和5年4月1日に発足したため、平成29年4月18日からの担当にはできません。",
        "The Children and Families Agency began on 1 April 2023",
    ),
    "retire/": (
        {"last": "2017-04-17"},
        "施策は平成29年4月18日に始まりました。",
        "The measure began on 18 April 2017; it cannot have ended on 17 April 2017.",
    ),
}


@pytest.mark.parametrize("path", REFUSED)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_refusal_is_said_in_the_words_of_the_rule(client, aoi, path, language):
    typed, *words = REFUSED[path]
    answer = client.post(f"/{language}/staff/measures/m-1/{path}", typed)

    assert answer.status_code == 422
    assert words[language == "en"] in answer.content.decode()
    assert audit.history("measure:m-1") == []


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/en/staff/measures/m-1/edit/", {**FORM, "pillar": "7", "title_en": "Typed by hand"}),
        ("/en/staff/measures/m-1/edit/", {**FORM, "title_ja": "", "title_en": "Typed by hand"}),
        ("/en/staff/measures/new/", {**NEW, "key": "m-1", "title_en": "Typed by hand"}),
        ("/en/staff/measures/new/", {**NEW, "key": "M 1", "title_en": "Typed by hand"}),
    ],
)
def test_what_was_typed_is_not_lost(client, aoi, path, typed):
    answer = client.post(path, typed)
    assert answer.status_code == 422
    assert "Typed by hand" in answer.content.decode()
    assert title() == Text("施策1", "Measure 1")


def test_an_owners_form_keeps_what_was_typed(client, aoi):
    answer = client.post("/en/staff/measures/m-1/owners/", {**OWNER, "first": "soon"})
    assert answer.status_code == 422
    assert 'value="soon"' in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", "最後の日を入れてください。例: 2018-03-31"),
        ("en", "Give the last day, like 2018-03-31."),
    ],
)
def test_a_last_day_is_asked_for(client, aoi, language, words):
    answer = client.post(f"/{language}/staff/measures/m-1/retire/", {"last": ""})
    assert answer.status_code == 422
    assert escape(words) in answer.content.decode()


def test_what_there_is_not_is_404(client, aoi):
    for path in ("m-9/", "m-9/edit/"):
        assert client.get(f"/en/staff/measures/{path}").status_code == 404
    assert client.get("/en/staff/measures.exe").status_code == 404


@pytest.mark.parametrize("path", POSTED)
def test_following_a_link_changes_nothing_and_leads_to_the_measure(client, aoi, path):
    assert client.get(path.replace("/en/", "/ja/")).url == "/ja/staff/measures/m-1/"
    assert client.put(path).status_code == 405
    assert audit.history("measure:m-1") == []


@pytest.mark.parametrize(
    ("language", "groups"),
    [
        ("ja", ["府省庁", "事務（その日の担当府省庁）"]),
        ("en", ["Agencies", "Duties (whoever holds them)"]),
    ],
)
def test_an_owner_is_chosen_among_agencies_or_duties(client, aoi, language, groups):
    said = client.get(f"/{language}/staff/measures/m-1/").content.decode()
    assert [f'<optgroup label="{group}">' in said for group in groups] == [True, True]
    nobody = client.post("/en/staff/measures/m-1/owners/", {**OWNER, "owner": ""})
    assert nobody.status_code == 422
    assert "This field is required." in nobody.content.decode()


def test_pillars_are_chosen_with_the_titles_of_the_plan(client, ren):  # 1.5
    titled = client.get("/en/staff/measures/", {"plan": "2017", "pillar": "1"}).content.decode()
    assert re.search(r'<option value="1" selected>1 \w+', titled)
    bare = client.get("/en/staff/measures/", {"pillar": "1"}).content.decode()
    assert '<option value="1" selected>1</option>' in bare


def test_the_list_of_measures_can_be_filtered(client, ren):
    build.add("m-2", title=Text("別の施策", "Another"))
    said = client.get("/en/staff/measures/", {"q": "Another"}).content.decode()
    assert "/en/staff/measures/m-2/" in said
    assert "/en/staff/measures/m-1/" not in said
    table = client.get("/en/staff/measures.csv", {"q": "Another"}).content.decode()
    assert table.count("\r\n") == 2


def test_five_times_the_rows_take_the_same_queries(client, aoi, tmp_path):
    counts = []
    for measures in (4, 20):
        build.load(build.small_pack(tmp_path, measures=measures), "--yes")
        counts.append([asked(client, path) for path in (*LOOKED_AT, *EDITED)])
    assert counts[0] == counts[1]


def asked(client, path):
    with CaptureQueriesContext(connection) as context:
        assert client.get(path).status_code == 200
    return len(context)
