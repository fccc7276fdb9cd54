"""The native core in plain Python: the same answers, slower."""

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from siphash24 import siphash24

from mamori_filter.canonical import Form, forms
from mamori_filter.lists.elias_fano import Sorted
from mamori_filter.lists.fingerprints import LONGEST_HOST, WHOLE, WORDS, Scope
from mamori_filter.lists.records import unseal
from mamori_filter.verdicts import DAMAGED_RECORD, NO_ADDRESS, Verdict, not_listed

if TYPE_CHECKING:
    from mamori_filter.lists.opening import OpenList

_WORDS = ("", *WORDS.values())
_HOST, _PREFIX = int(Scope.HOST), int(Scope.PREFIX)
COUNTED = ("checked", "no_address", "expired", "damaged", "host", "prefix", "path", "query")


# What ``expressions`` tells, as the octets that are hashed: text and scope. Plain octets, because a tuple for
# each would cost as much as its hash; hosts apart, because a listed host ends the question.
def _host_cuts(form: Form) -> list[bytes]:
    host = form.host.encode("ascii")
    cuts: list[bytes] = []
    start, last = 0, 0 if form.is_ip else host.rfind(b".")
    while start <= last:  # a single label is never listed
        if len(host) - start <= LONGEST_HOST:
            cuts.append(host[start:] + b"\1")
        start = host.find(b".", start) + 1 or last + 1
    return cuts


def _page_cuts(form: Form, deepest: int) -> list[bytes]:
    text = (form.host + form.path).encode("ascii")
    cuts: list[bytes] = []
    end = text.find(b"/", len(form.host) + 1) + 1
    while end and len(cuts) < deepest:
        cuts.append(text[:end] + b"\2")
        end = text.find(b"/", end) + 1
    cuts.append(text + b"\3")
    if form.query is not None:
        cuts.append(b"%b?%b\4" % (text, form.query.encode("ascii")))
    return cuts


class TwinEngine:
    """:raises ValueError: the parts of the list do not fit."""

    def __init__(self, opened: "OpenList") -> None:
        header = opened.header
        self._octets, self._keys = opened.octets, opened.keys
        self._records_at, self._width = header.records_at, header.width
        self._version, self._deepest = header.version, opened.deepest
        self._sorted = Sorted(opened.upper, opened.lower, header.fingerprints)
        self._key = opened.keys.fingerprint
        self._not_listed = not_listed(header.version)
        self._no_address = not_listed(header.version, NO_ADDRESS)
        self._counts = dict.fromkeys(COUNTED, 0)

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
        verdict = self._ask(name, form, _host_cuts(form), now)
        return verdict or self._ask(name, form, _page_cuts(form, self._deepest), now)

    def _ask(self, name: str, form: Form, cuts: list[bytes], now: int | None) -> Verdict | None:
        key, starts, low_bits = self._key, self._sorted.starts, self._sorted.low_bits
        for place, cut in enumerate(cuts):
            found = siphash24(cut, key=key).intdigest() & WHOLE  # it is told as a signed number
            bucket = found >> low_bits
            if starts[bucket] == starts[bucket + 1]:
                continue
            rank = self._sorted.rank(found)
            if rank < 0:
                continue
            verdict = self._verdict(name, form, cut, place, (found, rank), now)
            if verdict is not None:
                return verdict
        return None

    def _verdict(
        self, name: str, form: Form, cut: bytes, place: int, hit: tuple[int, int], now: int | None
    ) -> Verdict | None:
        """Of a ``hit``, a fingerprint and its rank."""
        found, rank = hit
        scope = cut[-1]
        start = self._records_at + rank * self._width
        record = unseal(self._keys, found, self._octets[start : start + self._width])
        sound = record is not None and record.scope == scope
        at = int(time.time()) if now is None else now
        if record is not None and sound and record.expires and record.expires <= at:
            self._counts["expired"] += 1
            return None
        word = _WORDS[scope]
        self._counts[word] += 1
        self._counts["damaged"] += not sound
        steps = place + 1 if scope == _PREFIX else 0
        if scope == _HOST:
            steps = form.host.count(".") - cut.count(b".")
        entry_id = record.entry_id if record is not None and sound else None
        matched = f"{name}:{word}:{steps}"
        return Verdict(
            True, word, entry_id, self._version, matched, None if sound else DAMAGED_RECORD
        )
