"""Which fingerprints of an address a short list may hold: natively, or in plain Python with the same answers."""

from collections.abc import Iterable
from typing import Protocol

from mamori_filter import engines
from mamori_filter.canonical import forms
from mamori_filter.lists.fingerprints import candidates
from mamori_filter.short.body import OpenShort
from mamori_filter.short.fuse import Fuse

try:
    from mamori_filter import _native
except ImportError:  # no compiler was there at install
    _native = None  # type: ignore[assignment]

FORMS = ("strict", "safe_browsing")
Hit = tuple[int, int, int, int]  # fingerprint, number of the form, scope, steps
Hits = tuple[Hit, ...] | None  # None: no web address


class ShortEngine(Protocol):
    def hits(self, address: str, /) -> Hits: ...
    def hits_many(self, addresses: Iterable[str], /) -> list[Hits]: ...


class ShortTwin:
    def __init__(self, opened: OpenShort) -> None:
        self._fuse = Fuse(opened.shape, opened.cells)
        self._key = opened.keys.fingerprint

    def hits(self, address: str, /) -> Hits:
        both = forms(address)
        if both is None:
            return None
        return tuple(
            (found.fingerprint, number, int(found.scope), found.steps)
            for number, form in enumerate(filter(None, both))
            for found in candidates(self._key, form)
            if self._fuse.has(found.fingerprint)
        )

    def hits_many(self, addresses: Iterable[str], /) -> list[Hits]:
        return [self.hits(address) for address in addresses]


def engine_for(opened: OpenShort) -> ShortEngine:
    if engines.name() == "python":
        return ShortTwin(opened)
    shape = opened.shape
    return _native.Short(
        opened.octets,
        opened.cells_at,
        shape.seed,
        shape.segment,
        shape.size,
        shape.width,
        opened.keys.fingerprint,
    )
