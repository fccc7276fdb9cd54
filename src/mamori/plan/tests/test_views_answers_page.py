"""One answer on its page: kept as typed, told what is wrong, shown as it will print, never overwritten unseen."""

import pytest

from mamori.kernel import audit
from mamori.plan import actions
from mamori.plan.tests.build import WHO
from mamori.plan.tests.build_answers import (
    EN,
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
    state,
)

pytestmark = pytest.mark.usefixtures("round_open", "undone")


@pytest.fixture
def mika():
    return officer()


@pytest.fixture
def submitted(mika):
    assert save(mika, path("m-2"), "submit", **GOOD).status_code == 302
    return path("m-2")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Copy last year’s sentence", "Last year 1 person", "Why there is nothing")),
        ("ja", ("昨年の文を写す", "昨年 1人", "報告なしの理由")),
    ],
)
def test_last_year_stands_beside_this_years_form(mika, language, words):
    page = said(mika.get(path(language=language)))
    for expected in ("1人を検挙した。", *words):
        assert expected in page
    assert "field-error" not in page  # nothing was typed yet


def test_a_draft_is_kept_as_typed_and_told_what_is_wrong(mika):  # 7.7
    answer = save(mika, path(), kind="done", q__people__value=" ３万 人くらい ", text_en="41 of 5")
    assert answer.status_code == 302
    assert held()["q.people.value"] == " ３万 人くらい "
    assert held()["text.en"] == "41 of 5"
    page = said(mika.get(path()))
    assert 'value=" ３万 人くらい "' in page
    assert "cannot be read as a number" in page
    assert '<a href="#f-q-people-value">' in page
    assert 'aria-describedby="f-q-people-value-h f-q-people-value-e1"' in page
    assert "数として読めません" in said(mika.get(path(language="ja")))


def test_lines_and_signs_of_a_text_come_back_as_they_were(mika):
    save(mika, path(), text_ja="一行目\r\n<b>二行目</b>\0", text_en=" ")
    assert held()["text.ja"] == "一行目\n<b>二行目</b>"
    assert fields(mika.get(path()))["text.ja"] == "一行目\n<b>二行目</b>"


def test_with_problems_it_is_not_submitted_but_kept(mika):
    answer = save(mika, path(), "submit", kind="done", text_ja="三百人を検挙した。")
    assert answer.status_code == 422
    assert "then it can be submitted" in said(answer)
    assert (state(), held()["text.ja"]) == ("drafted", "三百人を検挙した。")


def test_without_problems_it_is_submitted_and_can_be_taken_back(mika, submitted):
    assert state("m-2") == "submitted"
    page = mika.get(submitted)
    assert "text.ja" not in fields(page)
    assert EN in said(page)
    assert send(mika, submitted, {}, "withdraw").status_code == 302
    assert state("m-2") == "drafted"


def test_nothing_to_report_needs_its_reason(mika):  # 7.6
    refused = save(mika, path("m-3"), "submit", kind="nothing")
    assert refused.status_code == 422
    assert "Say why there is nothing to report." in said(refused)
    kept = save(mika, path("m-3"), "submit", kind="nothing", reason="Nothing was planned.")
    assert (kept.status_code, state("m-3")) == (302, "submitted")


def test_a_number_far_from_last_years_asks_for_a_word(mika):  # 7.8
    answer = save(mika, path(), "submit", **{**GOOD, "q.people.value": "41"})
    assert "Last year it was 1 person, now 41" in said(answer)
    assert 'name="q.people.sure" rows' in said(answer)
    kept = save(mika, path(), "submit", q__people__sure="A new unit began its work.")
    assert (kept.status_code, state()) == (302, "submitted")


def test_what_was_handed_in_meanwhile_loses_nothing_of_what_is_typed(mika):
    form = fields(mika.get(path("m-2")))
    save(mika, path("m-2"), "submit", **GOOD)
    late = send(mika, path("m-2"), form, part="Typed too late")
    assert late.status_code == 422
    assert "while the return is “Submitted”" in said(late)
    assert fields(late)["part"] == "Typed too late"


def test_last_years_sentence_is_copied_and_not_yet_kept(mika):
    answer = save(mika, path(), "copy", q__people__value="7")
    form = fields(answer)
    assert (form["text.ja"], form["q.people.value"]) == (JA, "7")
    assert held() == {}
    send(mika, path(), form)
    assert held()["text.en"] == EN


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_preview_says_both_languages_as_they_will_print(mika, language):
    at = f"{path(language=language)}preview/"
    page = said(mika.post(at, {**GOOD, "q.people.value": "約３"}))
    assert '<span class="bound">約3人</span>を検挙した。' in page
    assert "about 3" in page
    assert "等〕" in page
    assert "<html" not in page
    assert held() == {}


def test_a_preview_of_what_is_unfinished_refuses_nothing(mika):
    page = said(mika.post(f"{path()}preview/", {"text.ja": "{peop", "text.en": "{others} <i>"}))
    assert "{peop" in page
    assert "{others} &lt;i&gt;" in page
    nothing = mika.post(f"{path()}preview/", {**GOOD, "kind": "nothing"})
    assert "does not appear in the Outline" in said(nothing)


def test_saved_without_javascript_the_page_shows_the_same_preview(mika):
    save(mika, path(), **GOOD)
    assert '<span class="bound">3人</span>を検挙した。' in said(mika.get(path()))


def test_why_it_was_sent_back_stands_on_top_until_it_is_taken_up(mika, submitted):  # 7.4
    row = obligation("m-2")
    actions.send_back(
        obligation_id=row.pk, reason="Which month?", actor=audit.person(9), at=WHO["at"]
    )
    page = said(mika.get(submitted))
    assert "Why it was sent back" in page
    assert "Which month?" in page
    save(mika, submitted, "comment", comment="In May.")
    assert state("m-2") == "returned"
    save(mika, submitted, part="x")
    assert state("m-2") == "drafted"
