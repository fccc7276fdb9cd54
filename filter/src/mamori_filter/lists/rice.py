"""Numbers as Rice codes (Rice 1979): the part above the parameter in ones that a zero closes, then the low
bits; bits fill an octet from its lowest. Layout in §7.4. Both the native core's and its twin's."""

from array import array
from collections.abc import Sequence
from typing import NamedTuple

try:
    from mamori_filter import _native
except ImportError:
    _native = None  # type: ignore[assignment]

WIDEST = 64  # bits of a number
_GOLDEN = 0.4812  # one more low bit saves as much as it costs where 2^k is this part of the mean


class Read(NamedTuple):
    """``octets``: how many of the text the codes took, the spare bits of the last one included."""

    numbers: "array[int]"
    octets: int


def parameter_for(mean: float) -> int:
    """The parameter with the shortest codes for numbers that fall by chance around a mean, §7.4."""
    return min(WIDEST, int(max(0.0, mean) * _GOLDEN).bit_length())


def encode(numbers: "array[int]", parameter: int) -> bytes:
    if _native is None:
        return encode_plainly(numbers, parameter)
    return _native.rice_encode(numbers, parameter)


def decode(text: bytes | memoryview, count: int, parameter: int) -> Read:
    """The numbers at the start of a text.

    :raises ValueError: the text ends too early, or a number passes 64 bits.
    """
    if _native is None:
        return decode_plainly(text, count, parameter)
    octets, used = _native.rice_read(text, count, parameter)
    numbers = array("Q")
    numbers.frombytes(octets)
    return Read(numbers, used)


def encode_plainly(numbers: Sequence[int], parameter: int) -> bytes:
    """``encode`` without the native core."""
    out = bytearray()
    held = bits = 0
    for number in numbers:
        quotient, rest = number >> parameter, number & (1 << parameter) - 1
        held |= ((1 << quotient) - 1 | rest << quotient + 1) << bits
        bits += quotient + 1 + parameter
        whole = bits // 8
        out += (held & (1 << whole * 8) - 1).to_bytes(whole, "little")
        held >>= whole * 8
        bits %= 8
    return bytes(out + held.to_bytes(1, "little") if bits else out)


def decode_plainly(text: bytes | memoryview, count: int, parameter: int) -> Read:
    """``decode`` without the native core."""
    if parameter > WIDEST or count > len(text) * 8:
        raise ValueError("more numbers than the text can hold")
    reader = _Bits(text)
    numbers = array("Q")
    for _ in range(count):
        quotient = reader.ones()
        if parameter and quotient >> WIDEST - parameter:
            raise ValueError("a coded number passes 64 bits")
        numbers.append(quotient << parameter | reader.take(parameter))
    return Read(numbers, -(-reader.at // 8))


class _Bits:
    """``at`` counts the bits already taken."""

    def __init__(self, text: bytes | memoryview) -> None:
        self._text = text
        self._size = len(text) * 8
        self.at = 0

    def take(self, count: int) -> int:
        if self.at + count > self._size:
            raise ValueError("the coded numbers end too early")
        found = self._window(count)
        self.at += count
        return found

    def ones(self) -> int:
        """How many ones stand before the next zero, which is taken too."""
        found = 0
        while True:
            left = min(WIDEST, self._size - self.at)
            if left == 0:
                raise ValueError("the coded numbers end too early")
            window = self._window(left)
            run = min((~window & window + 1).bit_length() - 1, left)
            found += run
            self.at += run
            if run < left:
                self.at += 1
                return found

    def _window(self, count: int) -> int:
        first, shift = divmod(self.at, 8)
        octets = self._text[first : first + (shift + count + 7) // 8]
        return int.from_bytes(octets, "little") >> shift & (1 << count) - 1
