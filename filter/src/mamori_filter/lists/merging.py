"""The keys and records of one list made into those of the next: by the native core where it was built, in
plain Python elsewhere, with the same answer."""

from array import array
from bisect import bisect_left
from typing import NamedTuple

from mamori_filter.lists import elias_fano
from mamori_filter.lists.opening import OpenList

try:
    from mamori_filter import _native
except ImportError:
    _native = None  # type: ignore[assignment]


class Merged(NamedTuple):
    """``keys``: 64-bit numbers as this machine holds them. ``records`` lie in the order of the keys."""

    keys: bytes
    records: bytes


class Change(NamedTuple):
    """``removed``: ranks in the old list. ``added``: keys, with their ``records`` one after another."""

    removed: "array[int]"
    added: "array[int]"
    records: bytes | memoryview


def keys_of(opened: OpenList) -> memoryview:
    """The fingerprints of a list, ascending, as a view of 64-bit numbers.

    :raises ValueError: the parts hold another count.
    """
    count = opened.header.fingerprints
    if _native is not None:
        return memoryview(_native.decode(opened.upper, opened.lower, count)).cast("Q")
    return memoryview(elias_fano.Sorted(opened.upper, opened.lower, count).keys())


def encoded(keys: bytes) -> tuple[bytes, bytes]:
    """The upper and the lower part.

    :raises ValueError: the keys do not ascend.
    """
    if _native is not None:
        return _native.encode(keys)
    return elias_fano.encode(array("Q", keys))


def merge(keys: memoryview, records: memoryview | bytes, width: int, change: Change) -> Merged:
    """``width``: octets of a record; 0 where no records are carried along.

    :raises ValueError: ranks or keys do not ascend, or counts do not match.
    """
    if _native is None:
        return merge_plainly(keys, records, width, change)
    removed, added, fresh = change
    return Merged(*_native.merge(keys, records, width, removed, added, fresh))


def merge_plainly(
    keys: memoryview, records: memoryview | bytes, width: int, change: Change
) -> Merged:
    """``merge`` without the native core."""
    removed, added, fresh = change
    if len(records) != len(keys) * width or len(fresh) != len(added) * width:
        raise ValueError("keys and records do not match")
    if not _ascend(removed) or not _ascend(added) or (removed and removed[-1] >= len(keys)):
        raise ValueError("removed ranks and added keys must ascend")
    out_keys, out_records, at = array("Q"), bytearray(), 0
    for place, number in _steps(keys, change):
        out_keys.extend(keys[at:place])
        out_records += records[at * width : place * width]
        at = place
        if number is None:
            at += 1
        else:
            out_keys.append(added[number])
            out_records += fresh[number * width : (number + 1) * width]
    out_keys.extend(keys[at:])
    out_records += records[at * width :]
    return Merged(out_keys.tobytes(), bytes(out_records))


def _steps(keys: memoryview, change: Change) -> list[tuple[int, int | None]]:
    """Where in the old list something is added (with its number) or removed (None), in order."""
    gone = set(change.removed)
    steps: list[tuple[int, int | None]] = []
    for number, key in enumerate(change.added):
        place = bisect_left(keys, key)
        if place < len(keys) and keys[place] == key and place not in gone:
            raise ValueError("an added key is in the list already")
        steps.append((place, number))
    steps += [(rank, None) for rank in change.removed]
    steps.sort(key=lambda step: (step[0], step[1] is None, step[1] or 0))
    return steps


def _ascend(numbers: "array[int]") -> bool:
    return all(numbers[i - 1] < numbers[i] for i in range(1, len(numbers)))
