"""The strict form is what WHATWG's own tests say a browser asks for."""

import ada_url
import pytest

from mamori_filter.canonical.strict import WEB_SCHEMES
from mamori_filter.canonical.tests.reading import cases, each_way

# WHATWG refuses these for want of a base; here an address without a scheme is read as http://, §2.2.
READ_WITHOUT_SCHEME = {
    "a": "a/",
    "a/": "a/",
    "a//": "a//",
    "\\\\\\.\\Y:": "./Y:",
    "\\\\\\.\\y:": "./y:",
}


def absolute(case: dict[str, str]) -> str | None:
    """A list holds absolute addresses alone, so a case with a base is resolved against it first."""
    if case["base"] is None:
        return case["input"]
    try:
        href: str = ada_url.URL(case["input"], base=case["base"]).href
    except ValueError:
        return None
    return href


def of_the_web(case: dict[str, str]) -> bool:
    return "failure" not in case and case["protocol"] in WEB_SCHEMES


URLS = cases("urltestdata.json")


def test_the_vectors_are_all_there():
    assert len(URLS) == 891
    assert sum("failure" in case for case in URLS) == 267
    assert sum(map(of_the_web, URLS)) == 277
    assert len(cases("toascii.json")) == 87
    assert len(cases("percent-encoding.json")) == 7


@each_way
def test_a_web_address_has_the_host_path_and_query_that_whatwg_names(read):
    for case in filter(of_the_web, URLS):
        found = read(absolute(case) or "")
        assert found is not None, case
        assert found.strict == (case["hostname"], case["pathname"], case["search"][1:] or None), (
            case
        )


@each_way
def test_what_whatwg_refuses_is_no_address_unless_it_merely_lacks_its_scheme(read):
    accepted = {}
    for case in URLS:
        address = absolute(case)
        if "failure" in case and address is not None and (found := read(address)):
            accepted[case["input"]] = found.strict.text
    assert accepted == READ_WITHOUT_SCHEME


def test_no_base_makes_an_address_of_what_whatwg_refuses():
    unresolved = [case for case in URLS if case["base"] is not None and absolute(case) is None]
    assert len(unresolved) == 62
    assert all("failure" in case for case in unresolved)


@each_way
def test_an_address_of_another_scheme_is_no_web_address(read):
    others = [case for case in URLS if "failure" not in case and not of_the_web(case)]
    assert len(others) == 347
    assert [case["input"] for case in others if read(absolute(case) or "") is not None] == []


@each_way
@pytest.mark.parametrize(
    "case", cases("toascii.json"), ids=lambda case: case["input"].encode("unicode_escape").decode()
)
def test_a_host_becomes_the_ascii_that_whatwg_names(case, read):
    found = read(f"http://{case['input']}/")
    assert (found and found.strict.host) == case["output"]


@each_way
@pytest.mark.parametrize(
    "case", cases("percent-encoding.json"), ids=lambda case: ascii(case["input"])
)
def test_a_query_is_escaped_as_utf_8_whatever_the_page_was_written_in(case, read):
    found = read(f"http://host.test/?{case['input']}")
    assert found is not None
    assert found.strict.query == case["output"]["utf-8"]
