"""A return whose form was changed, or that is not the sender's, is refused; nothing is half kept."""

from time import perf_counter

import pytest

from mamori.plan.tests.build_workbooks import (
    GOOD,
    JOINT,
    MEASURES,
    QUANTITIES,
    changed,
    filled,
    refused,
    take,
    template,
    upload,
)
from mamori.plan.workbooks import refusals

pytestmark = pytest.mark.usefixtures("round_open", "undone")


def test_a_workbook_of_another_agency():
    refusal = refused(template(JOINT))
    assert refusal.code == "wrong_agency"
    assert JOINT in refusal.message.en


def test_a_round_that_is_not_there():
    def renamed(book):
        cell = next(c for c in book["mamori"]["B"] if c.value == "FY2018")
        cell.value = "FY2099"

    assert refused(changed(template(), renamed)).code == "unknown_round"


def test_a_renamed_sheet():
    def renamed(book):
        book[MEASURES].title = "回答"

    refusal = refused(changed(template(), renamed))
    assert refusal.code == "sheet_missing"
    assert MEASURES in refusal.message.en
    assert "回答" in refusal.message.en


def test_a_deleted_sheet():
    def deleted(book):
        del book[QUANTITIES]

    assert refused(changed(template(), deleted)).code == "sheet_missing"


def test_a_deleted_column():
    refusal = refused(changed(filled(GOOD), lambda book: book[MEASURES].delete_cols(9)))
    assert refusal.code == "column_missing"
    assert "Reason if nothing" in refusal.message.en
    assert refusal.places == (f"{MEASURES}!I3",)


def test_a_deleted_row():
    refusal = refused(changed(filled(GOOD), lambda book: book[MEASURES].delete_rows(5)))
    assert refusal.code == "rows_missing"
    assert "m-2" in refusal.message.en


def test_a_row_that_stands_twice():
    refusal = refused(filled({"B5": "m-1"}))
    assert (refusal.code, refusal.places) == ("row_twice", (f"{MEASURES}!B5",))


def test_rows_of_somebody_else():
    assert refused(filled({"B5": "m-9"})).code == "too_many_rows"


def test_twenty_thousand_pasted_rows_are_refused_fast():
    def pasted(book):
        for number in range(20_000):
            book[QUANTITIES].append(["", f"m-{number}", *[f"貼り付け{number}"] * 8])

    content = changed(template(), pasted)
    begun = perf_counter()
    refusal = refused(content)
    assert perf_counter() - begun < 3
    assert refusal.code == "too_many_rows"
    assert "20000" in refusal.message.en
    assert refusal.places == (f"{QUANTITIES}!A7",)


@pytest.mark.parametrize("cell", ["AA4", "XFD1", "N4", "A1048576", "D200000"])
def test_what_stands_outside_the_form(cell):
    refusal = refused(filled({cell: "覚え書き"}))
    assert refusal.code == "outside_form"
    assert refusal.places == (f"{MEASURES}!{cell}",)


def test_a_note_below_the_form():
    assert refused(filled({"G30": "覚え書き"})).code == "too_many_rows"


def test_the_hidden_sheet_is_not_believed():
    def spoiled(value):
        def spoil(book):
            for row in book["mamori"].iter_rows():
                if row[0].value == "sheet":
                    row[4].value = value

        return spoil

    for value in ("x", -1, 10**30, None, 7):
        assert refused(changed(template(), spoiled(value))).code == "not_a_return"


def test_an_obligation_of_somebody_else_is_not_reached():
    def spoiled(book):
        for row in book["mamori"].iter_rows():
            if row[0].value == "obligation":
                row[2].value += 1000

    assert refused(changed(filled(GOOD), spoiled)).code == "not_asked"


def older(book, *, name="part", head="自府省庁が担った部分\nThis owner’s part", schema="older"):
    """As an older Mamori might have written it: with another schema, and a field called that."""
    for row in book["mamori"].iter_rows():
        if row[0].value == "schema":
            row[1].value = schema
        if row[0].value == "column" and row[3].value == "part":
            row[3].value, row[4].value = name, head
    book[MEASURES]["J3"] = head


def test_an_older_template_whose_fields_are_all_known_is_merged():  # §8.3
    content = changed(filled(GOOD), older)
    assert upload(content).workbook.older
    assert take(content).cells == 3


def test_an_older_template_with_a_field_that_is_no_more_is_refused_whole():  # §8.3
    content = changed(
        filled(GOOD), lambda book: older(book, name="challenges", head="課題\nChallenges")
    )
    refusal = refused(content)
    assert refusal.code == "older_template"
    assert "Challenges" in refusal.message.en


def test_handed_in_already():
    content = filled(GOOD, {"H4": 3})
    take(content, submit=True)
    assert upload(content).comparison.changes == 0
    with pytest.raises(refusals.Closed, match="m-1"):
        upload(filled({"J4": "もっと"}, content=content))
