"""The life of a text: its days in order, its amendments under it, and what it regulates."""

from dataclasses import replace
from datetime import date

import pytest

from mamori.activities import actions, queries
from mamori.activities.rules import lives as rules
from mamori.activities.rules.kinds import Life, life_problems
from mamori.activities.rules.records import Activity
from mamori.activities.tests.build_register import BY
from mamori.kernel.periods import Period

pytestmark = pytest.mark.usefixtures("japan")


def text(area="26", **fields):
    said = {"act": "enacted", "form": "own", "regulates": "contact", "passed": "2018-10-01"}
    said |= fields
    day = date.fromisoformat(said["passed"])
    return Activity("ordinance", "NPA", Period(day, day), area, fields=said)


FIRST = text(promulgated="2018-10-05", in_force="2019-04-01", repealed="2025-04-01", advised="yes")
AMENDED = text(
    act="amended", passed="2020-03-20", amended="2018-10-01", in_force="2020-07-01",
    regulates="viewing,hosting",
)  # fmt: skip
ELSEWHERE = text(area="13", passed="2017-03-30", regulates="girls_bar")


def kind():
    return queries.kind("ordinance")


def recorded(*texts):
    for one in texts:
        actions.record(activity=one, **BY)


def keys(found):
    return [(one.area, one.first.isoformat()) for one in found]


def test_an_amendment_stands_in_the_life_of_its_text_and_all_days_are_in_order():
    (one,) = rules.lives([AMENDED, FIRST], kind())
    assert one.begun
    said = [(step.day.isoformat(), step.label.en) for step in one.steps]
    assert said == [
        ("2018-10-01", "Passed on"),
        ("2018-10-05", "Promulgated on"),
        ("2019-04-01", "In force from"),
        ("2020-03-20", "Passed on"),
        ("2020-07-01", "In force from"),
        ("2025-04-01", "Repealed on"),
    ]
    assert [choice.key for choice in one.by] == ["contact", "viewing", "hosting"]


def test_each_record_tells_once_whether_advice_was_given_beforehand():
    (one,) = rules.lives([FIRST, AMENDED], kind())
    told = [{label.en: value.en for label, value in s.told} for s in one.steps if s.opens]
    assert told[0]["Was advice given beforehand"] == "Yes"
    assert told[1]["Act"] == "Existing rules amended"


def test_an_amendment_of_a_text_nobody_recorded_says_so():
    (one,) = rules.lives([AMENDED], kind())
    assert not one.begun
    assert one.first == date(2018, 10, 1)


def test_a_kind_without_a_life_has_no_texts():
    meeting = queries.kind("educational_meeting")
    assert rules.lives([FIRST], meeting) == ()
    assert queries.lives(meeting, most=9) == ((), 0)


def test_they_are_asked_for_by_what_they_regulate_and_where():
    recorded(FIRST, AMENDED, ELSEWHERE)
    everything, total = queries.lives(kind(), most=99)
    assert {("13", "2017-03-30"), ("26", "2018-10-01")} <= set(keys(everything))
    assert total == len(everything)
    found, _ = queries.lives(kind(), by="viewing", most=99)
    assert ("26", "2018-10-01") in keys(found)
    whole = next(one for one in found if one.area == "26" and one.first == date(2018, 10, 1))
    assert len(whole.steps) == 6  # the whole life, not only what fits
    assert {area for area, _ in keys(queries.lives(kind(), area="13", most=99)[0])} == {"13"}
    assert queries.lives(kind(), by="girls_izakaya", area="26", most=99) == ((), 0)


def test_page_after_page_gives_each_text_once():
    recorded(FIRST, AMENDED, ELSEWHERE)
    whole, total = queries.lives(kind(), most=99)
    pages = [queries.lives(kind(), first=n, most=1) for n in range(total)]
    assert [one for page, _ in pages for one in page] == list(whole)


def test_what_was_cancelled_is_no_part_of_any_life():
    before = queries.lives(kind(), most=99)[1]
    number = actions.record(activity=ELSEWHERE, **BY)
    assert queries.lives(kind(), most=99)[1] == before + 1
    actions.cancel(number=number, version=1, reason="sent twice", **BY)
    assert queries.lives(kind(), most=99)[1] == before


@pytest.mark.parametrize(
    ("life", "wrong"),
    [
        (Life(("passed",), "amended", "regulates"), 0),
        (Life(("passed", "advised"), "nothing", "act"), 3),
    ],
)
def test_a_life_names_days_and_choices_of_its_kind(life, wrong):
    assert len(list(life_problems(replace(kind(), life=life)))) == wrong
