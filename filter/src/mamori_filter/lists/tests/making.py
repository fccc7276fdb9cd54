"""Small lists for the tests. Every name in them is a reserved one."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from unittest.mock import patch

from mamori_filter.lists import merging, records, rice
from mamori_filter.lists.building import Terms, assemble, build
from mamori_filter.lists.entries import Row, accepted
from mamori_filter.lists.keys import derive, list_id_of
from mamori_filter.lists.opening import OpenList, read_list
from mamori_filter.lists.records import Record

KEY, OTHER_KEY = bytes(range(32)), bytes(range(1, 33))
NOW = 1_764_000_000  # when every list here was made
NAME = "a-list"


def numbers(seed: str, count: int) -> list[int]:
    """Distinct 64-bit numbers that look random and are the same every time."""
    found: dict[int, None] = {}
    while len(found) < count:
        text = f"{seed}:{len(found)}".encode()
        found[int.from_bytes(blake2b(text, digest_size=8).digest())] = None
    return list(found)


def plain_records(fingerprints: Iterable[int], prefix: str = "E") -> dict[int, Record]:
    return {key: Record(0, 1, f"{prefix}-{key % 1000:03d}") for key in fingerprints}


def file_of(
    kept: Mapping[int, Record], version: int = 1, key: bytes = KEY, name: str = NAME
) -> bytes:
    terms = Terms(version, NOW, name)
    return assemble(dict(kept), derive(key, list_id_of(name)), terms, len(kept))


def open_of(
    kept: Mapping[int, Record], version: int = 1, key: bytes = KEY, name: str = NAME
) -> OpenList:
    return read_list(memoryview(file_of(kept, version, key, name)), key)


def hosts(
    names: Iterable[str],
    version: int = 1,
    key: bytes = KEY,
    name: str = NAME,
    expires: str = "",
    created: int = NOW,
    signed: bool = False,
) -> bytes:
    """A list of dedicated hosts, their ids E-0, E-1 and so on."""
    rows = (Row(n, "host", host, f"E-{n}", expires) for n, host in enumerate(names))
    terms = Terms(version, created, name, size_change_signed=signed)
    return build(accepted(rows), key, terms).octets


def many(count: int, label: str = "h") -> list[str]:
    return [f"{label}{n}.example" for n in range(count)]


@contextmanager
def without_native() -> Iterator[None]:
    """As where no compiler was there at install."""
    with (
        patch.object(rice, "_native", None),
        patch.object(merging, "_native", None),
        patch.object(records, "_native_sum", None),
    ):
        yield
