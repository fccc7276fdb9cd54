"""Work 1: anyone reads the Outline in either language, on any screen; staff edit the plan."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.walk import ELSEWHERE, SMALLEST_TARGET, faults, figures, sideways, sign_in

PICTURE = Path(__file__).parents[2] / "docs/images/home.png"
PUBLIC = [
    "", "plan/", "plan/2017/", "plan/2017/p17-07/", "plan/2010/", "outline/", "outline/FY2017/",
    "help/", "terms/", "downloads/", "components/", "staff/sign-in/",
    "staff/accounts/welcome/",
]  # fmt: skip
STAFF = [
    "staff/", "staff/measures/", "staff/measures/p17-07/", "staff/measures/p17-07/edit/",
    "staff/measures/new/", "staff/accounts/agencies/", "staff/accounts/agencies/CFA/",
    "staff/accounts/agencies/CFA/edit/", "staff/accounts/duties/", "staff/accounts/permissions/",
    "staff/second-factor/",
]  # fmt: skip
EXPECTED = [
    "1703",
    "1216",
    "2057",
    "1823",
    "190",
    "2309",
    "390000",
    "6",
    "46",
    "6",
    "5",
    "30",
    "30",
]
LANGUAGES = ["ja", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_every_public_page_is_for_everyone(visit, language, width, scheme):
    page = visit(f"/{language}/", width=width, scheme=scheme)
    for path in PUBLIC:
        page.goto(f"/{language}/{path}")
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1
        expect(page.locator('.helpbar a[href="tel:189"]')).to_be_visible()
        expect(page.locator('.helpbar a[href="tel:%238103"]')).to_be_visible()
        expect(page.locator(".helpbar a.exit")).to_be_visible()
        assert faults(page) == [], path
        assert sideways(page) == 0, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_runs_off_the_smallest_screen(visit, language):
    page = visit(f"/{language}/", width=320)
    for path in PUBLIC:
        page.goto(f"/{language}/{path}")
        assert sideways(page) == 0, path


def test_a_reader_follows_a_figure_to_its_source(visit):
    page = visit("/en/")
    page.get_by_role("link", name="Read the Outline of Efforts").click()
    expect(page).to_have_title("Outline of Efforts, 18 April 2017 – 31 March 2018 — Mamori")
    effort = page.locator("#E07")
    expect(effort).to_contain_text("about 390,000 participants")
    expect(effort).to_contain_text("MIC, MEXT")
    effort.get_by_text("Where this comes from").last.click()
    expect(effort.locator("details[open]")).to_contain_text("Outline of Efforts, 25 May 2018")
    expect(effort.locator("details[open]")).to_contain_text("18 April 2017 – 31 March 2018")
    effort.get_by_role("link", name="safe use of the internet", exact=False).click()
    expect(page.locator("h1")).to_have_count(1)
    expect(page.get_by_role("heading", name="What was done, year by year")).to_be_visible()


def test_both_languages_say_the_same_figures_and_the_switch_stays_on_the_page(visit):
    page = visit("/en/outline/FY2017/")
    english = figures(page)
    page.get_by_role("link", name="日本語").click()
    assert page.url.endswith("/ja/outline/FY2017/")
    assert figures(page) == english == EXPECTED
    expect(page.locator("#E07")).to_contain_text("約39万人")
    expect(page.locator("#E15")).to_contain_text("12月末現在")


def test_an_approximate_figure_never_stands_bare(visit):
    for path, word in (("/en/outline/FY2017/", "about"), ("/ja/outline/FY2017/", "約")):
        page = visit(path)
        bare = page.eval_on_selector_all(
            "data.approx", "all => all.filter(d => !d.previousElementSibling).length"
        )
        assert page.locator("data.approx").count() == 2
        assert bare == 0
        assert page.locator(".about").all_inner_texts() == [word, word]


def test_the_whole_way_by_keyboard(visit):
    page = visit("/en/outline/FY2017/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#s1 summary')"):
            break
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring != "none"
    page.keyboard.press("Enter")
    expect(page.locator("#s1 details[open]")).to_have_count(1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_works_without_javascript(visit, language):
    page = visit(f"/{language}/plan/2017/", javascript=False, width=390)
    page.select_option("#owner", "MOJ")
    page.locator(".filters button").click()
    assert "owner=MOJ" in page.url
    assert 0 < page.locator(".efforts li[id]").count() < 15
    page.goto(f"/{language}/outline/FY2017/")
    page.locator("#s1 summary").first.click()
    expect(page.locator("#s1 details[open] dd").first).to_be_visible()
    sign_in(page, "Secretariat")
    page.goto(f"/{language}/staff/measures/p17-09/edit/")
    page.fill("[name=number]", "9")
    page.locator("main button.button").click()
    assert page.url.endswith("/staff/measures/p17-09/")
    page.goto(f"/{language}/staff/measures/p17-09/edit/")
    page.fill("[name=number]", "")
    page.locator("main button.button").click()
    expect(page.locator(".talk del", has_text="9").first).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_fits_a_frightened_thumb(visit, language):
    page = visit(f"/{language}/help/", width=390)
    for target in page.locator(".helpbar .tel, .helpbar .exit, a.call, .danger a").all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= SMALLEST_TARGET
    assert page.locator('.calls a[href="tel:189"]').count() == 1


def test_the_way_out_leaves_at_once(visit, site):
    page = visit("/en/help/")
    answer = page.request.get("/exit", max_redirects=0)
    assert answer.status == 302
    assert not answer.headers["location"].startswith(("/", site))
    assert '"storage"' in answer.headers["clear-site-data"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("way", ["a press on the link", "Esc three times", "a plain link"])
def test_back_does_not_lead_to_what_was_left(chromium, site, way):
    page = chromium.new_page(base_url=site, java_script_enabled=way != "a plain link")
    page.goto("/en/")
    page.goto("/en/help/")
    expect(page).to_have_title("Mamori")
    if way == "Esc three times":
        for _ in range(3):
            page.keyboard.press("Escape")
    else:
        page.get_by_role("link", name="Leave now").click()
    page.wait_for_url(f"http://localhost:*{ELSEWHERE}")
    page.go_back()
    assert page.url == f"{site}/en/{'help/' if way == 'a plain link' else ''}"
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("zip", b"PK"), ("json", b"{")]
)
def test_every_download_arrives(visit, language, form, begins):
    page = visit(f"/{language}/downloads/")
    link = page.locator(f'a[href$="outline.{form}"]').first
    answer = page.request.get(link.get_attribute("href") or "")
    assert answer.ok
    assert answer.body().startswith(begins)


@pytest.mark.parametrize("language", LANGUAGES)
def test_staff_pages_are_for_everyone_too(visit, language):
    page = visit("/en/", width=1440)
    sign_in(page, "Secretariat")
    for path in STAFF:
        page.goto(f"/{language}/{path}")
        assert faults(page) == [], path
        assert sideways(page) == 0, path


def test_an_administrator_reads_the_audit_trail(visit):
    page = visit("/en/")
    sign_in(page, "Administrator")
    page.get_by_role("link", name="Audit trail").click()
    page.get_by_role("link", name="Verify the audit trail").click()
    expect(page.get_by_role("status")).to_contain_text("the chain is whole")
    expect(page.locator(".talk")).to_contain_text("Plan and efforts loaded")
    assert faults(page) == []
    page.goto("/en/staff/accounts/people/")
    assert faults(page) == []


def test_a_refusal_is_read_where_it_happened(visit):
    page = visit("/en/")
    sign_in(page, "Secretariat")
    page.goto("/en/staff/measures/p17-07/")
    page.select_option("[name=owner]", "agency:CFA")
    page.fill("[name=first]", "2018-01-01")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text(
        "The Children and Families Agency began on 1 April 2023, "
        "so it cannot own a measure from 1 January 2018."
    )
    expect(page.locator("[name=first]")).to_have_value("2018-01-01")
    assert faults(page) == []
    page.get_by_role("link", name="日本語").click()
    assert page.url.endswith("/ja/staff/measures/p17-07/")
    expect(page.get_by_role("group", name="担当を加える")).to_be_visible()


def test_on_paper_the_origins_are_printed_and_the_bars_are_not(visit):
    page = visit("/en/outline/FY2017/")
    page.emulate_media(media="print")
    expect(page.locator(".helpbar")).to_be_hidden()
    expect(page.locator(".nav")).to_be_hidden()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_picture_of_the_readme(visit):
    """``make picture`` keeps it; a run of the tests only takes it."""
    page = visit("/en/", width=1280)
    page.set_viewport_size({"width": 1280, "height": 1080})
    taken = page.screenshot(animations="disabled")
    assert taken.startswith(b"\x89PNG")
    assert len(taken) > 50_000
    if os.environ.get("MAMORI_PICTURE"):
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_bytes(taken)
