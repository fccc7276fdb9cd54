"""The policy, tried out without a database. Paragraphs: docs/policy/accounts.md."""

from datetime import date

import pytest

from mamori.accounts import rules
from mamori.accounts.rules import Existence, Holding, Permission, Role, RoleHeld
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

MHLW_LAST, CFA_FIRST = date(2023, 3, 31), date(2023, 4, 1)
HELD = [
    Holding("child_guidance", "MHLW", date(2001, 1, 6), MHLW_LAST),
    Holding("child_guidance", "CFA", CFA_FIRST, None),
    Holding("police_lines", "NPA", None, None),
]
CFA = Existence("CFA", CFA_FIRST, None)
SOMEBODY = Existence("SBD", date(2001, 1, 6), date(2010, 3, 31))
NAMES = {
    "MHLW": Text("厚生労働省", "Ministry of Health"),
    "SBD": Text("ある庁", "Former Agency"),
}
FIRST, LAST = date(2018, 4, 1), date(2019, 3, 31)


def held(role, first=FIRST, last=LAST):
    return RoleHeld(role, "NPA", first, last)


@pytest.mark.parametrize(
    ("role", "permission", "allowed"),
    [
        (Role.SECRETARIAT, Permission.EDIT_PLAN, True),
        (Role.SECRETARIAT, Permission.MANAGE_PEOPLE, False),
        (Role.MINISTRY, Permission.LOOK_THROUGH_PLAN, True),
        (Role.MINISTRY, Permission.EDIT_PLAN, False),
        (Role.OPERATOR, Permission.LOOK_THROUGH_PLAN, False),
        (Role.ADMINISTRATOR, Permission.MANAGE_PEOPLE, True),
        (Role.ADMINISTRATOR, Permission.EDIT_PLAN, False),
    ],
)
def test_who_may_do_what(role, permission, allowed):  # §2.1
    assert (permission in rules.permissions_on(FIRST, [held(role)])) == allowed


def test_a_provider_opens_no_staff_page():
    assert rules.permissions_on(FIRST, [held(Role.PROVIDER)]) == frozenset()


@pytest.mark.parametrize("table", [rules.GRANTED, rules.ROLES])
def test_no_role_is_left_out(table):
    assert set(table) == set(Role)


def test_every_permission_has_a_name_and_somebody_who_holds_it():
    assert set(rules.PERMISSIONS) == set(Permission)
    assert frozenset().union(*rules.GRANTED.values()) == set(Permission)


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (date(2018, 3, 31), False),
        (FIRST, True),
        (LAST, True),
        (date(2019, 4, 1), False),
    ],
)
def test_a_role_counts_from_its_first_day_to_its_last(day, in_force):  # §2.2
    assert bool(rules.permissions_on(day, [held(Role.SECRETARIAT)])) == in_force


def test_a_role_without_a_last_day_goes_on():
    assert rules.permissions_on(date(2040, 1, 1), [held(Role.MINISTRY, last=None)])


def test_permissions_are_the_sum_of_the_roles_in_force():  # §2.2
    roles = [held(Role.MINISTRY), held(Role.ADMINISTRATOR), held(Role.SECRETARIAT, last=FIRST)]
    assert rules.permissions_on(LAST, roles) == {
        Permission.LOOK_THROUGH_PLAN,
        Permission.SEE_PERMISSIONS,
        Permission.MANAGE_PEOPLE,
        Permission.READ_AUDIT,
        Permission.ANSWER_RETURNS,
        Permission.RECORD_ACTIVITIES,
        Permission.PUBLISH_MATERIALS,
        Permission.ISSUE_CERTIFICATES,
    }


