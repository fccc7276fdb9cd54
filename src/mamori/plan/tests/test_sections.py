"""Policy: docs/policy/plan.md §5.3 and §9.5."""

from decimal import Decimal

import pytest

from mamori.kernel.periods import calendar_year
from mamori.kernel.quantities import Unit
from mamori.kernel.text import Text
from mamori.plan.rules.asking import Asked
from mamori.plan.rules.sections import read_sections

YEAR = calendar_year(2018)
PEOPLE = Unit("persons", "{n}人", "{n} person", "{n} people")
CLEARED = Asked("cleared", Text("検挙人員", "People cleared"), PEOPLE)
GOOD = {
    "q.cleared.value": "1,703",
    "s.1.ja": "検挙人員は{I.cleared}である。",
    "s.1.en": "{I.cleared} were cleared.",
}


def sections(**changed):
    cells = GOOD | {name.replace("__", "."): words for name, words in changed.items()}
    return read_sections(cells, (CLEARED,), YEAR, frozenset({"189"}))


def test_sections_one_and_three_are_read():
    read = sections()
    assert read.problems == ()
    assert [quantity.value for _, quantity in read.state] == [Decimal(1703)]
    assert len(read.statements) == 1


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"q__cleared__value": ""}, ["q.cleared.value", "s.1.ja", "s.1.en"]),
        ({"s__1__ja": "", "s__1__en": ""}, ["s.1.ja"]),
        ({"s__1__en": ""}, ["s.1.en"]),
        ({"s__1__en": "1,703 were cleared."}, ["s.1.en", "s.1.en"]),
        ({"s__2__ja": "{I.other}に上る。", "s__2__en": "{I.other} in all."}, ["s.2.ja", "s.2.en"]),
        ({"s__1__ja": "検挙人員は{I.cleared}に増加した。"}, ["s.1.ja"]),
        ({"s__1__en": "A new record high: {I.cleared} were cleared."}, ["s.1.en"]),
    ],
)
def test_what_section_one_does_not_bear_is_named(changed, fields):  # §9.5
    assert {p.field for p in sections(**changed).problems} == set(fields)
