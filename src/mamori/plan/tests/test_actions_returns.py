"""Policy: docs/policy/plan.md, sections 7 and 8: what an owner and the secretariat do with a return."""

from datetime import timedelta

import pytest

from mamori.kernel import audit
from mamori.kernel.text import Language, Text
from mamori.plan import actions, models
from mamori.plan.rules import answering
from mamori.plan.rules import rounds as rules
from mamori.plan.rules.returns import NotReady
from mamori.plan.rules.rounds import State
from mamori.plan.tests import build_round as build
from mamori.plan.tests.build import own

pytestmark = pytest.mark.usefixtures("shown", "undone")
MIC, MEXT = "MIC", "MEXT"


@pytest.fixture(autouse=True)
def a_round(shown, undone):
    build.opened()


def state(row):
    return State(models.Obligation.objects.get(pk=row.pk).state)


def test_a_round_asks_each_owner_of_each_measure():  # §7.1
    joint = models.Obligation.objects.filter(answer__measure="p17-07").order_by("order")
    assert [(o.agency, o.state) for o in joint] == [(MIC, "assigned"), (MEXT, "assigned")]
    assert [entry["key"] for entry in joint[0].asked] == ["meetings", "participants"]
    assert joint[1].asked == []


def test_a_round_is_opened_once_and_for_a_plan_that_exists():
    with pytest.raises(rules.RoundExists):
        build.opened()


def test_a_draft_is_kept_as_typed_right_or_wrong():  # §7.7
    row = build.obligation("p17-07", MIC)
    build.save(row, kind="done", text_ja="2,529回開いた。", q__meetings__value="many")
    row = build.obligation("p17-07", MIC)
    assert row.cells["q.meetings.value"] == "many"
    assert row.answer.cells["text.ja"] == "2,529回開いた。"
    assert state(row) is State.DRAFTED


def test_what_has_problems_is_not_submitted():  # §7.7
    row = build.obligation("p17-07", MIC)
    build.save(row, kind="done", q__meetings__value="many")
    with pytest.raises(NotReady) as refused:
        build.submit(row)
    assert {p.field for p in refused.value.problems} >= {"q.meetings.value", "text.ja"}
    assert state(row) is State.DRAFTED


def test_whoever_drafted_neither_accepts_nor_clears():  # §7.3
    row = build.obligation("p17-08")
    build.answered(row)
    with pytest.raises(rules.OwnDraft):
        actions.accept(obligation_id=row.pk, **build.DRAFTER)
    actions.accept(obligation_id=row.pk, **build.REVIEWER)
    with pytest.raises(rules.OwnDraft):
        actions.clear(obligation_id=row.pk, language=Language.JA, **build.DRAFTER)


def test_nobody_of_another_agency_touches_it():  # accounts §2.4
    row = build.obligation("p17-08", MEXT)
    others = frozenset({MIC})
    for act in (
        lambda: actions.save(
            obligation_id=row.pk, cells={}, base={}, agencies=others, **build.DRAFTER
        ),
        lambda: actions.submit(obligation_id=row.pk, agencies=others, **build.DRAFTER),
        lambda: actions.withdraw(obligation_id=row.pk, agencies=others, **build.DRAFTER),
        lambda: actions.comment(obligation_id=row.pk, words="?", agencies=others, **build.DRAFTER),
    ):
        with pytest.raises(rules.UnknownObligation):
            act()


def test_sent_back_it_carries_its_reason_and_can_be_drafted_again():  # §7.4
    row = build.obligation("p17-08")
    build.answered(row)
    with pytest.raises(rules.NeedsReason):
        actions.send_back(obligation_id=row.pk, reason=" ", **build.REVIEWER)
    actions.send_back(obligation_id=row.pk, reason="Name the schools.", **build.REVIEWER)
    assert state(row) is State.RETURNED
    assert models.Comment.objects.get(obligation=row).words == "Name the schools."
    base = dict(build.obligation("p17-08").answer.cells)
    build.save(row, base=base, text_en="Schools received it.")
    assert state(row) is State.DRAFTED


def test_a_conflict_keeps_nothing_until_a_person_has_chosen():  # §8.2
    row = build.obligation("p17-08")
    build.save(row, kind="done", text_en="One.")
    merged = build.save(row, base={"text.en": ""}, text_en="Two.", text_ja="二。")
    assert [(c.field, c.ours, c.theirs) for c in merged.conflicts] == [("text.en", "One.", "Two.")]
    assert "text.ja" not in build.obligation("p17-08").answer.cells
    build.save(row, base={"text.en": "One."}, text_en="Two.")
    assert build.obligation("p17-08").answer.cells["text.en"] == "Two."