@pytest.mark.parametrize(
    ("duty", "day", "agency"),
    [
        ("child_guidance", date(2001, 1, 5), None),
        ("child_guidance", date(2001, 1, 6), "MHLW"),
        ("child_guidance", MHLW_LAST, "MHLW"),
        ("child_guidance", CFA_FIRST, "CFA"),
        ("child_guidance", date(2040, 1, 1), "CFA"),
        ("police_lines", date(1900, 1, 1), "NPA"),
        ("no_such_duty", CFA_FIRST, None),
    ],
)
def test_a_duty_has_one_holder_a_day(duty, day, agency):  # §3.1
    assert rules.holder(duty, day, HELD) == agency


@pytest.mark.parametrize(
    ("new", "agency", "refusal"),
    [
        (Holding("one_stop", "CFA", CFA_FIRST, None), CFA, None),
        (Holding("child_guidance", "CFA", CFA_FIRST, None), CFA, rules.HeldByAnother),
        (Holding("child_guidance", "SBD", date(2001, 1, 6), None), None, rules.HeldByAnother),
        (Holding("child_guidance", "SBD", None, date(2001, 1, 5)), None, None),
        (Holding("child_guidance", "SBD", None, date(2001, 1, 6)), None, rules.HeldByAnother),
        (Holding("one_stop", "CFA", MHLW_LAST, None), CFA, rules.AgencyDoesNotExist),
        (Holding("one_stop", "CFA", None, None), CFA, rules.AgencyDoesNotExist),
        (Holding("one_stop", "SBD", date(2001, 1, 6), date(2010, 3, 31)), SOMEBODY, None),
        (
            Holding("one_stop", "SBD", date(2001, 1, 6), date(2010, 4, 1)),
            SOMEBODY,
            rules.AgencyDoesNotExist,
        ),
        (Holding("one_stop", "SBD", date(2001, 1, 6), None), SOMEBODY, rules.AgencyDoesNotExist),
        (Holding("one_stop", "CFA", LAST, FIRST), None, rules.EndsBeforeItBegins),
    ],
)
def test_who_may_hold_a_duty_when(new, agency, refusal):  # §3.2, §3.3
    def check():
        rules.check_holding(new, HELD, agency or Existence(new.agency, None, None), NAMES)

    if refusal:
        with pytest.raises(refusal) as refused:
            check()
        assert refused.value.message.ja != refused.value.message.en
    else:
        check()


@pytest.mark.parametrize(
    ("new", "agency", "ja", "en"),
    [
        (
            Holding("one_stop", "SBD", date(2001, 1, 6), None),
            SOMEBODY,
            "ある庁は平成22年3月31日に廃止されたため、その後は事務を担当できません。",
            "The Former Agency ended on 31 March 2010, so it cannot hold a duty after that day.",
        ),
        (
            Holding("child_guidance", "SBD", date(2010, 4, 1), MHLW_LAST),
            Existence("SBD", None, None),
            "この事務は平成13年1月6日から令和5年3月31日まで厚生労働省が担当しています。期間が重なります。",
            "The Ministry of Health holds this duty since 6 January 2001 until 31 March 2023; "
            "the days overlap.",
        ),
    ],
)
def test_a_refusal_names_bodies_and_days_as_people_do(new, agency, ja, en):
    with pytest.raises(Refused) as refused:
        rules.check_holding(new, HELD, agency, NAMES)
    assert refused.value.message == Text(ja, en)


@pytest.mark.parametrize(
    ("role", "agency", "last", "refusal"),
    [
        (Role.SECRETARIAT, "NPA", LAST, None),
        (Role.SECRETARIAT, None, LAST, rules.NeedsAgency),
        (Role.MINISTRY, "", None, rules.NeedsAgency),
        (Role.OPERATOR, None, None, None),
        (Role.OPERATOR, None, FIRST, None),
        (Role.OPERATOR, None, date(2018, 3, 31), rules.EndsBeforeItBegins),
    ],
)
def test_how_a_role_may_be_given(role, agency, last, refusal):  # §2.3
    if refusal:
        with pytest.raises(refusal):
            rules.check_role(role, agency, FIRST, last)
    else:
        rules.check_role(role, agency, FIRST, last)
