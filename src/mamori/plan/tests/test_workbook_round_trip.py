"""Written, filled in with another program, read and taken: what was typed is what is held."""

from datetime import date

import pytest

from mamori.plan.tests.build_workbooks import (
    EN,
    GOOD,
    JA,
    JOINT,
    MEASURES,
    QUANTITIES,
    asked,
    changed,
    filled,
    held,
    take,
    template,
    upload,
)

pytestmark = pytest.mark.usefixtures("round_open", "undone")


def test_the_same_content_is_the_same_bytes():
    assert template() == template()
    assert template() != template(JOINT)


def test_an_untouched_workbook_changes_nothing():
    read = upload(template())
    assert (read.workbook.agency, read.workbook.round) == ("MHLW", "FY2018")
    assert set(read.workbook.obligations.values()) == {"m-1", "m-2", "m-3"}
    assert not read.workbook.older
    assert read.comparison.rows == ()


def test_what_was_typed_is_held():
    typed = {"H4": 390_000, "I4": "約 / about", "J4": 3, "K4": date(2018, 12, 31), "L4": "確認済み"}
    kept = take(filled({**GOOD, "J4": "会議を開いた"}, typed))
    assert (kept.returns, kept.cells, kept.submitted) == (1, 9, ())
    assert held() == {
        "kind": "done",
        "text.ja": JA,
        "text.en": EN,
        "part": "会議を開いた",
        "q.people.value": "390000",
        "q.people.qualifier": "about",
        "q.people.baseline": "3",
        "q.people.as_of": "2018-12-31",
        "q.people.sure": "確認済み",
    }


@pytest.mark.parametrize(
    "said", ["取組あり / Something was done", "取組あり", "Something was DONE", "done"]
)
def test_a_choice_may_be_typed_in_any_of_its_forms(said):
    take(filled({"F4": said}))
    assert held()["kind"] == "done"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (2529, "2529"),
        (2.5, "2.5"),
        ("２，５２９", "２，５２９"),
        ("△5", "△5"),
        ("約39万", "約39万"),
        ("=", "="),
        (date(2018, 12, 31), "2018-12-31"),
    ],
)
def test_a_number_is_kept_as_typed(typed, kept):  # §7.7
    take(filled(quantities={"H4": typed}))
    assert held()["q.people.value"] == kept


def test_a_workbook_of_what_is_held_changes_nothing():
    take(filled(GOOD, {"H4": "約39万", "J4": 2.5, "K4": date(2018, 12, 31)}))
    before = held()
    assert upload(template()).comparison.rows == ()
    take(filled({"G4": "{people}を保護した。"}, content=template()))
    assert held() == before | {"text.ja": "{people}を保護した。"}


def test_rows_may_be_sorted():
    def reversed_rows(book):
        sheet = book[MEASURES]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=6)]
        for number, row in enumerate(reversed(rows), 4):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = None if column == 1 else value

    content = changed(filled({"J4": "一番目"}), reversed_rows)
    read = upload(content)
    assert read.workbook.typed == {asked().obligation_id: {"part": "一番目"}}
    assert read.workbook.place(asked().obligation_id, "part") == f"{MEASURES}!J6"


def test_a_place_names_sheet_and_cell():
    workbook = upload(template()).workbook
    number = asked("m-2").obligation_id
    assert workbook.place(number, "text.en") == f"{MEASURES}!H5"
    assert workbook.place(number, "q.people.value") == f"{QUANTITIES}!H5"
    assert workbook.place(number, "q.others.value") == ""


def test_a_right_answer_is_handed_in():
    assert take(filled(GOOD, {"H4": 3}), submit=True).submitted == ("m-1",)
    assert asked().state == "submitted"
