"""Reserved names only: .test, .example and addresses kept for documentation."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mamori_filter.categories.formats import (
    Ignored,
    Item,
    Listed,
    Malformed,
    read_domains,
    read_hosts,
    read_rpz,
    read_urls,
)
from mamori_filter.categories.sources import Reader


def listed(items: list[Item]) -> list[tuple[int, str, str]]:
    return [item[:3] for item in items if isinstance(item, Listed)]


def ignored(items: list[Item]) -> list[tuple[int, str]]:
    return [(item.number, item.why) for item in items if isinstance(item, Ignored)]


def malformed(items: list[Item]) -> list[int]:
    return [item.number for item in items if isinstance(item, Malformed)]


HOSTS = """\
# a hosts file
127.0.0.1 localhost
::1 ip6-localhost ip6-loopback
0.0.0.0 one.test two.test # the second, too
0.0.0.0 0.0.0.0
127.0.0.1\tThree.TEST.
:: four.test
192.0.2.9 intranet.test

0.0.0.0 single
0.0.0.0
five.test
"""


def test_a_hosts_file_lists_every_name_that_leads_nowhere() -> None:
    items = list(read_hosts(HOSTS.splitlines(keepends=True)))
    assert listed(items) == [
        (4, "host", "one.test"),
        (4, "host", "two.test"),
        (6, "host", "three.test"),
        (7, "host", "four.test"),
    ]
    assert ignored(items) == [
        (2, "local"),
        (3, "local"),
        (3, "local"),
        (5, "local"),
        (8, "elsewhere"),
        (10, "single_label"),
    ]
    assert malformed(items) == [11, 12]


DOMAINS = """\
; two kinds of comment
! and a third
one.test
.two.test
*.three.test # with a remark
192.0.2.7
2001:db8::7
localhost
test
under_score.test.
日本.test
"""
BAD_DOMAINS = [
    "a b.test",
    "x.test/page",
    "u@x.test",
    "x.test:80",
    "x*.test",
    "*x.test",
    "1.2.3",
    "x.test?y",
]


def test_plain_domains_are_hosts_with_or_without_a_leading_dot_or_wildcard() -> None:
    items = list(read_domains(DOMAINS.splitlines()))
    assert listed(items) == [
        (3, "host", "one.test"),
        (4, "host", "two.test"),
        (5, "host", "three.test"),
        (6, "host", "192.0.2.7"),
        (7, "host", "[2001:db8::7]"),
        (10, "host", "under_score.test"),
        (11, "host", "日本.test"),
    ]
    assert ignored(items) == [(8, "local"), (9, "single_label")]


def test_what_is_no_domain_is_named_by_its_line_and_the_rest_is_read() -> None:
    items = list(read_domains([*BAD_DOMAINS, "one.test"]))
    assert malformed(items) == list(range(1, len(BAD_DOMAINS) + 1))
    assert listed(items) == [(len(BAD_DOMAINS) + 1, "host", "one.test")]


@pytest.mark.parametrize(
    ("line", "scope", "text"),
    [
        ("pages.test/part/", "prefix", "pages.test/part/"),
        ("pages.test/part/one", "path", "pages.test/part/one"),
        ("pages.test/one?x=1", "query", "pages.test/one?x=1"),
        ("pages.test/one?", "path", "pages.test/one"),
        ("http://pages.test/one#mark", "path", "pages.test/one"),
        ("pages.test:8080/one", "path", "pages.test/one"),
        ("192.0.2.7/one/", "prefix", "192.0.2.7/one/"),
        ("pages.test", "path", "pages.test/"),
        ("pages.test/", "path", "pages.test/"),
    ],
)
def test_a_page_is_listed_as_a_page_and_never_as_its_host(line: str, scope: str, text: str) -> None:
    assert listed(list(read_urls([line]))) == [(1, scope, text)]


def test_a_page_of_no_host_is_malformed_and_one_of_a_single_label_ignored() -> None:
    items = list(read_urls(["a b/c", "x.test?y", "/path", "single/page", "# no page", ""]))
    assert malformed(items) == [1, 2, 3]
    assert ignored(items) == [(4, "single_label")]


ZONE = """\
$TTL 60
@ IN SOA ns.rpz.example. admin.rpz.example. ( 1 ; serial
    3600 600
    86400 60 )
  IN NS ns.rpz.example.
