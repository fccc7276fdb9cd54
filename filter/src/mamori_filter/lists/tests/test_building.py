from pathlib import Path

import pytest

from mamori_filter import Filter, Verdict
from mamori_filter.lists.building import Built, Terms, build
from mamori_filter.lists.entries import Row, accepted, entry_of, read_rows
from mamori_filter.lists.fingerprints import DEEPEST_PREFIX
from mamori_filter.lists.harmless import Harmless
from mamori_filter.lists.tests.making import KEY, NAME, NOW
from mamori_filter.refusals import Refused

TERMS = Terms(1, NOW, NAME)
DAY = 24 * 3600


def told(scope: str, expression: str, entry_id: str = "E-1", expires: str = "") -> str:
    try:
        entry_of(Row(1, scope, expression, entry_id, expires))
    except Refused as refused:
        return refused.code
    return "taken"


@pytest.mark.parametrize(
    ("scope", "expression", "code"),
    [
        ("host", "bad.example", "taken"),
        ("HOST", "http://bad.example:8080/#x", "taken"),
        ("host", "192.0.2.1", "taken"),
        ("host", "[2001:db8::1]", "taken"),
        ("host", "example", "whole_domain"),
        ("host", "test.", "whole_domain"),
        ("host", "a." * 126 + "example", "whole_domain"),
        ("host", "bad.example/a", "host_with_path"),
        ("host", "bad.example/?a", "host_with_path"),
        ("prefix", "bad.example/a/", "taken"),
        ("prefix", "bad.example/a", "prefix_slash"),
        ("prefix", "bad.example/a/?b", "prefix_slash"),
        ("prefix", "bad.example/", "prefix_whole_host"),
        ("prefix", "bad.example/a/../", "prefix_whole_host"),
        ("prefix", "bad.example/%2e%2e/", "prefix_whole_host"),
        ("prefix", "bad.example/" + "a/" * DEEPEST_PREFIX, "taken"),
        ("prefix", "bad.example/" + "a/" * (DEEPEST_PREFIX + 1), "prefix_depth"),
        ("path", "bad.example/a/b", "taken"),
        ("path", "bad.example/a?b", "path_with_query"),
        ("query", "bad.example/a?b=1", "taken"),
        ("query", "bad.example/a", "query_missing"),
        ("query", "bad.example/a?", "query_missing"),
        ("page", "bad.example/a", "scope"),
        ("", "bad.example", "scope"),
        ("host", "", "no_address"),
        ("host", "mailto:x@bad.example", "no_address"),
        ("host", "http://bad example/", "no_address"),
    ],
)
def test_each_scope_takes_what_it_speaks_of_and_nothing_wider(scope, expression, code):
    assert told(scope, expression) == code


@pytest.mark.parametrize(
    ("entry_id", "code"), [("", "id"), ("x" * 64, "taken"), ("x" * 65, "id"), ("あ" * 22, "id")]
)
def test_a_public_id_has_1_to_64_octets(entry_id, code):
    assert told("host", "bad.example", entry_id) == code


@pytest.mark.parametrize(
    ("expires", "seconds"),
    [
        ("", 0),
        ("2027-03-31", 1_806_537_600),
        ("2027-03-31T09:00:00+09:00", 1_806_451_200),
        ("2027-03-31T00:00:00", 1_806_451_200),
        ("2027-03-31T00:00:00Z", 1_806_451_200),
    ],
)
def test_a_date_counts_through_its_last_second_in_utc_and_a_moment_as_it_is(expires, seconds):
    assert entry_of(Row(1, "host", "bad.example", "E-1", expires)).expires == seconds


@pytest.mark.parametrize("expires", ["tomorrow", "31.3.2027", "2200-01-01", "1969-01-01"])
def test_a_date_that_no_record_can_hold_is_refused(expires):
    assert told("host", "bad.example", expires=expires) == "expires"


def built(*rows: tuple[str, str, str, str], harmless: Harmless | None = None) -> Built:
    numbered = (Row(number, *row) for number, row in enumerate(rows, 1))
    return build(accepted(numbered), KEY, TERMS, harmless)


def verdict(tmp_path: Path, octets: bytes, address: str, now: int = NOW) -> Verdict:
    path = tmp_path / "list.mf"
    path.write_bytes(octets)
    return Filter(path, KEY).check(address, now)


def test_lines_that_cannot_be_listed_are_named_by_number_and_id_and_never_by_address():
    made = built(
        ("host", "good.example", "E-1", ""),
        ("host", "secret-name", "E-2", ""),
        ("page", "secret-name.example", "E-3", ""),
        ("host", "secret-name.example", "E-4", "2020-01-01"),
    )
    assert [(line.number, line.entry_id, line.code) for line in made.left_out] == [
        (2, "E-2", "whole_domain"),
        (3, "E-3", "scope"),
        (4, "E-4", "expired"),
    ]
    assert made.entries == 1
    assert "secret-name" not in repr(made.left_out)


