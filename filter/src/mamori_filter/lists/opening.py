"""A list file, in memory or mapped into it."""

import json
import mmap
import os
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any, BinaryIO

from mamori_filter.causes import cause
from mamori_filter.lists import header as headers
from mamori_filter.lists.fingerprints import DEEPEST_PREFIX
from mamori_filter.lists.header import Header, damaged
from mamori_filter.lists.keys import Keys, derive
from mamori_filter.lists.records import LONGEST_ID, record_sum, width_for
from mamori_filter.refusals import Refused, Text

try:
    from mamori_filter._native import crc32
except ImportError:
    from zlib import crc32

# Octets, about 150,000 entries: a list as long as that is mapped, and only ever replaced whole, §7.6.
MAPPED_FROM = 4 << 20


@dataclass(frozen=True, slots=True)
class OpenList:
    """``octets`` is the whole file; nothing of it is copied."""

    header: Header
    keys: Keys
    octets: memoryview
    about: dict[str, Any]

    @property
    def upper(self) -> memoryview:
        return self.octets[self.header.upper_at : self.header.lower_at]

    @property
    def lower(self) -> memoryview:
        return self.octets[self.header.lower_at : self.header.records_at]

    @property
    def fingerprints(self) -> memoryview:
        """Both parts, which lie side by side."""
        return self.octets[self.header.upper_at : self.header.records_at]

    @property
    def records(self) -> memoryview:
        return self.octets[self.header.records_at :]

    @property
    def deepest(self) -> int:
        """Segments that no prefix of the list has more of."""
        header = self.header
        found = headers.masked_depth(self.keys.mask, header.version, header.depth)
        return min(found, DEEPEST_PREFIX)

    def record(self, rank: int) -> memoryview:
        start = self.header.records_at + rank * self.header.width
        return self.octets[start : start + self.header.width]


def open_list(path: Path, key: bytes) -> OpenList:
    """Checks what a reload has time for: the header's code, the sizes, the CRC of the fingerprints.
    ``verify_wholly`` checks the rest, once, when a list arrives.

    :raises Refused: ``list_unreadable``, ``not_a_list``, ``list_newer``, ``list_damaged``, ``wrong_key``,
        ``list_empty``, ``list_short``.
    """
    return read_list(mapped(path), key)


def mapped(path: Path) -> memoryview:
    """:raises Refused: ``list_unreadable``."""
    try:
        with path.open("rb") as file:
            return memoryview(_read_or_map(file))
    except (OSError, ValueError) as error:
        told = cause(error) if isinstance(error, OSError) else Text("空です", "it is empty")
        raise Refused(
            "list_unreadable",
            f"リスト {path} を読めません（{told.ja}）。",
            f"The list {path} cannot be read: {told.en}.",
        ) from None


def _read_or_map(file: BinaryIO) -> bytes | mmap.mmap:
    """A copied-over file changes under a mapping, and one cut short ends the process: what fits is read."""
    if 0 < os.fstat(file.fileno()).st_size < MAPPED_FROM:
        return file.read()
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def read_head(octets: memoryview, key: bytes, kind: int) -> tuple[Header, Keys]:
    """The header of a list of the kind, and the keys of that list.

    :raises Refused: as ``open_list``; ``list_full`` where a short list was wanted.
    """
    header = headers.unpack(bytes(octets[: headers.SIZE]))
    keys = derive(key, header.list_id)
    headers.verify(bytes(octets[: headers.SIZE]), keys.header)
    if header.kind != kind:
        raise _OF_ANOTHER_KIND[header.kind]()
    if header.fingerprints == 0:
        raise Refused(
            "list_empty",
            "空のリストでは開始しません。",
            "A filter never starts on an empty list.",
        )
    return header, keys


def read_list(octets: memoryview, key: bytes) -> OpenList:
    """As ``open_list``, of octets in memory."""
    header, keys = read_head(octets, key, headers.FULL)
    if not width_for(0) <= header.width <= width_for(LONGEST_ID):
        raise damaged()
    if len(octets) < header.file_size:
        raise headers.cut_off()
    if len(octets) != header.file_size:
        raise damaged()
    opened = OpenList(header, keys, octets, about_of(octets, header))
    if crc32(opened.fingerprints) != header.crc:
        raise damaged()
    return opened


def verify_wholly(opened: OpenList) -> None:
    """:raises Refused: ``list_damaged``: the fingerprints or a record are not those of the header."""
    header = opened.header
    if sha256(opened.fingerprints).digest() != header.digest:
        raise damaged()
    if record_sum(opened.keys, opened.records, header.width) != header.record_sum:
        raise damaged()


def about_of(octets: memoryview, header: Header) -> dict[str, Any]:
    text = bytes(octets[headers.SIZE : headers.SIZE + header.about])
    if about_digest(text) != header.about_digest:
        raise damaged()
    if any(octets[headers.SIZE + header.about : header.upper_at]):  # padding, §6.2
        raise damaged()
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):  # the latter of brackets upon brackets
        raise damaged() from None
    if not isinstance(found, dict):
        raise damaged()
    return found


def about_digest(text: bytes) -> bytes:
    return blake2b(text, digest_size=8, person=b"mamori-about").digest()


def _is_short() -> Refused:
    return Refused(
        "list_short",
        "これは短縮形式のリストです。mamori-filter check-short で開いてください。",
        "This is a short list; open it by `mamori-filter check-short`.",
    )


def _is_full() -> Refused:
    return Refused(
        "list_full",
        "これは全体のリストです。短縮形式のリスト（shorten で作成）を指定してください。",
        "This is a full list; name a short one, which `shorten` makes.",
    )


_OF_ANOTHER_KIND = {headers.SHORT: _is_short, headers.FULL: _is_full}
