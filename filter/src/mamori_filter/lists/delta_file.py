"""The octets of a delta: §7.2. What it asks of two lists stands in ``deltas``.

Numbers are little-endian. 0: "MAMORIDL". 8: format (2). 10: flags (1). 11: the Rice parameters of the
removed, added and changed (1 each). 14: the first 16 octets of SHA-256 over the base's header. 30: how many
are removed, added and changed (4 each). 42: CRC-32 of all other octets (4). 46: the new list's header (128).
174: its about-text without padding (flag 1); the codes of the removed, the added and the changed, each from an
octet of its own; the records of the added and of the changed, or of the whole new list (flag 2). A code is
of gaps: a number less the one before it, less 1; the first number as it is."""

import struct
import zlib
from array import array
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from math import lgamma, log, log2
from operator import add

from mamori_filter.lists import header as headers
from mamori_filter.lists import rice
from mamori_filter.lists.header import Header
from mamori_filter.refusals import Refused

MAGIC = b"MAMORIDL"
FORMAT = 1
ABOUT, ALL_RECORDS = 1, 2  # flags: the about-text is carried; every record of the new list is
BASE = 16  # octets of the base's digest
_LAYOUT = struct.Struct("<8sHBBBB16sIII")
_CRC_AT = _LAYOUT.size
SIZE = _CRC_AT + 4
_BODY = SIZE + headers.SIZE


@dataclass(frozen=True, slots=True)
class Delta:
    """``header``: the new list's 128 octets. ``about``: the new list's text, None where it is the base's.
    ``removed``: ranks in the base. ``added``: fingerprints. ``changed``: ranks in the new list. ``records``:
    those of the added, then those of the changed; with ``all_records`` every one of the new list."""

    base: bytes
    header: bytes
    about: bytes | None
    removed: "array[int]"
    added: "array[int]"
    changed: "array[int]"
    records: bytes | memoryview
    all_records: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What a delta says of itself, read and checked before its codes are. ``header``: the new list's."""

    header: Header
    header_octets: bytes
    base: bytes
    flags: int
    parameters: tuple[int, int, int]
    counts: tuple[int, int, int]


def digest_of(header: bytes | memoryview) -> bytes:
    """What a delta names its base by."""
    return sha256(header[: headers.SIZE]).digest()[:BASE]


def pack(delta: Delta, kept: int) -> bytes:
    """``kept``: how many fingerprints the base has."""
    after = kept - len(delta.removed) + len(delta.added)
    ranges = ((delta.removed, kept), (delta.added, 1 << 64), (delta.changed, after))
    gaps = [_gaps(numbers) for numbers, _ in ranges]
    parameters = [
        rice.parameter_for(limit / (len(numbers) + 1)) if numbers else 0
        for numbers, limit in ranges
    ]
    flags = (ABOUT if delta.about is not None else 0) | (ALL_RECORDS if delta.all_records else 0)
    head = _LAYOUT.pack(
        MAGIC, FORMAT, flags, *parameters, delta.base, *(len(numbers) for numbers, _ in ranges)
    )
    codes = b"".join(rice.encode(*pair) for pair in zip(gaps, parameters, strict=True))
    body = b"".join((delta.header, delta.about or b"", codes, delta.records))
    return head + checksum(head, body).to_bytes(4, "little") + body


