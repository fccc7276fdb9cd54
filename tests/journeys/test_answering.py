"""Work 2: one answer by keyboard alone, one without JavaScript on a telephone; the board shown alive."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import mamori
from tests.journeys.walk import faults, sideways, sign_in

NPA = "Ministry officer (NPA)"
FAR = 150  # presses of the Tab key, at most


@pytest.fixture(scope="module")
def lively(site: str, data: str) -> None:
    """The invented round that `mamori demo_round` makes."""
    mamori(data, "demo_round")


def tab_to(page: Page, selector: str) -> None:
    for _ in range(FAR):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"{selector} is not reached by keyboard")


def sent_back(page: Page) -> str:
    """The address of an answer that is still with its owner."""
    page.goto("/en/staff/answers/?q=p17-05")
    href = page.locator("tbody a[href*='/answers/']").first.get_attribute("href")
    assert href
    return href


def test_an_answer_is_written_by_keyboard_alone(visit, lively):
    page = visit("/en/")
    sign_in(page, NPA)
    page.goto("/en/staff/answers/?q=p17-05")
    tab_to(page, "tbody a[href*='/answers/']")
    page.keyboard.press("Enter")
    expect(page.locator("#answer")).to_be_visible()
    tab_to(page, "[name='text.en']")
    page.keyboard.press("Control+A")
    page.keyboard.type("Typed without a mouse.")
    expect(page.locator("#printed")).to_contain_text("Typed without a mouse.")
    tab_to(page, "main .button.plain[value=save]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("The draft is saved.")
    expect(page.locator("[name='text.en']")).to_have_value("Typed without a mouse.")


def test_an_answer_is_written_without_javascript_on_a_telephone(visit, lively):
    page = visit("/en/", javascript=False, width=390)
    sign_in(page, NPA)
    page.goto(sent_back(page))
    assert sideways(page) == 0
    page.get_by_label("Something was done").check()
    page.fill("[name='text.en']", "There were 12 meetings.")
    page.get_by_role("button", name="Submit", exact=True).last.click()
    expect(page.locator(".field-error").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("“12” at character 12 is a bare number")
    expect(page.locator("[name='text.en']")).to_have_value("There were 12 meetings.")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_board_and_what_hangs_on_it_is_for_everyone(visit, lively, language, width):
    page = visit("/en/", width=width)
    sign_in(page, "Secretariat")
    for path in (
        "rounds/", "rounds/FY2018/", "rounds/FY2018/?at=3", "rounds/FY2018/day/",
        "rounds/FY2018/sections/", "rounds/FY2018/edition/", "editions/",
        "editions/FY2017/revise/", "old_outlines/",
    ):  # fmt: skip
        page.goto(f"/{language}/staff/{path}")
        assert faults(page) == [], path
        assert sideways(page) == 0, path
