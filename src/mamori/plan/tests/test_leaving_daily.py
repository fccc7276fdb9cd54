"""The worker lets records leave every day, but not those of a round that is open (activities.md, 6.3)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from procrastinate.contrib.django import app

from mamori.activities import actions as register
from mamori.activities import queries as activities
from mamori.activities.rules.records import Figure
from mamori.kernel.periods import fiscal_year
from mamori.plan import actions
from mamori.plan.queries import dashboard
from mamori.plan.queries.editions import being_counted
from mamori.plan.tests import build_round as build
from mamori.plan.tests.test_counts import frozen, meeting

pytestmark = [pytest.mark.whole, pytest.mark.usefixtures("shown", "undone")]


def of_year(year):
    return dashboard.spread(activities.indicator("children_guided"), [year])[0]


def test_the_daily_job_lets_records_leave():
    guided = replace(
        meeting("NPA", day=date(2012, 6, 1)),
        kind="street_guidance",
        serves=("p17-17",),
        figures={"children": Figure(Decimal(12), "children")},
    )
    number = register.record(activity=guided, **build.DRAFTER)
    year = fiscal_year(2012)
    assert of_year(year).cells
    app.tasks["plan.removal"].func(timestamp=1)
    with pytest.raises(activities.UnknownActivity):
        activities.entry(activities.Scope(everything=True), number)
    left = of_year(year)
    assert (left.gone, left.cells) == (True, ())


def test_a_period_is_waited_for_from_the_opening_of_its_round_until_it_is_frozen():
    assert being_counted() == []
    build.opened()
    assert being_counted() == [fiscal_year(2018)]


def test_what_is_thawed_is_counted_again():
    edition = frozen()
    assert being_counted() == []
    actions.thaw(edition_id=edition, reason="誤り", **build.REVIEWER)
    assert being_counted() == [fiscal_year(2018)]
