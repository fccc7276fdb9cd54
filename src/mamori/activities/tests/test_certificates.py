"""Certificates in the database: sealed names, numbers that verify, doors that close."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from mamori.activities import actions, models
from mamori.activities.actions.certificates import (
    AlreadyErased,
    AlreadyRevoked,
    OthersActivity,
    OthersPerson,
    RevokedWithoutReason,
)
from mamori.activities.queries import certificates
from mamori.activities.queries.certificates import UnknownCertificate
from mamori.activities.rules.certificates import State
from mamori.activities.tests.build_register import AT, BY, officer, recorded
from mamori.activities.tests.test_certificate_rules import COURSE
from mamori.kernel import audit
from mamori.kernel.sealing import BrokenSeal, Erased

pytestmark = pytest.mark.usefixtures("japan")

NAME = "架空 花子"
OWN: dict[str, Any] = {"agencies": frozenset({"NPA"})}


def holder():
    """Somebody of the police, whose door a certificate may open."""
    return officer("hana", "NPA").pk


def issued(**more):
    return actions.issue(certificate=replace(COURSE, **more), name=NAME, **BY)


def test_the_name_stands_nowhere_in_clear():
    number = issued()
    with connection.cursor() as cursor:
        for table in ("activities_certificate", "activities_seal", "kernel_auditentry"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", ["%花子%"])  # noqa: S608
            assert cursor.fetchone() == (0,)
    assert NAME.encode() not in bytes(models.Seal.objects.get(certificate=number).sealed)
    assert certificates.name(OWN["agencies"], number) == NAME


def test_a_number_verifies_and_names_nobody():
    found = certificates.verify(issued().lower(), AT)
    assert (found.state, found.agency, found.title) == (State.VALID, "NPA", COURSE.title)
    assert NAME not in repr(found)


def test_no_other_agency_reads_or_revokes_it():
    number, mic = issued(), frozenset({"MIC"})
    with pytest.raises(UnknownCertificate):
        certificates.name(mic, number)
    with pytest.raises(UnknownCertificate):
        actions.revoke(number=number, reason="x", agencies=mic, **BY)
    with pytest.raises(UnknownCertificate):
        actions.erase_name(number=number, agencies=mic, **BY)
    assert certificates.issued(mic, AT) == ((), 0)


def test_a_revoked_one_opens_no_door_from_that_moment_on():
    person = holder()
    number = issued(person=person)
    assert certificates.holds_valid(person, "open_cases", AT)
    actions.revoke(number=number, reason="書き誤り", **OWN, **BY)
    assert certificates.holds_valid(person, "open_cases", AT - timedelta(seconds=1))
    assert not certificates.holds_valid(person, "open_cases", AT)
    assert certificates.verify(number, AT).state is State.REVOKED
    with pytest.raises(AlreadyRevoked):
        actions.revoke(number=number, reason="again", **OWN, **BY)


def test_a_lapsed_one_closes_the_door_the_next_minute():
    person = holder()
    issued(person=person, issued_on=date(2026, 1, 1), valid_until=date(2026, 11, 25))
    last_minute = AT.replace(hour=14, minute=59)  # 23:59 in Tokyo
    assert certificates.holds_valid(person, "open_cases", last_minute)
    assert not certificates.holds_valid(person, "open_cases", last_minute + timedelta(minutes=1))


@pytest.mark.parametrize(("other", "kind"), [(1, "open_cases"), (0, "other"), (0, "")])
def test_it_opens_its_own_door_for_its_own_holder_only(other, kind):
    person = holder()
    issued(person=person)
    issued(person=person, qualification="")
    assert not certificates.holds_valid(person + other, kind, AT)


def test_it_opens_no_door_for_somebody_of_another_agency():
    person = officer("ren", "MIC").pk
    with pytest.raises(OthersPerson):
        issued(person=person)
    assert not models.Certificate.objects.exists()


def test_an_erased_name_is_gone_and_the_number_still_verifies():
    number = issued()
    actions.erase_name(number=number, **OWN, **BY)
    with pytest.raises(Erased):
        certificates.name(OWN["agencies"], number)
    assert certificates.verify(number, AT).state is State.VALID
    assert bytes(models.Seal.objects.get(certificate=number).sealed) == b""
    with pytest.raises(AlreadyErased):
        actions.erase_name(number=number, **OWN, **BY)


def test_a_seal_put_under_another_number_does_not_open():
    one, other = issued(), issued()
    seal = models.Seal.objects.get(certificate=one)
    models.Seal.objects.filter(certificate=other).update(
        sealed=seal.sealed, wrapped_key=seal.wrapped_key
    )
    with pytest.raises(BrokenSeal):
        certificates.name(OWN["agencies"], other)


def test_a_revocation_needs_its_reason():
    with pytest.raises(RevokedWithoutReason):
        actions.revoke(number=issued(), reason=" ", **OWN, **BY)


def test_it_belongs_to_an_activity_of_its_own_agency():
    assert certificates.one_issued(OWN["agencies"], issued(activity=recorded("NPA")), AT).activity
    with pytest.raises(OthersActivity):
        issued(activity=recorded("MIC"))


def test_a_number_that_was_never_issued_is_unknown():
    number = issued()
    models.Seal.objects.all().delete()
    models.Certificate.objects.all().delete()
    with pytest.raises(UnknownCertificate):
        certificates.verify(number, AT)


def test_the_audit_trail_has_each_step_and_no_name():
    number = issued()
    actions.revoke(number=number, reason="書き誤り", **OWN, **BY)
    actions.erase_name(number=number, **OWN, **BY)
    assert [entry.action for entry in audit.history(f"certificate:{number}")] == [
        "activities: certificate name erased",
        "activities: certificate revoked",
        "activities: certificate issued",
    ]
