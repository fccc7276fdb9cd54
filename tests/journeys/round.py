"""The steps of a round that more than one journey takes."""

import subprocess
import sys
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.journeys.conftest import ROOT
from tests.journeys.walk import faults

JAPAN = ZoneInfo("Asia/Tokyo")
SECRETARIAT = "Secretariat"
MIC, MEXT = "Ministry officer (MIC)", "Ministry officer (MEXT)"
NAMES = {"MIC": "Internal Affairs", "MEXT": "Education"}


def today() -> datetime:
    return datetime.now(JAPAN)


def opens_a_round(page: Page) -> None:
    page.goto("/en/staff/rounds/")
    page.fill("[name=key]", "FY2018")
    page.select_option("[name=plan]", "2017")
    page.fill("[name=period]", "FY2018")
    page.fill("[name=state_period]", "2018")
    page.fill("[name=due]", (today() + timedelta(days=20)).date().isoformat())
    page.fill("[name=issuer_ja]", "連絡会議")
    page.fill("[name=issuer_en]", "Liaison Conference")
    page.locator("main form[action*=new] button, main form .button").last.click()
    expect(page.locator(".matrix")).to_be_visible()


def own_answer(page: Page, measure: str) -> None:
    """The page of this person's answer for that measure."""
    page.goto(f"/en/staff/answers/?q={measure}")
    page.locator("tbody a[href*='/answers/']").first.click()
    expect(page.locator("#answer")).to_be_visible()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).last.click()


def in_the_panel(page: Page, measure: str, agency: str) -> None:
    page.goto(f"/en/staff/rounds/FY2018/?q={measure}")
    page.locator(f".matrix td[data-who*='{NAMES[agency]}'] a.cell").first.click()
    expect(page.locator("#panel")).to_be_visible()


def freezes(page: Page, minute: datetime) -> None:
    page.fill("[name=day]", minute.date().isoformat())
    page.fill("[name=time]", minute.strftime("%H:%M"))


def next_minute() -> datetime:
    """The next whole minute that leaves time to press the button."""
    soon = today() + timedelta(seconds=75)
    return soon.replace(second=0, microsecond=0)


def wait_for(minute: datetime) -> None:
    time.sleep(max((minute - today()).total_seconds(), 0) + 0.5)


def both_languages_are_cleared(secretariat: Page) -> None:
    """The secretariat accepts and clears both languages."""
    for measure, agencies in (("p17-07", ("MIC", "MEXT")), ("p17-08", ("MEXT",))):
        for agency in agencies:
            in_the_panel(secretariat, measure, agency)
            press(secretariat, "Accept")
        press(secretariat, "Clear the Japanese")
        press(secretariat, "Clear the English")


def gates_block_until_everything_is_there(secretariat: Page, data: str) -> None:
    """Gates block; owners are added, everything else is answered, section III is written."""
    secretariat.goto("/en/staff/rounds/FY2018/edition/")
    expect(secretariat.locator(".gates")).to_contain_text("to do")
    assert secretariat.locator("[name=day]").count() == 0
    assert faults(secretariat) == []
    for measure in ("p17-11", "p17-21"):
        secretariat.goto(f"/en/staff/measures/{measure}/")
        secretariat.select_option("[name=owner]", "agency:NPA")
        secretariat.fill("[name=first]", "2017-04-18")
        press(secretariat, "Add")
    secretariat.goto("/en/staff/rounds/FY2018/edition/")
    press(secretariat, "Ask owners added since")
    subprocess.run(
        [sys.executable, "-m", "tests.journeys.rest_of_round", data, "FY2018"],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    secretariat.goto("/en/staff/rounds/FY2018/sections/")
    for box in secretariat.locator("main input[name$='.value']").all():
        if not box.input_value():  # the others come from the official series
            box.fill("1,500")
    press(secretariat, "Save")
    assert faults(secretariat) == []
