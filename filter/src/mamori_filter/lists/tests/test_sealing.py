from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mamori_filter import _native
from mamori_filter.lists.keys import derive
from mamori_filter.lists.records import LONGEST_ID, Record, unseal, width_for
from mamori_filter.lists.sealing import AT_ONCE, seal_all, seal_part

KEYS = derive(bytes(range(32)), b"listname")
IDS = st.text(min_size=1, max_size=LONGEST_ID).filter(lambda text: len(text.encode()) <= LONGEST_ID)
RECORDS = st.builds(Record, st.integers(0, 2**32 - 1), st.integers(1, 4), IDS)


@settings(deadline=None)
@given(st.dictionaries(st.integers(0, 2**64 - 1), RECORDS, min_size=1, max_size=30))
def test_records_sealed_natively_are_those_of_the_twin(records: dict[int, Record]) -> None:
    fingerprints = array("Q", sorted(records))
    width = width_for(max(len(record.entry_id.encode()) for record in records.values()))
    sealed = seal_all(KEYS, fingerprints, records, width)
    assert sealed == seal_part(KEYS, fingerprints, records, width)
    for rank, found in enumerate(fingerprints):
        assert unseal(KEYS, found, sealed[rank * width : (rank + 1) * width]) == records[found]


def test_a_list_longer_than_one_part_is_sealed_in_its_order() -> None:
    records = {found: Record(0, 1, f"E{found}") for found in range(AT_ONCE + 3)}
    fingerprints = array("Q", sorted(records))
    sealed = seal_all(KEYS, fingerprints, records, 24)
    assert len(sealed) == len(records) * 24
    assert unseal(KEYS, AT_ONCE + 2, sealed[-24:]) == records[AT_ONCE + 2]


@pytest.mark.parametrize(
    ("width", "ids", "lengths"),
    [(13, b"", b"\0"), (1000, b"", b"\0"), (14, b"x", b"\1"), (20, b"xy", b"\1"), (20, b"x", b"")],
)
def test_parts_that_do_not_match_are_never_sealed(width: int, ids: bytes, lengths: bytes) -> None:
    with pytest.raises(ValueError, match=r"records|id"):
        _native.seal_records(
            KEYS.seal, KEYS.mask, width, array("Q", [1]), array("I", [0]), b"\1", ids, lengths
        )
