"""Policy: docs/policy/kernel.md, section 2."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori.kernel.periods import fiscal_year
from mamori.kernel.quantities import Qualifier, Quantity, Unit, written

PEOPLE = Unit("participants", "{n}人", "{n} participant", "{n} participants")
PAYMENTS = Unit("payments", "年{n}回", "{n} a year", "{n} a year")


def quantity(value, unit=PEOPLE, **more):
    return Quantity(Decimal(value), unit, fiscal_year(2017), **more)


@pytest.mark.parametrize(
    ("value", "ja", "en"),
    [
        (quantity(190, qualifier=Qualifier.ABOUT), "約190人", "about 190 participants"),
        (quantity(390000, qualifier=Qualifier.ABOUT), "約39万人", "about 390,000 participants"),
        (quantity(40, qualifier=Qualifier.AT_LEAST), "少なくとも40人", "at least 40 participants"),
        (quantity(2309), "2,309人", "2,309 participants"),
        (quantity(395000), "395,000人", "395,000 participants"),
        (quantity(120000000), "1億2,000万人", "120,000,000 participants"),
        (quantity(1), "1人", "1 participant"),
        (quantity(0), "0人", "0 participants"),
        (quantity("1.5"), "1.5人", "1.5 participants"),
        (quantity(6, PAYMENTS, baseline=Decimal(3)), "年3回から年6回", "from 3 to 6 a year"),
    ],
)
def test_each_language_writes_in_its_own_way(value, ja, en):
    assert (written(value, "ja"), written(value, "en")) == (ja, en)


@given(st.integers(0, 10**12), st.sampled_from([Qualifier.ABOUT, Qualifier.AT_LEAST]))
def test_an_approximate_figure_never_stands_bare(value, qualifier):  # 2.1
    approximate = quantity(value, qualifier=qualifier)
    assert written(approximate, "ja").startswith(("約", "少なくとも"))
    assert written(approximate, "en").startswith(("about ", "at least "))
