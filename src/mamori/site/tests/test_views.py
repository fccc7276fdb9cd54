"""Every page there is, looked at once. Policy: docs/policy/site.md."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.utils import translation

from mamori.accounts.tests.build import NOON
from mamori.site import packs
from mamori.site.tests.build import PASSWORD, ROOT, everyone_at_once

LANGUAGES = ("ja", "en")
OPEN = "open to all"
WITH_ARGUMENTS = (
    ("/plan/2017/", OPEN),
    ("/outline/FY2017/", OPEN),
    ("/staff/accounts/agencies/NPA/", "look_through_plan"),
    ("/staff/accounts/agencies/NPA/edit/", "edit_agencies"),
    ("/staff/accounts/duties/one_stop/hand-over/", "edit_agencies"),
)
LEAD_ELSEWHERE = {  # for someone who has signed in and has a second factor
    "/staff/accounts/start/",
    "/staff/old_outlines/confirm/",
    "/staff/second-factor/check/",
    "/staff/second-factor/app/",
    "/staff/passkeys/again/",
    "/staff/passkeys/sign-in/",
}
NOT_HERE = "/staff/accounts/demonstration/"  # accounts/tests/test_views.py goes there


@dataclass
class Page(HTMLParser):
    """One page, and what its mark-up holds."""

    path: str
    access: str
    answer: Any
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    scripts: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        if self.is_page:
            self.feed(self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    @property
    def is_page(self) -> bool:
        return self.answer.status_code != 302 and "html" in self.answer["Content-Type"]

    @property
    def words(self) -> str:
        return str(self.answer.content.decode())

    @property
    def language(self) -> str:
        return self.path[1:3]

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def without_arguments(resolver=None, space=""):
    """The address below the language of each page of the register, and who may open it."""
    for entry in (resolver or get_resolver()).url_patterns:
        if not isinstance(entry, URLPattern):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from without_arguments(entry, inner)
        elif hasattr(entry.callback, "access"):
            try:
                yield reverse(f"{space}{entry.name}"), entry.callback.access
            except NoReverseMatch:
                continue


def register():
    with translation.override("ja"):
        found = [(path, who) for path, who in without_arguments() if path.startswith("/ja/")]
    below = [(path.removeprefix("/ja"), who) for path, who in found]
    return [(path, who) for path, who in below if path != NOT_HERE] + list(WITH_ARGUMENTS)


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """Each page in both languages: public ones as a stranger sees them, others as staff do."""
    with django_db_blocker.unblock(), transaction.atomic():
        packs.load(ROOT / "packs/japan", at=NOON)
        stranger, staff = Client(), Client()
        staff.force_login(everyone_at_once())
        staff.post("/ja/staff/sign-in/again/", {"password": PASSWORD})
        found = []
        for path, access in register():
            for language in LANGUAGES:
                is_open = access == OPEN and not path.startswith("/staff/")
                public = is_open or path == "/staff/sign-in/"
                client = stranger if public else staff
                address = f"/{language}{path}"
                found.append(Page(address, access, client.get(address)))
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def read(pages):
    """Those that are pages to read, not files or ways on."""
    return [page for page in pages if page.is_page]


def test_the_whole_register_was_looked_at(pages, read):
    assert len(register()) > 35
    assert len(read) > 50
    assert {page.language for page in read} == set(LANGUAGES)


def test_every_page_answers_in_both_languages(pages):  # §1.1
    for page in pages:
        expected = 302 if page.path[3:] in LEAD_ELSEWHERE else 200
        assert page.answer.status_code == expected, page.path


def test_every_page_says_its_language(read):  # §1.1
    wrong = [page.path for page in read if page.all("html") != [{"lang": page.language}]]
    assert wrong == []


def test_every_page_has_one_title_and_one_heading(read):
    for page in read:
        head = page.words.split("</head>")[0]
        assert head.count("<title>") == len(page.all("h1")) == 1, page.path


def test_the_switch_stays_on_the_page(read):  # §1.1
    for page in read:
        other = "en" if page.language == "ja" else "ja"
        path = f"/{other}{page.path[3:]}"
        assert any(a.get("href") == path for a in page.all("a") if a.get("hreflang") == other)


def test_help_and_the_way_out_are_on_every_public_page(read):  # helplines 1.2
    public = [page for page in read if page.access == OPEN and "/staff/" not in page.path]
    assert len(public) >= 2 * 9
    for page in public:
        links = {a.get("href") for a in page.all("a")}
        assert {"tel:189", "tel:%238103", "/exit"} <= links, page.path


def test_no_page_asks_another_host_for_anything(read):  # §1.3
    asked = ("script", "link", "img", "source", "iframe", "video", "audio", "object", "embed")
    for page in read:
        for tag, attributes in page.tags:
            if tag in asked:
                for name in ("src", "href", "data", "srcset"):
                    assert not re.match(r"\s*(\w+:)?//", attributes.get(name, "")), page.path
            elif tag == "form":
                assert not re.match(r"\s*(\w+:)?//", attributes.get("action", "")), page.path


def test_no_page_carries_a_style_or_a_script_of_its_own(read):  # §1.3
    for page in read:
        assert page.all("style") == [], page.path
        for _, attributes in page.tags:
            assert "style" not in attributes, page.path
            assert not any(name.startswith("on") for name in attributes), page.path
        for script in page.all("script"):
            data = script.get("type") == "application/json"
            assert data or script["src"].startswith("/static/"), page.path


def test_the_browser_is_told_to_hold_the_page_to_that(pages):  # §1.3
    nobody = {"default-src": ["'none'"], "base-uri": ["'none'"], "frame-ancestors": ["'none'"]}
    own = ("script", "worker", "style", "img", "font", "connect")
    strict = {f"{kind}-src": ["'self'"] for kind in own}
    for page in pages:
        parts = page.answer["Content-Security-Policy"].split("; ")
        told = {name: sorted(sources) for name, *sources in map(str.split, parts)}
        if page.path.endswith("/second-factor/app/"):  # its QR code is an image inside the page
            told["img-src"].remove("data:")
        assert told == {**nobody, **strict, "form-action": ["'self'"]}, page.path


def test_a_public_page_leaves_nothing_behind_in_the_browser(read):
    quiet = [page for page in read if page.access == OPEN and "/staff/" not in page.path]
    assert [page.path for page in quiet if page.answer.cookies] == []


def test_every_answer_is_kept_from_frames_and_guessing(pages):
    for page in pages:
        assert page.answer["X-Frame-Options"] == "DENY"
        assert page.answer["X-Content-Type-Options"] == "nosniff"
        assert page.answer["Referrer-Policy"] == "same-origin"
