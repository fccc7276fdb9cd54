"""A workbook that comes back on the page: checked, joined, chosen side by side, and told what was taken."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from mamori.plan.tests import build_workbooks as books
from mamori.plan.tests.build_answers import (
    EN,
    UPLOAD,
    fields,
    held,
    officer,
    path,
    said,
    save,
    send,
    state,
)
from mamori.plan.tests.build_workbooks import GOOD, filled, nothing_kept, template
from mamori.plan.views import answer_workbooks

pytestmark = pytest.mark.usefixtures("round_open", "undone")


@pytest.fixture
def mika():
    return officer()


def give(client, content, do="take", language="en", **more):
    file = SimpleUploadedFile("return.xlsx", content)
    at = UPLOAD.replace("/en/", f"/{language}/")
    return client.post(at, {"workbook": file, "do": do, **more})


def opened(answer):
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content))


def test_the_own_workbook_is_downloaded(mika):
    answer = mika.get("/en/staff/answers/workbooks/FY2018/MHLW.xlsx")
    assert "mamori-FY2018-MHLW.xlsx" in answer["Content-Disposition"]
    assert books.MEASURES in opened(answer).sheet_names


def test_what_was_typed_becomes_a_draft_and_is_told(mika):
    answer = give(mika, filled(GOOD, {"H4": "３"}))
    assert answer.status_code == 200
    assert "Taken into the drafts: 4 cells of 1 answers." in said(answer)
    assert "Nothing is left to put right" in said(answer)
    assert path() in said(answer)
    assert (held()["text.en"], held()["q.people.value"], state()) == (EN, "３", "drafted")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "cannot be read as a number"), ("ja", "数として読めません")],
)
def test_problems_are_named_by_sheet_and_cell_with_the_fix(mika, language, words):
    answer = give(mika, filled(GOOD, {"H4": "many"}), language=language)
    page = said(answer)
    assert f"{books.QUANTITIES}!H4" in page
    assert words in page
    assert held()["q.people.value"] == "many"  # §7.7 a draft, right or wrong
    marked = send(mika, UPLOAD, fields(answer), "marked")
    assert "mamori-FY2018-MHLW-marked.xlsx" in marked["Content-Disposition"]
    assert books.QUANTITIES in opened(marked).sheet_names


def test_only_checked_it_keeps_nothing(mika):
    answer = give(mika, filled(GOOD, {"H4": "many"}), "check")
    assert "4 cells would change" in said(answer)
    assert f"{books.QUANTITIES}!H4" in said(answer)
    assert nothing_kept()


def test_a_formula_is_refused_and_marked(mika):
    answer = give(mika, filled({"G4": "=1+1"}))
    assert answer.status_code == 422
    assert f"{books.MEASURES}!G4" in said(answer)
    assert "Nothing has changed." in said(answer)
    assert send(mika, UPLOAD, fields(answer), "marked").content[:2] == b"PK"
    assert nothing_kept()


@pytest.mark.parametrize("content", [b"\x89PNG", b"a,b\r\n", b""])
def test_what_is_no_workbook_is_refused_in_words(mika, content):
    answer = give(mika, content)
    assert answer.status_code == 422
    assert "Nothing has changed." in said(answer)


def test_without_a_file_one_is_asked_for(mika):
    for sent in ({}, {"content": "not base64!"}):
        answer = mika.post(UPLOAD, sent)
        assert answer.status_code == 422
        assert "Choose the file of the workbook." in said(answer)


def clash(mika):
    """The sentence was changed on the web after the workbook was written, and in the workbook too."""
    sent = template()
    save(mika, path(), text_ja="画面の文。")
    return give(mika, filled({"G4": "ブックの文。", "H4": EN}, content=sent))


def test_a_conflict_is_chosen_side_by_side(mika):  # 8.2
    page = clash(mika)
    assert page.status_code == 422
    assert "画面の文。" in said(page)
    assert "ブックの文。" in said(page)
    assert (held()["text.ja"], held().get("text.en", "")) == ("画面の文。", "")


@pytest.mark.parametrize(("side", "text"), [("now", "画面の文。"), ("yours", "ブックの文。")])
def test_the_side_chosen_is_taken_with_the_rest(mika, side, text):
    form = fields(clash(mika))
    [name] = [n.removeprefix("seen.") for n in form if n.startswith("seen.")]
    answer = send(mika, UPLOAD, {**form, f"choose.{name}": side}, "take")
    assert answer.status_code == 200
    assert (held()["text.ja"], held()["text.en"]) == (text, EN)


def test_without_a_choice_nothing_is_taken(mika):
    again = send(mika, UPLOAD, fields(clash(mika)), "take")
    assert again.status_code == 422
    assert "not decided yet" in said(again)
    assert held().get("text.en", "") == ""


def test_what_changed_again_while_one_chose_is_asked_again(mika):
    form = fields(clash(mika))
    [name] = [n.removeprefix("seen.") for n in form if n.startswith("seen.")]
    save(mika, path(), text_ja="三度目の文。")
    answer = send(mika, UPLOAD, {**form, f"choose.{name}": "yours"}, "take")
    assert answer.status_code == 422
    assert "三度目の文。" in said(answer)
    assert held()["text.ja"] == "三度目の文。"


def test_a_large_workbook_is_chosen_again_and_travels_not_in_the_page(mika):
    sent = answer_workbooks.Sent("large.xlsx", b"x" * (answer_workbooks.MOST_CARRIED + 1))
    assert sent.carried == ""
    assert answer_workbooks.Sent("small.xlsx", b"x").carried == "eA=="


def test_the_same_workbook_twice_changes_nothing_more(mika):
    content = filled(GOOD, {"H4": "3"})
    give(mika, content)
    before = held()
    assert "Taken into the drafts" in said(give(mika, content))
    assert held() == before
