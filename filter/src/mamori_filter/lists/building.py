"""A list file of entries."""

import json
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b, sha256
from importlib import metadata
from typing import Any

from mamori_filter.lists.entries import Entry, LeftOut
from mamori_filter.lists.fingerprints import DEEPEST_PREFIX, fingerprint
from mamori_filter.lists.harmless import Harmless
from mamori_filter.lists.header import FULL, SIZE, SIZE_CHANGE_SIGNED, Header, masked_depth
from mamori_filter.lists.keys import Keys, derive, list_id_of
from mamori_filter.lists.records import Record, record_sum, width_for
from mamori_filter.lists.sealing import seal_all
from mamori_filter.refusals import Refused, Text

try:
    from mamori_filter._native import crc32, encode
except ImportError:
    from zlib import crc32

    from mamori_filter.lists.elias_fano import encode  # type: ignore[assignment]

DEFAULT_NAME = "address-list"
STALE_AFTER = 24 * 3600  # seconds, §7.3


@dataclass(frozen=True, slots=True)
class Terms:
    """What the supplier states of a version. ``created`` in seconds since 1970 UTC."""

    version: int
    created: int
    name: str = DEFAULT_NAME
    stale_after: int = STALE_AFTER
    size_change_signed: bool = False
    about: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Built:
    """``octets`` is the file. ``joined`` lines list what an earlier line lists: the earlier one's id and the
    later date count. ``left_out`` are the lines that are not in it, each with its reason."""

    octets: bytes
    entries: int
    fingerprints: int
    joined: int
    left_out: list[LeftOut]


def build(
    entries: Iterable[Entry | LeftOut], key: bytes, terms: Terms, harmless: Harmless | None = None
) -> Built:
    """:raises Refused: ``list_empty``, ``key_length``."""
    keys = derive(key, list_id_of(terms.name))
    left_out: list[LeftOut] = []
    kept: dict[int, Record] = {}
    count = joined = deepest = 0
    for entry in entries:
        refusal = entry if isinstance(entry, LeftOut) else _refusal(entry, terms, harmless)
        if isinstance(entry, LeftOut) or refusal is not None:
            left_out += [refusal] if refusal is not None else []
            continue
        fresh = _keep(entry, keys, kept)
        deepest = max(deepest, entry.depth)
        count, joined = count + fresh, joined + (not fresh)
    if not kept:
        raise Refused(
            "list_empty",
            f"登録できる行がありません。空のリストは作成しません（除外 {len(left_out)} 行）。",
            f"No line can be listed, and an empty list is never made ({len(left_out)} lines left out).",
        )
    octets = assemble(kept, keys, terms, count, deepest)
    return Built(octets, count, len(kept), joined, left_out)


def assemble(
    kept: Mapping[int, Record],
    keys: Keys,
    terms: Terms,
    entries: int,
    deepest: int = DEEPEST_PREFIX,
) -> bytes:
    """The file of fingerprints and their records. ``deepest``: segments that no prefix has more of."""
    fingerprints = array("Q", sorted(kept))
    width = width_for(max(len(record.entry_id.encode()) for record in kept.values()))
    records = seal_all(keys, fingerprints, kept, width)
    return file_of(fingerprints, records, width, keys, terms, entries, deepest)


def file_of(
    fingerprints: "array[int]",
    records: bytes,
    width: int,
    keys: Keys,
    terms: Terms,
    entries: int,
    deepest: int = DEEPEST_PREFIX,
) -> bytes:
    """The file of ascending fingerprints and their sealed records, each of ``width`` octets."""
    body = b"".join(encode(fingerprints))
    about = json.dumps(
        {"name": terms.name} | terms.about, ensure_ascii=False, sort_keys=True
    ).encode()
    header = Header(
        kind=FULL,
        width=width,
        flags=SIZE_CHANGE_SIGNED if terms.size_change_signed else 0,
        list_id=list_id_of(terms.name),
        version=terms.version,
        created=terms.created,
        stale_after=terms.stale_after,
        fingerprints=len(fingerprints),
        entries=entries,
        record_sum=record_sum(keys, records, width),
        digest=sha256(body).digest(),
        crc=crc32(body),
        about=len(about),
        about_digest=blake2b(about, digest_size=8, person=b"mamori-about").digest(),
        parser=parser_version(),
        depth=masked_depth(keys.mask, terms.version, deepest),
    )
    padded = about.ljust(header.upper_at - SIZE, b"\0")
    return header.pack(keys.header) + padded + body + records


def parser_version() -> tuple[int, int, int]:
    """The version of Ada that made the canonical forms; another may read international names otherwise."""
    major, minor, patch = map(int, metadata.version("ada-url").split(".")[:3])
    return major, minor, patch


def _refusal(entry: Entry, terms: Terms, harmless: Harmless | None) -> LeftOut | None:
    if entry.expires and entry.expires <= terms.created:
        return LeftOut(
            entry.number,
            entry.entry_id,
            "expired",
            Text("期限を過ぎています。", "It has expired."),
        )
    reason = None if harmless is None else harmless.reason(entry)
    return None if reason is None else LeftOut(entry.number, entry.entry_id, *reason)


def _keep(entry: Entry, keys: Keys, kept: dict[int, Record]) -> bool:
    """Joins an entry to those kept; whether it is a new one. Of two for one place the later date counts."""
    fresh = False
    for text in entry.texts:
        found = fingerprint(keys.fingerprint, text, entry.scope)
        held = kept.get(found)
        if held is None or _later(entry.expires, held.expires):
            kept[found] = Record(
                entry.expires, entry.scope, held.entry_id if held else entry.entry_id
            )
        fresh = fresh or held is None
    return fresh


def _later(expires: int, held: int) -> bool:
    return held != 0 and (expires == 0 or expires > held)
