"""Who gets in, tried at the door. Policy: docs/policy/accounts.md, §2.1 and §4.3."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mamori.accounts import actions
from mamori.accounts.models import RoleHeld
from mamori.accounts.rules import Role
from mamori.accounts.tests import build

pytestmark = pytest.mark.django_db

AGENCIES, PEOPLE = "/en/staff/accounts/agencies/", "/en/staff/accounts/people/"


def test_anyone_not_signed_in_is_sent_to_sign_in_and_back_again(client):
    response = client.get(f"{AGENCIES}?q=police")
    assert response.status_code == 302
    assert (
        response.url
        == "/en/staff/sign-in/?next=%2Fen%2Fstaff%2Faccounts%2Fagencies%2F%3Fq%3Dpolice"
    )


def test_the_sign_in_page_is_open_to_all(client):
    assert client.get("/en/staff/sign-in/").status_code == 200


@pytest.mark.parametrize(
    ("role", "page", "status"),
    [
        (Role.SECRETARIAT, AGENCIES, 200),
        (Role.MINISTRY, AGENCIES, 200),
        (Role.MINISTRY, "/en/staff/accounts/agencies/NPA/edit/", 403),
        (Role.PROVIDER, AGENCIES, 403),
        (Role.SECRETARIAT, PEOPLE, 403),
        (Role.ADMINISTRATOR, PEOPLE, 200),
        (None, AGENCIES, 403),
    ],
)
def test_a_page_opens_to_the_roles_that_may(client, role, page, status):
    client.force_login(build.person("aoi", role))
    assert client.get(page).status_code == status


def test_the_wrong_role_cannot_write_either(client):
    build.agency()
    client.force_login(build.person("ren", Role.MINISTRY))
    typed = {"name_ja": "別", "name_en": "Other"}
    assert client.post("/en/staff/accounts/agencies/NPA/edit/", typed).status_code == 403


def test_a_role_that_has_ended_opens_nothing(client):
    person = build.person("aoi", Role.SECRETARIAT)
    client.force_login(person)
    RoleHeld.objects.update(last=timezone.localdate())
    assert client.get(AGENCIES).status_code == 200
    RoleHeld.objects.update(last=timezone.localdate() - timedelta(days=1))
    assert client.get(AGENCIES).status_code == 403


def test_who_is_stopped_is_signed_out(client):
    person = build.person("aoi", Role.SECRETARIAT)
    client.force_login(person)
    actions.set_active(person_id=person.pk, active=False, **build.BY)
    assert client.get(AGENCIES).url.startswith("/en/staff/sign-in/")


def test_without_a_second_factor_one_is_sent_to_set_it_up(client):  # §4.3
    client.force_login(build.person("aoi", Role.SECRETARIAT, second_factor=False))
    response = client.get(AGENCIES)
    assert response.status_code == 302
    assert response.url == "/en/staff/second-factor/?next=%2Fen%2Fstaff%2Faccounts%2Fagencies%2F"


def test_a_demonstration_lets_its_invented_people_in(client):  # §4.1
    client.force_login(build.demonstration(Role.ADMINISTRATOR))
    assert client.get(PEOPLE).status_code == 200


def test_a_demonstration_does_not_let_a_real_person_in_without(client):  # §4.3
    build.demonstration(Role.ADMINISTRATOR)
    client.force_login(build.person("real", Role.ADMINISTRATOR, second_factor=False))
    assert client.get(PEOPLE).url.startswith("/en/staff/second-factor/")


def test_a_role_from_tomorrow_opens_nothing_today(client):
    person = build.person("aoi")
    actions.give_role(
        person_id=person.pk,
        role=Role.ADMINISTRATOR,
        agency=None,
        first=timezone.localdate() + timedelta(days=1),
        last=date(2090, 1, 1),
        **build.BY,
    )
    client.force_login(person)
    assert client.get(PEOPLE).status_code == 403
