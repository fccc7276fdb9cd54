"""What stands in the workbook that goes out, and in the marked copy that comes back."""

import io
from dataclasses import replace

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from mamori.plan.rules import cells
from mamori.plan.tests.build_workbooks import (
    GOOD,
    JA,
    JOINT,
    KEY,
    MEASURES,
    OWNER,
    QUANTITIES,
    filled,
    held,
    on_the_web,
    take,
    template,
    upload,
)
from mamori.plan.workbooks import handing_out, layout, refusals, validation
from mamori.plan.workbooks.comparing import Comparison
from mamori.plan.workbooks.reading import read

pytestmark = pytest.mark.usefixtures("round_open", "undone")
FIELDS = (*cells.MEASURE_FIELDS, *cells.QUANTITY_FIELDS.values())


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def marked(content):
    sent = upload(content)
    return handing_out.marked_copy(sent.workbook, sent.comparison)


def test_sheets_and_what_is_hidden():
    book = opened(template())
    states = {sheet.title: sheet.sheet_state for sheet in book}
    assert [name for name, state in states.items() if state == "visible"] == [
        "表紙 Cover",
        "手引 Guide",
        MEASURES,
        QUANTITIES,
    ]
    assert set(states.values()) == {"visible", "veryHidden"}


def test_a_row_says_what_is_asked():
    book = opened(template())
    row = [cell.value for cell in book[MEASURES][4]]
    assert row[1:5] == ["m-1", 1, f"施策1\n共同 / joint: {OWNER}, {JOINT}", "Measure 1"]
    assert JA in row[10]
    row = [cell.value for cell in book[QUANTITIES][4]]
    assert row[1:7] == ["m-1", "people", "人員", "People", "人 / people", "1人\n1 person"]


def test_only_what_is_filled_in_can_be_changed():
    sheet = opened(template())[MEASURES]
    assert sheet.protection.sheet
    assert [cell.column_letter for cell in sheet[4] if not cell.protection.locked] == list("FGHIJ")


def test_print():
    book = opened(template())
    papers = {s.title: (s.page_setup.paperSize, s.page_setup.orientation) for s in book.worksheets}
    assert papers[MEASURES] == (8, "landscape")  # A3
    assert papers[QUANTITIES] == (9, "landscape")  # A4
    assert "FY2018" in book[MEASURES].oddFooter.left.text
    assert book[MEASURES].freeze_panes == "C4"


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_help_fits_in_what_the_file_format_allows(field):
    told = validation.messages(field)
    assert len(told["input_title"]) <= validation.TITLE_MOST
    assert len(told["input_message"]) <= validation.MESSAGE_MOST
    assert field.help.ja in told["input_message"]
    assert field.help.en in told["input_message"]


def test_choices_come_from_the_hidden_list():
    book = opened(template())
    lists = {
        str(rule.sqref): rule.formula1
        for sheet in (MEASURES, QUANTITIES)
        for rule in book[sheet].data_validations.dataValidation
        if rule.type == "list"
    }
    assert lists == {"F4:F6": "'mamori lists'!$A$1:$A$2", "I4:I6": "'mamori lists'!$B$1:$B$3"}
    column = [cell.value for cell in book["mamori lists"]["A"] if cell.value]
    assert column == [layout.said(words) for words in cells.KINDS.values()]


def test_another_definition_of_a_field_is_another_schema(monkeypatch):
    before = layout.schema()
    column = layout.MEASURES.columns[5]
    assert column.field
    longer = replace(column, field=replace(column.field, longest=21))
    columns = tuple(longer if one is column else one for one in layout.MEASURES.columns)
    monkeypatch.setattr(layout, "SHEETS", (replace(layout.MEASURES, columns=columns),))
    assert layout.schema() != before


def test_nothing_is_asked():
    with pytest.raises(refusals.NothingAsked):
        handing_out.returns_template(KEY, "MOFA")


def test_the_signs_say_how_far_it_is():
    take(filled({**GOOD, "F5": "報告なし / Nothing to report"}, {"H4": 3}))
    book = CalamineWorkbook.from_filelike(io.BytesIO(template()))
    signs = [row[0] for row in book.get_sheet_by_name(MEASURES).to_python()[3:]]
    assert signs == ["済 done", "未 reason", "未 missing"]
    assert book.get_sheet_by_name("表紙 Cover").to_python(skip_empty_area=False)[8][2] == (
        "1 / 3 済 done"
    )


def test_a_marked_copy_holds_what_was_typed_with_a_note_at_each_wrong_cell():
    book = opened(marked(filled(GOOD, {"H4": "たくさん"})))
    cell = book[QUANTITIES]["H4"]
    assert cell.value == "たくさん"
    assert "2,529" in cell.comment.text
    assert cell.fill.fgColor.rgb == "FFFDEEEE"
    assert book[QUANTITIES]["A4"].value == "× 要修正 check"
    assert book[MEASURES]["G4"].value == JA
    assert book[MEASURES]["G4"].comment is None


def test_a_marked_copy_put_right_is_taken():
    wrong = marked(filled(GOOD, {"H4": "たくさん"}))
    take(filled(quantities={"H4": 3}, content=wrong), submit=True)
    assert held()["q.people.value"] == "3"


def test_a_marked_copy_keeps_its_conflicts():
    sent = template()
    on_the_web({"text.ja": "画面の文。"})
    again = marked(filled({"G4": "ブックの文。"}, content=sent))
    assert "画面の文。" in opened(again)[MEASURES]["G4"].comment.text
    (clash,) = upload(again).comparison.clashes
    assert (clash.base, clash.ours, clash.theirs) == ("", "画面の文。", "ブックの文。")


def test_a_formula_is_marked_too():
    workbook = read(filled(GOOD, {"H4": "=1+1"}))
    copy = handing_out.marked_copy(workbook, Comparison((), (), ()))
    assert "式" in opened(copy)[QUANTITIES]["H4"].comment.text
