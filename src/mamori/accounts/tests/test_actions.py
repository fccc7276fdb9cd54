from datetime import date

import pytest

from mamori.accounts import actions, queries, rules
from mamori.accounts.models import Duty, DutyHolding, RoleHeld, User
from mamori.accounts.rules import Permission, Role
from mamori.accounts.tests import build
from mamori.accounts.tests.build import BY, SINCE
from mamori.kernel import audit
from mamori.kernel.tests.build import audit_trail
from mamori.kernel.text import Text

pytestmark = pytest.mark.django_db

APRIL_2023 = date(2023, 4, 1)


@pytest.fixture
def guidance():
    """A duty that MHLW has held since 2001, and CFA, which begins in April 2023."""
    build.agency("MHLW", first=date(2001, 1, 6))
    build.agency("CFA", first=APRIL_2023)
    Duty.objects.create(pk="guidance", name_ja="児童相談所", name_en="Child guidance")
    DutyHolding.objects.create(duty_id="guidance", agency_id="MHLW", first=date(2001, 1, 6))
    return "guidance"


def hand_over(*, to="CFA", first=APRIL_2023, duty="guidance"):
    actions.hand_over_duty(
        duty=duty, to=to, first=first, source=Text("閣議決定", "Cabinet decision"), **BY
    )


def holdings():
    return [(h.agency, h.first, h.last) for h in queries.duty("guidance").holdings]


def test_every_action_leaves_one_audit_record(guidance):
    aoi = actions.add_person(email="aoi@staff.example", display_name="Aoi", **BY)
    actions.set_password(person_id=aoi, password="a long enough password", **BY)
    role = actions.give_role(
        person_id=aoi, role=Role.MINISTRY, agency="MHLW", first=SINCE, last=None, **BY
    )
    actions.end_role(role_id=role, last=SINCE, **BY)
    actions.set_active(person_id=aoi, active=False, **BY)
    actions.set_active(person_id=aoi, active=True, **BY)
    edit("CFA")
    hand_over()

    assert audit_trail() == [
        ("job:test", f"accounts: {done}")
        for done in (
            "person added", "password set", "role given", "role ended", "person deactivated",
            "person activated", "agency edited", "duty handed over",
        )
    ]  # fmt: skip
    assert [chain.broken_at for chain in audit.verify()] == [None]


def test_the_trail_names_nobody():  # kernel 1.4
    aoi = build.person("aoi", Role.SECRETARIAT, password="a long enough password")
    told = repr(audit.history(f"person:{aoi.pk}")).lower()
    assert "role" in told
    assert "aoi" not in told


def give(person, agency):
    actions.give_role(
        person_id=person.pk, role=Role.MINISTRY, agency=agency, first=SINCE, last=None, **BY
    )


def end(person, last):
    actions.end_role(role_id=person.roles.get().pk, last=last, **BY)


def edit(agency):
    actions.edit_agency(abbreviation=agency, name=Text("庁", "Agency"), note=Text("", ""), **BY)


REFUSED = [
    (
        rules.AlreadyThere,
        lambda p: actions.add_person(email=p.email.upper(), display_name="", **BY),
    ),
    (rules.UnknownPerson, lambda p: actions.set_password(person_id=0, password="x", **BY)),
    (rules.UnknownPerson, lambda p: actions.set_active(person_id=0, active=False, **BY)),
    (rules.UnknownPerson, lambda p: actions.end_role(role_id=0, last=SINCE, **BY)),
    (rules.EndsBeforeItBegins, lambda p: end(p, date(2017, 3, 31))),
    (rules.NeedsAgency, lambda p: give(p, None)),
    (rules.UnknownAgency, lambda p: give(p, "XXX")),
    (rules.UnknownAgency, lambda p: edit("XXX")),
    (rules.UnknownAgency, lambda p: hand_over(to="XXX")),
    (rules.UnknownDuty, lambda p: hand_over(duty="knitting")),
    (rules.AgencyDoesNotExist, lambda p: hand_over(first=date(2023, 3, 31))),
    (rules.RealPeopleHere, lambda p: actions.mark_demonstration(**BY)),
]


@pytest.mark.parametrize(("refusal", "action"), REFUSED)
def test_a_refused_action_leaves_nothing_behind(guidance, refusal, action):
    aoi = build.person("aoi", Role.ADMINISTRATOR)

    def state():
        everyone = list(User.objects.order_by("pk").values())
        roles = list(RoleHeld.objects.order_by("pk").values())
        return everyone, roles, queries.agencies(), holdings(), audit.head("accounts")

    before = state()
    with pytest.raises(refusal):
        action(aoi)
    assert state() == before


def test_a_new_person_has_no_password_and_no_role():  # §1.1
    pk = actions.add_person(email="Aoi@Staff.Example", display_name="Aoi", **BY)
    assert not User.objects.get(pk=pk).has_usable_password()
    assert queries.person(pk).email == "aoi@staff.example"
    assert queries.person(pk).roles == ()


def test_a_role_that_ended_stays_as_history():
    ren = build.person("ren", Role.MINISTRY)
    actions.end_role(role_id=ren.roles.get().pk, last=date(2018, 3, 31), **BY)
    [role] = queries.person(ren.pk).roles
    assert (role.first, role.last) == (SINCE, date(2018, 3, 31))
    assert Permission.LOOK_THROUGH_PLAN in queries.permissions_of(ren.pk, on=date(2018, 3, 31))
    assert not queries.permissions_of(ren.pk, on=date(2018, 4, 1))


def test_who_is_stopped_may_do_nothing():
    ren = build.person("ren", Role.MINISTRY)
    actions.set_active(person_id=ren.pk, active=False, **BY)
    assert not queries.permissions_of(ren.pk, on=SINCE)


def test_a_hand_over_ends_the_old_holding_on_the_day_before(guidance):  # §3.1
    hand_over()
    assert holdings() == [
        ("MHLW", date(2001, 1, 6), date(2023, 3, 31)),
        ("CFA", APRIL_2023, None),
    ]


@pytest.mark.parametrize("first", [date(2001, 1, 5), date(2001, 1, 6)])
def test_nobody_takes_over_before_the_one_who_holds_it_began(guidance, first):  # §3.2
    build.agency("NPA")
    before = holdings()
    with pytest.raises(rules.HeldByAnother):
        hand_over(to="NPA", first=first)
    assert holdings() == before


def test_nobody_takes_over_inside_days_that_are_already_past(guidance):  # §3.2
    hand_over()
    before = holdings()
    with pytest.raises(rules.HeldByAnother):
        hand_over(to="MHLW", first=date(2020, 4, 1))
    assert holdings() == before


def test_a_holding_with_a_last_day_is_handed_over_before_it(guidance):
    DutyHolding.objects.update(last=date(2030, 3, 31))
    hand_over()
    assert holdings() == [
        ("MHLW", date(2001, 1, 6), date(2023, 3, 31)),
        ("CFA", APRIL_2023, None),
    ]


def test_a_demonstration_has_one_invented_person_for_each_role():  # §4.2
    build.agency("NPA")
    build.agency("MEXT")
    actions.mark_demonstration(**BY)
    people = queries.demonstration_people()
    assert {role.role for p in people for role in p.roles} == set(Role)
    assert all(p.email.endswith("@demo.example") for p in people)
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_marking_a_demonstration_twice_changes_nothing():
    actions.mark_demonstration(**BY)
    before = queries.people(), audit_trail()
    actions.mark_demonstration(**BY)
    assert (queries.people(), audit_trail()) == before
    assert len(before[0]) == len(actions.DEMONSTRATION)
