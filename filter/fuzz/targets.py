"""What the fuzzers ask of the code: a function for each part that reads what strangers wrote.

Each takes what the fuzzer made and returns nothing of interest; whatever it raises is a finding.
"""

from array import array
from contextlib import suppress

from list_files import BASE, KEY, LISTED, NOW, mutated_delta, mutated_list, mutated_short
from mamori_filter import _native
from mamori_filter.canonical import Forms, forms
from mamori_filter.canonical.tests.reading import native_forms, slow_forms
from mamori_filter.engines import engine_for, native_engine
from mamori_filter.engines.twin import TwinEngine
from mamori_filter.lists import elias_fano, rice
from mamori_filter.lists.deltas import apply
from mamori_filter.lists.opening import read_list, verify_wholly
from mamori_filter.lists.tests.making import without_native
from mamori_filter.refusals import Refused
from mamori_filter.short.body import read_short, verify_short
from mamori_filter.short.engines import ShortTwin
from mamori_filter.short.engines import engine_for as engine_for_short

ENGINES = native_engine(BASE), TwinEngine(BASE)
OFTEN = 2001  # questions after which the native core takes a list to be asked often


class Difference(AssertionError):
    """Two answers that ought to be one. The text holds the fuzzer's own address, nobody's request."""


def same_forms(address: str) -> Forms | None:
    """The forms of an address, once native core and twin, short way and long way agree on them, and each
    form read again gives itself.

    :raises Difference: they do not.
    """
    found, twin = native_forms(address), forms(address)
    if found != twin:
        raise Difference(f"{address!a}: native {found}, twin {twin}")
    if found is None:
        return None
    if (
        found.second is None and slow_forms(address) != twin
    ):  # the short way never gives a second form
        raise Difference(f"{address!a}: the short way {twin}, the long way {slow_forms(address)}")
    strict, second = found
    again = native_forms(strict.text)
    if again != found:
        raise Difference(f"{address!a}: strict form {strict}, read again {again}")
    if second is not None:
        again = native_forms(second.text)
        if again is None or (again.second or again.strict) != second:
            raise Difference(f"{address!a}: second form {second}, read again {again}")
    return found


def parser(data: bytes) -> None:
    """An address in both canonical forms, and its verdict, by native core and twin."""
    address = data.decode("utf-8", "surrogateescape")
    same_forms(address)
    native, twin = (engine.check(address, NOW) for engine in ENGINES)
    if native != twin or ENGINES[0].check_many([LISTED, address, LISTED], NOW)[1] != twin:
        raise Difference(f"{address!a}: native {native}, twin {twin}")


def list_file(data: bytes) -> None:
    """A list file is refused, or both engines give the same verdicts from it."""
    octets = memoryview(mutated_list(data))
    try:
        opened = read_list(octets, KEY)
    except Refused:
        return
    try:
        native = native_engine(opened)
    except ValueError:
        native = None
    try:
        twin = TwinEngine(opened)
    except ValueError:
        twin = None
    if native is None or twin is None:
        if native is not twin:
            raise Difference(f"native opened it: {native is not None}, twin: {twin is not None}")
        return
    for address in (
        LISTED,
        "http://h0.listed.test./",
        "http://a.listed.test/b/2",
        "http://good.test/",
    ):
        verdicts = native.check(address, NOW), twin.check(address, NOW)
        if verdicts[0] != verdicts[1] or native.check_many([address], NOW) != [verdicts[0]]:
            raise Difference(f"{verdicts}")
    with suppress(Refused):
        verify_wholly(opened)


def short_list(data: bytes) -> None:
    """A short list is refused, or native core and twin find the same in it."""
    try:
        opened = read_short(memoryview(mutated_short(data)), KEY)
    except Refused:
        return
    native, twin = engine_for_short(opened), ShortTwin(opened)
    for address in (LISTED, "http://h0.listed.test./", "http://a.listed.test/b/2", "mailto:x"):
        hits = native.hits(address)
        if hits != twin.hits(address) or native.hits_many([address]) != [hits]:
            raise Difference(f"{address}: {hits} by the native core")
    with suppress(Refused):
        verify_short(opened)


