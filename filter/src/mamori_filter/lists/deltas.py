"""From one version of a list to the next: only what left, what came and what changed. The octets: §7.

A delta carries the new list's header, so nothing signs it but the list it leads to: the result is the new
list octet for octet, or it is refused."""

from array import array
from bisect import bisect_left
from hashlib import sha256

from mamori_filter.lists import delta_file
from mamori_filter.lists import header as headers
from mamori_filter.lists.delta_file import Delta, Told, damaged
from mamori_filter.lists.guard import other_list
from mamori_filter.lists.header import Header
from mamori_filter.lists.merging import Change, encoded, keys_of, merge
from mamori_filter.lists.opening import OpenList, about_digest
from mamori_filter.lists.records import record_sum
from mamori_filter.refusals import Refused

try:
    from mamori_filter._native import crc32
except ImportError:
    from zlib import crc32

_RUN = 512  # records compared at a time


def make(old: OpenList, new: OpenList) -> bytes:
    """The delta that leads from ``old`` to ``new``.

    :raises Refused: ``other_list``, ``delta_order``: the new version is not above the old one.
    """
    _require_pair(old, new)
    keys, later = keys_of(old), keys_of(new)
    before, after = set(keys), set(later)
    removed = array("Q", sorted(bisect_left(keys, key) for key in before - after))
    added = array("Q", sorted(after - before))
    ranks = [bisect_left(later, key) for key in added]
    every = old.header.width != new.header.width
    records = new.records if every else _records(new, ranks)
    changed = array("Q")
    if not every:
        change = Change(removed, added, records)
        merged = merge(keys, old.records, old.header.width, change)
        changed = array("Q", _differing(merged.records, new.records, new.header.width))
        records = bytes(records) + _records(new, changed)
    about = _about(new)
    delta = Delta(
        base=delta_file.digest_of(old.octets),
        header=bytes(new.octets[: headers.SIZE]),
        about=None if about == _about(old) else about,
        removed=removed,
        added=added,
        changed=changed,
        records=records,
        all_records=every,
    )
    return delta_file.pack(delta, kept=len(keys))


def apply(base: OpenList, octets: bytes | memoryview) -> bytes:
    """The file of the new list. The base is one that was verified wholly when it arrived: what the delta
    leaves as it was is not read again.

    :raises Refused: ``not_a_delta``, ``delta_newer``, ``delta_damaged``, ``wrong_key``, ``other_list``,
        ``delta_replayed``: it leads to a version that is not above the base's, ``delta_wrong_base``: it
        starts from another.
    """
    view = memoryview(octets)
    told = delta_file.tell(view)
    _require_for(base, told)
    delta = delta_file.unpack(view, told, kept=base.header.fingerprints)
    header = told.header
    about = _about(base) if delta.about is None else delta.about
    if len(about) != header.about or about_digest(about) != header.about_digest:
        raise damaged()
    width = 0 if delta.all_records else header.width
    try:
        keys, records = merge(
            keys_of(base),
            b"" if delta.all_records else base.records,
            width,
            Change(delta.removed, delta.added, delta.records[: len(delta.added) * width]),
        )
        body = b"".join(encoded(keys))
    except ValueError:
        raise damaged() from None
    if crc32(body) != header.crc or sha256(body).digest() != header.digest:
        raise damaged()
    padded = about.ljust(header.upper_at - headers.SIZE, b"\0")
    parts = _new_records(base, header, delta, memoryview(records))
    return b"".join((told.header_octets, padded, body, *parts))


def _new_records(
    base: OpenList, header: Header, delta: Delta, merged: memoryview
) -> list[bytes | memoryview]:
    """The records of the new list in pieces, once their sum is the header's."""
    width, keys = header.width, base.keys
    if delta.all_records:
        if record_sum(keys, delta.records, width) != header.record_sum:
            raise damaged()
        return [delta.records]
    gone = _pick(base.records, delta.removed, width) + _pick(merged, delta.changed, width)
    total = base.header.record_sum - record_sum(keys, gone, width)
    total += record_sum(keys, delta.records, width)
    if total % 2**64 != header.record_sum:
        raise damaged()
    parts: list[bytes | memoryview] = []
    at, fresh = 0, len(delta.added) * width
    for rank in delta.changed:
        parts += [merged[at : rank * width], delta.records[fresh : fresh + width]]
        at, fresh = (rank + 1) * width, fresh + width
    return [*parts, merged[at:]]


def _require_pair(old: OpenList, new: OpenList) -> None:
    if old.header.list_id != new.header.list_id:
        raise other_list()
    was, now = old.header.version, new.header.version
    if now <= was:
        raise Refused(
            "delta_order",
            f"新しいリスト（第{now}版）が、古いリスト（第{was}版）より後の版ではありません。",
            f"The new list (version {now}) is not above the old one (version {was}).",
        )


def _require_for(base: OpenList, told: Told) -> None:
    headers.verify(told.header_octets, base.keys.header)
    if told.header.list_id != base.header.list_id or told.header.kind != headers.FULL:
        raise other_list()
    to, at = told.header.version, base.header.version
    if to <= at:
        raise Refused(
            "delta_replayed",
            f"差分は第{to}版へのものですが、リストは既に第{at}版です。",
            f"The delta leads to version {to}; the list is at version {at} already.",
        )
    if told.base != delta_file.digest_of(base.octets):
        raise Refused(
            "delta_wrong_base",
            "この差分は別の版のリストに対するものです。順に適用するか、リスト全体を受け取ってください。",
            "This delta starts from another version of the list; apply those before it, or fetch the whole list.",
        )


def _about(opened: OpenList) -> bytes:
    return bytes(opened.octets[headers.SIZE : headers.SIZE + opened.header.about])


def _records(opened: OpenList, ranks: "list[int] | array[int]") -> bytes:
    return _pick(opened.records, ranks, opened.header.width)


def _pick(records: memoryview, ranks: "list[int] | array[int]", width: int) -> bytes:
    return b"".join([records[rank * width : (rank + 1) * width] for rank in ranks])


def _differing(ours: bytes, theirs: memoryview, width: int) -> list[int]:
    """The ranks at which two columns of records differ."""
    view = memoryview(ours)
    found: list[int] = []
    for start in range(0, len(view), _RUN * width):
        stop = min(start + _RUN * width, len(view))
        if view[start:stop] != theirs[start:stop]:
            found += [
                at // width
                for at in range(start, stop, width)
                if view[at : at + width] != theirs[at : at + width]
            ]
    return found
