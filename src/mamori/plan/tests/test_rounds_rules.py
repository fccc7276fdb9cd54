"""Policy: docs/policy/plan.md, section 7: states, steps, and who takes them."""

from datetime import date

import pytest

from mamori.kernel.periods import fiscal_year
from mamori.plan.rules import rounds as rules
from mamori.plan.rules.rounds import STEPS, Act, State, Who

DUE = date(2019, 4, 26)


@pytest.mark.parametrize(
    ("state", "act", "to"),
    [
        (State.ASSIGNED, Act.SAVE, State.DRAFTED),
        (State.DRAFTED, Act.SUBMIT, State.SUBMITTED),
        (State.SUBMITTED, Act.WITHDRAW, State.DRAFTED),
        (State.SUBMITTED, Act.ACCEPT, State.ACCEPTED),
        (State.RETURNED, Act.SAVE, State.DRAFTED),
        (State.ACCEPTED, Act.CLEAR_JA, State.CLEARED_JA),
        (State.CLEARED_JA, Act.CLEAR_EN, State.CLEARED_EN),
        (State.CLEARED_EN, Act.FREEZE, State.FROZEN),
        (State.FROZEN, Act.PUBLISH, State.PUBLISHED),
    ],
)
def test_the_way_of_a_return(state, act, to):  # §7.2
    assert rules.step(state, act).to is to


@pytest.mark.parametrize(
    ("state", "act"),
    [
        (State.ASSIGNED, Act.SUBMIT),  # never without a draft
        (State.ASSIGNED, Act.ACCEPT),
        (State.ACCEPTED, Act.SAVE),  # locked
        (State.ACCEPTED, Act.WITHDRAW),
        (State.ACCEPTED, Act.CLEAR_EN),  # Japanese first
        (State.SUBMITTED, Act.FREEZE),
        (State.PUBLISHED, Act.THAW),
        (State.PUBLISHED, Act.SEND_BACK),
    ],
)
def test_what_the_table_does_not_hold_cannot_happen(state, act):  # §7.2
    with pytest.raises(rules.NotNow):
        rules.step(state, act)


@pytest.mark.parametrize(
    ("state", "act"),
    [(s, a) for (s, a), step in STEPS.items() if step.reason],
)
def test_going_back_needs_a_reason(state, act):  # §7.4
    with pytest.raises(rules.NeedsReason):
        rules.step(state, act, reason="  ")
    assert rules.step(state, act, reason="The year is missing.")


def test_only_an_owner_drafts_and_only_the_secretariat_accepts():
    owners = {act for (_, act), step in STEPS.items() if step.who is Who.OWNER}
    secretariat = {act for (_, act), step in STEPS.items() if step.who is Who.SECRETARIAT}
    assert owners == {Act.SAVE, Act.SUBMIT, Act.WITHDRAW}
    assert {Act.ACCEPT, Act.SEND_BACK} <= secretariat
    assert owners & secretariat == set()


def test_whoever_drafted_does_not_accept():  # §7.3
    with pytest.raises(rules.OwnDraft):
        rules.check_reviewer(3, [1, 3])
    rules.check_reviewer(2, [1, 3])


def test_an_effort_is_as_far_as_its_least_advanced_owner():  # §7.5
    assert rules.joint_state([State.ACCEPTED, State.DRAFTED]) is State.DRAFTED
    assert rules.joint_state([State.SUBMITTED, State.RETURNED]) is State.RETURNED


@pytest.mark.parametrize(
    ("state", "today", "late"),
    [
        (State.DRAFTED, DUE, False),
        (State.DRAFTED, date(2019, 4, 27), True),
        (State.RETURNED, date(2019, 4, 27), True),
        (State.SUBMITTED, date(2019, 4, 27), False),  # it waits for the secretariat
    ],
)
def test_late_is_the_day_after_while_it_is_with_its_owner(state, today, late):  # §7.10
    assert rules.is_late(state, DUE, today) is late


def test_a_round_is_due_after_it_opens():
    rules.check_round(fiscal_year(2018), DUE, date(2019, 4, 1))
    with pytest.raises(rules.DueBeforeOpening):
        rules.check_round(fiscal_year(2018), DUE, date(2019, 4, 27))


def test_a_due_date_is_never_pulled_forward():
    rules.check_extension(DUE, date(2019, 5, 10))
    with pytest.raises(rules.DueNotLater):
        rules.check_extension(DUE, DUE)
