"""The records of a whole list, sealed in its fingerprints' order."""

from array import array
from collections.abc import Mapping

from mamori_filter.lists.keys import Keys
from mamori_filter.lists.records import Record, seal

try:
    from mamori_filter import _native
except ImportError:  # no compiler was there at install
    _native = None  # type: ignore[assignment]

AT_ONCE = 65_536  # records held unsealed at a time


def seal_all(
    keys: Keys, fingerprints: "array[int]", records: Mapping[int, Record], width: int
) -> bytes:
    """One record after another, each of ``width`` octets, §5."""
    sealed = bytearray()
    for start in range(0, len(fingerprints), AT_ONCE):
        sealed += _part(keys, fingerprints[start : start + AT_ONCE], records, width)
    return bytes(sealed)


def seal_part(
    keys: Keys, fingerprints: "array[int]", records: Mapping[int, Record], width: int
) -> bytes:
    """As ``seal_all``, in plain Python."""
    return b"".join(seal(keys, found, records[found], width) for found in fingerprints)


def _native_part(
    keys: Keys, fingerprints: "array[int]", records: Mapping[int, Record], width: int
) -> bytes:
    wanted = [records[found] for found in fingerprints]
    ids = [record.entry_id.encode() for record in wanted]
    return _native.seal_records(
        keys.seal,
        keys.mask,
        width,
        fingerprints,
        array("I", [record.expires for record in wanted]),
        bytes([record.scope for record in wanted]),
        b"".join(ids),
        bytes(map(len, ids)),
    )


_part = seal_part if _native is None else _native_part