def test_a_joint_owner_hears_when_the_text_changes_after_it_submitted():  # §7.5
    mic, mext = build.obligation("p17-07", MIC), build.obligation("p17-07", MEXT)
    build.answered(mic)
    base = dict(build.obligation("p17-07", MIC).answer.cells)
    build.save(mext, base=base, kind="done", text_en="{meetings} and {participants}.")
    assert models.Comment.objects.filter(obligation=mic, act="save").count() == 1


def test_the_text_is_locked_once_one_owner_was_accepted_with_it():  # §7.5
    mic, mext = build.obligation("p17-07", MIC), build.obligation("p17-07", MEXT)
    build.answered(mic)
    actions.accept(obligation_id=mic.pk, **build.REVIEWER)
    base = dict(build.obligation("p17-07", MIC).answer.cells)
    with pytest.raises(answering.TextAccepted):
        build.save(mext, base=base, text_en="{meetings} and {participants}.")


def test_clearing_moves_the_whole_return():  # §7.5
    build.cleared(build.obligation("p17-07", MIC))
    states = models.Obligation.objects.filter(answer__measure="p17-07")
    assert set(states.values_list("state", flat=True)) == {State.CLEARED_EN}


def test_a_language_is_cleared_only_when_every_owner_was_accepted():
    mic = build.obligation("p17-07", MIC)
    build.answered(mic)
    actions.accept(obligation_id=mic.pk, **build.REVIEWER)
    with pytest.raises(rules.NotNow):
        actions.clear(obligation_id=mic.pk, language=Language.JA, **build.REVIEWER)
    assert state(mic) is State.ACCEPTED or state(mic) is State.CLEARED_JA


def test_a_quantity_is_asked_for_and_dropped():  # §7.13, §7.15
    row = build.obligation("p17-08")
    said = {"obligation_id": row.pk, "agencies": frozenset({MEXT}), **build.DRAFTER}
    actions.ask_for(key="schools", label=Text("学校", "Schools"), unit="meetings", **said)
    assert [e["key"] for e in build.obligation("p17-08").asked] == ["schools"]
    with pytest.raises(answering.KeyTaken):
        actions.ask_for(key="schools", label=Text("学校", "Schools"), unit="meetings", **said)
    actions.drop_quantity(key="schools", **said)
    assert build.obligation("p17-08").asked == []
    with pytest.raises(answering.UnknownQuantity):
        actions.drop_quantity(key="schools", **said)


def test_nothing_of_an_accepted_part_changes():  # §7.15
    row = build.obligation("p17-07", MIC)
    build.answered(row)
    actions.accept(obligation_id=row.pk, **build.REVIEWER)
    said = {"obligation_id": row.pk, "agencies": frozenset({MIC}), **build.DRAFTER}
    with pytest.raises(answering.Accepted):
        actions.drop_quantity(key="meetings", **said)
    with pytest.raises(answering.Accepted):
        actions.add_evidence(
            title="報告", public=True, file_name="a.txt", media_type="text/plain",
            content=b"figures", **said,
        )  # fmt: skip


def test_the_trail_tells_which_fields_changed_and_not_what_was_written():  # §7.12
    row = build.obligation("p17-08")
    build.save(row, kind="done", text_en="Not for everyone yet.")
    [entry] = audit.newest(slice="plan", subject="obligation:FY2018/p17-08", most=1)
    assert set(entry.details) == {"kind", "text.en"}
    assert "Not for everyone" not in str(entry.details)


def test_more_time_is_given_and_recorded():
    row = build.obligation("p17-08")
    actions.extend(obligation_id=row.pk, due=row.due + timedelta(days=7), **build.REVIEWER)
    assert build.obligation("p17-08").due == row.due + timedelta(days=7)
    entry = audit.newest(slice="plan", subject="obligation:FY2018/p17-08", most=1)[0]
    assert entry.action == "plan: due date moved"


def test_an_owner_added_later_is_asked_too():  # §7.1
    assert actions.ask_again(key="FY2018", **build.REVIEWER) == 0
    own("p17-08", agency="MOJ")
    assert actions.ask_again(key="FY2018", **build.REVIEWER) == 1
    assert build.obligation("p17-08", "MOJ").asked == []