def test_a_refused_line_says_why_in_both_languages_without_its_address():
    with pytest.raises(Refused) as caught:
        entry_of(Row(1, "prefix", "secret-name.example/a", "E-1"))
    for text in (*caught.value.message, str(caught.value)):
        assert text
        assert "secret-name" not in text


def test_an_entry_that_expires_as_the_list_is_made_is_left_out():
    moments = ["2025-11-24T16:00:00Z", "2025-11-24T16:00:01Z"]
    made = built(*(("host", f"h{n}.example", f"E-{n}", at) for n, at in enumerate(moments)))
    assert [line.number for line in made.left_out] == [1]


def test_two_lines_for_one_place_are_one_entry_with_the_later_date(tmp_path):
    until = ["2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "2026-06-01T00:00:00Z"]
    made = built(
        ("host", "bad.example", "E-0", until[0]),
        ("host", "http://BAD.example/", "E-1", until[1]),
        ("host", "bad.example:80", "E-2", until[2]),
    )
    assert made.entries == 1
    found = verdict(tmp_path, made.octets, "http://bad.example/", 1_798_761_599)
    assert found.entry_id == "E-0"
    assert not verdict(tmp_path, made.octets, "http://bad.example/", 1_798_761_600).listed


def test_of_two_lines_one_without_an_end_has_no_end(tmp_path):
    rows = [("host", "bad.example", "E-1", ""), ("host", "bad.example", "E-2", "2026-01-01")]
    for order in (rows, rows[::-1]):
        assert verdict(tmp_path, built(*order).octets, "bad.example", NOW + 9999 * DAY).listed


def test_the_same_expression_in_two_scopes_is_two_entries():
    rows = [(scope, "bad.example/a/", "E", "") for scope in ("prefix", "path")]
    assert built(*rows).entries == 2


def test_an_entry_that_meets_a_harmless_address_only_in_its_second_form_is_left_out():
    harmless = Harmless(["http://good.example/welcome", "https://portal.example/"])
    made = built(
        ("path", "good.example/x/%252e%252e/welcome", "E-1", ""),
        ("path", "good.example//welcome", "E-2", ""),
        ("host", "portal..example", "E-3", ""),
        ("path", "good.example/other", "E-4", ""),
        harmless=harmless,
    )
    assert [(line.entry_id, line.code) for line in made.left_out] == [
        ("E-1", "harmless"),
        ("E-2", "harmless"),
        ("E-3", "harmless"),
    ]


def test_a_host_or_prefix_above_a_harmless_page_is_left_out_and_a_page_beside_it_is_not():
    harmless = Harmless(["http://www.good.example/club/welcome?lang=ja"])
    made = built(
        ("host", "good.example", "E-1", ""),
        ("prefix", "www.good.example/club/", "E-2", ""),
        ("path", "www.good.example/club/welcome", "E-3", ""),
        ("query", "www.good.example/club/welcome?lang=ja", "E-4", ""),
        ("query", "www.good.example/club/welcome?lang=en", "E-5", ""),
        ("path", "www.good.example/club/other", "E-6", ""),
        ("host", "cdn.www.good.example", "E-7", ""),
        harmless=harmless,
    )
    assert {line.entry_id for line in made.left_out} == {"E-1", "E-2", "E-3", "E-4"}


def test_a_page_is_never_widened_to_its_host(tmp_path):
    octets = built(
        ("path", "bad.example/page", "E-1", ""),
        ("prefix", "bad.example/dir/", "E-2", ""),
        ("query", "bad.example/q?a=1", "E-3", ""),
    ).octets
    for address in (
        "http://bad.example/",
        "http://bad.example/dir",
        "http://bad.example/page/more",
        "http://bad.example/q",
        "http://bad.example/q?a=2",
        "http://www.bad.example/page",
    ):
        assert not verdict(tmp_path, octets, address).listed
    for address, entry in (("page?x", "E-1"), ("dir/any", "E-2"), ("q?a=1", "E-3")):
        assert verdict(tmp_path, octets, f"http://bad.example/{address}").entry_id == entry


def test_entries_are_read_of_a_file_with_the_columns_in_any_order(tmp_path):
    path = tmp_path / "entries.csv"
    path.write_text(
        "\ufeffentry_id,expires,scope,expression\nE-1,, host ,bad.example\n", encoding="utf-8"
    )
    assert list(read_rows(path)) == [Row(2, "host", "bad.example", "E-1", "")]


@pytest.mark.parametrize(
    ("octets", "code"),
    [
        (b"", "entries_columns"),
        (b"scope,expression,entry_id\nhost,secret-name.example,E-1\n", "entries_columns"),
        (b"host,secret-name.example,E-1,\n", "entries_columns"),
        (b"scope,expression,entry_id,expires\nhost,\xff\xfe,E-1,\n", "entries_encoding"),
        (None, "entries_unreadable"),
    ],
)
def test_a_file_that_is_no_table_of_entries_is_refused_whole(tmp_path, octets, code):
    path = tmp_path / "entries.csv"
    if octets is not None:
        path.write_bytes(octets)
    with pytest.raises(Refused) as caught:
        list(read_rows(path))
    assert caught.value.code == code
    assert "secret-name" not in str(caught.value)
