"""A list that only a holder of the key could have made, and whose parts contradict one another, is refused
by both engines, never half read."""

from dataclasses import replace
from hashlib import blake2b, sha256
from typing import Any
from zlib import crc32

import pytest

from mamori_filter import engines
from mamori_filter.lists import header as headers
from mamori_filter.lists.building import Terms, build
from mamori_filter.lists.entries import Row, accepted
from mamori_filter.lists.header import SIZE
from mamori_filter.lists.keys import derive
from mamori_filter.lists.opening import OpenList, read_list
from mamori_filter.refusals import Refused

KEY = bytes(range(16))
ROWS = [Row(number, "host", f"h{number}.listed.test", f"E-{number}") for number in range(40)]
SOUND = build(accepted(ROWS), KEY, Terms(version=1, created=1_800_000_000)).octets


def signed(octets: bytes, **changed: Any) -> bytes:
    """The octets under a header with all its sums and its code made for them."""
    header = replace(headers.unpack(octets[:SIZE]), **changed)
    parts = octets[header.upper_at : header.records_at]
    about = blake2b(
        octets[SIZE : SIZE + header.about], digest_size=8, person=b"mamori-about"
    ).digest()
    header = replace(header, crc=crc32(parts), digest=sha256(parts).digest(), about_digest=about)
    return header.pack(derive(KEY, header.list_id).header) + octets[SIZE:]


def with_bit(at: int, *, cleared: int | None = None) -> bytes:
    """The sound list with a bit of its upper part set and another cleared."""
    upper_at = headers.unpack(SOUND[:SIZE]).upper_at
    octets = bytearray(SOUND)
    octets[upper_at + at // 8] |= 1 << at % 8
    if cleared is not None:
        octets[upper_at + cleared // 8] &= ~(1 << cleared % 8) & 255
    return signed(bytes(octets))


def bits_set() -> list[int]:
    upper = int.from_bytes(opened(SOUND).upper, "little")
    return [at for at in range(upper.bit_length()) if upper >> at & 1]


def opened(octets: bytes) -> OpenList:
    return read_list(memoryview(octets), KEY)


@pytest.fixture(params=["native", "python"])
def engine(request, monkeypatch):
    monkeypatch.setenv(engines.CHOICE, request.param)
    assert engines.name() == request.param
    return engines.engine_for


def test_a_list_signed_anew_without_a_change_answers(engine):
    assert engine(opened(signed(SOUND))).check("http://h7.listed.test/", 0).entry_id == "E-7"


def test_one_fingerprint_more_than_the_header_says_is_refused(engine):
    free = next(at for at in range(296) if at not in bits_set())
    found = opened(with_bit(free))
    with pytest.raises(Refused) as refused:
        engine(found)
    assert refused.value.code == "list_damaged"


@pytest.mark.parametrize("at", [295, 296, 319])
def test_a_fingerprint_beyond_the_last_bucket_is_refused(at, engine):
    """40 keys take 40 ones and 256 zeros; the last of these 296 bits is the last bucket's zero."""
    found = opened(with_bit(at, cleared=bits_set()[-1]))
    with pytest.raises(Refused) as refused:
        engine(found)
    assert refused.value.code == "list_damaged"


@pytest.mark.parametrize("width", [0, 1, 13, 79, 65535])
def test_records_of_a_width_that_no_record_has_are_refused(width):
    records = SOUND[: headers.unpack(SOUND[:SIZE]).records_at]
    with pytest.raises(Refused) as refused:
        opened(signed(records + bytes(40 * width), width=width))
    assert refused.value.code == "list_damaged"


@pytest.mark.parametrize(
    "about",
    [b"", b"{", b"[]", b"7", b"\xff{}", b"[" * 99_999, b"{}"],
    ids=lambda about: ascii(about[:4]),
)
def test_an_about_that_is_no_object_is_refused(about):
    header = headers.unpack(SOUND[:SIZE])
    padded = about + bytes(-len(about) % 8)
    octets = signed(SOUND[:SIZE] + padded + SOUND[header.upper_at :], about=len(about))
    if about == b"{}":
        assert opened(octets).about == {}
        return
    with pytest.raises(Refused) as refused:
        opened(octets)
    assert refused.value.code == "list_damaged"
