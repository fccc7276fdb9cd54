from array import array
from collections.abc import Iterable

from mamori_filter.verdicts import Verdict

ADA_VERSION: str

class Engine:
    def __init__(
        self,
        file: memoryview,
        upper: int,
        lower: int,
        records: int,
        count: int,
        width: int,
        deepest: int,
        keys: tuple[bytes, bytes, bytes],
        verdict: type[Verdict],
        version: int,
        not_listed: Verdict,
        no_address: Verdict,
        damaged: str,
        /,
    ) -> None: ...
    def check(self, address: str, now: int | None = None, /) -> Verdict: ...
    def check_many(self, addresses: Iterable[str], now: int | None = None, /) -> list[Verdict]: ...
    def counts(self) -> dict[str, int]: ...
    def rank(self, fingerprint: int, /) -> int: ...

class Short:
    def __init__(
        self,
        file: memoryview,
        array: int,
        seed: int,
        segment: int,
        size: int,
        width: int,
        key: bytes,
        /,
    ) -> None: ...
    def hits(self, address: str, /) -> tuple[tuple[int, int, int, int], ...] | None: ...
    def hits_many(
        self, addresses: Iterable[str], /
    ) -> list[tuple[tuple[int, int, int, int], ...] | None]: ...

def forms(
    address: str, /
) -> tuple[tuple[str, str, str | None], tuple[str, str, str | None] | None] | None: ...
def crc32(data: bytes | memoryview, /) -> int: ...
def encode(keys: array[int] | bytes, /) -> tuple[bytes, bytes]: ...
def decode(upper: bytes | memoryview, lower: bytes | memoryview, count: int, /) -> bytes: ...
def merge(
    keys: bytes | memoryview,
    records: bytes | memoryview,
    width: int,
    removed_ranks: object,
    added_keys: object,
    added_records: bytes | memoryview,
    /,
) -> tuple[bytes, bytes]: ...
def record_sum(seal: bytes, records: bytes | memoryview, width: int, /) -> int: ...
def seal_records(
    seal: bytes,
    mask: bytes,
    width: int,
    fingerprints: array[int],
    expires: array[int],
    scopes: bytes,
    ids: bytes,
    lengths: bytes,
    /,
) -> bytes: ...
def rice_encode(values: object, parameter: int, /) -> bytes: ...
def rice_decode(data: bytes | memoryview, count: int, parameter: int, /) -> bytes: ...
def rice_read(data: bytes | memoryview, count: int, parameter: int, /) -> tuple[bytes, int]: ...
def fuse(
    fingerprints: array[int], width: int, segment: int, size: int, seed: int, /
) -> bytes | None: ...
