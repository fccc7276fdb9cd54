"""What a table offers, against itself and against the vintages held: twice, again, too late, or at last final.

Policy: docs/policy/statistics.md, §3.11. Several vintages and several sources of one cell are no duplicates.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from hashlib import sha256
from operator import attrgetter

from mamori.kernel.periods import day_text
from mamori.kernel.text import Text
from mamori.statistics.rules.comparing import Key, Observations, cell_key
from mamori.statistics.rules.findings import Finding, Place, finding
from mamori.statistics.rules.series import Observation, Status
from mamori.statistics.rules.signs import write_cell

_ROW = attrgetter("series", "breakdown", "period.first", "period.last", "vintage", "source")
_VINTAGE = attrgetter("vintage")
_STATUS = attrgetter("status")


def source_key(told: str, known: Collection[str]) -> str:
    """The key of the source a table names: one that is held, or the one its words are kept under."""
    return told if told in known else f"source-{sha256(told.encode()).hexdigest()[:16]}"


def duplicates(rows: Observations, where: Callable[[int], Place]) -> Iterator[tuple[int, Finding]]:
    # Each cell once is each row once; the longer key is only asked where a cell comes again.
    if len(rows.by_cell) == len(rows):
        return
    keys = list(map(_ROW, rows))
    if len(set(keys)) == len(keys):
        return
    first: dict[object, int] = {}
    for index, key in enumerate(keys):
        held = first.setdefault(key, index)
        if held != index:
            yield index, finding("duplicate_key", where(index), first=where(held).text)


def against_held(
    rows: Observations, held: Sequence[Observation], where: Callable[[int], Place]
) -> Iterator[tuple[int, Finding]]:
    """Where a value changes the standing of a cell held, or would overwrite a vintage (§2.1, §2.2)."""
    if not held:
        return
    yield from _again(rows, held, where)
    if Status.PROVISIONAL in map(_STATUS, rows):
        yield from _late(rows, _latest(held, Status.NORMAL), where)
    if Status.PROVISIONAL in map(_STATUS, held):
        yield from _final_at_last(rows, _latest(held, Status.PROVISIONAL), where)


def _again(
    rows: Observations, held: Sequence[Observation], where: Callable[[int], Place]
) -> Iterator[tuple[int, Finding]]:
    """Another value under a vintage and a source that are held; most tables bring a vintage of their own."""
    if set(map(_VINTAGE, rows)).isdisjoint(map(_VINTAGE, held)):
        return
    known = frozenset(one.source for one in held)
    by_row = dict(zip(map(_ROW, held), held, strict=True))
    for index, key in enumerate(map(_ROW, rows)):
        same = by_row.get((*key[:-1], source_key(key[-1], known)))
        if same is not None and same.value != rows[index].value:
            told = (written(same), written(rows[index]))
            yield index, finding("vintage_already_held", where(index), held=told[0], told=told[1])


def _late(
    rows: Observations,
    finals: dict[Key, Observation],
    where: Callable[[int], Place],
) -> Iterator[tuple[int, Finding]]:
    """A provisional value published once a final one was; an older vintage may be loaded late (§3.11)."""
    for index, one in enumerate(rows):
        if one.status is Status.PROVISIONAL:
            final = finals.get(cell_key(one))
            if final is not None and final.published <= one.published:
                day = day_text(final.published)
                yield index, finding("provisional_after_final", where(index), published=day)


def _final_at_last(
    rows: Observations,
    early: dict[Key, Observation],
    where: Callable[[int], Place],
) -> Iterator[tuple[int, Finding]]:
    for index, one in enumerate(rows):
        before = early.get(cell_key(one)) if one.status is Status.NORMAL else None
        if before is not None and before.published <= one.published:
            told = (written(before), written(one))
            yield (
                index,
                finding("provisional_became_final", where(index), before=told[0], after=told[1]),
            )


def _latest(held: Sequence[Observation], status: Status) -> dict[Key, Observation]:
    """The latest observation of that status, by cell."""
    latest: dict[Key, Observation] = {}
    for one in held:
        if one.status is status:
            key = cell_key(one)
            if key not in latest or latest[key].published < one.published:
                latest[key] = one
    return latest


def written(one: Observation) -> Text:
    return Text(write_cell(one, "ja"), write_cell(one, "en"))
