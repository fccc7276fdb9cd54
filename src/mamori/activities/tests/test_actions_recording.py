"""Records are kept, corrected, joined and parted by the rules, and the figure follows."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from mamori.activities import actions, models, queries
from mamori.activities.actions.joining import AlreadySettled, NoLongerAlike
from mamori.activities.actions.recording import ChangedMeanwhile, NeedsReason
from mamori.activities.queries import likenesses
from mamori.activities.queries.likenesses import UnknownLikeness
from mamori.activities.rules.likeness import DECLINED, JOINED, PARTED, NobodyAlone
from mamori.activities.rules.records import Figure, NotARecord, Status
from mamori.activities.rules.repeating import Every
from mamori.activities.tests.build_register import AT, BY, DAY, OTHER, meeting, recorded
from mamori.kernel import audit
from mamori.kernel.periods import Period, fiscal_year

pytestmark = pytest.mark.usefixtures("japan")
NPA, MIC = frozenset({"NPA"}), frozenset({"MIC"})


def participants():
    counted = queries.count("safety_class_participants", fiscal_year(2026))
    return None if counted.quantity is None else int(counted.quantity.value)


def pair():
    (one,) = models.Likeness.objects.all()
    return one.pk


def correct(number, activity, **more):
    return actions.correct(**{"number": number, "activity": activity, "version": 1, **BY, **more})


@pytest.mark.parametrize(
    ("wrong", "at"),
    [
        ({"people": -1}, "n.participants"),
        ({"people": 3001}, "n.participants"),
        ({"day": date(2026, 11, 26)}, "days"),
        ({"day": date(1998, 12, 31)}, "days"),
        ({"area": "48"}, "area"),
        ({"area": ""}, "area"),
    ],
    ids=str,
)
def test_bad_input_is_refused_at_its_field_and_nothing_is_kept(wrong, at):
    before = models.Activity.objects.count()
    with pytest.raises(NotARecord) as refusal:
        recorded(**wrong)
    assert [problem.field for problem in refusal.value.problems] == [at]
    assert models.Activity.objects.count() == before


def test_today_is_the_day_of_the_country_not_of_greenwich():
    early = {**BY, "at": datetime(2026, 6, 1, 20, tzinfo=UTC)}  # five in the morning in Japan
    assert actions.record(activity=meeting(day=date(2026, 6, 2)), **early)


def test_more_people_than_the_hall_holds_are_refused():
    full = {**meeting().figures, "capacity": Figure(Decimal(100), "participants")}
    with pytest.raises(NotARecord, match="more than the hall holds"):
        actions.record(activity=meeting(figures=full), **BY)


def test_what_a_device_sends_twice_is_kept_once():
    first = actions.record(activity=meeting(), token="same", **BY)
    later = {**BY, "at": AT + timedelta(minutes=5)}
    assert actions.record(activity=meeting(), token="same", **later) == first
    assert participants() == 190
    assert len(audit.history(f"activity:{first}")) == 1


def test_a_correction_moves_the_figure_and_keeps_what_was():
    number = recorded()
    assert correct(number, meeting(people=200), reason="Counted again.") == 2
    assert participants() == 200
    change = models.Change.objects.get()
    assert (change.version, change.reason) == (1, "Counted again.")
    assert change.before["figures"]["participants"]["value"] == "190"


def test_a_correction_needs_a_reason_and_the_version_one_saw():
    number = recorded()
    with pytest.raises(NeedsReason):
        correct(number, meeting(people=200), reason=" ")
    with pytest.raises(ChangedMeanwhile):
        correct(number, meeting(people=200), reason="Counted.", version=7)
    assert participants() == 190


def test_a_cancelled_meeting_leaves_the_figure():
    number = recorded()
    actions.cancel(number=number, version=1, reason="A typhoon.", **BY)
    assert participants() is None


def test_the_same_meeting_by_two_agencies_is_offered_and_not_joined():
    recorded("NPA")
    recorded("MIC")
    assert participants() == 380
    assert likenesses.waiting(NPA) == likenesses.waiting(MIC) == 1
    assert likenesses.waiting(frozenset({"MOJ"})) == 0


def test_it_counts_once_when_both_agreed():
    first, _ = recorded("NPA"), recorded("MIC", people=200)
    assert not actions.agree(pair=pair(), agencies=MIC, **OTHER)
    assert participants() == 390
    assert actions.agree(pair=pair(), agencies=NPA, **BY)
    assert participants() == 190
    assert models.Activity.objects.get(agency="MIC", same_as=first)
    assert models.Likeness.objects.get().settled == JOINED


def test_one_agency_or_one_person_cannot_join_them_alone():
    recorded("NPA")
    recorded("MIC")
    actions.agree(pair=pair(), agencies=NPA, **BY)
    with pytest.raises(NobodyAlone):
        actions.agree(pair=pair(), agencies=NPA, **OTHER)
    with pytest.raises(NobodyAlone):
        actions.agree(pair=pair(), agencies=NPA | MIC, **BY)
    with pytest.raises(UnknownLikeness):
        actions.agree(pair=pair(), agencies=frozenset({"MOJ"}), **BY)
    assert participants() == 380


def test_either_declines_and_that_is_final():
    recorded("NPA")
    recorded("MIC")
    actions.agree(pair=pair(), agencies=NPA, **BY)
    actions.decline(pair=pair(), agencies=MIC, **OTHER)
    assert models.Likeness.objects.get().settled == DECLINED
    with pytest.raises(AlreadySettled):
        actions.agree(pair=pair(), agencies=NPA, **BY)
    assert participants() == 380


def test_what_was_corrected_apart_is_not_joined():
    first, _ = recorded("NPA"), recorded("MIC")
    correct(first, meeting(area="14"), reason="The wrong prefecture.")
    with pytest.raises(NoLongerAlike):
        actions.agree(pair=pair(), agencies=NPA, **BY)


def test_a_correction_that_makes_two_alike_offers_them():
    first, _ = recorded("NPA", area="14"), recorded("MIC")
    assert models.Likeness.objects.count() == 0
    correct(first, meeting(), reason="The wrong prefecture.")
    assert pair()


def test_three_of_one_deed_count_once_whatever_the_order():
    bodies = [recorded(body) for body in ("NPA", "MIC", "MOJ")]
    rows = models.Likeness.objects.order_by("-one", "-other")
    for row in rows:
        for body, who in ((row.one.agency, BY), (row.other.agency, OTHER)):
            actions.agree(pair=row.pk, agencies=frozenset({body}), **who)
    assert len(rows) == len(bodies) == 3
    assert participants() == 190


def test_a_deed_still_counts_once_when_the_record_it_was_joined_to_is_cancelled():
    first, _ = recorded("NPA"), recorded("MIC", people=200)
    actions.agree(pair=pair(), agencies=NPA, **BY)
    actions.agree(pair=pair(), agencies=MIC, **OTHER)
    actions.cancel(number=first, version=1, reason="Entered twice.", **BY)
    assert participants() == 200
    assert models.Likeness.objects.get().settled == PARTED


def repeated(**more):
    activity = replace(meeting(), figures={})
    said = {"activity": activity, "every": Every.WEEK, "until": DAY + timedelta(weeks=3)}
    return actions.plan_repeated(**{**said, "token": "weekly", **BY, **more})


def test_a_recurring_event_is_planned_once_and_counts_nothing_yet():
    assert repeated() == 4
    assert repeated() == 0
    rows = models.Activity.objects.filter(repeats="weekly").order_by("first")
    assert {row.status for row in rows} == {Status.PLANNED.value}
    assert [row.first.day for row in rows] == [1, 8, 15, 22]
    assert participants() is None


def test_a_recurring_event_that_breaks_a_rule_plans_nothing():
    with pytest.raises(NotARecord):
        repeated(activity=replace(meeting(), area="48", days=Period(DAY, DAY)))
    assert not models.Activity.objects.filter(repeats="weekly").exists()
