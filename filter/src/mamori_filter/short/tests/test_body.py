from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mamori_filter.lists import header as headers
from mamori_filter.lists.opening import open_list
from mamori_filter.refusals import Refused
from mamori_filter.short.body import open_short, read_short, verify_short
from mamori_filter.short.shortening import shorten
from mamori_filter.short.tests.making import AFTER_LAPSE, KEY, NOW, ROWS, full_list, short_list


def refusal(octets: bytes, key: bytes = KEY) -> str:
    with pytest.raises(Refused) as refused:
        verify_short(read_short(memoryview(octets), key))
    assert refused.value.message.ja
    assert refused.value.message.en
    return refused.value.code


@pytest.fixture(name="whole", scope="module")
def _whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return short_list(tmp_path_factory.mktemp("short")).read_bytes()


def test_a_short_list_says_of_itself_what_the_full_one_says(tmp_path: Path) -> None:
    opened = open_short(short_list(tmp_path), KEY)
    assert (opened.header.version, opened.header.created, opened.header.entries) == (7, NOW, 4)
    assert opened.about == {"name": "address-list"}
    assert opened.header.kind == headers.SHORT


def test_every_place_of_a_short_list_is_where_the_policy_says(whole: bytes) -> None:
    about = int.from_bytes(whole[92:96], "little")
    body = 128 + -(-about // 8) * 8
    seed = int.from_bytes(whole[body : body + 8], "little")
    segment = int.from_bytes(whole[body + 8 : body + 12], "little")
    size = int.from_bytes(whole[body + 12 : body + 16], "little")
    assert (whole[:8], whole[10], int.from_bytes(whole[12:14], "little")) == (b"MAMORIFL", 2, 1)
    assert (seed, segment, size) == (0, 8, 24)
    assert len(whole) == body + 16 + size


def test_another_key_is_refused(whole: bytes) -> None:
    assert refusal(whole, bytes(32)) == "wrong_key"


def test_a_list_cut_anywhere_is_refused(whole: bytes) -> None:
    assert {refusal(whole[:size]) for size in range(len(whole))} == {
        "not_a_list",
        "list_damaged",
    }


@settings(deadline=None)
@given(st.data())
def test_a_list_with_one_bit_turned_is_refused(whole: bytes, data: st.DataObject) -> None:
    bit = data.draw(st.integers(0, len(whole) * 8 - 1))
    turned = bytearray(whole)
    turned[bit // 8] ^= 1 << bit % 8
    padding = headers.unpack(whole)
    if padding.about + headers.SIZE <= bit // 8 < padding.body_at:
        return  # octets between two parts, which nothing reads
    assert refusal(bytes(turned)) in {"not_a_list", "list_newer", "list_damaged", "wrong_key"}


def test_an_octet_too_many_is_refused(whole: bytes) -> None:
    assert refusal(whole + b"\0") == "list_damaged"


def test_a_full_list_is_no_short_one_and_a_short_one_no_full_one(tmp_path: Path) -> None:
    full, short = full_list(tmp_path), short_list(tmp_path)
    assert refusal(full.read_bytes()) == "list_full"
    with pytest.raises(Refused) as refused:
        open_list(short, KEY)
    assert refused.value.code == "list_short"


def test_a_missing_and_an_empty_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.mfs").write_bytes(b"")
    for name in ("missing.mfs", "empty.mfs"):
        with pytest.raises(Refused) as refused:
            open_short(tmp_path / name, KEY)
        assert refused.value.code == "list_unreadable"


def test_an_expired_entry_is_not_in_a_short_list(tmp_path: Path) -> None:
    opened = open_list(full_list(tmp_path), KEY)
    before, after = shorten(opened, 8, NOW), shorten(opened, 8, AFTER_LAPSE)
    assert (before.fingerprints, before.expired) == (4, 0)
    assert (after.fingerprints, after.expired) == (3, 1)
    assert read_short(memoryview(after.octets), KEY).header.entries == 3


def test_a_list_of_expired_entries_only_is_never_made(tmp_path: Path) -> None:
    opened = open_list(full_list(tmp_path, rows=ROWS[3:]), KEY)
    with pytest.raises(Refused) as refused:
        shorten(opened, 8, AFTER_LAPSE)
    assert refused.value.code == "list_empty"


def test_a_width_other_than_8_and_16_bits_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        shorten(open_list(full_list(tmp_path), KEY), 12, NOW)
    assert refused.value.code == "short_bits"
