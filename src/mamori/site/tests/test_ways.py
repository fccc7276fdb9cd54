"""The ways in and out of the site, and what is shown when something is amiss."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from mamori.accounts.tests import build as people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("spoken", "path"),
    [
        ("ja", "/ja/"),
        ("en-GB,en;q=0.9", "/en/"),
        ("fr", "/ja/"),
        ("", "/ja/"),
        ("de,en;q=0.5", "/en/"),
    ],
)
def test_the_first_page_is_in_the_reader_s_language(client, spoken, path):
    response = client.get("/", headers={"Accept-Language": spoken})
    assert response.url == path
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_the_way_out_leads_away_and_clears(client, method):  # §1.4
    response = getattr(client, method)("/exit")
    assert response.status_code == 302
    assert response.url == settings.QUICK_EXIT_URL
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.parametrize(
    ("path", "status", "ja", "en"),
    [
        ("nowhere/", 404, "ページがありません", "No such page"),
        ("outline/FY1999/", 404, "FY1999", "FY1999"),
        ("staff/accounts/demonstration/", 404, "ページがありません", "No such page"),
    ],
)
def test_what_is_not_there_is_said_in_both_languages(client, path, status, ja, en):  # §1.5
    for language, words in (("ja", ja), ("en", en)):
        response = client.get(f"/{language}/{path}")
        page = response.content.decode()
        assert response.status_code == status
        assert f'<html lang="{language}">' in page
        assert words in page
        assert "tel:189" in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("ja", "このページは古くなりました"), ("en", "This page has grown too old")],
)
def test_a_form_from_another_site_is_refused_in_words(language, words):
    client = Client(enforce_csrf_checks=True)
    response = client.post(f"/{language}/staff/sign-in/", {"login": "a@b.example"})
    assert response.status_code == 403
    assert words in response.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("ja", "このページは開けません"), ("en", "This page is not open to you")],
)
def test_what_is_not_open_is_said_in_both_languages(client, language, words):
    client.force_login(people.person("aoi"))
    response = client.get(f"/{language}/staff/")
    assert response.status_code == 403
    assert words in response.content.decode()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_bug_shows_help_and_no_details(language):  # §1.5
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE helplines_number")
    response = Client(raise_request_exception=False).get(f"/{language}/help/")
    page = response.content.decode()
    assert response.status_code == 500
    assert "うまくいきませんでした" in page
    assert "Something went wrong" in page
    assert "tel:189" in page
    assert "helplines" not in page
    assert "Traceback" not in page


def test_a_refusal_reaches_a_program_as_a_problem(client):
    response = client.get("/api/v1/plan/outlines/FY1999")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["code"] == "unknown_outline"
    assert "FY1999" in problem["detail"]
    assert "FY1999" in problem["detail_ja"]
