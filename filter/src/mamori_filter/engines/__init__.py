"""Two engines, one answer: the native core where it was built, its pure-Python twin elsewhere."""

import os
from typing import TYPE_CHECKING, Protocol

from mamori_filter.engines.twin import TwinEngine
from mamori_filter.lists.header import damaged
from mamori_filter.verdicts import DAMAGED_RECORD, NO_ADDRESS, Verdict, not_listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mamori_filter.lists.opening import OpenList

try:
    from mamori_filter import _native
except ImportError:  # no compiler was there at install
    _native = None  # type: ignore[assignment]

CHOICE = "MAMORI_FILTER_ENGINE"  # "python" asks for the twin; for tests and comparison


class Engine(Protocol):
    def check(self, address: str, now: int | None = None, /) -> Verdict: ...
    def check_many(
        self, addresses: "Iterable[str]", now: int | None = None, /
    ) -> list[Verdict]: ...
    def counts(self) -> dict[str, int]: ...
    def rank(self, fingerprint: int, /) -> int:
        """Its place in the list, or -1."""


def name() -> str:
    """Which engine a list opens with: "native" or "python"."""
    return "python" if _native is None or os.environ.get(CHOICE) == "python" else "native"


def engine_for(opened: "OpenList") -> Engine:
    """:raises Refused: ``list_damaged``: the parts of the list contradict its header."""
    try:
        return TwinEngine(opened) if name() == "python" else native_engine(opened)
    except ValueError:
        raise damaged() from None


def native_engine(opened: "OpenList") -> Engine:
    """:raises ValueError: the parts of the list do not fit."""
    header, keys = opened.header, opened.keys
    return _native.Engine(
        opened.octets,
        header.upper_at,
        header.lower_at,
        header.records_at,
        header.fingerprints,
        header.width,
        opened.deepest,
        (keys.fingerprint, keys.seal, keys.mask),
        Verdict,
        header.version,
        not_listed(header.version),
        not_listed(header.version, NO_ADDRESS),
        DAMAGED_RECORD,
    )
