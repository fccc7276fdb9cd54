"""Policy: docs/policy/plan.md, section 7: what is typed is read, and every problem is named at its field."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori.kernel.periods import fiscal_year
from mamori.kernel.quantities import Qualifier, Quantity, Unit
from mamori.kernel.text import Text
from mamori.plan.rules.asking import Asked, Asking
from mamori.plan.rules.cells import Kind
from mamori.plan.rules.returns import is_far, read

YEAR, LAST_YEAR = fiscal_year(2018), fiscal_year(2017)
PEOPLE = Unit("participants", "{n}人", "{n} participant", "{n} participants")
ABOUT = Quantity(Decimal(390000), PEOPLE, LAST_YEAR, Qualifier.ABOUT)
PARTICIPANTS = Asked("participants", Text("参加者", "Participants"), PEOPLE, ABOUT)
MEETINGS = Asked("meetings", Text("講座", "Meetings"), PEOPLE)
ASKING = Asking(YEAR, (PARTICIPANTS,), lines=frozenset({"189"}))
GOOD = {
    "kind": "done",
    "text.ja": "講座に{participants}が参加した。",
    "text.en": "{participants} took part.",
    "q.participants.value": "41万",
    "q.participants.qualifier": "about",
}


def problems(**changed):
    cells = GOOD | {name.replace("__", "."): words for name, words in changed.items()}
    return [problem.field for problem in read(cells, ASKING).problems]


def test_a_good_return_has_no_problem():
    reading = read(GOOD, ASKING)
    assert reading.problems == ()
    [(asked, quantity)] = reading.quantities
    assert (asked.key, quantity.value) == ("participants", Decimal(410000))
    assert quantity.qualifier is Qualifier.ABOUT


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"kind": ""}, ["kind"]),
        ({"kind": "maybe"}, ["kind"]),
        ({"kind": "nothing"}, ["reason"]),  # §7.6
        ({"kind": "nothing", "reason": "Nothing fell due."}, []),
        ({"text__en": "410,000 took part."}, ["text.en"]),  # a bare number
        ({"text__ja": ""}, ["text.ja"]),
        ({"text__ja": "参加者は{participants}に増加した。"}, ["text.ja"]),  # a trend by hand, §5.3
        ({"text__en": "A record high of {participants} took part."}, ["text.en"]),
        ({"text__en": "{claim:a.new_high} {participants} took part."}, ["text.en"]),
        ({"text__ja": "講座を開いた。"}, ["text.ja"]),  # the figure goes unsaid
        ({"q__participants__value": ""}, ["q.participants.value"]),
        ({"q__participants__value": "many"}, ["q.participants.value"]),
        ({"q__participants__value": "=1+1"}, ["q.participants.value"]),
        (
            {"q__participants__value": "△5"},
            ["q.participants.value"],
        ),  # nothing is counted below zero
        ({"q__participants__value": "41"}, ["q.participants.value"]),  # §7.8
        ({"q__participants__value": "41", "q__participants__sure": "Counted anew."}, []),
        ({"q__participants__qualifier": "roughly"}, ["q.participants.qualifier"]),
        (
            {"q__participants__value": "約41万", "q__participants__qualifier": "exact"},
            ["q.participants.qualifier"],
        ),
        ({"q__participants__as_of": "2018-13-01"}, ["q.participants.as_of"]),
        ({"q__participants__as_of": "2019-04-01"}, ["q.participants.as_of"]),
        ({"q__participants__as_of": "2018-12-31"}, []),
        ({"q__participants__baseline": "x"}, ["q.participants.baseline"]),
        ({"text__en": "{participants} " + "took part " * 80}, ["text.en"]),
    ],
)
def test_each_problem_is_named_at_its_field(changed, fields):
    assert problems(**changed) == fields


def test_every_problem_says_in_both_languages_what_would_be_right():
    cells = GOOD | {"q.participants.value": "41", "text.en": "41 took part."}
    messages = [problem.message for problem in read(cells, ASKING).problems]
    assert messages[0].en == (
        "Last year it was about 390,000 participants, now about 41 participants. "
        "If it is right, say why."
    )
    assert "約39万人" in messages[0].ja
    assert all(message.ja and message.en for message in messages)


def test_a_joint_text_may_speak_of_what_another_owner_gives():  # §7.5
    joint = Asking(YEAR, (PARTICIPANTS,), others=(MEETINGS,))
    text = {"text.ja": "{meetings}に{participants}。", "text.en": "{meetings}, {participants}."}
    assert read(GOOD | text, joint).problems == ()
    assert [p.field for p in read(GOOD, joint).problems] == ["text.ja", "text.en"]


@pytest.mark.parametrize(
    ("now", "far"),
    [(390_000, False), (3_899_999, False), (3_900_000, True), (39_000, True), (0, False)],
)
def test_how_far_is_far(now, far):  # §7.8
    assert is_far(Quantity(Decimal(now), PEOPLE, YEAR), ABOUT) is far


@given(st.dictionaries(st.sampled_from([*GOOD, "reason", "x"]), st.text(max_size=60)))
def test_whatever_is_typed_is_read_without_a_crash(cells):
    reading = read(cells, ASKING)
    assert reading.problems or reading.kind is Kind.NOTHING or reading.quantities


def test_the_day_a_figure_stands_for_is_read():
    cells = GOOD | {"q.participants.as_of": "２０１８－１２－３１"}
    [(_, quantity)] = read(cells, ASKING).quantities
    assert quantity.as_of == date(2018, 12, 31)
