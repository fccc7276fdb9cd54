"""Which published value stands, what was revised, and where sources disagree."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mamori.kernel.periods import Period, calendar_year, fiscal_year
from mamori.kernel.quantities import Unit
from mamori.kernel.text import same
from mamori.statistics.rules.series import Basis, Break, Observation, Series, Status
from mamori.statistics.rules.vintages import (
    Account,
    Reason,
    disagreements,
    line,
    revisions,
    standing,
)

CHILDREN = Unit("children", "{n}人", "{n} child", "{n} children")
SERIES = Series(
    key="met_online",
    title=same("Met online"),
    counted=same("Children"),
    population=same("Everywhere"),
    unit=CHILDREN,
    basis=Basis.CALENDAR,
    agency="NPA",
)


def observed(value, year=2019, *, status=Status.NORMAL, on=date(2020, 3, 12), **more):
    told = {
        "series": "met_online",
        "breakdown": "total",
        "period": calendar_year(year),
        "value": Decimal(value),
        "status": status,
        "vintage": on.isoformat(),
        "published": on,
        "source": f"press-{on}",
    }
    return Observation(**told | more)


PROVISIONAL = observed(2095, status=Status.PROVISIONAL, on=date(2020, 2, 6))
FINAL = observed(2082)


def test_the_final_value_stands_and_the_provisional_one_stays_readable():  # §2.2, facts 8.4
    assert standing([PROVISIONAL, FINAL]) == (FINAL,)
    assert standing([FINAL, PROVISIONAL]) == (FINAL,)


def test_a_provisional_value_that_comes_late_does_not_stand_before_a_final_one():  # §2.2
    late = replace(PROVISIONAL, published=date(2021, 1, 1))
    assert standing([FINAL, late]) == (FINAL,)


def test_a_derived_value_stands_until_one_is_published():  # §2.2
    derived = observed(1300, status=Status.ESTIMATED, on=date(2021, 1, 1))
    assert standing([derived]) == (derived,)
    assert standing([derived, PROVISIONAL]) == (PROVISIONAL,)


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        (PROVISIONAL, Reason.FINAL),
        (observed(2090, on=date(2020, 2, 6)), Reason.CORRECTED),
        (observed(2090, on=date(2020, 2, 6), status=Status.ESTIMATED), Reason.PUBLISHED),
    ],
)
def test_a_revision_is_listed_with_its_reason(before, reason):  # §2.3
    [found] = revisions([FINAL, before])
    assert (found.before, found.after, found.reason) == (before, FINAL, reason)


def test_the_same_value_told_again_is_no_revision():
    again = replace(FINAL, published=date(2021, 5, 1), source="white-paper")
    assert revisions([FINAL, again]) == ()


def test_sources_that_disagree_both_stay_and_neither_is_averaged():  # §2.5, facts 8.8
    other = observed(2083, source="another")
    [found] = disagreements([FINAL, other])
    assert {o.value for o in found} == {2082, 2083}
    assert revisions([FINAL, other]) == ()


def test_a_span_is_no_year():  # §1.3, facts 2.11
    span = observed(26000, period=Period(date(2015, 7, 1), date(2015, 12, 31)))
    assert line(SERIES, [span, FINAL]).points == line(SERIES, [FINAL]).points


def test_a_fiscal_year_bears_its_number():
    [point] = line(SERIES, [observed(5, period=fiscal_year(2017))]).points
    assert point.year == 2017


def test_an_unknown_year_is_neither_zero_nor_joined_over():  # §2.7
    found = line(SERIES, [observed(1, 2008), observed(2, 2010), observed(3, 2011)])
    assert [[p.year for p in run] for run in found.runs()] == [[2008], [2010, 2011]]


def test_no_line_crosses_a_break():  # §1.5, facts 8.3
    broken = replace(SERIES, breaks=(Break(2023, same("five offences")),))
    found = line(broken, [observed(1, 2021), observed(2, 2022), observed(3, 2023)])
    assert [[p.year for p in run] for run in found.runs()] == [[2021, 2022], [2023]]
    assert [p.year for p in found.segment(2022)] == [2021, 2022]
    assert [p.year for p in found.until(2021)] == [2021]


def test_as_of_a_day_only_what_had_been_published_is_known():
    account = Account(SERIES, (PROVISIONAL, FINAL), {})
    assert account.as_of(date(2020, 2, 6)).standing() == (PROVISIONAL,)
    assert account.as_of(date(2020, 2, 5)).standing() == ()
    assert account.standing() == (FINAL,)
