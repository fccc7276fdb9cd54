"""The pages of material: the library for all, adding and sending for its agency."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.activities import actions, models
from mamori.activities.queries import materials
from mamori.activities.tests.build_materials import OWN, SENT, bare_pdf, leaflet
from mamori.activities.tests.build_register import BY, officer

pytestmark = pytest.mark.usefixtures("japan")

LIBRARY, KEPT = "/en/activities/materials/", "/en/activities/materials/kept/"


@pytest.fixture
def aoi(client):
    person = officer("aoi", "NPA")
    client.force_login(person)
    return person


def said(answer):
    return answer.content.decode()


def form(**more):
    typed = {
        "agency": "NPA",
        "title_ja": "架空の手引き",
        "title_en": "An invented handbook",
        "audience": "guardians",
        "licence": "cc-by-4.0",
        "public": "on",
    }
    return {**typed, **more}


def sending(**more):
    typed = {
        "edition": "2026",
        "area": "13",
        "recipients": "lower_secondary",
        "sent_on": "2026-06-01",
        "pieces": "1000",
        "places": "60",
        "places_known": "100",
    }
    return {f"sent-{name}": value for name, value in {**typed, **more}.items()}


def upload(name="invented.pdf", content=None, **more):
    file = SimpleUploadedFile(name, bare_pdf() if content is None else content)
    return {"edition": "2026", "language": "ja", "file": file, **more}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_anyone_searches_the_library_and_opens_a_material(client, language):
    key = leaflet()
    page = LIBRARY.replace("/en/", f"/{language}/")
    title = "架空のリーフレット" if language == "ja" else "An invented leaflet"
    assert title in said(client.get(page, {"words": "leaflet", "audience": "lower_secondary"}))
    assert title in said(client.get(f"{page}{key}/"))
    assert title not in said(client.get(page, {"language": "ko"}))
    assert client.get(f"{page}mnothing/").status_code == 404


def test_a_file_is_handed_over_to_keep_and_never_shown(client):
    key = leaflet()
    [file] = materials.public_material(key).files
    answer = client.get(f"{LIBRARY}{key}/{file.id}/")
    assert answer.content == "架空の案内".encode()
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E6%A1%88")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_staff_page_opens_in_both_languages(client, aoi, language):
    key = leaflet()
    actions.record_distribution(key=key, sent=SENT, **OWN, **BY)
    for page in ("", "new/", f"{key}/"):
        assert client.get(KEPT.replace("/en/", f"/{language}/") + page).status_code == 200


def test_material_is_added_sent_acknowledged_and_withdrawn(client, aoi):
    page = client.post(f"{KEPT}new/", form()).url
    assert "It has no tags" in said(client.post(f"{page}file/", upload(), follow=True))
    assert "60 %" in said(client.post(f"{page}sent/", sending(), follow=True))
    number = models.Distribution.objects.get().pk
    client.post(f"{page}sent/{number}/", {"places": "５０"})
    assert models.Distribution.objects.get().acknowledged == 50
    file = models.MaterialFile.objects.get().pk
    client.post(f"{page}withdraw/{file}/")
    key = models.Material.objects.get().pk
    assert "withdrawn" in said(client.get(f"{LIBRARY}{key}/"))
    assert client.get(f"{LIBRARY}{key}/{file}/").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [{"title_en": ""}, {"agency": "MIC"}, {"audience": "x"}, {"youngest": "9", "oldest": "8"}],
)
def test_what_is_no_material_is_said_beside_the_form(client, aoi, wrong):
    answer = client.post(f"{KEPT}new/", form(**wrong))
    assert answer.status_code == 422
    assert "field-error" in said(answer)
    assert not models.Material.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "a.svg"},
        {"content": b""},
        {"content": b"%PDF-broken"},
        {"language": "xx"},
        {"edition": ""},
        {"file": ""},
    ],
)
def test_an_unfit_file_is_said_beside_the_form(client, aoi, wrong):
    key = leaflet(language="en")
    answer = client.post(f"{KEPT}{key}/file/", upload(**wrong))
    assert answer.status_code == 422
    assert "field-error" in said(answer)
    assert models.MaterialFile.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"places": "101"}, {"places": "-1"}, {"pieces": ""}, {"area": "48"}, {"edition": "1999"}],
)
def test_an_impossible_sending_is_said_beside_the_form(client, aoi, wrong):
    answer = client.post(f"{KEPT}{leaflet()}/sent/", sending(**wrong))
    assert answer.status_code == 422
    assert "field-error" in said(answer)
    assert not models.Distribution.objects.exists()


@pytest.mark.parametrize("typed", ["", "-1", "1.5", "many", "61", "99999999999999"])
def test_an_impossible_acknowledgement_is_refused_in_words(client, aoi, typed):
    key = leaflet()
    number = actions.record_distribution(key=key, sent=SENT, **OWN, **BY)
    answer = client.post(f"{KEPT}{key}/sent/{number}/", {"places": typed})
    assert answer.status_code == 422
    assert 'role="alert"' in said(answer)


def test_another_agency_finds_nothing(client):
    client.force_login(officer("ren", "MIC"))
    key = leaflet()
    assert client.get(f"{KEPT}{key}/").status_code == 404
    assert client.post(f"{KEPT}{key}/file/", upload(language="en")).status_code == 404
    assert key not in said(client.get(KEPT))


@pytest.mark.parametrize("role", [Role.HOTLINE_ANALYST, Role.PROVIDER, Role.ADMINISTRATOR])
def test_others_do_not_get_in(client, role):
    client.force_login(people.person("ren", role))
    assert {client.get(page).status_code for page in (KEPT, f"{KEPT}new/")} == {403}
