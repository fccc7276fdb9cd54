"""The body of a short list, and the list mapped into memory. Byte by byte: docs/policy/address-list-format.md,
section 9."""

import struct
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import crc32

from mamori_filter.lists import header as headers
from mamori_filter.lists.header import Header, damaged
from mamori_filter.lists.keys import Keys
from mamori_filter.lists.opening import about_of, mapped, read_head
from mamori_filter.short.fuse import Shape

_PREFACE = struct.Struct("<QII")  # seed, cells of a segment, cells of the array
PREFACE = _PREFACE.size


def pack(shape: Shape) -> bytes:
    return _PREFACE.pack(shape.seed, shape.segment, shape.size)


@dataclass(frozen=True, slots=True)
class OpenShort:
    """``octets`` is the whole file; nothing of it is copied."""

    header: Header
    keys: Keys
    octets: memoryview
    about: dict[str, Any]
    shape: Shape

    @property
    def cells_at(self) -> int:
        return self.header.body_at + PREFACE

    @property
    def cells(self) -> memoryview:
        return self.octets[self.cells_at :]


def open_short(path: Path, key: bytes) -> OpenShort:
    """Checks the header's code, the sizes and the CRC of the body; ``verify_short`` checks the rest, once,
    when a list arrives.

    :raises Refused: ``list_unreadable``, ``not_a_list``, ``list_newer``, ``list_damaged``, ``wrong_key``,
        ``list_empty``, ``list_full``.
    """
    return read_short(mapped(path), key)


def read_short(octets: memoryview, key: bytes) -> OpenShort:
    """As ``open_short``, of octets in memory."""
    header, keys = read_head(octets, key, headers.SHORT)
    if len(octets) < header.body_at + PREFACE:
        raise headers.cut_off()
    seed, segment, cells = _PREFACE.unpack_from(octets, header.body_at)
    shape = Shape(seed, segment, cells, header.width)
    size = header.body_at + PREFACE + shape.size * shape.width
    if shape.sound and len(octets) < size:
        raise headers.cut_off()
    if not shape.sound or len(octets) != size or crc32(octets[header.body_at :]) != header.crc:
        raise damaged()
    return OpenShort(header, keys, octets, about_of(octets, header), shape)


def verify_short(opened: OpenShort) -> None:
    """:raises Refused: ``list_damaged``: the body is not that of the header."""
    if sha256(opened.octets[opened.header.body_at :]).digest() != opened.header.digest:
        raise damaged()
