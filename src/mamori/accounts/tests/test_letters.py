"""How often a person hears from us, and who is to be written to."""

from datetime import date

import pytest

from mamori.accounts import actions, queries
from mamori.accounts.models import User
from mamori.accounts.rules import Letters, Permission, Role
from mamori.accounts.tests import build
from mamori.accounts.tests.build import BY, SINCE
from mamori.kernel import audit

pytestmark = pytest.mark.django_db

TODAY = date(2018, 6, 1)
PAGE = "/en/staff/accounts/letters/"


def officers(agency: str | None, on: date = TODAY) -> list[str]:
    found = queries.officers_of(agency, Permission.ANSWER_RETURNS, on=on)
    return [person.display_name for person in found]


def officer(name: str, agency: str, *, last: date | None = None) -> User:
    user = build.person(name)
    actions.give_role(
        person_id=user.pk,
        role=Role.MINISTRY,
        agency=build.agency(agency),
        first=SINCE,
        last=last,
        **BY,
    )
    return user


def test_officers_are_those_of_that_agency_on_that_day():  # §2.2, §2.4
    officer("aoi", "NPA")
    officer("ren", "NPA", last=date(2018, 5, 31))
    officer("kai", "MEXT")
    build.person("mio", Role.SECRETARIAT)
    assert officers("NPA") == ["Aoi"]
    assert officers("NPA", date(2018, 5, 31)) == ["Aoi", "Ren"]
    assert officers(None) == ["Aoi", "Kai"]
    assert officers("CFA") == []


def test_a_role_elsewhere_makes_nobody_an_officer_here():
    aoi = officer("aoi", "NPA", last=date(2018, 5, 31))
    actions.give_role(
        person_id=aoi.pk,
        role=Role.MINISTRY,
        agency=build.agency("MEXT"),
        first=SINCE,
        last=None,
        **BY,
    )
    assert officers("NPA") == []
    assert officers("MEXT") == ["Aoi"]


def test_whoever_may_not_sign_in_is_not_written_to():
    aoi = officer("aoi", "NPA")
    actions.set_active(person_id=aoi.pk, active=False, **BY)
    assert officers("NPA") == []


def test_it_is_quiet_until_somebody_chooses_otherwise():  # §5.1
    aoi = build.person("aoi")
    assert queries.person(aoi.pk).letters is Letters.DAILY


def test_a_choice_is_kept_and_recorded_once():  # §5.1
    aoi = build.person("aoi")
    for changed in (1, 0):
        assert actions.choose_letters(person_id=aoi.pk, choice=Letters.NEVER, **BY) == changed
    assert queries.person(aoi.pk).letters is Letters.NEVER
    [*_, entry] = [e for e in audit.history(f"person:{aoi.pk}") if "letters" in e.action]
    assert entry.details == {"before": "daily", "after": "never"}
    assert len([e for e in audit.history(f"person:{aoi.pk}") if "letters" in e.action]) == 1


def test_a_person_chooses_on_a_page_of_their_own(client):
    aoi = build.person("aoi", Role.MINISTRY)
    client.force_login(aoi)
    page = client.get(PAGE).content.decode()
    assert '<option value="daily" selected>Once a day, in one letter</option>' in page

    answer = client.post(PAGE, {"choice": "at_once", "person_id": "1"}, follow=True)
    assert "Saved." in answer.content.decode()
    assert '<option value="at_once" selected>' in answer.content.decode()
    assert queries.person(aoi.pk).letters is Letters.AT_ONCE


def test_what_is_no_choice_changes_nothing(client):
    aoi = build.person("aoi", Role.MINISTRY)
    client.force_login(aoi)
    assert client.post(PAGE, {"choice": "hourly"}).status_code == 422
    assert queries.person(aoi.pk).letters is Letters.DAILY


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.MINISTRY, True), (Role.SECRETARIAT, True), (Role.PROVIDER, False), (None, False)],
)
def test_only_those_who_get_letters_are_offered_the_choice(client, role, may):
    client.force_login(build.person("aoi", role))
    assert client.get(PAGE).status_code == (200 if may else 403)
    start = client.get("/en/staff/accounts/start/", follow=True).content.decode()
    assert (f'href="{PAGE}"' in start) is may
