from datetime import date

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mamori.accounts import queries, rules
from mamori.accounts.models import Duty, DutyHolding, User
from mamori.accounts.rules import Role
from mamori.accounts.tests import build

pytestmark = pytest.mark.django_db

MHLW_LAST, CFA_FIRST = date(2023, 3, 31), date(2023, 4, 1)


def test_history_prints_the_holder_of_the_day():  # §3.1
    build.country()
    duty = queries.duty("child_guidance")
    told = [(held.agency, held.agency_name.en, held.first, held.last) for held in duty.holdings]
    assert told == [
        ("MHLW", "Ministry of Health, Labour and Welfare", date(2001, 1, 6), MHLW_LAST),
        ("CFA", "Children and Families Agency", CFA_FIRST, None),
    ]
    held = queries.holdings()
    assert rules.holder("child_guidance", MHLW_LAST, held) == "MHLW"
    assert rules.holder("child_guidance", CFA_FIRST, held) == "CFA"


def test_an_agency_stands_in_the_country_s_order_and_on_its_days():
    build.country()
    keys = [agency.abbreviation for agency in queries.agencies()]
    assert keys[:3] == ["NPA", "CAS", "CAO"]
    assert list(queries.agency_names()) == keys
    assert not queries.agency("CFA").exists_on(MHLW_LAST)
    assert queries.agency("CFA").exists_on(CFA_FIRST)


@pytest.mark.parametrize(
    ("ask", "refusal"),
    [
        (lambda: queries.agency("XXX"), rules.UnknownAgency),
        (lambda: queries.duty("knitting"), rules.UnknownDuty),
        (lambda: queries.person(0), rules.UnknownPerson),
    ],
)
def test_what_is_not_there_is_refused_with_404(ask, refusal):
    with pytest.raises(refusal) as refused:
        ask()
    assert refused.value.status == 404


def more_rows(count):
    for n in range(count):
        number = Duty.objects.count()
        build.person(f"{n}-{User.objects.count()}", Role.MINISTRY)
        duty = Duty.objects.create(pk=f"duty{number}", name_ja="事務", name_en="Duty")
        DutyHolding.objects.create(duty=duty, agency_id=build.agency(f"A{number}"))
        DutyHolding.objects.filter(duty=duty).update(last=MHLW_LAST)
        DutyHolding.objects.create(duty=duty, agency_id=build.agency("CFA"), first=CFA_FIRST)


@pytest.mark.parametrize(
    "ask",
    [queries.agencies, queries.duties, queries.holdings, queries.people, queries.agency_names],
    ids=lambda ask: ask.__name__,
)
def test_the_number_of_queries_does_not_grow_with_the_rows(ask):
    def asked():
        with CaptureQueriesContext(connection) as queried:
            rows = len(ask())
        return rows, len(queried)

    more_rows(1)
    few, queries_for_few = asked()
    more_rows(5)
    many, queries_for_many = asked()
    assert many > few
    assert queries_for_many == queries_for_few


def test_recovery_codes_alone_are_no_second_factor():
    aoi = build.person("aoi", second_factor=False)
    RecoveryCodes.activate(aoi)
    assert not queries.has_second_factor(aoi.pk)
    assert queries.has_second_factor(build.person("ren").pk)


def test_outside_a_demonstration_nobody_can_be_entered_as():  # §4.1
    User.objects.create(email="aoi@demo.example", is_demonstration=True)
    assert queries.demonstration_people() == []


def test_an_address_is_found_whatever_its_case():
    aoi = build.person("aoi")
    assert User.objects.get_by_natural_key("AOI@Staff.Example") == aoi


def test_a_person_is_a_number_in_the_logs():
    aoi = build.person("aoi", Role.MINISTRY)
    assert str(aoi) == f"person {aoi.pk}"
    assert "aoi" not in str(aoi.roles.get()).lower()
