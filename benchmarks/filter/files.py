"""Octets of files and deltas beside what arithmetic allows; opening and applying."""

from dataclasses import dataclass
from math import e, lgamma, log, log2
from pathlib import Path
from typing import Any

from mamori_filter import Filter
from mamori_filter.lists import deltas
from mamori_filter.lists.building import Terms, build
from mamori_filter.lists.elias_fano import low_bits_for
from mamori_filter.lists.opening import OpenList, read_list

from benchmarks.filter import world
from benchmarks.measure import Progress, Taken, taken

SIZES = (5_500, 100_000, 1_000_000)
PROMISED_LOCAL = 7.2  # octets an entry: mapped, and noted in memory beside it
PROMISED_SHIPPED = 1.02
PROMISED_DELTA = 1.05
PROMISED_OPEN_MS = 5.0
PROMISED_APPLY_MS = 15.0


@dataclass(frozen=True, slots=True)
class Size:
    """Octets of the fingerprints alone, and the fewest possible for so many 64-bit keys."""

    entries: int
    octets: int
    bound: float

    @property
    def times(self) -> float:
        return self.octets / self.bound


@dataclass(frozen=True, slots=True)
class Files:
    sizes: list[Size]
    delta: Size
    opened: Taken
    applied: Taken


def measured(folder: Path, rounds: int, progress: Progress) -> Files:
    progress.say("sizes of list files")
    sizes = [_size(world.of_random_keys(folder / f"size{n}.mf", n)) for n in SIZES]
    progress.say("opening a list of a million entries")
    path = world.made(folder / "million.mf", world.HOSTS // 2, world.PAGES // 2)
    opened = taken(lambda: Filter(path, world.KEY).check("http://first.example/"), rounds)
    progress.say("a delta of 5,000 each way on a million entries")
    base, delta = _changed(500_000, 500_000, 5_000)
    applied = taken(lambda: deltas.apply(base, delta), rounds)
    return Files(sizes, _delta_size(), opened, applied)


def _size(path: Path) -> Size:
    header = Filter(path, world.KEY).opened.header
    return Size(
        header.entries, header.records_at - header.upper_at, bits_of_set(header.fingerprints) / 8
    )


def noted(count: int) -> int:
    """What the native core notes in memory: four octets for sixteen buckets, and one tag an entry."""
    return (1 << 64 - low_bits_for(count)) // 16 * 4 + count


def bits_of_set(count: int) -> float:
    """The fewest bits for so many different 64-bit keys in no order: log2 of the ways to choose them."""
    return count * (64 - log2(count) + log2(e)) - log2(2 * 3.141592653589793 * count) / 2


def bits_of_choice(of: int, chosen: int) -> float:
    """log2 of the ways to choose some of so many."""
    return (lgamma(of + 1) - lgamma(chosen + 1) - lgamma(of - chosen + 1)) / log(2)


def _changed(hosts: int, pages: int, each_way: int) -> tuple[OpenList, bytes]:
    """A list, and the delta to the one that lacks some of its first hosts and has as many new pages."""
    old = list(world.entries(hosts, pages))
    fresh = [world.page(pages + n) for n in range(each_way)]
    gone = max(1, len(old) // each_way)
    kept = [entry for n, entry in enumerate(old) if n % gone or n >= gone * each_way]
    opened = [
        read_list(memoryview(build(entries, world.KEY, Terms(version, 1)).octets), world.KEY)
        for version, entries in ((1, old), (2, [*kept, *fresh]))
    ]
    return opened[0], deltas.make(opened[0], opened[1])


def _delta_size() -> Size:
    """Removals, additions and every header; the records of the additions are counted apart."""
    base, delta = _changed(2_750, 2_750, 500)
    records = 500 * base.header.width
    return Size(500, len(delta) - records, (bits_of_choice(5_500, 500) + bits_of_set(500)) / 8)


def promises(found: Files) -> list[dict[str, Any]]:
    largest = found.sizes[-1]
    local = (largest.octets + noted(largest.entries)) / largest.entries
    what = f"octets an entry in a list of {largest.entries:,}, mapped and noted"
    told = [(what, local, PROMISED_LOCAL)]
    told += [
        (f"fingerprints of {size.entries:,} entries, times the bound", size.times, PROMISED_SHIPPED)
        for size in found.sizes
    ]
    told += [
        ("delta of 500 each way on 5,500, times the bound", found.delta.times, PROMISED_DELTA),
        ("open and first verdict at a million entries, ms", found.opened.ms, PROMISED_OPEN_MS),
        ("5,000 each way applied to a million, ms", found.applied.ms, PROMISED_APPLY_MS),
    ]
    least = {told[-2][0]: found.opened.least_ms, told[-1][0]: found.applied.least_ms}
    return [
        {
            "what": what,
            "measured": round(measured, 3),
            "quietest_run": least.get(what),
            "most": most,
            "kept": measured <= most,
        }
        for what, measured, most in told
    ]
