"""Work 2: ministries answer, the secretariat checks, an edition is frozen, published and corrected."""

from io import BytesIO

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.journeys.round import (
    MEXT,
    MIC,
    SECRETARIAT,
    both_languages_are_cleared,
    freezes,
    gates_block_until_everything_is_there,
    in_the_panel,
    next_minute,
    opens_a_round,
    own_answer,
    press,
    wait_for,
)
from tests.journeys.walk import faults, sideways

DONE = "取組あり / Something was done"


def fill(page: Page, **cells: str) -> None:
    for name, words in cells.items():
        page.fill(f"[name='{name.replace('__', '.').replace('text_', 'text.')}']", words)


def uploads(page: Page, content: bytes, button: str) -> None:
    page.goto("/en/staff/answers/upload/")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.set_input_files(
        "[name=workbook]", {"name": "mic.xlsx", "mimeType": kind, "buffer": content}
    )
    press(page, button)


def filled(content: bytes, **numbers: str) -> bytes:
    """The workbook with p17-07 marked as done and the numbers of its quantities filled in, by key."""
    book = load_workbook(BytesIO(content))
    for sheet in (book["施策 Measures"], book["数量 Quantities"]):
        heads = {str(cell.value).splitlines()[-1]: cell.column for cell in sheet[3] if cell.value}
        for row in sheet.iter_rows(min_row=4):
            said = [str(cell.value) for cell in row]
            if "p17-07" not in said:
                continue
            if "Kind of answer" in heads:
                sheet.cell(row[0].row, heads["Kind of answer"]).value = DONE
            else:
                key = said[heads["Key"] - 1]
                sheet.cell(row[0].row, heads["Number"]).value = numbers[key]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def status(page: Page, path: str) -> int:
    return page.request.get(path).status


def a_workbook_comes_back_with_an_error_and_again(mic: Page) -> None:
    """MIC's workbook goes out, is filled, and comes back with an error."""
    mic.goto("/en/staff/answers/")
    book = mic.request.get("/en/staff/answers/workbooks/FY2018/MIC.xlsx").body()
    uploads(mic, filled(book, meetings="many", participants="41万"), "Only check it")
    expect(mic.get_by_text("many", exact=True)).to_be_visible()
    assert faults(mic) == []
    uploads(mic, filled(book, meetings="２，５２９", participants="41万"), "Take it")
    expect(mic.get_by_text("Taken into the drafts")).to_be_visible()


def a_joint_measure_is_answered_by_two(mic: Page, mext: Page) -> None:
    """The joint sentence is written by MIC; MEXT gives its part."""
    own_answer(mic, "p17-07")
    mic.get_by_label("Something was done").check()
    press(mic, "Copy last year’s sentence")
    mic.select_option("[name='q.participants.qualifier']", "about")
    press(mic, "Submit")
    expect(mic.get_by_text("Submitted").first).to_be_visible()

    own_answer(mext, "p17-07")
    mext.get_by_label("Something was done").check()
    expect(mext.locator("#printed")).to_contain_text("about 410,000")
    assert faults(mext) == []
    press(mext, "Submit")


def an_answer_goes_back_with_a_reason(mext: Page, secretariat: Page) -> None:
    """MEXT answers another measure and gets it back with a reason."""
    own_answer(mext, "p17-08")
    mext.get_by_label("Something was done").check()
    press(mext, "Copy last year’s sentence")
    press(mext, "Submit")
    in_the_panel(secretariat, "p17-08", "MEXT")
    secretariat.get_by_text("Send back").first.click()
    secretariat.fill("#panel [name=reason]", "Please name the schools.")
    press(secretariat, "Send back")
    own_answer(mext, "p17-08")
    expect(mext.get_by_text("Please name the schools.").first).to_be_visible()


def a_conflict_is_chosen_side_by_side(mext: Page, other: Page) -> None:
    """Two people of MEXT write at once: side by side, chosen, nothing lost."""
    own_answer(other, "p17-08")
    fill(other, text_en="Teaching material went to every school in the country.")
    press(other, "Save draft")
    fill(mext, text_en="Every school received the material.")
    press(mext, "Save draft")
    expect(mext.locator("h1")).to_have_text("Which is to stay?")
    expect(mext.get_by_text("Teaching material went to every school")).to_be_visible()
    assert faults(mext) == []
    mext.get_by_text("Take yours").click()
    press(mext, "Save as chosen")
    own_answer(mext, "p17-08")
    expect(mext.locator("[name='text.en']")).to_have_value("Every school received the material.")
    press(mext, "Submit")


def an_edition_is_not_there_before_its_minute(secretariat: Page, public: Page) -> None:
    """The edition freezes; before its minute it is nowhere, after it everywhere."""
    secretariat.goto("/en/staff/rounds/FY2018/edition/")
    expect(secretariat.locator(".gates")).not_to_contain_text("to do")
    minute = next_minute()
    freezes(secretariat, minute)
    press(secretariat, "Freeze")
    expect(secretariat.get_by_text("Frozen").first).to_be_visible()
    hidden = [
        "/en/outline/FY2018/", "/ja/outline/FY2018/", "/en/outline/FY2018/r1/",
        "/en/outline/FY2018/outline.pdf", "/en/outline/FY2018/r1/outline.docx",
        "/api/v1/plan/outlines/FY2018",
    ]  # fmt: skip
    assert [status(public, path) for path in hidden] == [404] * len(hidden)
    wait_for(minute)
    assert [status(public, path) for path in hidden] == [200] * len(hidden)
    public.goto("/en/outline/FY2018/")
    expect(public.locator("main")).to_contain_text("about 410,000")
    assert faults(public) == []


def a_figure_is_corrected_with_its_reason(secretariat: Page, public: Page) -> None:
    """A figure is corrected: revision 2 says why, revision 1 stays."""
    secretariat.goto("/en/staff/editions/FY2018/revise/")
    box = secretariat.locator("input[value='2,529']")
    box.fill("2,530")
    secretariat.fill("[name=reason_ja]", "集計に誤りがあった。")
    secretariat.fill("[name=reason_en]", "The count was wrong by one.")
    minute = next_minute()
    freezes(secretariat, minute)
    press(secretariat, "Freeze the revision")
    wait_for(minute)
    public.goto("/en/outline/FY2018/")
    expect(public.locator("#revisions")).to_contain_text("The count was wrong by one.")
    expect(public.locator("main")).to_contain_text("2,530")
    public.goto("/en/outline/FY2018/r1/")
    expect(public.locator("main")).to_contain_text("it has been corrected since")
    assert faults(public) == []
    assert sideways(public) == 0


def test_a_round_from_its_opening_to_a_corrected_edition(as_, data, visit):
    secretariat, mic, mext = as_(SECRETARIAT), as_(MIC), as_(MEXT)
    opens_a_round(secretariat)
    assert faults(secretariat) == []
    a_workbook_comes_back_with_an_error_and_again(mic)
    a_joint_measure_is_answered_by_two(mic, mext)
    an_answer_goes_back_with_a_reason(mext, secretariat)
    a_conflict_is_chosen_side_by_side(mext, as_(MEXT))
    both_languages_are_cleared(secretariat)
    gates_block_until_everything_is_there(secretariat, data)
    public = visit("/en/")
    an_edition_is_not_there_before_its_minute(secretariat, public)
    a_figure_is_corrected_with_its_reason(secretariat, public)
