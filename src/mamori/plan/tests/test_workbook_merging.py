"""A workbook and the web changed the same return: joined cell by cell, and a person chooses the rest."""

import pytest

from mamori.kernel.text import Text
from mamori.plan import actions
from mamori.plan.rules.returns import NotReady
from mamori.plan.tests.build import WHO
from mamori.plan.tests.build_workbooks import (
    EN,
    GOOD,
    JA,
    JOINT,
    MEASURES,
    QUANTITIES,
    asked,
    filled,
    held,
    nothing_kept,
    on_the_web,
    take,
    template,
    upload,
)
from mamori.plan.workbooks import importing, refusals
from mamori.plan.workbooks.importing import Choice, Side

pytestmark = pytest.mark.usefixtures("round_open", "undone")


def clash():
    """The Japanese text changed on both sides; the English only in the workbook, the part on the web."""
    sent = template()
    on_the_web({"text.ja": "画面の文。", "part": "画面で書いた部分"})
    return filled({"G4": "ブックの文。", "H4": EN}, content=sent)


def test_what_only_one_side_changed_is_joined():
    sent = template()
    on_the_web({"part": "画面で書いた部分", "text.ja": JA})
    take(filled({"H4": EN, "G4": JA}, {"H4": 3}, content=sent))
    assert held() == {
        "part": "画面で書いた部分",
        "text.ja": JA,
        "text.en": EN,
        "q.people.value": "3",
    }


def test_a_conflict_is_shown_side_by_side():
    (found,) = upload(clash()).comparison.clashes
    assert (found.measure, found.field, found.place) == ("m-1", "text.ja", f"{MEASURES}!G4")
    assert (found.base, found.ours, found.theirs) == ("", "画面の文。", "ブックの文。")
    assert found.label.en == "Sentence to publish, in Japanese"


def test_nothing_is_kept_until_somebody_has_chosen():
    content = filled({"J5": "別の施策"}, content=clash())
    with pytest.raises(refusals.Conflicting) as caught:
        take(content)
    assert caught.value.places == (f"{MEASURES}!G4",)
    assert held() == {"text.ja": "画面の文。", "part": "画面で書いた部分"}
    assert held("m-2") == {}


@pytest.mark.parametrize(("side", "words"), [("ours", "画面の文。"), ("theirs", "ブックの文。")])
def test_a_person_chooses(side, words):
    content = clash()
    clashes = upload(content).comparison.clashes
    sides = {(one.obligation_id, one.field): Side(side) for one in clashes}
    take(content, choices=importing.choices_of(clashes, sides))
    assert held() == {"text.ja": words, "text.en": EN, "part": "画面で書いた部分"}


def test_a_choice_made_of_words_that_have_changed_since_is_asked_again():
    content = clash()
    choices = {(asked().obligation_id, "text.ja"): Choice(Side.THEIRS, "画面の文。")}
    on_the_web({"text.ja": "もう一度変えた文。"})
    with pytest.raises(refusals.Conflicting):
        take(content, choices=choices)
    assert held()["text.ja"] == "もう一度変えた文。"


def test_the_text_is_one_for_joint_owners():
    theirs = template(JOINT)
    take(filled({"G4": JA}))
    content = filled({"G4": "別の文。", "J4": "警察の分"}, content=theirs)
    (found,) = upload(content, frozenset({JOINT})).comparison.clashes
    assert found.ours == JA


def test_a_joint_owner_cannot_reach_the_other_ones_cells():
    content = filled({"J4": "警察の分"}, content=template(JOINT))
    workbook = upload(content, frozenset({JOINT})).workbook
    with pytest.raises(refusals.WrongAgency):
        importing.apply(workbook, {}, agencies=frozenset({"MHLW"}), **WHO)
    assert nothing_kept()


def test_text_where_a_number_belongs():
    content = filled(GOOD, {"H4": "たくさん"})
    (wrong,) = upload(content).comparison.wrong
    assert (wrong.place, wrong.typed) == (f"{QUANTITIES}!H4", "たくさん")
    assert "2,529" in wrong.message.en
    with pytest.raises(NotReady):
        take(content, submit=True)
    assert nothing_kept()
    take(content)  # §7.7 a draft is kept as typed
    assert held()["q.people.value"] == "たくさん"


def test_several_answers_are_handed_in_together_or_not_at_all():
    good = GOOD | {cell.replace("4", "5"): words for cell, words in GOOD.items()}
    with pytest.raises(NotReady):
        take(filled(good, {"H4": 3}), submit=True)
    assert nothing_kept()
    assert take(filled(good, {"H4": 3, "H5": 2}), submit=True).submitted == ("m-1", "m-2")


def test_a_quantity_asked_for_since_stays():
    sent = template()
    actions.ask_for(
        obligation_id=asked().obligation_id,
        key="sessions",
        label=Text("回数", "Sessions"),
        unit="persons",
        agencies=frozenset({"MHLW"}),
        **WHO,
    )
    on_the_web({"q.sessions.value": "7"})
    take(filled(GOOD, {"H4": 3}, content=sent))
    assert held()["q.sessions.value"] == "7"
    wrong = upload(filled({"I4": "x"}, content=sent)).comparison.wrong
    assert {one.field: one.place for one in wrong}["text.ja"] == f"{MEASURES}!G4"