def delta(data: bytes) -> None:
    """A delta is refused for one reason by native core and twin, or both make the same list of it; that list
    is whole, or refused when it is opened."""
    octets = mutated_delta(data)
    native = _applied(octets)
    with without_native():
        twin = _applied(octets)
    if native != twin:
        raise Difference(
            f"a delta: {native if isinstance(native, str) else 'applied'} by the native core"
        )
    if isinstance(native, str):
        return
    try:
        opened = read_list(memoryview(native), KEY)
    except Refused:
        return
    verify_wholly(opened)
    engine_for(opened)


def _applied(octets: bytes) -> bytes | str:
    """The list, or the code of the refusal."""
    try:
        return apply(BASE, octets)
    except Refused as refused:
        return refused.code


def codes(data: bytes) -> None:
    """What a delta is made of: Rice codes, the two parts of the fingerprints, and joining tables."""
    if len(data) < 4:
        return
    (rice_codes, key_parts, tables)[data[0] % 3](data[1], data[2], data[3:])


def rice_codes(parameter: int, count: int, text: bytes) -> None:
    """Codes are refused by both, or both read the same numbers; coded anew, those are the same text."""
    try:
        read = rice.decode(text, count, parameter)
    except ValueError:
        read = None
    try:
        twin = rice.decode_plainly(text, count, parameter)
    except ValueError:
        twin = None
    if read != twin:
        raise Difference(f"{count} Rice codes with parameter {parameter}")
    if read is None:
        return
    again = rice.encode(read.numbers, parameter)
    if (
        again != rice.encode_plainly(read.numbers, parameter)
        or rice.decode(again, count, parameter) != read
    ):
        raise Difference(f"{count} numbers as Rice codes with parameter {parameter}")


def key_parts(bits: int, more: int, text: bytes) -> None:
    """Parts are refused by both, or both read the same keys from them. The parts are those of sorted keys,
    with bits of the upper part moved about."""
    keys = array("Q", sorted(set(_numbers(text * (1 + more % 8)))))
    both = _native.encode(keys)
    if both != elias_fano.encode(keys):
        raise Difference(f"{len(keys)} keys encoded")
    upper, lower = bytearray(both[0]), both[1]
    for at in range(0, min(len(text) - 1, bits % 16), 2):
        first, second = text[at] * more % len(upper), text[at + 1] * bits % len(upper)
        upper[first], upper[second] = upper[second], upper[first] ^ (text[at] if more & 8 else 0)
    count = len(keys) + (more >> 4) % 3
    if count == len(keys):
        _same_keys(bytes(upper), lower, count)
    else:
        size = elias_fano.upper_octets(count), elias_fano.lower_octets(count)
        _same_keys(bytes(upper).ljust(size[0], b"\0"), lower.ljust(size[1], b"\0"), count)


def _same_keys(upper: bytes, lower: bytes, count: int) -> None:
    try:
        native = _native.decode(upper, lower, count)
    except ValueError:
        native = None
    try:
        twin = elias_fano.Sorted(upper, lower, count).keys().tobytes()
    except ValueError:
        twin = None
    if native != twin:
        raise Difference(f"{count} keys read")


def tables(width: int, removals: int, text: bytes) -> None:
    """Joining is refused or gives each kept and each new record once; sorted where the keys were."""
    half = len(text) // 2
    keys = _numbers(text[:half])
    fresh = sorted(set(_numbers(text[half:])) - set(keys))
    gone = sorted({text[i % len(text)] for i in range(removals % 16)})
    if removals & 0x40:
        keys = sorted(set(keys))
    marks = [key % 251 for key in keys]
    records = b"".join(bytes([mark]) * width for mark in marks)
    added = b"".join(bytes([key % 251]) * width for key in fresh)
    arrays = array("Q", keys), records, width, array("Q", gone), array("Q", fresh), added
    try:
        merged, merged_records = _native.merge(*arrays)
    except ValueError:
        return
    found = _numbers(merged)
    kept = [key for rank, key in enumerate(keys) if rank not in gone]
    if merged_records != b"".join(bytes([key % 251]) * width for key in found):
        raise Difference("a record went to another key")
    if sorted(found) != sorted(kept + fresh) or (keys == sorted(keys) and found != sorted(found)):
        raise Difference("a key was lost or moved")


def _numbers(text: bytes) -> list[int]:
    return array("Q", text[: len(text) // 8 * 8]).tolist()


TARGETS = {
    "parser": parser,
    "list_file": list_file,
    "short_list": short_list,
    "delta": delta,
    "codes": codes,
}
