"""A venue without network: forms taken along, an entry kept on the device, sent once when the network is back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.walk import faults, sideways, sign_in

PHONE = 360
OFFLINE = "/en/activities/register/offline/"
NEW = "/en/activities/register/new/educational_meeting/"
RECORDER = "Ministry officer (MIC)"


@pytest.fixture
def phone(visit):
    """A recorder's telephone with one kind taken along."""
    page = visit("/en/", width=PHONE)
    sign_in(page, RECORDER)
    page.goto(OFFLINE)
    take(page, "Educational meeting")
    return page


def take(page: Page, *kinds: str) -> None:
    for kind in kinds:
        page.get_by_label(kind, exact=True).check()
    page.get_by_role("button", name="Take along").click()
    told(page, f"{len(kinds)} taken along")


def told(page: Page, words: str) -> None:
    expect(page.locator("#told")).to_contain_text(words)


def waiting(page: Page, number: int) -> None:
    expect(page.locator("#number")).to_have_text(str(number))


def cut(page: Page) -> None:
    page.context.set_offline(True)
    expect(page.locator("#network")).to_have_text("No network")


def back(page: Page) -> None:
    page.context.set_offline(False)


def meeting(page: Page, *, people: str, room: str = "") -> None:
    """Filled in on the device and kept there."""
    page.locator("#forms").get_by_role("link", name="Educational meeting").click()
    expect(page.get_by_label("Day (or first day)")).not_to_have_value("")
    page.get_by_label("Prefecture").select_option(label="Tokyo")
    page.get_by_label("Participants", exact=True).fill(people)
    page.locator("[name='n.capacity']").fill(room)
    page.get_by_role("button", name="Keep it on this device").click()


def held(page: Page) -> tuple[int, int]:
    """Meetings and people of the year as a fresh record tells them; it adds one of ten itself."""
    page.goto(NEW)
    page.get_by_label("Prefecture").select_option(label="Tokyo")
    page.locator("[name='n.participants']").fill("10")
    page.get_by_role("button", name="Record it").click()
    expect(page.locator("h1")).to_have_text("Recorded")
    return counted(page)


def counted(page: Page) -> tuple[int, int]:
    words = " ".join(page.locator(".figure-value").all_inner_texts()).replace(",", "")
    found = re.search(
        r"(\d+) (?:classes|class|meetings|meeting)\b.*?(\d+) (?:participants|people)", words
    )
    assert found is not None, words
    return int(found[1]), int(found[2])


def test_a_meeting_without_network_is_checked_kept_corrected_and_counted_once(phone):
    before = held(phone)
    phone.goto(OFFLINE)
    assert faults(phone) == []
    assert sideways(phone) == 0
    cut(phone)

    phone.reload()
    expect(phone.locator("h1")).to_have_text("Record without network")
    meeting(phone, people="190", room="100")
    expect(phone.get_by_role("alert")).to_contain_text("more than the hall holds (100)")
    expect(phone.get_by_label("Participants", exact=True)).to_have_attribute("aria-invalid", "true")
    assert faults(phone) == []
    assert sideways(phone) == 0
    phone.locator("[name='n.capacity']").fill("200")
    phone.get_by_role("button", name="Keep it on this device").click()
    waiting(phone, 1)
    assert faults(phone) == []

    phone.get_by_role("link", name="Edit").click()
    expect(phone.get_by_label("Prefecture")).to_have_value("13")
    phone.get_by_label("Participants", exact=True).fill("180")
    phone.get_by_role("button", name="Keep it on this device").click()
    waiting(phone, 1)
    expect(phone.locator("#entries")).to_contain_text("Participants 180")
    phone.get_by_role("button", name="Send now").click()
    told(phone, "No network")
    waiting(phone, 1)

    back(phone)
    told(phone, "1 sent.")
    waiting(phone, 0)
    assert faults(phone) == []
    phone.get_by_role("link", name="See the record").click()
    assert counted(phone) == (before[0] + 1, before[1] + 180)


def test_an_answer_that_is_lost_makes_no_second_record(phone):
    before = held(phone)
    phone.goto(OFFLINE)
    cut(phone)
    meeting(phone, people="20")
    waiting(phone, 1)

    def lose(route):
        route.fetch()
        route.fulfill(status=200, body="")

    phone.context.route("**/offline/send/**", lose)
    back(phone)
    told(phone, "The server could not take it")
    waiting(phone, 1)
    phone.context.unroute("**/offline/send/**")
    phone.get_by_role("button", name="Send now").click()
    told(phone, "1 sent.")
    phone.get_by_role("link", name="See the record").click()
    assert counted(phone) == (before[0] + 1, before[1] + 20)


def test_what_the_server_refuses_stays_with_its_reason_and_can_be_put_right(phone):
    cut(phone)
    meeting(phone, people="many of them")
    waiting(phone, 1)
    back(phone)
    told(phone, "1 must be put right")
    expect(phone.locator("#entries .field-error")).to_contain_text("cannot be read as a number")
    assert faults(phone) == []
    phone.get_by_role("link", name="Edit").click()
    expect(phone.get_by_role("alert")).to_contain_text("cannot be read as a number")
    phone.get_by_label("Participants", exact=True).fill("30")
    phone.get_by_role("button", name="Keep it on this device").click()
    told(phone, "1 sent.")


def test_after_a_lost_session_the_entry_stays_and_the_page_says_to_sign_in(phone):
    cut(phone)
    meeting(phone, people="40")
    waiting(phone, 1)
    phone.context.clear_cookies(name="sessionid")
    back(phone)
    told(phone, "You are signed out.")
    waiting(phone, 1)
    expect(phone.get_by_role("link", name="Sign in")).to_be_visible()
    sign_in(phone, RECORDER)
    phone.goto(OFFLINE)
    told(phone, "1 sent.")


def test_signing_out_takes_the_forms_off_tells_what_waits_and_hides_it_from_others(phone):
    cut(phone)
    meeting(phone, people="50")
    waiting(phone, 1)
    phone.goto("about:blank")
    back(phone)
    phone.goto("/en/staff/sign-out/")
    expect(phone.locator("#left")).to_contain_text("Entries that wait on this device to be sent: 1")
    assert faults(phone) == []
    phone.get_by_role("button", name="Sign out").click()
    phone.wait_for_url("**/en/")
    assert phone.evaluate("caches.keys()") == []

    sign_in(phone, "Ministry officer (NPA)")
    phone.goto(OFFLINE)
    expect(phone.locator("#entries")).to_contain_text("1 by somebody else wait on this device")
    waiting(phone, 0)
    sign_in(phone, RECORDER)
    phone.goto(OFFLINE)
    told(phone, "1 sent.")


def test_the_other_language_opens_without_network_too(phone):
    cut(phone)
    phone.get_by_role("link", name="日本語").click()
    expect(phone.locator("h1")).to_have_text("通信なしで記録")
    expect(phone.locator("#network")).to_have_text("通信できません")


def test_without_javascript_the_page_offers_the_form_on_paper(visit):
    page = visit("/en/", javascript=False)
    sign_in(page, RECORDER)
    page.goto(OFFLINE)
    expect(page.locator("main")).to_contain_text("print a form below")
    page.get_by_text("All forms").click()
    with page.expect_download() as paper:
        page.get_by_role("link", name="Educational meeting (PDF)").click()
    assert paper.value.suggested_filename == "mamori-educational_meeting.pdf"
