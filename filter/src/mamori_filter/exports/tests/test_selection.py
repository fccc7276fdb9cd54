"""What may leave as a name. docs/policy/filter.md, exports."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori_filter.exports.e2guardian import IP_SITES, SITES, e2guardian
from mamori_filter.exports.hosts import hosts_file
from mamori_filter.exports.rpz import Zone, rpz
from mamori_filter.exports.selection import Kind, Selection, is_name, select, told, topmost
from mamori_filter.lists.entries import Row
from mamori_filter.refusals import Refused

NOW = 1_800_000_000
LABELS = st.sampled_from(["a", "b", "shared", "bad-host", "x_y", "bücher", "www", "-z"])
HOSTS = st.lists(LABELS, min_size=1, max_size=4).map(lambda labels: ".".join([*labels, "test"]))
PAGES = {
    "prefix": ("/g/7/", "/a/b/c/"),
    "path": ("/", "/a.html", "/a/b/"),
    "query": ("/v?id=7", "/?q"),
}


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    drawn = []
    for number in range(draw(st.integers(1, 12))):
        scope = draw(st.sampled_from(["host", "prefix", "path", "query"]))
        tail = "" if scope == "host" else draw(st.sampled_from(PAGES[scope]))
        expires = draw(st.sampled_from(["", "", "2020-01-01", "2100-01-01"]))
        drawn.append(Row(number + 2, scope, draw(HOSTS) + tail, f"E-{number}", expires))
    return drawn


def exports(selection: Selection) -> dict[str, str]:
    lists = e2guardian(selection)[0]
    return {
        "rpz": rpz(selection, Zone(serial=1))[0],
        "hosts": hosts_file(selection)[0],
        "e2guardian": lists[SITES] + lists[IP_SITES],
    }


def names_in(text: str) -> set[str]:
    lines = [line for line in text.splitlines() if line[:1] not in {"", "#", ";", "$", "@"}]
    words = {word for line in lines for word in line.split()} - {
        "IN",
        "CNAME",
        ".",
        "0.0.0.0",  # noqa: S104
        "::",
    }
    return {word.removeprefix("*.") for word in words}


def ascii_host(row: Row) -> str:
    host = re.split(r"[/?]", row.expression)[0]
    return host.replace("bücher", "xn--bcher-kva")


def within(host: str, hosts: set[str]) -> bool:
    return any(host == other or host.endswith(f".{other}") for other in hosts)


@given(rows())
def test_no_export_holds_the_host_of_a_page_unless_a_host_entry_lists_it(
    given_rows: list[Row],
) -> None:
    live = [row for row in given_rows if row.expires != "2020-01-01"]
    hosts = {ascii_host(row) for row in live if row.scope == "host"}
    if not hosts:
        return
    for text in exports(select(given_rows, NOW)).values():
        assert all(within(name, hosts) for name in names_in(text))


@given(rows())
def test_every_dedicated_host_is_covered_and_every_other_entry_counted(
    given_rows: list[Row],
) -> None:
    selection = select(given_rows, NOW)
    live = [row for row in given_rows if row.expires != "2020-01-01"]
    hosts = {ascii_host(row) for row in live if row.scope == "host"}
    assert set(selection.hosts) == hosts
    assert selection.left_out.total() == sum(
        row.scope != "host" or row.expires == "2020-01-01" for row in given_rows
    )
    if hosts:
        zone, *_ = exports(selection).values()
        assert all(within(host, names_in(zone)) for host in hosts)


@given(st.lists(HOSTS))
def test_of_hosts_within_each_other_the_topmost_stays(hosts: list[str]) -> None:
    kept = topmost(hosts)
    assert all(within(host, set(kept)) for host in hosts)
    assert not any(within(host, set(kept) - {host}) for host in kept)


def test_each_kind_left_out_is_counted_and_said_in_both_languages() -> None:
    selection = select(
        [
            Row(2, "host", "bad-host.test", "E-1"),
            Row(3, "path", "shared.test/a", "E-2"),
            Row(4, "path", "shared.test/b", "E-3"),
            Row(5, "query", "shared.test/?q", "E-4"),
            Row(6, "host", "198.51.100.7", "E-5"),
            Row(7, "host", "gone.test", "E-6", "2020-01-01"),
            Row(8, "host", "a!b.test", "E-7"),
            Row(9, "host", "no name at all.test", "E-8"),
        ],
        NOW,
    )
    text, written = rpz(selection, Zone(serial=1))
    assert told(written, "en") == [
        "2 path, 1 query: pages need a proxy",
        "1 ip: a rule for an IP address would block every name that resolves there",
        "1 expired: past their date",
        "1 no-dns-name: no names of the DNS",
        "1 malformed: rows with a mistake",
    ]
    assert "; left out: 2 path, 1 query: pages need a proxy\n" in text
    assert "; 除外: path 2件、query 1件：ページの登録にはプロキシーが要ります\n" in text
    assert [row.entry_id for row in written.malformed] == ["E-8"]
    assert selection.changed == 1_577_923_200


@pytest.mark.parametrize(
    "row", [Row(2, "path", "shared.test/", "E-1"), Row(2, "host", "[2001:db8::7]", "E-1")]
)
@pytest.mark.parametrize("name", ["rpz", "hosts", "e2guardian"])
def test_an_empty_export_is_never_made(name: str, row: Row) -> None:
    selection = select([row], NOW)
    writer = {
        "rpz": lambda: rpz(selection, Zone(serial=1)),
        "hosts": lambda: hosts_file(selection),
        "e2guardian": lambda: e2guardian(selection),
    }[name]
    with pytest.raises(Refused) as refused:
        writer()
    assert refused.value.code == "export_empty"


ONE = Selection(("bad-host.test",), ())


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": "zone"}, "name"),
        ({"name": "a b.test"}, "name"),
        ({"canaries": ("x.test\n@ IN NS evil.test",)}, "name"),
        ({"answer": "bad-host.test"}, "answer_listed"),
        ({"answer": "block.bad-host.test"}, "answer_listed"),
        ({"serial": 0}, "serial"),
        ({"serial": 2**32}, "serial"),
        ({"ttl": 86_400}, "ttl"),
    ],
)
def test_a_zone_that_would_not_hold_is_refused(changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        rpz(ONE, Zone(**{"serial": 1} | changed))
    assert refused.value.code == code


def test_a_zone_answers_nothing_or_a_name_that_explains() -> None:
    assert "\n*.bad-host.test IN CNAME .\n" in rpz(ONE, Zone(serial=1))[0]
    text, _ = rpz(ONE, Zone(serial=1, answer="block.provider.test"))
    assert "\n*.bad-host.test IN CNAME block.provider.test.\n" in text


def test_the_same_entries_give_the_same_zone() -> None:
    forward = [Row(2, "host", "a.test", "1"), Row(3, "host", "b.test", "2")]
    zone = Zone(serial=9)
    assert rpz(select(forward, NOW), zone) == rpz(select(forward[::-1], NOW), zone)


def test_a_name_too_long_for_the_zone_is_left_out_and_counted() -> None:
    long = ".".join(["a" * 63] * 3 + ["b" * 40, "test"])
    assert is_name(long)
    text, written = rpz(Selection((long, "bad-host.test"), ()), Zone(serial=1))
    assert written.left_out[Kind.NAME] == 1
    assert long not in text
