from array import array
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mamori_filter.lists import delta_file, deltas, rice
from mamori_filter.lists.delta_file import Delta
from mamori_filter.lists.opening import OpenList, read_list, verify_wholly
from mamori_filter.lists.records import Record
from mamori_filter.lists.tests.making import (
    KEY,
    NAME,
    NOW,
    OTHER_KEY,
    file_of,
    numbers,
    open_of,
    plain_records,
    without_native,
)
from mamori_filter.refusals import Refused

FINGERPRINTS = st.integers(0, 2**64 - 1)
RECORDS = st.builds(Record, st.integers(0, 2**32 - 1), st.integers(1, 4), st.just("E-01"))
SETS = st.dictionaries(FINGERPRINTS, RECORDS, min_size=1, max_size=40)
WIDER = Record(0, 1, "an-id-longer-than-the-others")


def leads_there(old: OpenList, new: OpenList) -> bytes:
    """The delta, once it was seen to lead from the old list to the new one with either engine."""
    delta = deltas.make(old, new)
    assert deltas.apply(old, delta) == new.octets
    with without_native():
        assert deltas.make(old, new) == delta
        assert deltas.apply(old, delta) == new.octets
    return delta


def refused(base: OpenList, octets: bytes | bytearray) -> str:
    with pytest.raises(Refused) as caught:
        deltas.apply(base, bytes(octets))
    return caught.value.code


@settings(deadline=None)
@given(SETS, SETS, st.sets(st.integers(0, 39)), st.booleans())
def test_a_delta_leads_to_the_new_file_octet_for_octet(old, extra, kept, alter):
    keys = sorted(old)
    new = extra | {keys[rank]: old[keys[rank]] for rank in kept if rank < len(keys)}
    if alter:
        new |= {key: record._replace(expires=record.expires // 2) for key, record in new.items()}
    leads_there(open_of(old), open_of(new, version=2))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (range(5), range(5)),
        (range(5), range(5, 10)),
        (range(10), range(5)),
        (range(5), range(2**64 - 5, 2**64)),
        ([2**64 - 1], [0]),
        (range(255), range(1, 257)),
        (range(257), range(3, 255)),
    ],
    ids=["none", "all", "only removed", "far ends", "one for one", "past 256", "below 256"],
)
def test_the_ends_of_what_can_change_are_met(old, new):
    leads_there(open_of(plain_records(old)), open_of(plain_records(new), version=2))


def test_an_expiry_that_moved_is_carried_as_one_record():
    old = plain_records(numbers("old", 300))
    new = dict(old)
    for key in sorted(new)[7:10]:
        new[key] = new[key]._replace(expires=NOW + 60)
    after = open_of(new, version=2)
    delta = leads_there(open_of(old), after)
    sizes = delta_file.sizes(delta, kept=300)
    assert (sizes.removed, sizes.added, sizes.changed) == (0, 0, 3)
    assert len(delta) - sizes.fingerprints == 3 * after.header.width


@settings(max_examples=25, deadline=None)
@given(SETS, SETS)
def test_a_list_whose_records_grow_or_shrink_carries_all_of_them(narrow, more):
    wide = more | {5: WIDER}
    leads_there(open_of(narrow), open_of(wide, version=2))
    leads_there(open_of(wide), open_of(narrow, version=2))


def test_an_about_text_travels_only_where_it_changed():
    from mamori_filter.lists.building import Terms, assemble

    kept = plain_records(range(9))
    old = open_of(kept)
    terms = Terms(2, NOW, NAME, about={"contact": "https://provider.example/連絡"})
    new = read_list(memoryview(assemble(kept, old.keys, terms, 9)), KEY)
    delta = leads_there(old, new)
    again = read_list(
        memoryview(assemble(kept, old.keys, Terms(3, NOW, NAME, about=terms.about), 9)), KEY
    )
    assert len(leads_there(new, again)) < len(delta)


def test_a_delta_of_500_and_500_on_5500_stays_within_five_in_a_hundred_of_the_bound():
    keys = numbers("keys", 6000)
    old, new = open_of(plain_records(keys[:5500])), open_of(plain_records(keys[500:]), version=2)
    sizes = delta_file.sizes(leads_there(old, new), kept=5500)
    assert (sizes.removed, sizes.added) == (500, 500)
    assert sizes.fewest == 3831
    assert sizes.fingerprints <= 1.05 * sizes.fewest


def test_a_delta_is_refused_on_any_base_but_its_own():
    lists = [open_of(plain_records(range(n, n + 20)), version=n + 1) for n in range(4)]
    delta = deltas.make(lists[1], lists[2])
    assert refused(lists[0], delta) == "delta_wrong_base"
    same_version = open_of(plain_records(range(90, 110)), version=2)
    assert refused(same_version, delta) == "delta_wrong_base"


def test_a_delta_is_not_applied_twice_nor_backwards():
    lists = [open_of(plain_records(range(n, n + 20)), version=n + 1) for n in range(4)]
    delta = deltas.make(lists[1], lists[2])
    assert refused(lists[2], delta) == "delta_replayed"
    assert refused(lists[3], delta) == "delta_replayed"


def test_a_delta_to_a_version_not_above_is_not_made():
    new, old = open_of(plain_records(range(9)), version=2), open_of(plain_records(range(8)))
    for version in (open_of(plain_records(range(7)), version=2), old):
        with pytest.raises(Refused) as caught:
            deltas.make(new, version)
        assert caught.value.code == "delta_order"


