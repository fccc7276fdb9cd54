"""A filter with a short list: certain where an address is not listed, and told what to do where it may be."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from mamori_filter import engines
from mamori_filter.filters import Status, mark
from mamori_filter.lists.fingerprints import Scope
from mamori_filter.refusals import Refused
from mamori_filter.short.body import OpenShort, open_short
from mamori_filter.short.confirming import MOST_ASKED, Answer, written
from mamori_filter.short.engines import FORMS, Hit, Hits, engine_for
from mamori_filter.verdicts import NO_ADDRESS, UNCONFIRMED, Verdict, not_listed


class OnHit(Enum):
    """What becomes of an address that the short list may hold and nobody confirmed, §9.3."""

    HOLD = "hold"  # as if it were listed
    PASS = "pass"  # noqa: S105 - as if it were not, and the verdict says so


HOLD, PASS = OnHit.HOLD, OnHit.PASS


@dataclass(frozen=True, slots=True)
class Confirm:
    """Asks the holder of the full list. ``ask`` takes fingerprints as hexadecimal text, never an address, and
    answers each in order (``confirm`` does, on the other side); whatever it raises means unreachable."""

    ask: Callable[[list[str]], Sequence[Answer]]
    if_unreachable: OnHit


class ShortFilter:
    """``on_hit`` has no default: whoever opens a short list says what a hit means.

    :raises Refused: as ``open_short``; the list that was open goes on.
    """

    def __init__(self, path: Path | str, key: bytes, *, on_hit: OnHit | Confirm) -> None:
        if not isinstance(on_hit, OnHit | Confirm):
            raise TypeError("on_hit is HOLD, PASS or Confirm(ask, if_unreachable)")
        self.path = Path(path)
        self.on_hit = on_hit
        self.refused: Refused | None = None
        self._key = key
        self._counts: Counter[str] = Counter()
        self._seen = mark(self.path)
        self._use(open_short(self.path, key))

    def check(self, address: str, now: int | None = None) -> Verdict:
        """A short list keeps no dates: ``now`` is taken so that either filter can stand in one place."""
        hits = self._engine.hits(address)
        self._counts["checked"] += 1
        return self._decided([hits])[0] if hits else self._certain(hits)

    def check_many(self, addresses: Iterable[str], now: int | None = None) -> list[Verdict]:
        """In their order; the hits of all are confirmed together."""
        found = self._engine.hits_many(addresses)
        self._counts["checked"] += len(found)
        verdicts = [self._certain(hits) for hits in found]
        places = [place for place, hits in enumerate(found) if hits]
        decided = self._decided([found[place] for place in places])
        for place, verdict in zip(places, decided, strict=True):
            verdicts[place] = verdict
        return verdicts

    def counts(self) -> Counter[str]:
        """Checked, no address, hits, confirmed, refuted, unreachable, held, passed. Never which."""
        return Counter(self._counts)

    def refresh(self) -> bool:
        """Opens the list anew where its file changed; whether it did. A file that is refused changes
        nothing: the last good list goes on, and ``refused`` says why."""
        seen = mark(self.path)
        if seen == self._seen:
            return False
        self._seen = seen
        try:
            opened = open_short(self.path, self._key)
        except Refused as refused:
            self.refused = refused
            return False
        self.refused = None
        self._use(opened)
        return True

    def status(self, now: int) -> Status:
        header = self.opened.header
        age = max(0, now - header.created)
        return Status(
            engine=engines.name(),
            name=self.opened.about.get("name", ""),
            list_version=header.version,
            entries=header.entries,
            fingerprints=header.fingerprints,
            created=header.created,
            age=age,
            stale=age > header.stale_after,
            parser=".".join(map(str, header.parser)),
        )

    def _use(self, opened: OpenShort) -> None:
        self.opened = opened
        self._engine = engine_for(opened)
        self._not_listed = not_listed(opened.header.version)
        self._no_address = not_listed(opened.header.version, NO_ADDRESS)

    def _certain(self, hits: Hits) -> Verdict:
        if hits is None:
            self._counts["no_address"] += 1
            return self._no_address
        return self._not_listed

    def _decided(self, found: Sequence[Hits]) -> list[Verdict]:
        hits = [hit for hit in found if hit]
        self._counts["hits"] += len(hits)
        if isinstance(self.on_hit, OnHit):
            return [self._unconfirmed(hit[0], self.on_hit) for hit in hits]
        answers = self._ask({one[0] for hit in hits for one in hit}, self.on_hit)
        return [self._confirmed(hit, answers, self.on_hit) for hit in hits]

    def _ask(self, fingerprints: set[int], how: Confirm) -> dict[int, Answer]:
        """Answers by fingerprint; those that did not come are not in it. Sorted, so that the order in which
        pages were opened is not told."""
        asked = sorted(fingerprints)
        answers: dict[int, Answer] = {}
        for start in range(0, len(asked), MOST_ASKED):
            part = asked[start : start + MOST_ASKED]
            try:
                told = [Answer(*answer) for answer in how.ask([written(one) for one in part])]
                answers |= dict(zip(part, told, strict=True))
            except Exception:
                self._counts["unreachable"] += 1
        return answers

    def _confirmed(
        self, hits: tuple[Hit, ...], answers: dict[int, Answer], how: Confirm
    ) -> Verdict:
        for hit in hits:
            answer = answers.get(hit[0])
            if answer is not None and answer.listed:
                self._counts["confirmed"] += 1
                scope = answer.scope or Scope(hit[2]).word
                return Verdict(
                    True, scope, answer.entry_id, answer.list_version, _matched(hit), None
                )
        for hit in hits:
            if hit[0] not in answers:
                return self._unconfirmed(hit, how.if_unreachable)
        self._counts["refuted"] += 1
        return self._not_listed

    def _unconfirmed(self, hit: Hit, then: OnHit) -> Verdict:
        version = self.opened.header.version
        if then is PASS:
            self._counts["passed"] += 1
            return not_listed(version, UNCONFIRMED)
        self._counts["held"] += 1
        return Verdict(True, Scope(hit[2]).word, None, version, _matched(hit), UNCONFIRMED)


def _matched(hit: Hit) -> str:
    _, form, scope, steps = hit
    return f"{FORMS[form]}:{Scope(scope).word}:{steps}"
