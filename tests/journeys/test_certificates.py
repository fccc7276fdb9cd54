"""Work 4: a certificate that anyone verifies and that names nobody; material that anyone finds."""

import io

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from mamori.activities.tests.build_materials import tagged_pdf
from tests.journeys.walk import Visit, faults, sideways, sign_in

NAME, OTHER = "架空 葉月", "Sample Holder"
LANGUAGES = ["ja", "en"]


def clean(page: Page) -> None:
    assert faults(page) == [], page.url
    assert sideways(page) == 0, page.url


def typed(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.fill(f"#id_{name}", value)


def issue(page: Page) -> str:
    """The number of a certificate of the police, as its officer issues it."""
    sign_in(page, "Ministry officer (NPA)")
    page.goto("/en/activities/certificates/issued/")
    page.get_by_role("link", name="Issue one").click()
    clean(page)
    typed(page, name=NAME, title_ja="架空の研修", title_en="An invented course")
    typed(page, issued_on="2026-06-01", valid_until="2099-05-31")
    page.get_by_role("button", name="Issue it").click()
    number = page.locator("[aria-current=page]").last.inner_text()
    clean(page)
    return number


def verified(visit: Visit, asked: str, *, language: str = "en", width: int = 360) -> Page:
    """As somebody who is not signed in types the number."""
    page = visit(f"/{language}/activities/certificates/", width=width)
    page.fill("#number", asked)
    page.locator("main form button").click()
    clean(page)
    assert NAME not in page.content()
    return page


def test_a_certificate_is_issued_printed_verified_and_revoked(visit):
    staff = visit("/en/")
    number = issue(staff)
    assert NAME not in staff.content()
    with staff.expect_download() as taken:
        staff.get_by_role("link", name="Download the PDF").click()
    words = PdfReader(io.BytesIO(taken.value.path().read_bytes())).pages[0].extract_text()
    assert number in words
    assert NAME.split()[1] in words
    for language, holds in (("en", "and it holds"), ("ja", "有効です")):
        wide = "".join(chr(ord(sign) + 0xFEE0) for sign in number.replace("-", "").lower())
        public = verified(visit, f" {wide} ", language=language)
        expect(public.locator("main")).to_contain_text(holds)
        expect(public.locator("h1")).to_contain_text(number)
    staff.reload()
    expect(staff.locator("main")).to_contain_text("its name was read")
    staff.get_by_text("Revoke it").first.click()
    staff.fill("#reason", "書き誤り")
    staff.get_by_role("button", name="Revoke it").click()
    expect(staff.locator("main")).to_contain_text("revoked")
    gone = verified(visit, number)
    expect(gone.locator("main")).to_contain_text("it does not hold now")
    expect(gone.locator("main")).to_contain_text("has revoked it")


def test_a_list_of_names_becomes_one_file_without_javascript(visit):
    page = visit("/en/", javascript=False, width=360)
    sign_in(page, "Ministry officer (NPA)")
    page.goto("/en/activities/certificates/issued/together/")
    typed(page, names=f"{NAME}\n{OTHER}\n{NAME}", title_ja="架空", title_en="Invented")
    page.get_by_role("button", name="Issue them all").click()
    expect(page.locator("main")).to_contain_text("Lines 1 and 3 are the same name")
    typed(page, names=f"{NAME}\n{OTHER}")
    page.get_by_role("button", name="Issue them all").click()
    expect(page.locator("main")).to_contain_text("These 2 were issued together")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download all of them").click()
    assert len(PdfReader(io.BytesIO(taken.value.path().read_bytes())).pages) == 2


def test_material_is_added_and_found_by_anyone(visit):
    staff = visit("/en/")
    sign_in(staff, "Ministry officer (NPA)")
    staff.goto("/en/activities/materials/kept/new/")
    clean(staff)
    typed(staff, title_ja="架空の手引き", title_en="A wholly invented handbook")
    staff.get_by_role("button", name="Add it").click()
    typed(staff, edition="2026")
    leaflet = {"name": "handbook.pdf", "mimeType": "application/pdf", "buffer": tagged_pdf()}
    staff.set_input_files("#id_file", leaflet)
    staff.get_by_role("button", name="Add it").click()
    expect(staff.locator("main")).to_contain_text("Checked: tags, language, title, text")
    clean(staff)
    for language, title in (("en", "A wholly invented handbook"), ("ja", "架空の手引き")):
        public = visit(f"/{language}/activities/materials/", width=360)
        public.fill("#words", "手引き")
        public.locator("main form.filters button").click()
        clean(public)
        public.get_by_role("link", name=title).click()
        clean(public)
        with public.expect_download() as taken:
            public.get_by_role("link", name="handbook.pdf").click()
        assert taken.value.path().read_bytes() == tagged_pdf()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_a_table_of_sendings_becomes_a_map(visit, language, width):
    page = visit("/en/", width=width)
    sign_in(page, "Ministry officer (NPA)")
    page.goto(f"/{language}/activities/materials/kept/new/")
    typed(page, title_ja=f"架空の冊子{language}{width}", title_en=f"Sent {language}{width}")
    page.locator("main form button").click()
    typed(page, edition="2026")
    page.set_input_files(
        "#id_file", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"invented"}
    )
    page.locator("main form:has(#id_file) button").click()
    kept = page.url
    page.goto(f"{kept}together/")
    clean(page)
    table = (
        "area,recipients,places_known,places,pieces\n13,primary,100,60,60\n47,primary,10,10,10\n"
    )
    sent = {"name": "t.csv", "mimeType": "text/csv", "buffer": table.encode()}
    typed(page, sent_on="2026-06-01")
    page.set_input_files("#id_table", sent)
    page.locator("main form button").click()
    expect(page.locator("[role=status]").first).to_contain_text("2")
    for path in ("", "coverage/", "sendings/", "change/"):
        page.goto(f"{kept}{path}")
        clean(page)
    page.goto(f"{kept}coverage/")
    expect(page.locator("svg.tilemap")).to_contain_text("60 %")
    expect(page.locator("tfoot")).to_contain_text("70 / 110")
