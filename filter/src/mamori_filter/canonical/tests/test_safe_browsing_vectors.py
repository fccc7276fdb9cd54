"""The second form is Safe Browsing's, except where a named reason stands here."""

from hashlib import sha256

import pytest

from mamori_filter.canonical.tests.reading import Reader, each_way, second_of, vectors
from mamori_filter.lists.fingerprints import Scope, expressions

FACTS = vectors("safe_browsing_canonical.json")

NO_HOST = "no browser asks for such a host: WHATWG forbids it (spaces, controls, % or <>^ in it)"
HOST_REFUSED = {
    "http://host%23.com/%257Ea%2521b%2540c%2523d%2524e%25f%255E00%252611%252A22%252833%252944_55%252B": NO_HOST,
    "http://\x01\udc80.com/": NO_HOST,
    "http:// leadingspace.com/": NO_HOST,
    "http://%20leadingspace.com/": NO_HOST,
    "%20leadingspace.com/": NO_HOST,
    "http://some%1bhost.com/%1b": NO_HOST,
    "http%3A%2F%2Fwackyurl.com:80/": NO_HOST,
    "http://W!eird<>Ho$^.com/": NO_HOST,
}
# Safe Browsing keeps a bare question mark; to a server it asks for the same page, §2.6.
BARE_QUESTION_MARK = {"http://www.google.com/q?": "www.google.com/q"}
# Safe Browsing refuses these; a browser takes the first segment for the host, §2.6.
FIRST_SEGMENT_IS_THE_HOST = {
    "http:///blah#ref": "blah/",
    "http:///blah?query#ref": "blah/?query",
    "http:///blah;param": "blah;param/",
    "http:///blah;param?query#ref": "blah;param/?query",
}
# The same sixteen octets, written as WHATWG writes every IPv6 address.
OTHER_WRITING = {"[::192.9.5.5]": "[::c009:505]"}
# Octets above 255 wrap round in Safe Browsing, and text after a space is dropped; browsers refuse both.
NO_IPV4 = {"276.2.3": "20.2.0.3", "10.192.95.89 xy": "10.192.95.89"}


def given(case: dict[str, str]) -> str:
    if "input" in case:
        return case["input"]
    return bytes.fromhex(case["input_bytes_hex"]).decode(errors="surrogateescape")


def without_scheme(canonical: str) -> str:
    return canonical.partition("://")[2]


def second(read: Reader, address: str) -> str | None:
    form = second_of(read(address))
    return None if form is None else form.text


def test_the_vectors_are_all_there():
    counts = {
        name: len(facts) for name, facts in FACTS.items() if facts and isinstance(facts[0], dict)
    }
    assert counts == {
        "canonical": 44, "canonical_refused": 15,
        "canonical_host": 10, "canonical_path": 10, "parse_ipv4": 11, "expressions": 17,
        "lookup_hosts": 5, "lookup_paths": 4, "sha256": 4,
    }  # fmt: skip


@each_way
def test_the_second_form_is_the_canonical_address_without_its_scheme(read):
    refused, other = set(), {}
    for case in FACTS["canonical"]:
        address = given(case)
        found = second(read, address)
        if found is None:
            refused.add(address)
        elif "canonical" in case and found != without_scheme(case["canonical"]):
            other[address] = found
    assert refused == set(HOST_REFUSED)
    assert other == BARE_QUESTION_MARK


@each_way
def test_where_a_source_drops_the_query_the_host_and_path_are_its_canonical_address(read):
    checked = 0
    for case in FACTS["canonical"]:
        if "canonical_without_query" not in case:
            continue
        form = second_of(read(given(case)))
        assert form is not None
        assert form.host + form.path == without_scheme(case["canonical_without_query"])
        checked += 1
    assert checked == 5


@each_way
def test_an_address_without_a_usable_host_is_refused_unless_a_browser_finds_one(read):
    found = {case["input"]: second(read, case["input"]) for case in FACTS["canonical_refused"]}
    assert {address: text for address, text in found.items() if text} == FIRST_SEGMENT_IS_THE_HOST


