"""The Outline as a value. Policy: docs/policy/plan.md, section 5. No database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mamori.kernel.periods import calendar_year, fiscal_year
from mamori.kernel.quantities import Quantity, Unit
from mamori.kernel.text import Text, same
from mamori.plan.rules.outline import (
    Effort,
    Figure,
    Outline,
    Owner,
    Owners,
    Piece,
    Pillar,
    Sentence,
    Source,
)

PEOPLE = Unit("persons", "{n}人", "{n} person", "{n} people")
SOURCE = Source("s", same("t"), same("i"), date(2018, 5, 25), same("c"))
SAID = Sentence(Text("甲", "a"), (Piece("甲"),), (Piece("a"),))
NPA = Owner("NPA", Text("警察庁", "National Police Agency"))
MOJ = Owner("MOJ", Text("法務省", "Ministry of Justice"))


def figure(key):
    return Figure(key, same(key), Quantity(Decimal(1), PEOPLE, fiscal_year(2017)), (), SOURCE)


def effort(number, *figures):
    return Effort(f"E{number}", number, SAID, Owners((), False), tuple(map(figure, figures)))


def pillar(number, *efforts):
    return Pillar(number, f"p{number}", same("t"), same("s"), frozenset(), efforts)


OUTLINE = Outline(
    key="FY2017",
    plan_key="2017",
    plan_name=same("Plan"),
    period=fiscal_year(2017),
    state_period=calendar_year(2017),
    issuer=same("Conference"),
    issued_on=date(2018, 5, 25),
    state=(figure("I.one"), figure("I.two")),
    state_notes=(),
    pillars=(
        pillar(1, effort(1), effort(2, "E2.a")),
        pillar(2),
        pillar(3, effort(3, "E3.a", "E3.b")),
    ),
    issues=(),
    issue_notes=(),
    abbreviations=(),
)


def keys(figures):
    return [figure.key for figure in figures]


def test_efforts_stand_in_the_order_of_their_pillars():
    assert [effort.number for effort in OUTLINE.efforts] == [1, 2, 3]


def test_every_figure_stands_once_in_the_order_of_the_page():
    assert keys(OUTLINE.figures) == ["I.one", "I.two", "E2.a", "E3.a", "E3.b"]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (("E3.b", "I.one"), ["E3.b", "I.one"]),
        ((), ["I.one", "I.two", "E2.a", "E3.a"]),
        (("gone",), ["I.one", "I.two", "E2.a", "E3.a"]),
        (("gone", "I.two"), ["I.two"]),
    ],
)
def test_the_year_in_a_few_figures(named, expected):
    assert keys(replace(OUTLINE, highlights=named).highlighted) == expected


@pytest.mark.parametrize(
    ("owners", "ja", "en"),
    [
        (Owners((NPA,), open_list=False), "〔警察庁〕", "[NPA]"),
        (Owners((NPA,), open_list=True), "〔警察庁等〕", "[NPA, etc.]"),
        (Owners((NPA, MOJ), open_list=False), "〔警察庁、法務省〕", "[NPA, MOJ]"),
        (Owners((MOJ, NPA), open_list=True), "〔法務省、警察庁等〕", "[MOJ, NPA, etc.]"),
    ],
)
def test_a_tag_is_written_in_each_languages_own_way(owners, ja, en):  # 4.2
    assert owners.tag == Text(ja, en)


def test_a_sentence_gives_the_pieces_of_each_language():
    assert [piece.words for piece in SAID.in_("ja")] == ["甲"]
    assert [piece.words for piece in SAID.in_("en")] == ["a"]
