"""Native core and twin, asked side by side."""

import pytest

from mamori_filter import _native, engines
from mamori_filter.engines.twin import TwinEngine
from mamori_filter.filters import Filter
from mamori_filter.tests.example_list import KEY, example_filter, write_list

EXPIRES = 1_790_899_200  # of E-2, the end of 2026-10-01
LISTED = "http://files.example/old.html"


@pytest.fixture
def both(tmp_path):
    opened = example_filter(tmp_path).opened
    return engines.native_engine(opened), TwinEngine(opened)


@pytest.mark.parametrize("now", [-(2**70), -1, 0, 1, EXPIRES - 1, EXPIRES, 2**32 - 1, 2**32, 2**70])
def test_any_moment_is_judged_alike_by_both(both, now):
    native, twin = both
    verdict = twin.check(LISTED, now)
    assert verdict.listed is (now < EXPIRES)
    assert native.check(LISTED, now) == verdict
    assert native.check_many([LISTED], now) == [verdict]


def test_without_a_moment_the_clock_decides(both):
    native, twin = both
    assert native.check(LISTED) == twin.check(LISTED)
    assert native.check_many([LISTED] * 3) == twin.check_many([LISTED] * 3)


def test_an_engine_without_a_list_says_so():
    empty = _native.Engine.__new__(_native.Engine)
    with pytest.raises(ValueError, match="no list"):
        empty.check(LISTED)
    with pytest.raises(ValueError, match="no list"):
        empty.rank(1)


@pytest.mark.parametrize("address", [None, 7, b"http://listed.test/"])
def test_what_is_no_text_is_an_error_and_not_a_verdict(both, address):
    with pytest.raises(TypeError):
        both[0].check(address)
    with pytest.raises(TypeError):
        both[0].check_many([address])


def test_a_question_asked_while_another_is_answered_disturbs_neither(both):
    native, _ = both

    def addresses():
        for number in range(100):
            assert native.check("http://listed.test/").listed
            yield f"http://n{number}.listed.test/"

    assert all(verdict.listed for verdict in native.check_many(addresses()))


def test_counts_are_told_by_scope(both):
    for engine in both:
        engine.check_many(
            ["http://listed.test/", "mailto:x", "http://other.test/", LISTED], EXPIRES
        )
        counted = engine.counts()
        assert {
            name: counted[name] for name in ("checked", "host", "path", "no_address", "expired")
        } == {
            "checked": 4,
            "host": 1,
            "path": 0,
            "no_address": 1,
            "expired": 1,
        }


@pytest.mark.parametrize("segments", [1, 2, 31, 32])
def test_prefixes_are_asked_as_deep_as_the_list_has_them(tmp_path, segments):
    deep = "a.test/" + "x/" * segments
    path = write_list(
        tmp_path / "deep.mf", [("prefix", deep, "P-1", ""), ("host", "b.test", "H-1", "")]
    )
    opened = Filter(path, KEY).opened
    assert opened.deepest == segments
    for engine in (engines.native_engine(opened), TwinEngine(opened)):
        assert engine.check(f"http://{deep}y/z").matched == f"strict:prefix:{segments}"
        assert not engine.check("http://" + deep[:-2]).listed


def test_without_the_key_nobody_sees_how_deep_prefixes_are(tmp_path):
    paths = [write_list(tmp_path / f"{version}.mf", version=version) for version in range(1, 9)]
    assert len({path.read_bytes()[107] for path in paths}) > 1
