"""List files for the fuzzer: sound ones, and what its octets make of them."""

from contextlib import suppress
from dataclasses import replace
from hashlib import blake2b, sha256
from zlib import crc32

from mamori_filter.lists import delta_file
from mamori_filter.lists import header as headers
from mamori_filter.lists.building import Terms, build
from mamori_filter.lists.deltas import make
from mamori_filter.lists.entries import Row, accepted
from mamori_filter.lists.header import SIZE, Header
from mamori_filter.lists.keys import derive
from mamori_filter.lists.opening import read_list
from mamori_filter.lists.records import record_sum
from mamori_filter.refusals import Refused
from mamori_filter.short.shortening import shorten

KEY = bytes(range(32))
LISTED = "http://a.listed.test/x/0/p.html?q=1"
NOW = 1_800_000_000  # seconds since 1970
RESIGN_HEADER, RESIGN_PARTS, RAW = 1, 2, 4  # bits of the fuzzer's first octet
MOST_OCTETS = 1 << 20  # a header may promise more; the fuzzer's file need not keep it


def sound_list(entries: int, version: int = 7) -> bytes:
    """A list file of so many entries, four scopes in turn. Of two versions, the later begins with later
    entries."""
    kinds = (
        ("host", "h{}.listed.test"),
        ("prefix", "http://a.listed.test/x/{}/"),
        ("path", "http://a.listed.test/%2562/{}"),
        ("query", "http://a.listed.test/q?n={}"),
    )
    first = version - 7
    rows = [
        Row(number, kinds[number % 4][0], kinds[number % 4][1].format(number - 1), f"E-{number}")
        for number in range(1 + first, entries + 1 + first)
    ]
    return build(accepted(rows), KEY, Terms(version=version, created=NOW)).octets


SOUND = (sound_list(1), sound_list(5), sound_list(40), sound_list(300))


BASE = read_list(memoryview(SOUND[2]), KEY)
DELTAS = tuple(
    make(BASE, read_list(memoryview(sound_list(entries, version)), KEY))
    for entries, version in ((40, 8), (41, 10), (3, 9), (300, 12))
)


SHORT = tuple(shorten(read_list(memoryview(SOUND[2]), KEY), bits, NOW).octets for bits in (8, 16))


def mutated_short(data: bytes) -> bytes:
    """As ``mutated_list``, of a short list; its body is one part."""
    if not data:
        return b""
    mode, edits = data[0], data[1:]
    octets = bytearray(edits if mode & RAW else SHORT[mode >> 4 & 1])
    if not mode & RAW:
        for at in range(0, len(edits) - 3, 4):
            _edit(octets, edits[at : at + 4])
    with suppress(Refused):  # too little of a header is left to sign
        return _short_resigned(bytes(octets), mode)
    return bytes(octets)


def _short_resigned(octets: bytes, mode: int) -> bytes:
    octets = _resigned(octets, mode & RESIGN_HEADER)
    if not mode & RESIGN_PARTS:
        return octets
    header = headers.unpack(octets[:SIZE])
    about, body = octets[SIZE : SIZE + header.about], octets[header.body_at :]
    header = replace(
        header,
        crc=crc32(body),
        digest=sha256(body).digest(),
        about_digest=blake2b(about, digest_size=8, person=b"mamori-about").digest(),
    )
    return header.pack(derive(KEY, header.list_id).header) + octets[SIZE:]


def mutated_delta(data: bytes) -> bytes:
    """As ``mutated_list``, of a delta against ``BASE``."""
    if not data:
        return b""
    mode, edits = data[0], data[1:]
    octets = bytearray(edits if mode & RAW else DELTAS[mode >> 4 & 3])
    if not mode & RAW:
        for at in range(0, len(edits) - 3, 4):
            _edit(octets, edits[at : at + 4])
    body = bytes(octets[delta_file.SIZE :])
    if mode & RESIGN_PARTS:
        with suppress(Refused):
            body = _resigned(body, RESIGN_HEADER)
    head = bytes(octets[: delta_file.SIZE])
    if mode & (RESIGN_HEADER | RESIGN_PARTS) and len(head) == delta_file.SIZE:
        head = head[:-4] + delta_file.checksum(head[:-4], body).to_bytes(4, "little")
    return head + body


def mutated_list(data: bytes) -> bytes:
    """The file that the fuzzer's octets ask for: a sound one with octets changed, cut or lengthened; where
    the first octet says so, with the codes that sign it made anew, so that the change is met behind them."""
    if not data:
        return b""
    mode, edits = data[0], data[1:]
    octets = bytearray(edits if mode & RAW else SOUND[mode >> 4 & 3])
    if not mode & RAW:
        for at in range(0, len(edits) - 3, 4):
            _edit(octets, edits[at : at + 4])
    try:
        return _resigned(bytes(octets), mode)
    except Refused:  # too little of a header is left to sign
        return bytes(octets)


def _edit(octets: bytearray, edit: bytes) -> None:
    place, kind, value = int.from_bytes(edit[:2], "little"), edit[2] & 7, edit[3]
    at = place % SIZE if edit[2] & 8 else place % (len(octets) + 1)
    if kind == 0:
        del octets[at:]
    elif kind == 1:
        octets[at:at] = bytes([value])
    elif kind == 2:
        octets += bytes([value]) * (place % 64)
    elif at < len(octets):
        octets[at] = octets[at] ^ value if kind < 5 else value


def _resigned(octets: bytes, mode: int) -> bytes:
    if not mode & (RESIGN_HEADER | RESIGN_PARTS):
        return octets
    fields = octets[: headers._CHECKED - 4]
    octets = fields + crc32(fields).to_bytes(4, "little") + octets[headers._CHECKED :]
    header = headers.unpack(octets[:SIZE])
    keys = derive(KEY, header.list_id)
    if mode & RESIGN_PARTS and header.file_size <= MOST_OCTETS:
        octets = octets[: header.file_size].ljust(header.file_size, b"\0")
        header = _header_of(header, octets)
    return header.pack(keys.header) + octets[SIZE:]


def _header_of(header: Header, octets: bytes) -> Header:
    parts, records = octets[header.upper_at : header.records_at], octets[header.records_at :]
    about = octets[SIZE : SIZE + header.about]
    keys = derive(KEY, header.list_id)
    return replace(
        header,
        crc=crc32(parts),
        digest=sha256(parts).digest(),
        record_sum=record_sum(keys, records, header.width) if header.width else 0,
        about_digest=blake2b(about, digest_size=8, person=b"mamori-about").digest(),
    )
