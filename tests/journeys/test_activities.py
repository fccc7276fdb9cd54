"""Work 4: a meeting recorded on a telephone changes the draft figure at once, and not the frozen one."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import mamori
from tests.journeys.round import (
    MEXT,
    MIC,
    SECRETARIAT,
    both_languages_are_cleared,
    freezes,
    gates_block_until_everything_is_there,
    next_minute,
    opens_a_round,
    own_answer,
    press,
    wait_for,
)
from tests.journeys.walk import faults, figures, sideways

PHONE = 390
DAY = "2018-09-12"


@pytest.fixture(scope="module")
def year(site: str, data: str) -> None:
    """The invented year that `mamori demo` makes."""
    mamori(data, "demo")


def draft(page: Page) -> int:
    """The meetings in the draft of this year's answer."""
    own_answer(page, "p17-07")
    held = page.locator("#quantities fieldset", has_text="Internet safety classes held")
    words = held.locator(".counted-value").inner_text()
    return int(words.split()[0].replace(",", ""))


def frozen(page: Page, outline: str) -> list[str]:
    page.goto(f"/en/outline/{outline}/")
    return figures(page)


def records_a_meeting(page: Page, participants: str, hall: str = "120") -> None:
    page.goto("/en/activities/register/new/educational_meeting/")
    assert sideways(page) == 0
    page.fill("[name=first]", DAY)
    page.select_option("[name=area]", label="Okinawa")
    page.fill("[name='n.capacity']", hall)
    page.fill("[name='n.participants']", participants)
    press(page, "Record it")


def a_slip_is_told_where_it_is_and_nothing_is_lost(phone: Page) -> None:
    records_a_meeting(phone, participants="150")
    expect(phone.locator(".field-error").first).to_be_visible()
    expect(phone.locator("[name='n.participants']")).to_have_value("150")
    assert faults(phone) == []
    phone.fill("[name='n.participants']", "118")
    press(phone, "Record it")


def it_counts_at_once(phone: Page, before: int) -> None:
    expect(phone.locator("h1")).to_have_text("Recorded")
    assert sideways(phone) == 0
    assert faults(phone) == []
    assert draft(phone) == before + 1


def the_figure_leads_to_its_rows(phone: Page) -> None:
    own_answer(phone, "p17-07")
    phone.get_by_role("link", name="The records and the rule").first.click()
    row = phone.locator("tbody tr", has_text="Okinawa").filter(has_text=DAY[:4])
    expect(row.first).to_be_visible()
    assert faults(phone) == []


def both_owners_answer(mic: Page, mext: Page) -> None:
    own_answer(mic, "p17-07")
    mic.get_by_label("Something was done").check()
    press(mic, "Copy last year’s sentence")
    press(mic, "Submit")
    for measure in ("p17-07", "p17-08"):
        own_answer(mext, measure)
        mext.get_by_label("Something was done").check()
        if measure == "p17-08":
            press(mext, "Copy last year’s sentence")
        press(mext, "Submit")


def an_edition_is_published(secretariat: Page, data: str) -> None:
    gates_block_until_everything_is_there(secretariat, data)
    secretariat.goto("/en/staff/rounds/FY2018/edition/")
    minute = next_minute()
    freezes(secretariat, minute)
    press(secretariat, "Freeze")
    wait_for(minute)


def test_a_meeting_recorded_on_a_telephone_is_in_the_draft_at_once(as_, visit, data, year):
    public, secretariat = visit("/en/"), as_(SECRETARIAT)
    of_2017 = frozen(public, "FY2017")
    opens_a_round(secretariat)
    phone = as_(MIC, width=PHONE)
    before = draft(phone)
    a_slip_is_told_where_it_is_and_nothing_is_lost(phone)
    it_counts_at_once(phone, before)
    the_figure_leads_to_its_rows(phone)
    assert frozen(public, "FY2017") == of_2017

    both_owners_answer(phone, as_(MEXT))
    both_languages_are_cleared(secretariat)
    an_edition_is_published(secretariat, data)
    of_2018 = frozen(public, "FY2018")
    assert str(before + 1) in of_2018
    records_a_meeting(phone, participants="40")
    phone.goto("/en/staff/counts/activities.safety_classes/?period=FY2018")
    expect(phone.locator("main")).to_contain_text(f"{before + 2}")
    assert frozen(public, "FY2018") == of_2018


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [1440, PHONE])
def test_what_is_done_is_for_everyone(visit, year, language, width):
    page = visit(f"/{language}/activities/", width=width)
    for path in (
        "activities/", "activities/calendar/2018-09/", "activities/map/", "activities/materials/",
        "activities/certificates/", "coverage/", "coverage/?show=silent", "capabilities/",
    ):  # fmt: skip
        page.goto(f"/{language}/{path}")
        assert faults(page) == [], path
        assert sideways(page) == 0, path


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [1440, PHONE])
def test_who_records_finds_every_page_usable(as_, year, language, width):
    page = as_(MIC, width=width)
    for path in (
        "activities/register/", "activities/register/new/", "activities/register/likenesses/",
        "activities/register/new/educational_meeting/", "activities/register/new/ordinance/",
        "activities/register/educational_meeting/upload/", "activities/materials/kept/",
        "activities/certificates/issued/", "staff/due/",
        "staff/counts/activities.safety_classes/?period=FY2018",
    ):  # fmt: skip
        page.goto(f"/{language}/{path}")
        assert faults(page) == [], path
        assert sideways(page) == 0, path


def test_a_meeting_is_recorded_without_javascript(visit, year):
    page = visit("/en/staff/accounts/demonstration/", javascript=False, width=PHONE)
    page.get_by_role("button", name=MIC).click()
    records_a_meeting(page, participants="20")
    expect(page.locator("h1")).to_have_text("Recorded")
