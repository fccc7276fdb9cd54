"""A short list of a full one."""

from array import array
from dataclasses import dataclass, replace
from hashlib import sha256
from zlib import crc32

from mamori_filter.lists import header as headers
from mamori_filter.lists.elias_fano import Sorted
from mamori_filter.lists.header import Header
from mamori_filter.lists.opening import OpenList
from mamori_filter.lists.records import unseal
from mamori_filter.refusals import Refused
from mamori_filter.short import fuse
from mamori_filter.short.body import pack

WIDTHS = {8: 1, 16: 2}  # bits of a short fingerprint, octets of a cell, §9.2


@dataclass(frozen=True, slots=True)
class Shortened:
    """``octets`` is the file; ``expired`` counts the fingerprints that had expired and are not in it."""

    octets: bytes
    fingerprints: int
    expired: int


def shorten(opened: OpenList, bits: int, now: int) -> Shortened:
    """A short list keeps no dates, so what has expired by ``now`` (seconds since 1970 UTC) stays out, §9.1.
    Version, time and name are those of the full list.

    :raises Refused: ``short_bits``, ``list_empty``.
    """
    width = WIDTHS.get(bits)
    if width is None:
        raise Refused(
            "short_bits",
            "短縮指紋は8ビットか16ビットです。",
            "A short fingerprint has 8 or 16 bits.",
        )
    kept, gone = _unexpired(opened, now)
    if not kept:
        raise Refused(
            "list_empty",
            "期限内の登録がありません。空のリストは作成しません。",
            "Every entry has expired, and an empty list is never made.",
        )
    shape, cells = fuse.build(kept, width)
    body = pack(shape) + cells
    header = replace(
        _header(opened.header, len(kept), len(gone), width),
        digest=sha256(body).digest(),
        crc=crc32(body),
    )
    about = bytes(opened.octets[headers.SIZE : header.body_at])
    octets = header.pack(opened.keys.header) + about + body
    return Shortened(octets, len(kept), opened.header.fingerprints - len(kept))


def _unexpired(opened: OpenList, now: int) -> "tuple[array[int], set[str]]":
    """The fingerprints that stay, ascending, and the ids of entries of which none stays. A record that
    cannot be read stays: damage never takes an address off."""
    keys = Sorted(opened.upper, opened.lower, opened.header.fingerprints).keys()
    kept, gone, held = array("Q"), set(), set()
    for rank, fingerprint in enumerate(keys):
        record = unseal(opened.keys, fingerprint, opened.record(rank))
        if record is not None and record.expires and record.expires <= now:
            gone.add(record.entry_id)
            continue
        kept.append(fingerprint)
        if record is not None:
            held.add(record.entry_id)
    return kept, gone - held


def _header(full: Header, count: int, gone: int, width: int) -> Header:
    return replace(
        full,
        kind=headers.SHORT,
        width=width,
        fingerprints=count,
        entries=full.entries - gone,
        record_sum=0,
    )
