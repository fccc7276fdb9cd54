"""The pages of certificates: anyone verifies, an agency issues, prints and revokes its own."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.activities import models
from mamori.activities.tests.build_register import officer
from mamori.activities.tests.test_certificates import NAME, issued

pytestmark = pytest.mark.usefixtures("japan")

PUBLIC, STAFF = "/en/activities/certificates/", "/en/activities/certificates/issued/"


@pytest.fixture
def aoi(client):
    person = officer("aoi", "NPA")
    client.force_login(person)
    return person


def form(**more):
    said = {
        "agency": "NPA",
        "form": "completion",
        "name": NAME,
        "title_ja": "架空の研修",
        "title_en": "An invented course",
        "issued_on": "2026-06-01",
        "valid_until": "2030-05-31",
    }
    return {**said, **more}


def said(answer):
    return answer.content.decode()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_anyone_verifies_a_number_and_reads_no_name(client, language):
    number = issued()
    page = PUBLIC.replace("/en/", f"/{language}/")
    assert client.get(page).status_code == 200
    found = client.get(page, {"number": number.lower().replace("-", " ")}, follow=True)
    assert number in said(found)
    assert "花子" not in said(found)
    assert ("有効です" if language == "ja" else "it holds") in said(found)


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [("7K3M", 422, "mistyped"), ("<b>", 422, "mistyped"), ("2222-2222-2222", 404, "was issued")],
)
def test_a_wrong_number_is_answered_in_words(client, typed, status, words):
    answer = client.get(PUBLIC, {"number": typed}, follow=True)
    assert answer.status_code == status
    assert words in said(answer)
    assert "<b>" not in said(answer).split("<main", 1)[1]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_staff_page_opens_in_both_languages(client, aoi, language):
    number = issued()
    for page in ("", "new/", f"{number}/"):
        answer = client.get(STAFF.replace("/en/", f"/{language}/") + page)
        assert answer.status_code == 200
        assert "花子" not in said(answer)


def test_one_is_issued_printed_revoked_and_its_name_erased(client, aoi):
    page = client.post(f"{STAFF}new/", form()).url
    paper = client.get(f"{page}certificate.pdf")
    assert paper["Content-Disposition"].startswith("attachment; ")
    assert paper["Cache-Control"] == "private, no-store"
    words = PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()
    number = models.Certificate.objects.get().number
    assert number in words
    assert f"/activities/certificates/{number}/" in words.replace("\n", "")
    client.post(f"{page}revoke/", {"reason": "書き誤り"})
    assert "it does not hold now" in said(client.get(f"{PUBLIC}{number}/"))
    client.post(f"{page}erase/")
    assert client.get(f"{page}certificate.pdf").status_code == 404
    assert client.get(f"{PUBLIC}{number}/").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"agency": "MIC"},
        {"name": ""},
        {"issued_on": "2999-01-01"},
        {"valid_until": "2026-01-01"},
        {"form": "thanks"},
        {"activity": "999999"},
    ],
)
def test_what_may_not_be_issued_is_said_beside_the_form(client, aoi, wrong):
    answer = client.post(f"{STAFF}new/", form(**wrong))
    assert answer.status_code == 422
    assert "field-error" in said(answer)
    assert not models.Certificate.objects.exists()


def test_a_revocation_without_reason_is_refused_on_the_page(client, aoi):
    answer = client.post(f"{STAFF}{issued()}/revoke/", {"reason": ""})
    assert answer.status_code == 422
    assert "Say why" in said(answer)


def test_another_agency_finds_nothing(client):
    client.force_login(officer("ren", "MIC"))
    number = issued()
    pages = [f"{STAFF}{number}/", f"{STAFF}{number}/certificate.pdf"]
    assert {client.get(page).status_code for page in pages} == {404}
    assert client.post(f"{STAFF}{number}/erase/").status_code == 404
    assert number not in said(client.get(STAFF))


@pytest.mark.parametrize("role", [Role.HOTLINE_ANALYST, Role.PROVIDER, Role.ADMINISTRATOR])
def test_others_do_not_get_in(client, role):
    client.force_login(people.person("ren", role))
    assert {client.get(page).status_code for page in (STAFF, f"{STAFF}new/")} == {403}


def test_the_paper_is_tagged_in_its_language_and_the_same_each_time(client, aoi):
    page = f"{STAFF}{issued()}/certificate.pdf"
    content = client.get(page).content
    root: Any = PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ja-JP"
    assert content == client.get(page).content
