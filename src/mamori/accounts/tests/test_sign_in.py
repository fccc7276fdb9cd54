"""The real way in, with nothing replaced. Policy: docs/policy/accounts.md, §1 and §4.3."""

import hmac
import re
import struct
from base64 import b32decode
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from mamori.accounts.rules import Role
from mamori.accounts.tests import build

pytestmark = [pytest.mark.whole, pytest.mark.django_db]  # passwords are hashed as for real people

SIGN_IN, CHECK = "/en/staff/sign-in/", "/en/staff/second-factor/check/"
APP = "/en/staff/second-factor/app/"
STAFF = "/en/staff/accounts/agencies/"
PASSWORD, WRONG = "seven brown owls at noon", "nine brown owls at noon"
HERE, ELSEWHERE = "198.51.100.7", "203.0.113.9"


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Attempts are counted in the cache too, which outlives a test."""
    cache.clear()


@pytest.fixture
def aoi():
    return build.person("aoi", Role.SECRETARIAT, password=PASSWORD)


def code(secret=build.SECRET):
    """RFC 6238: six digits that change every thirty seconds."""
    counter = struct.pack(">Q", int(timezone.now().timestamp()) // 30)
    digest = hmac.digest(b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 10**6:06}"


def sign_in(client, *, login="aoi@staff.example", password=PASSWORD, origin=HERE, **more):
    typed = {"login": login, "password": password, **more}
    return client.post(SIGN_IN, typed, REMOTE_ADDR=origin)


def refused(response):
    return response.status_code == 200 and "error" in response.content.decode()


def set_up(client):
    """The page that shows the secret of a new authenticator app; it asks for the password again."""
    again = client.get(APP)
    assert again.url.startswith("/en/staff/sign-in/again/")
    return client.get(client.post(again.url, {"password": PASSWORD}).url)


def test_a_password_and_a_code_open_the_page_that_was_asked_for(client, aoi):
    response = sign_in(client, next=STAFF)
    assert response.url.startswith(CHECK)
    assert client.get(STAFF).url.startswith(SIGN_IN)

    response = client.post(response.url, {"code": code()})
    assert response.url == STAFF
    assert client.get(STAFF).status_code == 200


def test_a_wrong_code_opens_nothing(client, aoi):
    sign_in(client)
    response = client.post(CHECK, {"code": "000000" if code() != "000000" else "000001"})
    assert response.status_code == 200
    assert client.get(STAFF).url.startswith(SIGN_IN)


def test_the_address_may_be_written_in_any_case(client, aoi):
    assert sign_in(client, login="AOI@Staff.Example").url.startswith(CHECK)


def test_without_a_second_factor_the_password_leads_to_setting_one_up(client):  # §4.3
    build.person("ren", Role.MINISTRY, password=PASSWORD, second_factor=False)
    sign_in(client, login="ren@staff.example")
    assert client.get(STAFF).url.startswith("/en/staff/second-factor/?next=")
    page = set_up(client)
    assert 'src="data:image/svg+xml' in page.content.decode()
    [pictures] = re.findall(r"img-src ([^;]+)", page["Content-Security-Policy"])
    assert sorted(pictures.split()) == ["'self'", "data:"]


def test_a_second_factor_is_set_up_and_opens_the_page(client):
    build.person("ren", Role.MINISTRY, password=PASSWORD, second_factor=False)
    sign_in(client, login="ren@staff.example")
    secret = re.search(r'value="([A-Z2-7]{32})"', set_up(client).content.decode())
    assert secret
    client.post(APP, {"code": code(secret[1])})
    assert client.get(STAFF).status_code == 200


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("aoi@staff.example", WRONG),
        ("nobody@staff.example", PASSWORD),
        ("aoi@demo.example", ""),
        ("' OR 1=1 --", PASSWORD),
    ],
)
def test_anything_else_opens_nothing(client, aoi, login, password):
    assert refused(sign_in(client, login=login, password=password))
    assert client.get(STAFF).url.startswith(SIGN_IN)


def test_who_has_no_account_is_told_the_same_as_who_typed_a_wrong_password(client, aoi):
    def told(name):
        page = sign_in(client, login=f"{name}@staff.example", password=WRONG).content.decode()
        return re.sub(r'value="[^"]{64}"', "", page).replace(name, "…")

    assert told("aoi") == told("zzz")
    assert "not correct" in told("aoi")


def test_who_was_stopped_is_told_the_same_as_who_typed_a_wrong_password(client, aoi):
    aoi.is_active = False
    aoi.save()
    assert "not correct" in sign_in(client).content.decode()


def test_an_invented_person_has_no_password_to_guess(client):
    person = build.demonstration(Role.SECRETARIAT)
    for guess in ("", "!", person.password, "password"):
        assert refused(sign_in(client, login=person.email, password=guess))


@pytest.mark.parametrize("password", [PASSWORD, WRONG])
def test_a_password_is_never_sent_back(client, aoi, password):
    for login in ("zzz@staff.example", "aoi@staff.example"):
        answer = sign_in(client, login=login, password=password)
        assert password not in answer.content.decode() + repr(answer.headers)


def lock():
    return [sign_in(Client(), password=WRONG).status_code for _ in range(5)]


def test_five_wrong_passwords_lock_that_person_at_that_address_only(client, aoi):  # §1.2
    build.person("ren", Role.MINISTRY, password=PASSWORD)
    assert lock() == [200] * 4 + [429]
    assert sign_in(Client()).status_code == 429
    assert sign_in(Client(), login="AOI@staff.example").status_code == 429
    assert sign_in(Client(), origin=ELSEWHERE).url.startswith(CHECK)
    assert sign_in(Client(), login="ren@staff.example").url.startswith(CHECK)


def test_the_lock_lasts_an_hour(client, aoi):  # §1.2
    lock()
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=59))
    assert sign_in(client).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=61))
    assert sign_in(client).url.startswith(CHECK)


def test_who_is_locked_out_is_told_so_in_their_language(client, aoi):  # site 1.1
    lock()
    for language, words in (("ja", "1時間"), ("en", "for an hour")):
        typed = {"login": "aoi@staff.example", "password": PASSWORD}
        response = client.post(f"/{language}/staff/sign-in/", typed, REMOTE_ADDR=HERE)
        page = response.content.decode()
        assert response.status_code == 429
        assert f'<html lang="{language}">' in page
        assert words in page
        assert PASSWORD not in page


def test_a_password_is_changed(client, aoi):
    client.force_login(aoi)
    typed = {"oldpassword": PASSWORD, "password1": "eight grey owls at night"}
    assert client.post("/en/staff/password/", typed | {"password2": typed["password1"]}).url
    assert refused(sign_in(Client()))
    assert sign_in(Client(), password=typed["password1"]).url.startswith(CHECK)


def test_an_invented_person_has_no_password_to_change(client):  # §4.1
    client.force_login(build.demonstration(Role.SECRETARIAT))
    assert client.get("/en/staff/password/").status_code == 403


@pytest.mark.parametrize("path", ["sign-up/", "signup/", "accounts/signup/", "password/reset/"])
def test_nobody_signs_up_by_themselves(client, path):  # §1.1
    assert client.get(f"/en/staff/{path}").status_code == 404
    assert client.post(f"/en/staff/{path}", {"email": "a@b.example"}).status_code == 404


def test_signing_out_closes_the_door(client, aoi):
    client.force_login(aoi)
    assert client.get(STAFF).status_code == 200
    client.post("/en/staff/sign-out/")
    assert client.get(STAFF).url.startswith(SIGN_IN)
