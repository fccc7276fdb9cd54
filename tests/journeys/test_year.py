"""Work 4: anyone sees the year in pictures and the register on a map; on paper, on a phone, in a frame."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.conftest import mamori
from tests.journeys.walk import faults, sideways

YEAR = "year/FY2017/"
MAP = "activities/map/"
ORDINANCES = f"{MAP}?indicator=ordinances_in_force"
LANGUAGES = ["ja", "en"]


@pytest.fixture(scope="module")
def filled(site: str, data: str) -> str:
    """The same site with an invented year of activities."""
    mamori(data, "demo")
    return site


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_pictures_are_for_everyone(filled, visit, language, width, scheme):
    page = visit(f"/{language}/", width=width, scheme=scheme)
    for path in (YEAR, f"{YEAR}embed/", MAP, ORDINANCES):
        page.goto(f"/{language}/{path}")
        assert page.locator("h1").count() == 1
        page.eval_on_selector_all("details", "all => all.forEach(d => d.open = true)")
        assert faults(page) == [], path
        assert sideways(page) == 0, path


def test_without_javascript_one_finds_an_ordinance_and_takes_the_list_along(filled, visit):
    page = visit(f"/en/{YEAR}", javascript=False, width=360)
    page.get_by_role("link", name="Other counts on the map").click()
    page.select_option("#indicator", "ordinances_in_force")
    page.select_option("#year", "2019")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("h1")).to_have_text("Ordinances in force")
    expect(page.locator(".yearmaps [aria-current]")).to_have_text("fiscal year 2019")
    before = page.locator(".life").count()
    page.select_option("#by", "contact")
    page.get_by_role("button", name="Filter").click()
    assert 0 < page.locator(".life").count() < before
    with page.expect_download() as taken:
        page.locator("#texts").get_by_role("link", name="CSV").click()
    assert taken.value.suggested_filename == "ordinance.csv"


def test_on_paper_every_table_stands_open(filled, visit, tmp_path):
    page = visit(f"/en/{YEAR}")
    folded = page.locator("details table").first
    assert not folded.is_visible()
    for name, path in (("year", YEAR), ("map", f"{MAP}?indicator=safety_classes")):
        page.goto(f"/en/{path}")
        page.pdf(path=tmp_path / f"{name}.pdf")
    year, map_ = (_words(tmp_path / f"{name}.pdf") for name in ("year", "map"))
    assert "1,313" in year  # a value that only the table of the situation has
    assert {"Hokkaido", "Okinawa"} <= set(map_.split())
    assert "Leave now" not in year


def test_in_a_frame_of_another_page_it_leads_out_of_the_frame(filled, visit):
    page = visit(f"/en/{YEAR}")
    page.get_by_text("Embed this page in your own site").click()
    snippet = page.locator("#snippet").input_value()
    address = re.search(r'src="([^"]+)"', snippet)
    assert address
    page.route(
        "**/foreign.html", lambda route: route.fulfill(body=snippet, content_type="text/html")
    )
    page.goto(f"{filled}/foreign.html")
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("Efforts in pictures, fiscal year 2017")
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="The page this comes from").click()
    assert opened.value.url.endswith(f"/en/{YEAR}")


def _words(file: Path) -> str:
    return " ".join(page.extract_text() for page in PdfReader(file).pages)
