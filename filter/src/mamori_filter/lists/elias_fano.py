"""Sorted 64-bit numbers in little more than the fewest bits possible (Elias 1974, Fano 1971): for each, its
low bits as they are, and its high bits as the gaps between them. The native core's twin; layout in §4."""

from array import array
from itertools import accumulate
from struct import Struct

MOST_LOW_BITS = 56
_EIGHT_OCTETS = Struct("<Q").unpack_from


def low_bits_for(count: int) -> int:
    if count < 256:
        return MOST_LOW_BITS
    return 64 - (count - 1).bit_length() if count & (count - 1) == 0 else 64 - count.bit_length()


def upper_octets(count: int) -> int:
    return (count + (1 << 64 - low_bits_for(count)) + 63) // 64 * 8


def lower_octets(count: int) -> int:
    return (count * low_bits_for(count) + 63) // 64 * 8 + 8


def encode(keys: "array[int]") -> tuple[bytes, bytes]:
    """The upper and the lower part of keys that ascend strictly."""
    low_bits = low_bits_for(len(keys))
    mask = (1 << low_bits) - 1
    upper, lower = bytearray(upper_octets(len(keys))), bytearray(lower_octets(len(keys)))
    for rank, key in enumerate(keys):
        position = (key >> low_bits) + rank
        upper[position >> 3] |= 1 << (position & 7)
        octet, shift = divmod(rank * low_bits, 8)
        held = int.from_bytes(lower[octet : octet + 8], "little") | (key & mask) << shift
        lower[octet : octet + 8] = held.to_bytes(8, "little")
    return bytes(upper), bytes(lower)


def starts_of_buckets(upper: bytes | memoryview, count: int) -> "array[int]":
    """The rank of the first key of each bucket, and the count after the last.

    :raises ValueError: the part holds another count.
    """
    buckets = 1 << 64 - low_bits_for(count)
    bits = format(int.from_bytes(upper, "little"), "b")[::-1]
    runs = bits.ljust(len(upper) * 8, "0").split("0")
    starts = array("I", accumulate(map(len, runs[:buckets]), initial=0))
    if bits.count("1") != count or starts[-1] != count:
        raise ValueError("the upper part holds another count")
    return starts


class Sorted:
    """The keys of a list, asked without unpacking the lower part."""

    def __init__(self, upper: bytes | memoryview, lower: bytes | memoryview, count: int) -> None:
        self.starts = starts_of_buckets(upper, count)
        self.low_bits = low_bits_for(count)
        self._lower = lower
        self._mask = (1 << self.low_bits) - 1

    def rank(self, key: int) -> int:
        """-1 where the key is not in the list."""
        bucket = key >> self.low_bits
        first, last = self.starts[bucket], self.starts[bucket + 1]
        if first == last:
            return -1
        wanted = key & self._mask
        for rank in range(first, last):
            bit = rank * self.low_bits  # as in _low: a call would cost as much again
            if _EIGHT_OCTETS(self._lower, bit >> 3)[0] >> (bit & 7) & self._mask == wanted:
                return rank
        return -1

    def keys(self) -> "array[int]":
        starts, low, bits = self.starts, self._low, self.low_bits
        return array(
            "Q",
            (
                bucket << bits | low(rank)
                for bucket in range(len(starts) - 1)
                for rank in range(starts[bucket], starts[bucket + 1])
            ),
        )

    def _low(self, rank: int) -> int:
        bit = rank * self.low_bits
        held: int = _EIGHT_OCTETS(self._lower, bit >> 3)[0]
        return held >> (bit & 7) & self._mask