def tell(octets: memoryview) -> Told:
    """:raises Refused: ``not_a_delta``, ``delta_newer``, ``delta_damaged``. No key is asked for here."""
    if len(octets) < _BODY or octets[:8] != MAGIC:
        raise Refused("not_a_delta", "差分ファイルではありません。", "This is not a delta.")
    _, number, flags, *rest = _LAYOUT.unpack_from(octets)
    if checksum(octets[:_CRC_AT], octets[SIZE:]) != int.from_bytes(octets[_CRC_AT:SIZE], "little"):
        raise damaged()
    if number != FORMAT:
        raise Refused(
            "delta_newer",
            f"差分の形式は第{number}版で、このフィルターは第{FORMAT}版を読みます。",
            f"The delta is of format {number}; this filter reads format {FORMAT}.",
        )
    first, second, third, base, removed, added, changed = rest
    parameters = (first, second, third)
    if flags & ~(ABOUT | ALL_RECORDS) or max(parameters) > rice.WIDEST:
        raise damaged()
    header_octets = bytes(octets[SIZE:_BODY])
    try:
        header = headers.unpack(header_octets)
    except Refused:
        raise damaged() from None
    return Told(header, header_octets, base, flags, parameters, (removed, added, changed))


def unpack(octets: memoryview, told: Told, kept: int) -> Delta:
    """The whole of a delta against a base of ``kept`` fingerprints.

    :raises Refused: ``delta_damaged``.
    """
    removed, added, changed = told.counts
    after = kept - removed + added
    if removed > kept or after != told.header.fingerprints or changed > after:
        raise damaged()
    at, about = _BODY, None
    if told.flags & ABOUT:
        at += told.header.about
        about = bytes(octets[_BODY:at])
    limits = (kept, 1 << 64, after)
    numbers: list[array[int]] = []
    for count, parameter, limit in zip(told.counts, told.parameters, limits, strict=True):
        read, used = _numbers(octets[at:], count, parameter, limit)
        numbers.append(read)
        at += used
    every = bool(told.flags & ALL_RECORDS)
    if len(octets) - at != (after if every else added + changed) * told.header.width:
        raise damaged()
    ranks, fingerprints, changes = numbers
    return Delta(
        told.base, told.header_octets, about, ranks, fingerprints, changes, octets[at:], every
    )


@dataclass(frozen=True, slots=True)
class Sizes:
    """``removed``, ``added`` and ``changed`` are counts; ``fingerprints``: octets of all but the records;
    ``fewest``: octets below which no code can go."""

    removed: int
    added: int
    changed: int
    fingerprints: int
    fewest: int


def sizes(octets: bytes, kept: int) -> Sizes:
    """Of a delta against a base of ``kept`` fingerprints.

    :raises Refused: as ``tell`` and ``unpack``.
    """
    view = memoryview(octets)
    told = tell(view)
    removed, added, changed = told.counts
    records = len(unpack(view, told, kept).records)
    fewest = -(-fewest_bits(kept, removed, added) // 8)
    return Sizes(removed, added, changed, len(octets) - records, int(fewest))


def fewest_bits(kept: int, removed: int, added: int) -> float:
    """What no code can go below: the choices of ``removed`` among ``kept`` ranks, and of ``added`` among
    all 64-bit numbers, in bits."""
    ranks = lgamma(kept + 1) - lgamma(removed + 1) - lgamma(kept - removed + 1)
    return (ranks - lgamma(added + 1)) / log(2) + added * log2(1 << 64)


def damaged() -> Refused:
    return Refused(
        "delta_damaged",
        "差分ファイルが壊れています。もう一度受け取ってください。リストは元のままです。",
        "The delta is damaged; fetch it again. The list stays as it was.",
    )


def checksum(head: bytes | memoryview, body: bytes | memoryview) -> int:
    """CRC-32 of all octets but its own four."""
    return zlib.crc32(body, zlib.crc32(head))


def _gaps(ascending: "array[int]") -> "array[int]":
    before = array("Q", [0]) + array("Q", (number + 1 for number in ascending[:-1]))
    return array("Q", map(int.__sub__, ascending, before))


def _numbers(text: memoryview, count: int, parameter: int, limit: int) -> tuple["array[int]", int]:
    try:
        gaps, used = rice.decode(text, count, parameter)
    except ValueError:
        raise damaged() from None
    numbers = list(map(add, accumulate(gaps), range(count)))
    if numbers and numbers[-1] >= limit:
        raise damaged()
    return array("Q", numbers), used
