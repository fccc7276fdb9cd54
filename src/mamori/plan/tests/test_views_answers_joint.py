"""Two owners of one sentence: each sees the other's part, and neither overwrites the other unseen."""

import pytest

from mamori.kernel import audit
from mamori.plan import actions
from mamori.plan.tests.build import WHO
from mamori.plan.tests.build_answers import (
    GOOD,
    JA,
    fields,
    held,
    obligation,
    officer,
    path,
    said,
    save,
    send,
)

pytestmark = pytest.mark.usefixtures("round_open", "undone")


@pytest.fixture
def mika():
    return officer()


@pytest.fixture
def nao():
    return officer("NPA", "nao")


def test_two_owners_see_each_others_part(mika, nao):  # 7.5
    save(mika, path(), part="Trained the centres.", **GOOD)
    page = said(nao.get(path(agency="NPA")))
    assert "Trained the centres." in page
    assert "Drafted" in page
    assert "one for all owners" in page
    assert fields(nao.get(path(agency="NPA")))["text.ja"] == JA


def conflict(mika, nao):
    """Both began from an empty page; the police saved a Japanese sentence first."""
    form = fields(mika.get(path()))
    save(nao, path(agency="NPA"), text_ja="警察庁の文。", part="Police part")
    return send(mika, path(), form, text_ja="厚労省の文。", q__people__value="8")


def test_a_conflict_is_shown_side_by_side_and_nothing_is_kept(mika, nao):  # 8.2
    page = conflict(mika, nao)
    assert page.status_code == 422
    for words in ("警察庁の文。", "厚労省の文。", "Keep what is saved now", "Take yours"):
        assert words in said(page)
    assert held() == {"text.ja": "警察庁の文。"}


@pytest.mark.parametrize(("side", "text"), [("now", "警察庁の文。"), ("yours", "厚労省の文。")])
def test_the_side_chosen_is_kept_and_the_rest_with_it(mika, nao, side, text):
    form = fields(conflict(mika, nao))
    assert send(mika, path(), {**form, "choose.text.ja": side}).status_code == 302
    assert (held()["text.ja"], held()["q.people.value"]) == (text, "8")
    assert held(agency="NPA")["part"] == "Police part"


def test_without_a_choice_it_is_asked_again(mika, nao):
    form = fields(conflict(mika, nao))
    again = send(mika, path(), form)
    assert again.status_code == 422
    assert "not decided yet" in said(again)
    assert send(mika, path(), {**fields(again), "choose.text.ja": "yours"}).status_code == 302
    assert held()["text.ja"] == "厚労省の文。"


def test_what_changed_again_while_one_chose_is_asked_again(mika, nao):
    form = fields(conflict(mika, nao))
    save(nao, path(agency="NPA"), text_ja="三度目の文。")
    again = send(mika, path(), {**form, "choose.text.ja": "yours"})
    assert again.status_code == 422
    assert "三度目の文。" in said(again)
    assert held()["text.ja"] == "三度目の文。"


def test_the_accepted_text_of_a_joint_measure_is_not_changed(mika, nao):  # 7.5
    nao_part = {"kind": "nothing", "reason": "None this year."}
    save(nao, path(agency="NPA"), "submit", **nao_part)
    actions.accept(obligation_id=obligation(agency="NPA").pk, actor=audit.person(9), at=WHO["at"])
    assert "readonly" in said(mika.get(path()))
    answer = save(mika, path(), text_ja="変えた文。", part="Kept in the form")
    assert answer.status_code == 422
    assert fields(answer)["part"] == "Kept in the form"
