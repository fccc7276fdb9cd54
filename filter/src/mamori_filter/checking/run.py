"""Every row of a source to a verdict in a writer, in the same order."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from mamori_filter.checking.lines import LONGEST, NOTHING
from mamori_filter.checking.sources import Source
from mamori_filter.checking.writers import Writer
from mamori_filter.filters import Filter
from mamori_filter.verdicts import Verdict, not_listed

TOO_LONG = "too-long"
_AT_ONCE = 65_536  # verdicts in memory at a time


@dataclass(frozen=True, slots=True)
class Summary:
    """``listed``: rows by scope. ``no_address``: rows that are no web address, or are too long for one."""

    rows: int
    listed: dict[str, int]
    no_address: int

    @property
    def nothing_read(self) -> bool:
        """Whether there are rows and none is an address: the input is likely to be misread."""
        return 0 < self.rows == self.no_address

    @property
    def mostly_unread(self) -> bool:
        return 2 * self.no_address > self.rows


def check_source(
    filter: Filter,
    source: Source,
    writer: Writer,
    now: int,
    tell: Callable[[int, float | None], None],
) -> Summary:
    """One verdict a row, blank rows too. ``now`` in seconds since 1970 decides which entries have expired;
    ``tell(rows, share)`` hears how far it is."""
    rows = no_address = 0
    listed: Counter[str] = Counter()
    for chunk in source.chunks:
        for start in range(0, len(chunk), _AT_ONCE):
            verdicts = _verdicts(filter, chunk[start : start + _AT_ONCE], now)
            writer.write(verdicts)
            rows += len(verdicts)
            notable = [verdict for verdict in verdicts if verdict[0] or verdict[5]]
            listed.update(verdict.scope for verdict in notable if verdict.scope)
            no_address += sum(not verdict.listed for verdict in notable)
        tell(rows, source.share())
    writer.end()
    return Summary(rows, dict(listed), no_address)


def _verdicts(filter: Filter, addresses: list[str], now: int) -> list[Verdict]:
    if not addresses or max(map(len, addresses)) <= LONGEST:
        return filter.check_many(addresses, now)
    long = {at for at, address in enumerate(addresses) if len(address) > LONGEST}
    kept = [NOTHING if at in long else address for at, address in enumerate(addresses)]
    too_long = not_listed(filter.opened.header.version, TOO_LONG)
    return [
        too_long if at in long else verdict
        for at, verdict in enumerate(filter.check_many(kept, now))
    ]
