"""What a list tells of an entry, sealed: its scope, its public id, and when it expires."""

from struct import Struct
from typing import NamedTuple

from siphash24 import siphash24

from mamori_filter.lists.keys import Keys

try:
    from mamori_filter._native import record_sum as _native_sum
except ImportError:
    _native_sum = None  # type: ignore[assignment]

TAG, FIXED = 8, 6  # octets, §5
LONGEST_ID = 64
_FIELDS = Struct("<IBB").unpack_from
_COUNTERS = [bytes([block]) for block in range(-(-(FIXED + LONGEST_ID) // 8))]


class Record(NamedTuple):
    """``expires``: seconds since 1970 UTC, 0 for never."""

    expires: int
    scope: int
    entry_id: str


def width_for(longest_id: int) -> int:
    """Octets of a record in a list whose longest id has so many octets."""
    return TAG + FIXED + longest_id


def seal(keys: Keys, fingerprint: int, record: Record, width: int) -> bytes:
    """The record for its fingerprint: a tag over both, and the rest masked by a stream that hangs on the
    tag, so that two versions of a list show nothing by being compared (a synthetic IV)."""
    entry_id = record.entry_id.encode()
    plain = record.expires.to_bytes(4, "little") + bytes([record.scope, len(entry_id)]) + entry_id
    plain = plain.ljust(width - TAG, b"\0")
    owner = fingerprint.to_bytes(8, "little")
    tag = siphash24(owner + plain, key=keys.seal).digest()
    return bytes(tag + _masked(keys, owner + tag, plain))


def unseal(keys: Keys, fingerprint: int, sealed: bytes | memoryview) -> Record | None:
    """None where the record is damaged or belongs to another fingerprint."""
    octets, owner = bytes(sealed), fingerprint.to_bytes(8, "little")
    tag = octets[:TAG]
    plain = _masked(keys, owner + tag, octets[TAG:])
    if siphash24(owner + plain, key=keys.seal).digest() != tag:
        return None
    expires, scope, size = _FIELDS(plain)
    if size > len(plain) - FIXED:
        return None
    return Record(expires, scope, plain[FIXED : FIXED + size].decode(errors="replace"))


def record_sum(keys: Keys, records: bytes | memoryview, width: int) -> int:
    """The sum of the records' SipHash digests modulo 2^64, which an update can carry on, §5.3."""
    if _native_sum is not None:
        return _native_sum(keys.seal, records, width)
    starts = range(0, len(records), width)
    return (
        sum(siphash24(records[at : at + width], key=keys.seal).intdigest() for at in starts) % 2**64
    )


def _masked(keys: Keys, start: bytes, text: bytes) -> bytes:
    size, mask = len(text), keys.mask
    stream = siphash24(start + _COUNTERS[0], key=mask).digest()
    for counter in _COUNTERS[1 : (size + 7) // 8]:
        stream += siphash24(start + counter, key=mask).digest()
    return (int.from_bytes(text) ^ int.from_bytes(stream[:size])).to_bytes(size)
