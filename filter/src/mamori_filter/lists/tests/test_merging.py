from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mamori_filter.lists.merging import Change, Merged, encoded, merge, merge_plainly
from mamori_filter.lists.tests.making import without_native

NUMBERS = st.sets(st.integers(0, 40) | st.integers(2**64 - 40, 2**64 - 1), max_size=30)


def column(keys: list[int], width: int, letter: bytes) -> bytes:
    return b"".join((letter + str(key).encode()).ljust(width, b".")[:width] for key in keys)


@settings(deadline=None)
@given(NUMBERS, NUMBERS, st.sets(st.integers(0, 29)), st.sampled_from([0, 1, 23]))
def test_what_stays_and_what_comes_lie_in_order_with_their_records(have, come, leave, width):
    keys, fresh = sorted(have), sorted(come)
    removed = sorted(rank for rank in leave if rank < len(keys))
    kept = [key for rank, key in enumerate(keys) if rank not in leave]
    fresh = [key for key in fresh if key not in kept]
    change = Change(array("Q", removed), array("Q", fresh), column(fresh, width, b"n"))
    wanted = sorted([(key, b"o") for key in kept] + [(key, b"n") for key in fresh])
    expected = Merged(
        array("Q", (key for key, _ in wanted)).tobytes(),
        b"".join(column([key], width, letter) for key, letter in wanted),
    )
    given_keys = memoryview(array("Q", keys))
    for way in (merge, merge_plainly):
        assert way(given_keys, column(keys, width, b"o"), width, change) == expected


@pytest.mark.parametrize(
    ("removed", "added", "records"),
    [
        ([3], [], b""),
        ([1, 1], [], b""),
        ([2, 1], [], b""),
        ([], [9], b""),
        ([], [9], b"xxx"),
        ([], [20], b"xx"),
        ([0], [20], b"xx"),
        ([], [9, 9], b"xxxx"),
        ([], [9, 8], b"xxxx"),
    ],
)
def test_what_cannot_be_merged_is_refused_by_both_before_a_list_is_made(removed, added, records):
    keys = memoryview(array("Q", [10, 20, 30]))
    change = Change(array("Q", removed), array("Q", added), records)
    with pytest.raises(ValueError, match=r"ascend|match|already"):
        encoded(merge(keys, b"aabbcc", 2, change).keys)
    with without_native(), pytest.raises(ValueError, match=r"ascend|match|already"):
        encoded(merge(keys, b"aabbcc", 2, change).keys)


def test_a_key_that_leaves_may_come_back_with_another_record():
    keys = memoryview(array("Q", [10, 20, 30]))
    change = Change(array("Q", [1]), array("Q", [20]), b"xx")
    for way in (merge, merge_plainly):
        assert way(keys, b"aabbcc", 2, change) == Merged(bytes(keys), b"aaxxcc")
