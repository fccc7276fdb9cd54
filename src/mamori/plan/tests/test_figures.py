"""Policy: docs/policy/plan.md, section 2. No database."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier, Quantity, Unit
from mamori.plan.rules import figures

PEOPLE = Unit("participants", "{n}人", "{n} participant", "{n} participants")
YEAR = Period(date(2017, 4, 18), date(2018, 3, 31))
PLAIN = Quantity(Decimal(46), PEOPLE, YEAR, Qualifier.ABOUT)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "quantity",
    [
        PLAIN,
        replace(PLAIN, as_of=YEAR.last),
        replace(PLAIN, as_of=YEAR.first - DAY),  # a state of affairs found at the start
        replace(PLAIN, value=Decimal(0)),
        replace(PLAIN, baseline=Decimal(0)),
        replace(PLAIN, value=Decimal("1.5"), baseline=Decimal("1.4")),
    ],
)
def test_what_a_figure_may_be(quantity):
    figures.check(quantity)


@pytest.mark.parametrize(
    ("quantity", "refusal"),
    [
        (replace(PLAIN, as_of=YEAR.last + DAY), figures.AsOfAfterPeriod),  # 2.6
        (replace(PLAIN, value=Decimal(-1)), figures.CannotBeCounted),  # 2.7
        (replace(PLAIN, baseline=Decimal("-0.5")), figures.CannotBeCounted),  # 2.7
        (replace(PLAIN, baseline=PLAIN.value), figures.NothingChanged),  # 2.8
        (replace(PLAIN, baseline=Decimal("46.0")), figures.NothingChanged),  # 2.8
    ],
)
def test_what_it_may_not_be(quantity, refusal):
    with pytest.raises(refusal) as refused:
        figures.check(quantity)
    assert refused.value.message.ja
    assert refused.value.message.en


def test_a_day_too_late_is_named_with_the_last_day_possible():  # 2.6
    with pytest.raises(figures.AsOfAfterPeriod) as refused:
        figures.check(replace(PLAIN, as_of=date(2018, 4, 1)))
    for words in (refused.value.message.ja, refused.value.message.en):
        assert "2018-04-01" in words
        assert "2018-03-31" in words
