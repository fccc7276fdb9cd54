"""The first 128 octets of a list file. Byte by byte: docs/policy/address-list-format.md, section 6."""

import struct
import zlib
from dataclasses import dataclass
from hashlib import blake2b
from hmac import compare_digest

from siphash24 import siphash24

from mamori_filter.lists.elias_fano import low_bits_for, lower_octets, upper_octets
from mamori_filter.refusals import Refused

MAGIC = b"MAMORIFL"
FORMAT = 1
FULL, SHORT = 1, 2  # kinds of a file
SIZE = 128
SIZE_CHANGE_SIGNED = 1  # a flag: the supplier states that the list shrank or grew past the bound
_LAYOUT = struct.Struct("<8sHBBHH8sQIIIIQ32sII8s4s")
_CHECKED = _LAYOUT.size + 4  # the CRC-32 of the fields follows them, then the code


@dataclass(frozen=True, slots=True)
class Header:
    """``created`` in seconds since 1970 UTC, ``stale_after`` in seconds, ``fingerprints`` and ``entries``
    are counts (an entry whose two forms differ has two fingerprints), ``about`` in octets."""

    kind: int
    width: int
    flags: int
    list_id: bytes
    version: int
    created: int
    stale_after: int
    fingerprints: int
    entries: int
    record_sum: int
    digest: bytes
    crc: int
    about: int
    about_digest: bytes
    parser: tuple[int, int, int]
    depth: int  # masked, see ``masked_depth``

    @property
    def size_change_signed(self) -> bool:
        return bool(self.flags & SIZE_CHANGE_SIGNED)

    @property
    def body_at(self) -> int:
        """Where what follows the header and ``about`` begins, in either kind of file."""
        return SIZE + -(-self.about // 8) * 8

    @property
    def upper_at(self) -> int:
        return self.body_at

    @property
    def lower_at(self) -> int:
        return self.upper_at + upper_octets(self.fingerprints)

    @property
    def records_at(self) -> int:
        return self.lower_at + lower_octets(self.fingerprints)

    @property
    def file_size(self) -> int:
        return self.records_at + self.fingerprints * self.width

    def pack(self, key: bytes) -> bytes:
        fields = _LAYOUT.pack(
            MAGIC, FORMAT, self.kind, low_bits_for(self.fingerprints), self.width, self.flags,
            self.list_id, self.version, self.created, self.stale_after, self.fingerprints, self.entries,
            self.record_sum, self.digest, self.crc, self.about, self.about_digest,
            bytes([*self.parser, self.depth]),
        )  # fmt: skip
        checked = fields + zlib.crc32(fields).to_bytes(4, "little")
        return checked + code(key, checked)


def masked_depth(mask: bytes, version: int, depth: int) -> int:
    """The segments of a list's deepest prefix, as they stand in the header, and back: combined by exclusive
    or with one octet that only a holder of the key knows. §6.1."""
    return int(siphash24(version.to_bytes(8, "little"), key=mask).digest()[0]) ^ depth


def code(key: bytes, checked: bytes) -> bytes:
    """What only a holder of the key can make of the header."""
    return blake2b(checked, key=key, digest_size=SIZE - _CHECKED, person=b"mamori-header").digest()


def unpack(octets: bytes) -> Header:
    """:raises Refused: ``not_a_list``, ``list_newer``, ``list_damaged``. The key is not asked for here."""
    if octets[:8] != MAGIC:
        raise Refused("not_a_list", "リストファイルではありません。", "This is not a list file.")
    if len(octets) < SIZE:
        raise cut_off()
    (_, number, kind, low_bits, width, flags, list_id, version, created, stale_after, fingerprints,
     entries, record_sum, digest, crc, about, about_digest, parser) = _LAYOUT.unpack_from(octets)  # fmt: skip
    if number != FORMAT:
        raise Refused(
            "list_newer",
            f"リストの形式は第{number}版で、このフィルターは第{FORMAT}版を読みます。",
            f"The list is of format {number}; this filter reads format {FORMAT}.",
        )
    fields = octets[: _LAYOUT.size]
    sound = zlib.crc32(fields).to_bytes(4, "little") == octets[_LAYOUT.size : _CHECKED]
    if not sound or kind not in (FULL, SHORT) or low_bits != low_bits_for(fingerprints):
        raise damaged()
    return Header(
        kind, width, flags, list_id, version, created, stale_after, fingerprints, entries, record_sum,
        digest, crc, about, about_digest, (parser[0], parser[1], parser[2]), parser[3],
    )  # fmt: skip


def verify(octets: bytes, key: bytes) -> None:
    """:raises Refused: ``wrong_key``."""
    if not compare_digest(code(key, octets[:_CHECKED]), octets[_CHECKED:SIZE]):
        raise Refused(
            "wrong_key",
            "この鍵はこのリストの鍵ではありません。",
            "This key is not the key of this list.",
        )


def begins(kind: int) -> bytes:
    """How every list file of the kind begins, whatever its key."""
    return MAGIC + FORMAT.to_bytes(2, "little") + bytes([kind])


def cut_off() -> Refused:
    return Refused(
        "list_damaged",
        "リストファイルが途中で切れています。もう一度受け取ってください。",
        "The list file is cut off; fetch it again.",
    )


def damaged() -> Refused:
    return Refused(
        "list_damaged",
        "リストファイルが壊れています。もう一度受け取ってください。",
        "The list file is damaged; fetch it again.",
    )
