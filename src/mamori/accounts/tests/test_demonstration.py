"""The way in to a demonstration, and where each role comes to. Policy: docs/policy/accounts.md, section 4."""

import pytest

from mamori.accounts import queries
from mamori.accounts.rules import ROLES, Role
from mamori.accounts.tests import build

pytestmark = pytest.mark.django_db

ACCOUNTS = "/en/staff/accounts/"
DEMONSTRATION = f"{ACCOUNTS}demonstration/"
IT_IS_ONE = {"en": "This is a demonstration.", "ja": "これはデモです。"}


def page_of(response):
    return response.content.decode()


def test_outside_a_demonstration_there_is_no_way_in_without_a_password(client):  # §4.1
    aoi = build.person("aoi", Role.SECRETARIAT)
    assert client.get(DEMONSTRATION).status_code == 404
    assert client.post(DEMONSTRATION, {"person": aoi.pk}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_in_a_demonstration_there_is_one_button_a_person(client):
    build.demonstration(Role.SECRETARIAT)
    page = page_of(client.get(DEMONSTRATION))
    people = queries.demonstration_people()
    assert page.count('name="person"') == len(people)
    assert all(name.en in page for name in ROLES.values())
    assert all(person.display_name in page for person in people)


@pytest.mark.parametrize(
    ("role", "lands_on"),
    [
        (Role.SECRETARIAT, "/en/staff/"),
        (Role.ADMINISTRATOR, "/en/staff/accounts/people/"),
        (Role.HOTLINE_ANALYST, "/en/staff/accounts/start/"),
        (Role.PROVIDER, "/en/staff/accounts/start/"),
    ],
)
def test_the_button_leads_to_the_first_page_of_the_role(client, role, lands_on):
    person = build.demonstration(role)
    response = client.post(DEMONSTRATION, {"person": person.pk}, follow=True)
    assert response.redirect_chain == [(lands_on, 302)]
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("language", "words"),
    [("ja", "この役割の画面はまだありません"), ("en", "This role has no pages yet")],
)
@pytest.mark.parametrize("role", [Role.PROVIDER, Role.CASE_WORKER])
def test_a_role_without_pages_is_told_so(client, role, language, words):
    client.force_login(build.person("sora", role))
    page = page_of(client.get(f"/{language}/staff/accounts/start/"))
    assert words in page
    assert ("/staff/accounts/permissions/" in page) == (role is Role.CASE_WORKER)


def test_who_has_pages_starts_on_the_first_of_them(client):
    client.force_login(build.person("aoi", Role.SECRETARIAT))
    assert client.get(f"{ACCOUNTS}start/").url == "/en/staff/"
    client.logout()
    assert client.get(f"{ACCOUNTS}start/").url.startswith("/en/staff/sign-in/")


@pytest.mark.parametrize("wanted", ["", "0", "x"])
def test_nobody_else_is_entered_as(client, wanted):
    build.demonstration(Role.SECRETARIAT)
    assert client.post(DEMONSTRATION, {"person": wanted}).status_code == 404


def test_a_real_person_in_a_demonstration_is_not_entered_as(client):
    build.demonstration(Role.SECRETARIAT)
    real = build.person("real", Role.ADMINISTRATOR)
    assert client.post(DEMONSTRATION, {"person": real.pk}).status_code == 404


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "path", ["", "help/", "plan/", "nowhere/", "staff/", "staff/sign-in/", "staff/accounts/people/"]
)
def test_every_page_of_a_demonstration_says_so(client, language, path):  # §4.1
    client.force_login(build.demonstration(Role.SECRETARIAT))
    assert IT_IS_ONE[language] in page_of(client.get(f"/{language}/{path}", follow=True))


def test_no_page_elsewhere_says_so(client):
    assert IT_IS_ONE["en"] not in page_of(client.get("/en/"))
