"""Recording without network: what a device is given, what it sends, and what comes of it."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.activities import models, queries
from mamori.activities.rules import offline
from mamori.activities.rules.records import problems
from mamori.activities.tests.build_register import DAY, form, meeting, officer
from mamori.kernel.areas import areas
from mamori.kernel.text import Text

pytestmark = pytest.mark.usefixtures("japan")

CARRY = "/en/activities/register/offline/"
BLANK = f"{CARRY}form/educational_meeting/"
SEND = f"{CARRY}send/educational_meeting/"
STATE = f"{CARRY}state/"
WORKER = f"{CARRY}worker.js"
TOKEN = "0b7d2a51-4a44-4b7e-9d0c-6f2d1f1a7c11"


@pytest.fixture
def aoi(client):
    person = officer("aoi", "NPA")
    client.force_login(person)
    return person


def entry(person, **more):
    return form(by=str(person.pk), token=TOKEN) | {
        name.replace("__", "."): value for name, value in more.items()
    }


def kept():
    return models.Activity.objects.filter(token=TOKEN)


def static_text(address):
    return Path(str(finders.find(address.removeprefix("/static/")))).read_text()


@pytest.mark.parametrize("path", [CARRY, BLANK])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_pages_open_in_both_languages(client, aoi, path, language):
    assert client.get(path.replace("/en/", f"/{language}/")).status_code == 200


@pytest.mark.parametrize("path", [CARRY, BLANK, STATE])
def test_others_take_nothing_along(client, path):
    client.force_login(people.person("ren", Role.HOTLINE_ANALYST))
    assert client.get(path).status_code == 403
    assert Client().get(path).headers["Location"].startswith("/en/staff/sign-in/")


@pytest.mark.parametrize("path", [CARRY, BLANK])
def test_what_a_device_keeps_holds_no_name_no_token_and_no_record(client, aoi, path):
    client.post("/en/activities/register/new/educational_meeting/", form(source="Kept elsewhere"))
    answer = client.get(path)
    page = answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert aoi.display_name not in page
    assert "csrfmiddlewaretoken" not in page
    assert "Kept elsewhere" not in page
    assert 'name="token"' not in page


def test_no_script_stands_inside_a_page(client, aoi):
    for path in (CARRY, BLANK):
        answer = client.get(path)
        found = re.findall(r"<script\b[^>]*>", answer.content.decode())
        assert found
        assert all("src=" in tag or "application/json" in tag for tag in found)
        assert "worker-src 'self'" in answer["Content-Security-Policy"]


def test_without_javascript_the_page_leads_to_the_form_on_paper(client, aoi):
    page = client.get(CARRY).content.decode()
    assert "This page takes JavaScript" in page
    assert "/en/activities/register/educational_meeting/blank.pdf" in page


def test_a_device_is_told_all_it_has_to_fetch_in_both_languages(client, aoi):
    told = client.get(STATE).json()
    assert told["pages"] == [CARRY.replace("/en/", "/ja/"), CARRY]
    assert set(told["kinds"]) == set(queries.kinds())
    addresses = [*told["pages"], *told["kinds"]["symposium"], *told["workers"]]
    assert {client.get(address).status_code for address in addresses} == {200}
    assert all(static_text(address) for address in told["files"])


def test_every_module_that_a_script_asks_for_is_among_the_files(client, aoi):
    files = client.get(STATE).json()["files"]
    scripts = [f for f in files if f.endswith(".js")]
    for address in scripts:
        text = static_text(address)
        for name in re.findall(r'from "\./(\w+\.js)"', text):
            assert f"/static/activities/offline/{name}" in scripts


def test_the_version_changes_with_a_kind(client, aoi):
    before = client.get(STATE).json()["version"]
    assert client.get(STATE).json()["version"] == before
    row = models.Kind.objects.get(pk="symposium")
    row.content = {**row.content, "title": {"ja": "別の名", "en": "Another name"}}
    row.save()
    assert client.get(STATE).json()["version"] != before


def test_the_worker_is_open_to_all_and_reaches_the_pages_below_it_only(client):
    answer = client.get(WORKER)
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert "Service-Worker-Allowed" not in answer


def test_an_entry_is_recorded_and_sent_twice_is_kept_once(client, aoi):
    first = client.post(SEND, entry(aoi)).json()
    again = client.post(SEND, entry(aoi)).json()
    assert first == again
    assert first["same"] is True
    assert first["url"] == f"/en/activities/register/{kept().get().pk}/counted/"


def test_what_was_changed_after_a_first_copy_arrived_is_said_to_differ(client, aoi):
    client.post(SEND, entry(aoi))
    again = client.post(SEND, entry(aoi, n__participants="200")).json()
    assert again["same"] is False
    assert kept().get().figures["participants"]["value"] == "190"


@pytest.mark.parametrize(
    ("wrong", "at", "words"),
    [
        ({"n__participants": "101", "n__capacity": "100"}, "n.participants", "more than the hall"),
        ({"n__participants": "many"}, "n.participants", "cannot be read as a number"),
        ({"first": "2999-01-01"}, "days", "has not come yet"),
        ({"area": ""}, "area", "Choose the prefecture"),
        ({"agency": "MIC"}, "agency", "is not one of the choices"),
        ({"token": ""}, "token", "bears no token"),
        ({"token": "short"}, "token", "bears no token"),
        ({"token": "\0" * 40}, "token", "bears no token"),
    ],
    ids=str,
)
def test_what_is_refused_is_told_by_field_in_both_languages(client, aoi, wrong, at, words):
    answer = client.post(SEND, entry(aoi, **wrong))
    assert answer.status_code == 422
    (problem,) = answer.json()["problems"]
    assert problem["field"] == at
    assert words in problem["en"]
    assert problem["ja"] not in ("", problem["en"])
    assert not kept().exists()


def test_nobody_sends_what_another_person_wrote(client, aoi):
    client.force_login(officer("ren", "NPA"))
    answer = client.post(SEND, entry(aoi))
    assert answer.status_code == 409
    assert answer.json()["problems"][0]["field"] == "by"
    assert not kept().exists()


def test_a_lost_session_is_led_to_sign_in_and_nothing_is_kept(client, aoi):
    client.logout()
    assert client.post(SEND, entry(aoi)).status_code == 302
    assert not kept().exists()


def test_an_entry_from_another_site_is_turned_away(aoi):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(aoi)
    assert strict.post(SEND, entry(aoi)).status_code == 403
    token = strict.get(STATE).json()["csrf"]
    assert strict.post(SEND, entry(aoi), headers={"X-CSRFToken": token}).status_code == 200


def test_a_kind_that_is_gone_is_no_page(client, aoi):
    assert client.post(f"{CARRY}send/nothing/", entry(aoi)).status_code == 404
    assert client.get(f"{CARRY}form/nothing/").status_code == 404


def test_the_address_to_send_to_leads_back_when_opened(client, aoi):
    assert client.get(SEND).url == CARRY


def test_signing_out_tells_what_waits_in_both_languages(client, aoi):
    for language, words in (("en", "wait on this device"), ("ja", "送信待ち")):
        page = client.get(f"/{language}/staff/sign-out/").content.decode()
        assert words in page
        assert "leaving.js" in page
    client.post("/en/staff/sign-out/")
    assert client.get(CARRY).status_code == 302


def test_a_device_knows_each_rule_that_data_can_tell():
    known = offline.of_kind(queries.kind("filter_explanation"))
    assert known["area"] is True
    reason = next(f for f in known["fields"] if f["key"] == "reason")
    assert reason["needed_when"] == {"field": "filter", "values": ["declined"]}
    assert reason["only_when"] == {"field": "filter", "values": ["declined"]}
    people_there = offline.of_kind(queries.kind("educational_meeting"))["numbers"][2]
    assert (people_there["within"], people_there["most"]) == ("capacity", 3000)


def test_the_device_refuses_in_the_words_of_the_server():
    kind = queries.kind("educational_meeting")
    told = problems(meeting(area=""), kind, [a.code for a in areas()], DAY)
    assert [p.reason for p in told] == [offline.REASONS["needs_area"]]


@pytest.mark.parametrize("words", [offline.REASONS, offline.TOLD], ids=["form", "page"])
def test_every_word_on_the_device_takes_the_same_values_in_both_languages(words):
    for text in words.values():
        assert isinstance(text, Text)
        assert text.ja != text.en
        assert set(re.findall(r"\{\d", text.ja)) == set(re.findall(r"\{\d", text.en))
