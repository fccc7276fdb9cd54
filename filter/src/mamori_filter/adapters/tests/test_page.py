from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori_filter.adapters.page import POLICY, STYLE, Link, Page
from mamori_filter.adapters.replies import language_of, wants_json
from mamori_filter.refusals import Refused, Text
from mamori_filter.verdicts import NOTICE, Verdict

VERDICT = Verdict(True, "host", "H-2026-7", 20261125, "strict:host:1", None)


class Read(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def named(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.mark.parametrize(("first", "order"), [("ja", ["ja", "en"]), ("en", ["en", "ja"])])
def test_the_page_speaks_both_languages_and_each_passage_says_which(first, order):
    page = Page().blocked(VERDICT, first)
    assert [section["lang"] for section in Read(page).named("section")] == order
    assert Read(page).named("html") == [{"lang": first}]
    assert NOTICE.ja in page
    assert NOTICE.en in page


def test_the_page_gives_the_entry_and_the_version_so_that_an_appeal_can_name_them():
    page = Page().blocked(VERDICT, "ja")
    assert page.count("H-2026-7") == 2
    assert page.count("20261125") == 2


def test_an_entry_that_cannot_be_read_is_said_in_words():
    page = Page().blocked(VERDICT._replace(entry_id=None, problem="record-damaged"), "en")
    assert "not readable" in page
    assert "None" not in page


@pytest.mark.parametrize(
    "page", [Page().blocked(VERDICT, "ja"), Page().unavailable("en")], ids=["blocked", "closed"]
)
def test_the_page_fetches_nothing_and_runs_nothing(page):
    tags = {tag for tag, _ in Read(page).tags}
    assert not tags & {"script", "img", "link", "iframe", "form", "object", "video", "base"}
    assert "url(" not in page
    assert "@import" not in page


def test_the_page_policy_allows_its_own_style_and_nothing_else():
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    assert f"<style>{STYLE}</style>" in Page().unavailable("ja")
    assert POLICY.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in POLICY


def test_help_and_the_way_to_appeal_are_links_with_words():
    page = Page(appeal=Link(Text("申し出", "Appeal <here>"), "https://provider.example/a?b=1&c=2"))
    read = page.blocked(VERDICT, "en")
    links = [link["href"] for link in Read(read).named("a")]
    assert links.count("tel:189") == links.count("tel:%238103") == 2
    assert links.count("https://provider.example/a?b=1&c=2") == 2
    assert "Appeal &lt;here&gt;" in read


@pytest.mark.parametrize("href", ["javascript:alert(1)", "http://a.test/", "data:text/html,x"])
def test_a_link_that_is_no_https_mail_or_telephone_is_refused(href):
    with pytest.raises(Refused) as refused:
        Link(Text("あ", "a"), href)
    assert refused.value.code == "link"


@given(entry_id=st.text(max_size=64))
def test_an_entry_id_is_text_and_never_markup(entry_id):
    plain = Read(Page().blocked(VERDICT._replace(entry_id="x"), "ja")).tags
    assert Read(Page().blocked(VERDICT._replace(entry_id=entry_id), "ja")).tags == plain


@pytest.mark.parametrize(
    ("accept", "json"),
    [
        ("", False),
        ("*/*", False),
        ("text/html,application/xhtml+xml,*/*;q=0.8", False),
        ("application/json", True),
        ("application/json, */*;q=0.1", True),
        ("application/json, text/plain, */*", True),
        ("text/html, application/json", False),
        ("text/html;q=0.5, application/json;q=0.9", True),
        ("application/problem+json", True),
        ("application/json;q=x", False),
    ],
)
def test_a_program_that_asks_for_json_gets_json(accept, json):
    assert wants_json(accept) is json


@pytest.mark.parametrize(
    ("accepted", "first"),
    [
        ("", "ja"),
        ("*", "ja"),
        ("ja,en;q=0.9", "ja"),
        ("en-GB,en;q=0.9,ja;q=0.5", "en"),
        ("fr, en;q=0.5", "en"),
        ("de", "ja"),
    ],
)
def test_the_language_a_person_prefers_stands_first(accepted, first):
    assert language_of(accepted) == first
