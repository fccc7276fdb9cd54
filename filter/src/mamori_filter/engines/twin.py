"""The native core in plain Python: the same answers, slower."""

import time
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from siphash24 import siphash24

from mamori_filter.canonical import Form, forms
from mamori_filter.lists.elias_fano import Sorted
from mamori_filter.lists.fingerprints import OCTETS, WHOLE, Candidate, expressions
from mamori_filter.lists.records import unseal
from mamori_filter.verdicts import DAMAGED_RECORD, NO_ADDRESS, Verdict, not_listed

if TYPE_CHECKING:
    from mamori_filter.lists.opening import OpenList

COUNTED = ("checked", "no_address", "expired", "damaged", "host", "prefix", "path", "query")


class TwinEngine:
    """:raises ValueError: the parts of the list do not fit."""

    def __init__(self, opened: "OpenList") -> None:
        self._opened = opened
        header = opened.header
        self._sorted = Sorted(opened.upper, opened.lower, header.fingerprints)
        self._key = opened.keys.fingerprint
        self._not_listed = not_listed(header.version)
        self._no_address = not_listed(header.version, NO_ADDRESS)
        self._counts: Counter[str] = Counter(dict.fromkeys(COUNTED, 0))

    def check(self, address: str, now: int | None = None, /) -> Verdict:
        self._counts["checked"] += 1
        both = forms(address)
        if both is None:
            self._counts["no_address"] += 1
            return self._no_address
        verdict = self._look("strict", both.strict, now)
        if verdict is None and both.second is not None:
            verdict = self._look("safe_browsing", both.second, now)
        return verdict or self._not_listed

    def check_many(self, addresses: Iterable[str], now: int | None = None, /) -> list[Verdict]:
        if isinstance(addresses, str):
            raise TypeError("addresses are several; of one, ask check")
        return [self.check(address, now) for address in addresses]

    def counts(self) -> dict[str, int]:
        return dict(self._counts)

    def rank(self, fingerprint: int, /) -> int:
        return self._sorted.rank(fingerprint)

    def _look(self, name: str, form: Form, now: int | None) -> Verdict | None:
        key, starts, low_bits = self._key, self._sorted.starts, self._sorted.low_bits
        for scope, text, steps in expressions(form):
            hashed = siphash24(text.encode("ascii") + OCTETS[scope], key=key)
            found = hashed.intdigest() & WHOLE  # it is told as a signed number
            bucket = found >> low_bits
            if starts[bucket] == starts[bucket + 1]:
                continue
            rank = self._sorted.rank(found)
            if rank < 0:
                continue
            verdict = self._verdict(name, Candidate(found, scope, steps), rank, now)
            if verdict is not None:
                return verdict
        return None

    def _verdict(self, name: str, found: Candidate, rank: int, now: int | None) -> Verdict | None:
        record = unseal(self._opened.keys, found.fingerprint, self._opened.record(rank))
        sound = record is not None and record.scope == found.scope
        at = int(time.time()) if now is None else now
        if record is not None and sound and record.expires and record.expires <= at:
            self._counts["expired"] += 1
            return None
        self._counts[found.scope.word] += 1
        if not sound:
            self._counts["damaged"] += 1
        return Verdict(
            True,
            found.scope.word,
            record.entry_id if record is not None and sound else None,
            self._opened.header.version,
            f"{name}:{found.scope.word}:{found.steps}",
            None if sound else DAMAGED_RECORD,
        )