@each_way
def test_the_host_is_the_canonical_host(read):
    for case in FACTS["canonical_host"]:
        form = second_of(read(case["input"]))
        wanted = case.get("output")
        assert (form and form.host) == OTHER_WRITING.get(wanted, wanted), case


@each_way
def test_the_path_is_the_canonical_path(read):
    for case in FACTS["canonical_path"]:
        form = second_of(read(case["input"]))
        refused = case.get("refused") or case["input"] in HOST_REFUSED
        assert (form and form.path) == (None if refused else case["output"]), case


@each_way
def test_an_ipv4_address_is_read_in_every_spelling_that_a_browser_reads(read):
    missed = {}
    for case in FACTS["parse_ipv4"]:
        form = second_of(read(f"http://{case['input']}/"))
        found = form.host if form is not None and form.is_ip else None
        if found != case["output"]:
            assert found is None, case
            missed[case["input"]] = case["output"]
    assert missed == NO_IPV4


def asked(read: Reader, address: str) -> list[tuple[Scope, str, int]] | None:
    form = second_of(read(address))
    return None if form is None else list(expressions(form))


def hosts_of(read: Reader, address: str, most_labels: int) -> set[str] | None:
    """Safe Browsing's hosts made of ours: the address's own, and those of ours that are short enough."""
    form = second_of(read(address))
    if form is None:
        return None
    ours = {text for scope, text, _ in expressions(form) if scope is Scope.HOST}
    return {form.host} | {host for host in ours if host.count(".") < most_labels}


def paths_of(read: Reader, address: str) -> set[str] | None:
    """Safe Browsing's paths made of ours: page and query, page, up to three folders, and the root, which is
    no prefix of ours (§3.3: an entry for all of a host is one of scope host)."""
    form = second_of(read(address))
    if form is None:
        return None
    ours = [
        text.removeprefix(form.host)
        for scope, text, steps in expressions(form)
        if scope in (Scope.PATH, Scope.QUERY) or (scope is Scope.PREFIX and steps <= 3)
    ]
    return {"/", *ours}


def listed(case: dict[str, list[str]]) -> set[str] | None:
    return set(case["list"]) if "list" in case else None


@each_way
@pytest.mark.parametrize(
    "case", FACTS["expressions"], ids=lambda case: f"{case['url']} {case['profile'][:3]}"
)
def test_safe_browsing_asks_our_hosts_and_paths_in_every_combination_up_to_its_limits(case, read):
    most_labels = {"up": 7, "sp": 5}[case["profile"][:2]]
    hosts, paths = hosts_of(read, case["url"], most_labels), paths_of(read, case["url"])
    combined = None if hosts is None else {host + path for host in hosts for path in paths or ()}
    assert combined == listed(case)


@each_way
@pytest.mark.parametrize(
    "case", FACTS["expressions"], ids=lambda case: f"{case['url']} {case['profile'][:3]}"
)
def test_we_ask_a_page_under_its_own_host_alone(case, read):
    form = second_of(read(case["url"]))
    for scope, text, _ in asked(read, case["url"]) or ():
        assert form is not None
        assert scope is Scope.HOST or text.startswith(form.host + "/")


@each_way
@pytest.mark.parametrize("case", FACTS["lookup_hosts"], ids=lambda case: case["url"])
def test_the_hosts_of_an_address_hold_those_of_safe_browsing(case, read):
    wanted = listed(case)
    assert hosts_of(read, case["url"], 7) == (
        wanted and {OTHER_WRITING.get(host, host) for host in wanted}
    )


@each_way
@pytest.mark.parametrize("case", FACTS["lookup_paths"], ids=lambda case: case["url"])
def test_the_paths_of_an_address_hold_those_of_safe_browsing(case, read):
    assert paths_of(read, case["url"]) == listed(case)


@pytest.mark.parametrize("case", FACTS["sha256"], ids=lambda case: case["sha256"][:8])
def test_sha_256_which_guards_files_and_matches_no_address_is_the_standard_one(case):
    text = case["input"] if "input" in case else case["input_repeat"][0] * case["input_repeat"][1]
    digest = sha256(text.encode())
    assert digest.hexdigest() == case["sha256"]
    if "prefix_hex" in case:
        assert digest.digest()[: case["prefix_bits"] // 8].hex() == case["prefix_hex"]
