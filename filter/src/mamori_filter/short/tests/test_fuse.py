import math
import random
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mamori_filter import _native
from mamori_filter.short import fuse

FINGERPRINTS = st.sets(st.integers(0, 2**64 - 1), min_size=1, max_size=400)


def drawn(count: int, seed: int) -> "array[int]":
    source = random.Random(seed)
    return array("Q", sorted(set(array("Q", source.randbytes(8 * count)))))


@settings(deadline=None)
@given(FINGERPRINTS, st.sampled_from([1, 2]))
def test_every_fingerprint_of_the_list_is_found(found: set[int], width: int) -> None:
    shape, cells = fuse.build(array("Q", sorted(found)), width)
    filtered = fuse.Fuse(shape, cells)
    assert all(map(filtered.has, found))
    assert len(cells) == shape.size * width


@settings(deadline=None)
@given(FINGERPRINTS, st.sampled_from([1, 2]))
def test_both_builders_make_the_same_octets(found: set[int], width: int) -> None:
    keys = array("Q", sorted(found))
    shape, cells = fuse.build(keys, width)
    assert fuse.fill(keys, shape) == cells
    assert _native.fuse(keys, width, shape.segment, shape.size, shape.seed) == cells


@settings(max_examples=20, deadline=None)
@given(FINGERPRINTS)
def test_the_same_list_is_always_shortened_to_the_same_octets(found: set[int]) -> None:
    keys = array("Q", sorted(found))
    assert fuse.build(keys, 1) == fuse.build(keys, 1)


@pytest.mark.parametrize(
    ("width", "cells"),
    [
        (1, "00" * 20 + "8800141b"),
        (2, "00" * 40 + "883b000014d71b84"),
    ],
)
def test_the_vector_of_the_policy_holds(width: int, cells: str) -> None:
    keys = array("Q", [0x0123456789ABCDEF, 0x0F1E2D3C4B5A6978, 0xFEDCBA9876543210])
    shape, made = fuse.build(keys, width)
    assert shape == fuse.Shape(seed=0, segment=8, size=24, width=width)
    assert made == bytes.fromhex(cells)
    assert shape.hash(keys[0]) == 0x87CBFBFE89022CEA
    assert shape.places(shape.hash(keys[0])) == (4, 12, 22)


def test_a_seed_that_does_not_serve_is_told_by_both_builders() -> None:
    keys = drawn(100, seed=1)
    shape = fuse.Shape(seed=0, segment=4, size=12, width=1)  # twelve cells cannot hold a hundred
    assert fuse.fill(keys, shape) is None
    assert _native.fuse(keys, 1, shape.segment, shape.size, shape.seed) is None


@pytest.mark.parametrize("width", [1, 2])
def test_one_fingerprint_in_256_or_65536_of_all_others_matches(width: int) -> None:
    shape, cells = fuse.build(drawn(3000, seed=2), width)
    filtered = fuse.Fuse(shape, cells)
    asked, chance = 200_000 * width, 2.0 ** (-8 * width)
    hits = sum(map(filtered.has, drawn(asked, seed=3)))
    # Seeds are fixed, so it cannot fail by chance; seven standard deviations leave room for another seed.
    assert abs(hits - asked * chance) <= 7 * math.sqrt(asked * chance)
    assert hits > 0


def test_a_long_list_takes_about_1_13_octets_an_entry_and_a_short_one_under_1_3() -> None:
    for count, most in ((6_000, 1.30), (100_000, 1.18), (1_000_000, 1.135)):
        _, cells = fuse.build(drawn(count, seed=4), 1)
        assert len(cells) / count <= most


@pytest.mark.parametrize(
    ("segment", "size", "width"),
    [(0, 0, 1), (3, 9, 1), (4, 8, 1), (4, 13, 1), (4, 12, 3), (1 << 19, 3 << 19, 1)],
)
def test_an_array_of_another_shape_is_never_asked(segment: int, size: int, width: int) -> None:
    assert not fuse.Shape(0, segment, size, width).sound
    with pytest.raises(ValueError, match="shape"):
        _native.fuse(drawn(3, seed=5), width, segment, size, 0)
    with pytest.raises(ValueError, match="fit"):
        _native.Short(memoryview(bytes(1 << 22)), 0, 0, segment, size, width, bytes(16))
