"""Each of 37 spellings of a listed address is blocked, and each of 18 near misses passes, by both engines."""

import pytest

from mamori_filter.canonical.tests.reading import vectors
from mamori_filter.engines import native_engine
from mamori_filter.engines.twin import TwinEngine
from mamori_filter.lists.building import Terms, build
from mamori_filter.lists.entries import Row, accepted
from mamori_filter.lists.opening import read_list

FACTS = vectors("bypass_shared.json")
SCOPES = {"H": "host", "P": "prefix", "E": "path", "Q": "query"}
KEY = bytes(range(16))
NOW = 1_800_000_000


@pytest.fixture(scope="module", params=[native_engine, TwinEngine], ids=["native", "twin"])
def engine(request):
    """A list of all eight entries."""
    rows = [
        Row(number, SCOPES[entry["type"]], entry["value"], name)
        for number, (name, entry) in enumerate(FACTS["entries"].items(), start=2)
    ]
    built = build(accepted(rows), KEY, Terms(version=1, created=NOW))
    assert built.left_out == []
    assert built.entries == 8
    return request.param(read_list(memoryview(built.octets), KEY))


def test_the_vectors_are_all_there():
    expected = [case["expected"] for case in FACTS["cases"]]
    assert (expected.count("block"), expected.count("pass"), len(expected)) == (37, 18, 55)
    assert len(FACTS["entries"]) == 8


@pytest.mark.parametrize("case", FACTS["cases"], ids=lambda case: f"{case['id']} {case['what']}")
def test_a_spelling_is_blocked_by_its_entry_and_a_near_miss_passes(case, engine):
    verdict = engine.check(case["url"], NOW)
    assert verdict.problem is None
    assert verdict.entry_id == (case["entry"] if case["expected"] == "block" else None)
    assert verdict.listed == (case["expected"] == "block")
    assert verdict.scope == (SCOPES[case["listed"]["type"]] if verdict.listed else None)


def test_all_cases_in_one_call_have_the_verdicts_they_have_alone(engine):
    urls = [case["url"] for case in FACTS["cases"]]
    assert engine.check_many(urls, NOW) == [engine.check(url, NOW) for url in urls]
