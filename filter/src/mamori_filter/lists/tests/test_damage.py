import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mamori_filter.lists import header as headers
from mamori_filter.lists import opening
from mamori_filter.lists.building import Terms, assemble
from mamori_filter.lists.keys import derive, list_id_of
from mamori_filter.lists.opening import open_list, read_list, verify_wholly
from mamori_filter.lists.tests.making import (
    KEY,
    NAME,
    NOW,
    OTHER_KEY,
    file_of,
    hosts,
    numbers,
    plain_records,
    without_native,
)
from mamori_filter.refusals import Refused

NO_LIST = {"list_damaged", "not_a_list", "list_newer", "wrong_key"}
SMALL = file_of(plain_records(numbers("small", 5)))


def refused(octets: bytes | bytearray, key: bytes = KEY) -> str:
    with pytest.raises(Refused) as caught:
        verify_wholly(read_list(memoryview(bytes(octets)), key))
    return caught.value.code


def test_the_file_that_the_tests_damage_is_whole():
    verify_wholly(read_list(memoryview(SMALL), KEY))
    with without_native():
        verify_wholly(read_list(memoryview(SMALL), KEY))


def test_every_bit_of_a_list_counts():
    for bit in range(len(SMALL) * 8):
        altered = bytearray(SMALL)
        altered[bit >> 3] ^= 1 << (bit & 7)
        assert refused(altered) in NO_LIST


def test_a_header_altered_by_one_who_knows_the_checksum_but_not_the_key_is_refused():
    at = headers.SIZE - 16 - 4
    for bit in range(16 * 8, at * 8):
        altered = bytearray(SMALL)
        altered[bit >> 3] ^= 1 << (bit & 7)
        crc = zlib.crc32(altered[:at])
        altered[at : at + 4] = crc.to_bytes(4, "little")
        assert refused(altered) in {"wrong_key", "list_damaged"}


def test_a_list_cut_at_any_place_or_drawn_out_is_refused():
    for size in range(len(SMALL)):
        assert refused(SMALL[:size]) in {"list_damaged", "not_a_list"}
    for more in (b"\0", SMALL):
        assert refused(SMALL + more) == "list_damaged"


def test_a_list_opens_with_its_own_key_only():
    assert refused(SMALL, OTHER_KEY) == "wrong_key"
    assert refused(SMALL, KEY + b"\0") == "wrong_key"
    assert refused(SMALL, b"short") == "key_length"


def test_an_empty_list_is_refused_even_where_its_supplier_made_it():
    kept = plain_records([7])
    header = headers.unpack(file_of(kept))
    fields = {name: getattr(header, name) for name in header.__slots__}
    empty = headers.Header(**fields | {"fingerprints": 0, "entries": 0})
    assert refused(empty.pack(derive(KEY, list_id_of(NAME)).header) + SMALL[128:]) == "list_empty"


def test_a_list_of_no_lines_is_not_made():
    with pytest.raises(Refused) as caught:
        hosts([])
    assert caught.value.code == "list_empty"


@settings(deadline=None)
@given(st.binary(max_size=400), st.integers(0, len(SMALL)))
def test_random_octets_are_no_list(octets, kept):
    if SMALL[:kept] + octets != SMALL:
        assert refused(SMALL[:kept] + octets) in NO_LIST


@pytest.mark.parametrize("mapped_from", [0, 1 << 40])
def test_a_file_opens_alike_whether_it_is_read_or_mapped(tmp_path, monkeypatch, mapped_from):
    monkeypatch.setattr(opening, "MAPPED_FROM", mapped_from)
    path = tmp_path / "list.mf"
    path.write_bytes(SMALL)
    assert open_list(path, KEY).octets == SMALL
    told = []
    for octets in (b"", b"x", SMALL[:-1]):
        path.write_bytes(octets)
        with pytest.raises(Refused) as caught:
            open_list(path, KEY)
        told.append(caught.value.code)
    assert told == ["list_unreadable", "not_a_list", "list_damaged"]


def test_a_file_that_is_not_there_is_refused_by_its_name_only(tmp_path):
    with pytest.raises(Refused) as caught:
        open_list(tmp_path / "none.mf", KEY)
    assert caught.value.code == "list_unreadable"


def test_padding_after_the_about_text_is_empty():
    kept = plain_records(numbers("small", 5))
    octets = bytearray(assemble(kept, derive(KEY, list_id_of("ab")), Terms(1, NOW, "ab"), 5))
    header = headers.unpack(bytes(octets[:128]))
    assert header.about % 8, "the name must leave room for padding"
    octets[headers.SIZE + header.about] = 1
    assert refused(octets) == "list_damaged"
