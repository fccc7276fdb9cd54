"""Whoever spells a listed address otherwise gets the same verdict; whoever means another place does not."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mamori_filter.canonical.tests.spellings import Place, missed, spelled
from mamori_filter.engines import Engine, native_engine
from mamori_filter.engines.twin import TwinEngine
from mamori_filter.lists.building import Terms, build
from mamori_filter.lists.entries import Row, accepted
from mamori_filter.lists.opening import read_list

NOW = 1_800_000_000
LISTED = {
    "H": ("host", Place("bad-host.test")),
    "I": ("host", Place("198.51.100.7")),
    "P": ("prefix", Place("shared.test", ("gallery", "seven", ""))),
    "E": ("path", Place("pages.test", ("a", "b", "c.html"))),
    "Q": ("query", Place("views.test", ("view",), "id=seven&page=2")),
    "X": ("path", Place("203.0.113.9", ("x", "y"))),
}


def engines() -> list[Engine]:
    rows = [
        Row(2, scope, place.host if scope == "host" else place.text, name)
        for name, (scope, place) in LISTED.items()
    ]
    key = bytes(range(16))
    opened = read_list(memoryview(build(accepted(rows), key, Terms(1, NOW)).octets), key)
    return [native_engine(opened), TwinEngine(opened)]


ENGINES = engines()
chances = st.integers(0, 2**64).map(Random)


@pytest.mark.parametrize("name", LISTED)
@settings(max_examples=200, deadline=None)
@given(chance=chances)
def test_every_spelling_of_a_listed_address_has_its_entrys_verdict(name, chance):
    scope, place = LISTED[name]
    address = spelled(chance, place)
    for engine in ENGINES:
        verdict = engine.check(address, NOW)
        assert (verdict.entry_id, verdict.scope) == (name, scope), repr(address)


@pytest.mark.parametrize("name", LISTED)
@settings(max_examples=200, deadline=None)
@given(chance=chances)
def test_no_spelling_of_a_place_beside_a_listed_one_is_listed(name, chance):
    _, place = LISTED[name]
    address = spelled(chance, missed(chance, place))
    for engine in ENGINES:
        verdict = engine.check(address, NOW)
        assert not verdict.listed, repr(address)
        assert verdict.problem is None, repr(address)


@settings(max_examples=200, deadline=None)
@given(
    chance=chances,
    deeper=st.lists(st.sampled_from(["2024", "img.jpg", "A", "..b"]), min_size=1, max_size=3),
)
def test_what_lies_below_a_prefix_or_a_host_is_listed_however_it_is_spelled(chance, deeper):
    below_prefix = Place("shared.test", ("gallery", "seven", *deeper), "w=100")
    below_host = Place("img.cdn.bad-host.test", tuple(deeper))
    for engine in ENGINES:
        assert engine.check(spelled(chance, below_prefix), NOW).entry_id == "P"
        assert engine.check(spelled(chance, below_host), NOW).entry_id == "H"


@pytest.mark.parametrize("labels", [1, 15, 16, 126, 127, 255, 256, 300])
def test_how_far_below_a_listed_host_an_address_lies_is_told_however_far(labels):
    address = "http://" + "l." * labels + "bad-host.test/"
    for engine in ENGINES:
        assert engine.check(address, NOW).matched == f"strict:host:{labels}"


@settings(max_examples=300, deadline=None)
@given(chance=chances, name=st.sampled_from(sorted(LISTED)), put_in=st.text(max_size=2))
def test_both_engines_give_one_verdict_on_a_spelling_gone_wrong(chance, name, put_in):
    address = spelled(chance, LISTED[name][1])
    at = chance.randrange(len(address) + 1)
    address = address[:at] + put_in + address[at + chance.randrange(3) :]
    native, twin = (engine.check(address, NOW) for engine in ENGINES)
    assert native == twin, repr(address)
    for engine in ENGINES:
        assert engine.check_many([address, address], NOW) == [native, native]
