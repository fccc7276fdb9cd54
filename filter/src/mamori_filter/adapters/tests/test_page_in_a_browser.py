"""The page as a person sees it: a real browser, served with its real headers."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from mamori_filter.adapters.tests.test_behind_servers import by_wsgi
from mamori_filter.tests.example_list import example_filter

pytestmark = pytest.mark.whole


@pytest.fixture(scope="module")
def browser():
    path = shutil.which("chromium")
    assert path, "these tests need the system's Chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--host-resolver-rules=MAP listed.test 127.0.0.1"],
        )
        yield opened
        opened.close()


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_read_by_anyone(browser, tmp_path, width, language, scheme):
    with by_wsgi(example_filter(tmp_path)) as port:
        page = browser.new_page(
            viewport={"width": width, "height": 800}, locale=language, color_scheme=scheme
        )
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        answer = page.goto(f"http://listed.test:{port}/")
        assert answer is not None
        assert answer.status == 451
        styled = page.evaluate("getComputedStyle(document.querySelector('section')).borderTopWidth")
        assert page.locator("section").first.get_attribute("lang") == language
        assert page.evaluate("document.documentElement.scrollWidth") == width
        found = Axe().run(page).response["violations"]
        page.close()
    assert styled == "3px"
    assert [rule["id"] for rule in found] == []
    assert [fault for fault in faults if "451" not in fault and "favicon" not in fault] == []