def test_a_delta_between_two_lists_is_not_made_and_another_providers_is_refused():
    old, new = open_of(plain_records(range(8))), open_of(plain_records(range(9)), version=2)
    other = open_of(plain_records(range(9)), version=2, name="another-list")
    with pytest.raises(Refused) as caught:
        deltas.make(old, other)
    assert caught.value.code == "other_list"
    theirs = open_of(plain_records(range(8)), key=OTHER_KEY)
    assert refused(theirs, deltas.make(old, new)) == "wrong_key"


def small() -> tuple[bytes, bytes, bytes]:
    """A base, its delta, and the file it leads to: something is removed, added and changed."""
    old = plain_records(numbers("small", 12))
    keys = sorted(old)
    new = {key: old[key] for key in keys[2:]} | plain_records(numbers("fresh", 2), "F")
    new[keys[5]] = Record(NOW, 2, "E-new")
    base, after = open_of(old), open_of(new, version=2)
    return bytes(base.octets), deltas.make(base, after), bytes(after.octets)


def test_every_bit_of_a_delta_counts():
    octets, delta, _ = small()
    base = read_list(memoryview(octets), KEY)
    for bit in range(len(delta) * 8):
        altered = bytearray(delta)
        altered[bit >> 3] ^= 1 << (bit & 7)
        assert refused(base, altered) in {"delta_damaged", "not_a_delta"}


def test_a_forger_who_puts_the_checksum_right_gets_nowhere():
    octets, delta, after = small()
    base = read_list(memoryview(octets), KEY)
    codes = set()
    for bit in range(len(delta) * 8):
        altered = bytearray(delta)
        altered[bit >> 3] ^= 1 << (bit & 7)
        head = bytes(altered[: delta_file.SIZE - 4])
        body = bytes(altered[delta_file.SIZE :])
        altered[delta_file.SIZE - 4 : delta_file.SIZE] = delta_file.checksum(head, body).to_bytes(
            4, "little"
        )
        try:
            assert (
                deltas.apply(base, bytes(altered)) == after
            )  # spare bits of the codes say nothing
        except Refused as found:
            codes.add(found.code)
    assert codes >= {"not_a_delta", "delta_newer", "delta_damaged", "delta_wrong_base", "wrong_key"}


def test_a_delta_cut_at_any_place_or_drawn_out_is_refused():
    octets, delta, _ = small()
    base = read_list(memoryview(octets), KEY)
    for size in range(len(delta)):
        assert refused(base, delta[:size]) in {"delta_damaged", "not_a_delta"}
    for more in (b"\0", b"\0" * 40, delta):
        assert refused(base, delta + more) == "delta_damaged"


@pytest.mark.parametrize(
    ("part", "gaps"),
    [
        ("removed", [2**64 - 1]),
        ("removed", [20]),
        ("added", [2**64 - 1, 0]),
        ("changed", [20]),
        ("changed", [2**64 - 1]),
    ],
)
def test_a_forged_rank_or_key_past_its_range_is_refused(part, gaps):
    old = plain_records(range(20))
    new = {"removed": range(1, 20), "added": range(22), "changed": range(20)}[part]
    base, after = open_of(old), open_of(plain_records(new), version=2)
    record = bytes(after.record(0))
    forged = {
        name: array("Q", gaps if name == part else []) for name in ("removed", "added", "changed")
    }
    records = b"" if part == "removed" else record * len(gaps)
    header = bytes(after.octets[:128])
    delta = Delta(
        delta_file.digest_of(base.octets),
        header,
        None,
        **forged,
        records=records,
        all_records=False,
    )
    with (
        patch.object(delta_file, "_gaps", lambda numbers: numbers),
        patch.object(rice, "parameter_for", lambda mean: 62),
    ):
        octets = delta_file.pack(delta, kept=20)
    assert refused(base, octets) == "delta_damaged"
    with without_native():
        assert refused(base, octets) == "delta_damaged"


@settings(deadline=None)
@given(st.binary(max_size=400), st.booleans())
def test_random_octets_are_no_delta(octets, checksum_right):
    base, delta, _ = small()
    if checksum_right:
        head = delta[: delta_file.SIZE - 4]
        body = delta[delta_file.SIZE : delta_file.SIZE + 128] + octets
        octets = head + delta_file.checksum(head, body).to_bytes(4, "little") + body
    assert refused(read_list(memoryview(base), KEY), octets) in {"delta_damaged", "not_a_delta"}


def test_what_a_delta_leads_to_is_whole():
    octets, delta, _ = small()
    verify_wholly(
        read_list(memoryview(deltas.apply(read_list(memoryview(octets), KEY), delta)), KEY)
    )


def test_a_base_whose_touched_records_were_damaged_leads_nowhere():
    octets, delta, _ = small()
    broken = bytearray(octets)
    broken[read_list(memoryview(octets), KEY).header.records_at] ^= 1  # of an entry that leaves
    assert refused(read_list(memoryview(bytes(broken)), KEY), delta) == "delta_damaged"


def test_lists_with_the_same_entries_and_version_are_the_same_file():
    kept = plain_records(numbers("same", 50))
    assert file_of(kept) == file_of(dict(reversed(kept.items())))
