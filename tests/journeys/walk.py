"""What the journeys ask of every page."""

from typing import Literal, Protocol

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SMALLEST_TARGET = 44  # px, for what a frightened thumb must hit
ELSEWHERE = "/ja/terms/"  # where “Leave now” leads in tests, under another name of this machine
ADDRESS, PASSWORD = "mio@ministry.example", "four invented words here"


Scheme = Literal["light", "dark"]


class Visit(Protocol):
    """Opens a path in a window of its own, ``width`` pixels wide."""

    def __call__(
        self, path: str, *, width: int = ..., scheme: Scheme = ..., javascript: bool = ...
    ) -> Page: ...


def faults(page: Page) -> list[str]:
    """What axe finds: the rule and where; empty when the page is clean."""
    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{v['id']}: {n['html'][:160]}" for v in found for n in v["nodes"]]


def sideways(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return max(wide, 0)


def sign_in(page: Page, role: str) -> None:
    """As the first invented person of that role; ``Ministry officer (MIC)`` names an agency too."""
    page.goto("/en/staff/accounts/demonstration/")
    page.get_by_role("button", name=role).first.click()


def figures(page: Page) -> list[str]:
    """The values of every figure on the page, as a program reads them."""
    values: list[str] = page.eval_on_selector_all("data", "all => all.map(d => d.value)")
    return values