one.test CNAME .
*.one.test 300 IN CNAME .
two.test IN 1h CNAME *.
three.test CNAME rpz-drop.
open.test CNAME rpz-passthru.
slow.test CNAME rpz-tcp-only.
search.test CNAME safe.example.
local.test A 192.0.2.1
   TXT "the same owner"
32.7.2.0.192.rpz-ip CNAME .
ns.bad.test.rpz-nsdname CNAME .
broken.test CNAME
bad line here
$INCLUDE other.zone
four.test CNAME .
"""


def test_a_zone_lists_the_names_it_answers_as_missing_empty_or_not_at_all() -> None:
    items = list(read_rpz(ZONE.splitlines(keepends=True)))
    assert listed(items) == [
        (6, "host", "one.test"),
        (7, "host", "one.test"),
        (8, "host", "two.test"),
        (9, "host", "three.test"),
        (20, "host", "four.test"),
    ]
    assert ignored(items) == [
        (10, "passthru"),
        (11, "tcp_only"),
        (12, "rewritten"),
        (13, "rewritten"),
        (14, "rewritten"),
        (15, "other_trigger"),
        (16, "other_trigger"),
        (19, "directive"),
    ]
    assert malformed(items) == [17, 18]


@pytest.mark.parametrize(
    "head",
    [
        "$ORIGIN rpz.example.\n@ SOA a b 1 2 3 4 5\n",
        "rpz.example. SOA a. b. 1 2 3 4 5\n$ORIGIN rpz.example.\n",
        "$ORIGIN .\nrpz.example SOA a b 1 2 3 4 5\n$ORIGIN rpz.example.\n",
        "$ORIGIN example.\nrpz SOA a b 1 2 3 4 5\n$ORIGIN RPZ.example.\n",
    ],
)
def test_names_are_read_relative_to_the_zone(head: str) -> None:
    text = head + "one.test CNAME .\ntwo.test.rpz.example. CNAME .\nother.test. CNAME .\n"
    nested = "$ORIGIN test.rpz.example.\nthree CNAME .\n@ A 192.0.2.1\n"
    items = list(read_rpz((text + nested).splitlines()))
    assert [text for _, _, text in listed(items)] == ["one.test", "two.test", "three.test"]
    assert len(malformed(items)) == 1  # the name outside the zone


def test_an_unclosed_parenthesis_takes_no_other_record_with_it() -> None:
    lines = ["one.test CNAME .", "two.test TXT ( open", *(f"n{i}.test CNAME ." for i in range(200))]
    items = list(read_rpz(lines))
    assert malformed(items) == [2]
    assert len(listed(items)) == 201


@pytest.mark.parametrize("line", [")", "()", "( )", " ) ; note"])
def test_a_line_of_parentheses_alone_is_malformed_and_the_others_are_read(line: str) -> None:
    items = list(read_rpz(["one.test CNAME .", line, "two.test CNAME ."]))
    assert malformed(items) == [2]
    assert len(listed(items)) == 2


@pytest.mark.parametrize("read", [read_domains, read_hosts, read_rpz, read_urls])
def test_every_line_of_any_text_is_read_without_an_error(read: Reader) -> None:
    @settings(deadline=None)
    @given(st.lists(st.text(max_size=60), max_size=20))
    def reads(lines: list[str]) -> None:
        numbers = [item.number for item in read(lines)]
        assert all(1 <= number <= len(lines) for number in numbers)

    reads()
