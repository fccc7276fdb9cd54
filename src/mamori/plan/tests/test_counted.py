"""Figures counted from records: filled in, never typed over, at once in a draft. Policy: section 13."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from mamori.activities import actions as activities
from mamori.activities import queries as register
from mamori.activities.rules.records import Activity, Figure
from mamori.kernel import audit
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier
from mamori.plan.queries.rounds import answer
from mamori.plan.rules import cells
from mamori.plan.rules.counted import not_counted, with_counted
from mamori.plan.tests import build_round

AT = datetime(2019, 4, 2, 3, tzinfo=UTC)
TODAY = date(2019, 4, 2)
VALUE = cells.of_quantity("participants", cells.Part.VALUE)


def held(people=190, day=date(2018, 6, 10)):
    own = Activity(
        kind="educational_meeting",
        agency="MIC",
        days=Period(day, day),
        area="13",
        serves=("p17-07",),
        fields={"audience": "mixed"},
        figures={
            "meetings": Figure(Decimal(1), "meetings"),
            "participants": Figure(Decimal(people), "participants", Qualifier.ABOUT),
        },
    )
    return activities.record(activity=own, actor=audit.job("test"), at=AT)


@pytest.fixture
def owed(japan):
    build_round.opened("FY2018")
    return build_round.obligation("p17-07")


def figures(row):
    view = answer(row.pk, TODAY, agencies=None)
    return {asked.key: quantity for asked, quantity in view.reading.quantities}, view


def said(row):
    return [p.message.en for p in answer(row.pk, TODAY, agencies=None).reading.problems]


def test_a_meeting_recorded_changes_the_draft_at_once(owed):  # 13.1, 13.4
    build_round.save(owed, kind="done")
    assert figures(owed)[0] == {}
    held(190)
    found, _ = figures(owed)
    assert (found["participants"].value, found["participants"].qualifier) == (190, Qualifier.ABOUT)
    held(60, date(2018, 7, 1))
    assert figures(owed)[0]["participants"].value == 250
    assert figures(owed)[0]["meetings"].value == 2


def test_a_counted_figure_is_not_typed_over(owed):  # 13.2
    held(190)
    build_round.save(owed, kind="done", q__participants__value="200")
    assert any("The records give 190" in words for words in said(owed))


def test_without_a_record_it_may_be_reported(owed):  # 13.3
    build_round.save(owed, kind="done", q__participants__value="200")
    assert figures(owed)[0]["participants"].value == 200


def test_a_cancelled_meeting_leaves_the_draft(owed):  # 13.4
    number = held(190)
    build_round.save(owed, kind="done")
    activities.cancel(number=number, version=1, reason="a storm", actor=audit.job("test"), at=AT)
    assert figures(owed)[0] == {}


def test_what_is_typed_stands_until_it_is_read(owed):
    held(190)
    counted = register.count(
        "safety_class_participants", Period(date(2018, 4, 1), date(2019, 3, 31))
    )
    quantity = counted.quantity
    assert quantity is not None
    assert with_counted({VALUE: "7"}, {"participants": quantity})[VALUE] == "7"
    assert with_counted({}, {"participants": quantity})[VALUE] == "190"
    assert "190" in not_counted(replace(quantity, period=quantity.period)).ja
