"""What a reviewer may do and why not; a sentence not finished; a round told day by day. No database."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from mamori.kernel.periods import fiscal_year
from mamori.kernel.quantities import Qualifier, Quantity, Unit
from mamori.kernel.text import Text
from mamori.plan.rules.changes import is_marked
from mamori.plan.rules.outline import Piece
from mamori.plan.rules.preview import preview
from mamori.plan.rules.progress import MOST_DAYS, Move, Stage, over, stage
from mamori.plan.rules.reviewing import WAITS_FOR_OTHERS, Party, offers
from mamori.plan.rules.rounds import STEPS, Act, State, Who

AOI, REN = 1, 2
PEOPLE = Unit("people", "{n}人", "{n} person", "{n} people")
DAY = date(2019, 4, 1)


def quantity(value: str, qualifier: Qualifier = Qualifier.EXACT) -> Quantity:
    return Quantity(Decimal(value), PEOPLE, fiscal_year(2018), qualifier)


def party(state: State, *drafters: int) -> Party:
    return Party(state, frozenset(drafters))


@pytest.mark.parametrize("state", State)
def test_only_steps_of_the_table_are_offered(state):  # 7.2
    offered = {offer.act for offer in offers(party(state), [], AOI)}
    reviewing = {Act.ACCEPT, Act.SEND_BACK, Act.CLEAR_JA, Act.CLEAR_EN}
    held = {a for s, a in STEPS if s is state and STEPS[s, a].who is Who.SECRETARIAT}
    assert offered == held & reviewing


def test_whoever_drafted_is_told_why_they_cannot_accept():  # 7.3
    own = party(State.SUBMITTED, AOI)
    hindered = {offer.act: offer.hindrance for offer in offers(own, [], AOI)}
    assert "somebody else has to accept" in str(hindered[Act.ACCEPT])
    assert hindered[Act.SEND_BACK] is None
    assert all(offer.hindrance is None for offer in offers(own, [], REN))


def test_clearing_is_for_none_who_drafted_any_part_of_the_text():  # 7.3, 7.5
    own, other = party(State.ACCEPTED, REN), party(State.ACCEPTED, AOI)
    [clear, back] = offers(own, [other], AOI)
    assert (clear.act, clear.hindrance is None) == (Act.CLEAR_JA, False)
    assert back.hindrance is None


def test_the_one_text_is_cleared_once_every_owner_has_come_as_far():  # 7.5
    [clear, _] = offers(party(State.ACCEPTED), [party(State.DRAFTED)], AOI)
    assert clear.hindrance == WAITS_FOR_OTHERS


@pytest.mark.parametrize(
    ("now", "marked"), [("80", True), ("81", False), ("100", False), ("119", False), ("120", True)]
)
def test_a_fifth_of_last_years_is_marked(now, marked):  # 7.14
    assert is_marked(Decimal(now), quantity("100")) is marked


def test_from_nothing_any_figure_is_marked():  # 7.14
    assert is_marked(Decimal(1), quantity("0"))
    assert not is_marked(Decimal(0), quantity("0"))
    assert not is_marked(None, quantity("100"))


def test_what_can_be_said_is_said_and_the_rest_stays_as_typed():
    text = Text("{people}と{nobody}が{", "{people:number} and {nobody} {")
    shown = preview(text, {"people": quantity("390000", Qualifier.ABOUT)}, frozenset())
    assert shown.text == Text("約39万人と{nobody}が{", "about 390,000 and {nobody} {")
    assert shown.ja[0] == Piece("約39万人", "people")


def test_a_line_is_said_as_its_number():
    shown = preview(Text("{line:189}", "{line:110}"), {}, frozenset({"189"}))
    assert shown.text == Text("189", "{line:110}")


def moves(*acts: Act, part: tuple[str, str] = ("m", "A")) -> list[Move]:
    """One a day from the day after the round opened."""
    return [Move(DAY + timedelta(days=n), part, act) for n, act in enumerate(acts, start=1)]


def test_each_day_shows_where_everything_lay_that_evening():
    told = over([("m", "A")], moves(Act.SAVE, Act.SUBMIT, Act.SEND_BACK), DAY, date(2019, 4, 5))
    assert [day.states["m", "A"] for day in told] == [
        *(State.ASSIGNED, State.DRAFTED, State.SUBMITTED, State.RETURNED, State.RETURNED),
    ]
    assert told[-1].since["m", "A"] == date(2019, 4, 4)


def test_clearing_moves_every_owner_and_sending_back_unclears_the_others():
    steps = (Act.SAVE, Act.SUBMIT, Act.ACCEPT)
    joint = moves(*steps) + moves(*steps, part=("m", "B"))
    joint = sorted(joint, key=lambda move: move.day)
    joint += [Move(date(2019, 4, 6), ("m", "A"), act) for act in (Act.CLEAR_JA, Act.CLEAR_EN)]
    joint += [Move(date(2019, 4, 7), ("m", "B"), Act.SEND_BACK)]
    *_, cleared, back = over([("m", "A"), ("m", "B")], joint, DAY, date(2019, 4, 7))
    assert set(cleared.states.values()) == {State.CLEARED_EN}
    assert back.states == {("m", "A"): State.ACCEPTED, ("m", "B"): State.RETURNED}


def test_a_long_round_is_looked_back_over_so_far_and_no_further():
    told = over([("m", "A")], moves(Act.SAVE), DAY, DAY + timedelta(days=1000))
    assert len(told) == MOST_DAYS
    assert told[0].states["m", "A"] is State.DRAFTED
    assert told[0].since["m", "A"] == date(2019, 4, 2)


def test_every_state_lies_somewhere():
    assert {stage(state) for state in State} == set(Stage)
