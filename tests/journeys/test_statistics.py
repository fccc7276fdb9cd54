"""Work 3: anyone reads what is counted, what may be said of it and what may not; and takes it along."""

import pytest
from playwright.sync_api import expect

from tests.journeys.walk import faults, sideways

VICTIMS, PERSONS = "csam_offences_child_victims", "csam_offences_persons_cleared"
PAGES = [
    "",
    f"{VICTIMS}/?year=2017",
    "child_prostitution_etc_child_victims/",
    "sns_related_child_victims/",
    "csam_offences_child_victims_share/",
    "hotline189_calls_monthly_average/",
    f"compare/?series={VICTIMS}&series={PERSONS}",
    "statements/",
    "methodology/",
]
LANGUAGES = ["ja", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_every_page_of_statistics_is_for_everyone(visit, language, width, scheme):
    page = visit(f"/{language}/statistics/", width=width, scheme=scheme)
    for path in PAGES:
        page.goto(f"/{language}/statistics/{path}")
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1
        expect(page.locator(".helpbar a.exit")).to_be_visible()
        assert faults(page) == [], path
        assert sideways(page) == 0, path


def test_from_the_outline_to_what_may_be_said(visit):
    page = visit("/en/outline/FY2017/")
    expect(page.locator("#s3")).to_contain_text("the highest of the years known since 2008")
    expect(page.locator("#s3")).to_contain_text("no clear change")
    figure = page.locator("[id='I.csam_child_victims']")
    figure.get_by_text("Where this comes from").click()
    figure.get_by_role("link", name="Year by year, and what can be said").click()
    expect(page.locator("h1")).to_contain_text("Child victims")
    page.select_option("#year", "2017")
    page.get_by_role("button", name="Show this year").click()
    held = page.locator("#claims > .claims")
    expect(held).to_contain_text("1,313")
    expect(held).not_to_contain_text("highest of the years known since 2008")
    page.get_by_text("things that cannot be said, and why").click()
    refused = page.locator("#claims details[open] .claims")
    expect(refused).to_contain_text("cannot be called the highest")
    refused.get_by_text("The test behind this sentence").first.click()
    expect(refused.locator("details[open]").first).to_contain_text("new_high")


def test_the_picture_says_the_same_as_the_table(visit):
    page = visit(f"/en/statistics/{VICTIMS}/")
    picture = page.locator(".chart svg.wide").first
    expect(picture).to_have_attribute("role", "img")
    described = page.evaluate(
        "svg => svg.getAttribute('aria-labelledby').split(' ')"
        ".map(id => document.getElementById(id).textContent).join(' ')",
        picture.element_handle(),
    )
    assert "351" in described
    assert "1,487" in described
    assert "2009" in described
    row = page.locator("table.values tr", has=page.get_by_role("rowheader", name="2009"))
    expect(row.first).to_contain_text("…")


def test_what_was_published_stands_beside_what_holds(visit):
    page = visit("/ja/statistics/statements/")
    expect(page.locator("#FY2017-I1 .chip.good")).to_have_text("裏づけられる")
    expect(page.locator("#FY2017-I2")).to_contain_text("1,313人")
    expect(page.locator("#FY2017-I4")).to_contain_text("裏づけられない")


def test_without_javascript_series_are_found_compared_and_taken_along(visit):
    page = visit("/en/statistics/", javascript=False, width=390)
    page.fill("#q", "social media")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("link", name="Child victims met through social media", exact=True).click()
    expect(page.locator("#revisions")).to_contain_text("A provisional value became final")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Workbook with a notes sheet").click()
    assert taken.value.suggested_filename == "sns_related_child_victims-en.xlsx"
    page.goto("/en/statistics/compare/")
    for name in (
        "Child victims met through social media",
        "Reports to the Internet Hotline Center",
    ):
        page.get_by_label(name).check()
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("#chart svg.narrow")).to_be_visible()
