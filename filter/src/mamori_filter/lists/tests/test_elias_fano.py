from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mamori_filter import _native
from mamori_filter.lists import elias_fano
from mamori_filter.lists.merging import keys_of
from mamori_filter.lists.tests.making import NOW, numbers, open_of, plain_records, without_native

EDGES = [0, 1, 2**56 - 1, 2**56, 2**63, 2**64 - 2, 2**64 - 1]
KEYS = st.sets(st.one_of(st.integers(0, 2**64 - 1), st.sampled_from(EDGES)), min_size=1)
COUNTS = [1, 2, 3, 63, 64, 127, 128, 255, 256, 257, 511, 512, 513, 1023, 1024, 1025, 4096, 5526]


def both_agree(ascending: "array[int]") -> None:
    parts = elias_fano.encode(ascending)
    assert parts == _native.encode(ascending)
    assert _native.decode(*parts, len(ascending)) == ascending.tobytes()
    asked = elias_fano.Sorted(*parts, len(ascending))
    assert asked.keys() == ascending
    assert [asked.rank(key) for key in ascending] == list(range(len(ascending)))
    missing = {key ^ 1 for key in ascending} | {key ^ 2**63 for key in ascending}
    assert {asked.rank(key) for key in missing - set(ascending)} <= {-1}


@settings(deadline=None)
@given(KEYS)
def test_both_engines_lay_out_the_same_octets_and_find_every_key(keys):
    both_agree(array("Q", sorted(keys)))


@pytest.mark.parametrize("count", COUNTS)
def test_lists_about_a_power_of_two_are_laid_out_alike(count):
    both_agree(array("Q", sorted(numbers("keys", count))))


@pytest.mark.parametrize("count", [1, 255, 256, 257])
def test_keys_that_all_share_their_upper_bits_are_found(count):
    both_agree(array("Q", range(2**64 - count, 2**64)))
    both_agree(array("Q", range(count)))


@pytest.mark.parametrize("count", [1, 255, 256, 257, 1000])
def test_an_open_list_gives_back_its_fingerprints_with_and_without_the_native_core(count):
    wanted = sorted({0, 2**64 - 1, *numbers("keys", count)})
    opened = open_of(plain_records(wanted))
    assert list(keys_of(opened)) == wanted
    with without_native():
        assert list(keys_of(opened)) == wanted
    assert opened.header.created == NOW


def test_a_part_that_holds_another_count_is_refused_by_both():
    upper, lower = elias_fano.encode(array("Q", [5, 2**40, 2**60]))
    more = upper[:-1] + b"\x80"
    with pytest.raises(ValueError, match="count"):
        elias_fano.Sorted(more, lower, 3)
    with pytest.raises(ValueError, match="count"):
        _native.decode(more, lower, 3)


def test_keys_that_do_not_ascend_are_refused():
    for keys in ([2, 1], [3, 3]):
        with pytest.raises(ValueError, match="ascend"):
            _native.encode(array("Q", keys))
