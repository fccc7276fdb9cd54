"""A filter: an open list and the verdicts it gives. The Python door; every adapter goes through it."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mamori_filter import engines
from mamori_filter.lists import guard, installing
from mamori_filter.lists import header as headers
from mamori_filter.lists.opening import OpenList, open_list, verify_wholly
from mamori_filter.refusals import Refused
from mamori_filter.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Status:
    """Of the list that answers now. Times in seconds since 1970 UTC, ``age`` in seconds. ``refused``: the code
    of the refusal for which a newer file was not taken, None where there is none."""

    engine: str
    name: str
    list_version: int
    entries: int
    fingerprints: int
    created: int
    age: int
    stale: bool
    parser: str
    refused: str | None = None

    def as_dict(self) -> dict[str, Any]:
        return {field: getattr(self, field) for field in self.__slots__}


class Filter:
    """``check(address, now=None)`` and ``check_many(addresses, now=None)`` answer with ``Verdict``; ``now`` in
    seconds since 1970 decides which entries have expired, and is the clock's where it is not given.

    :raises Refused: as ``open_list``; the filter that was open goes on.
    """

    check: Callable[..., Verdict]
    check_many: Callable[..., list[Verdict]]

    def __init__(self, path: Path | str, key: bytes) -> None:
        self.path = Path(path)
        self.refused: Refused | None = None
        self._key = key
        self._one_at_a_time = threading.Lock()
        self._retired: dict[int, Counter[str]] = {}
        self._seen = mark(self.path)
        opened = open_list(self.path, key)
        self._use(opened, _engine(opened))

    def refresh(self, now: int | None = None) -> bool:
        """Opens the list anew where its file changed; whether it did. A file that the rules for a list that
        arrives refuse (§7.6) changes nothing: the last good list goes on, and ``refused`` says why. Questions
        are answered all the while. ``now`` in seconds since 1970 UTC, the clock's where it is not given."""
        with self._one_at_a_time:
            seen = mark(self.path)
            if seen == self._seen:
                return False
            self._seen = seen
            try:
                at = int(time.time()) if now is None else now  # noqa: TID251 a caller without a clock
                opened = self._arrived(at)
                engine = _engine(opened)
            except Refused as refused:
                self.refused = refused
                return False
            self.refused = None
            self._retired = self.counts()
            self._use(opened, engine)
            return True

    def _arrived(self, now: int) -> OpenList:
        opened = open_list(self.path, self._key)
        if opened.octets[: headers.SIZE] == self.opened.octets[: headers.SIZE]:
            verify_wholly(opened)  # the same list in another file
        else:
            accepted = installing.accepted(opened, self.path)
            guard.examine(opened, self.opened.header, now, accepted)
        return opened

    def counts(self) -> dict[int, Counter[str]]:
        """What was answered, by list version: how many were checked, listed under each scope, expired, no
        address, or met a damaged record. Never which."""
        version = self.opened.header.version
        told = {known: Counter(counted) for known, counted in self._retired.items()}
        told[version] = told.get(version, Counter()) + Counter(self.engine.counts())
        return told

    def _use(self, opened: OpenList, engine: engines.Engine) -> None:
        self.opened = opened
        self.engine = engine
        # The engine's own methods: a call from Python costs no frame of ours.
        self.check = self.engine.check
        self.check_many = self.engine.check_many

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
            refused=None if self.refused is None else self.refused.code,
        )


def _engine(opened: OpenList) -> engines.Engine:
    try:
        return engines.engine_for(opened)
    except ValueError:  # its supplier sealed parts that do not fit together
        raise headers.damaged() from None


def mark(path: Path) -> tuple[int, int, int] | None:
    """What tells one file under a name from another."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
