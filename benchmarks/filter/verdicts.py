"""Verdicts a second, beside Ada alone and beside what providers use now, in turns and in one run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from mamori_filter import Filter
from mamori_filter.engines.twin import TwinEngine

from benchmarks.filter import peers, world
from benchmarks.measure import Progress, Taken, Work, ratio, round_robin

PROMISED_NS = {"not listed": (1000 / 3, 500), "listed": (1000 / 1.5, 1000)}  # a batch, single calls
PROMISED_TIMES_PEER = 5
PROMISED_TIMES_ADA = 2.5
PROMISED_TWIN_NS = 10_000
FEWER = 20_000  # addresses of a round for the twin and the slower peers
GROWTH = (10_000, 100_000, 1_000_000, 10_000_000)
PROMISED_GROWTH = 2.0  # times the time at the smallest


@dataclass(frozen=True, slots=True)
class Row:
    """Nanoseconds an address, the median of the rounds."""

    name: str
    kind: str
    taken: Taken
    addresses: int

    @property
    def ns(self) -> float:
        return self.taken.median / self.addresses * 1e9

    @property
    def least_ns(self) -> float:
        return min(self.taken.runs) / self.addresses * 1e9


@dataclass(frozen=True, slots=True)
class Measured:
    rows: list[Row]
    growth: list[Row]
    times_ada: dict[str, float]

    def ns(self, name: str, kind: str) -> Row:
        return next(row for row in self.rows if (row.name, row.kind) == (name, kind))


def measured(folder: Path, rounds: int, progress: Progress) -> Measured:
    progress.say(f"a list of {world.HOSTS:,} hosts and {world.PAGES:,} pages")
    path = world.made(folder / "list.mf", world.HOSTS, world.PAGES)
    filter_, bare = Filter(path, world.KEY), peers.bare_ada(folder)
    kinds = {
        "not listed": world.not_listed(),
        "listed": world.listed(),
        "other page": world.other_pages(),
    }
    _agrees(filter_, kinds)
    rows: list[Row] = []
    times: dict[str, float] = {}
    for kind, urls in kinds.items():
        progress.say(f"verdicts: {kind}")
        works: dict[str, Work] = {
            "a batch": partial(filter_.check_many, urls),
            "single calls": partial(_singly, filter_.check, urls),
            "Ada alone, a batch": partial(bare.parse_many, urls),
            "Ada alone, single calls": partial(_singly, bare.parse, urls),
        }
        taken = dict(zip(works, round_robin(list(works.values()), rounds), strict=True))
        rows += [Row(name, kind, found, len(urls)) for name, found in taken.items()]
        if kind == "not listed":
            times["a batch"] = ratio(taken["a batch"], taken["Ada alone, a batch"])
            times["single calls"] = ratio(taken["single calls"], taken["Ada alone, single calls"])
    rows += _beside(folder, filter_, kinds, progress)
    return Measured(rows, _growth(folder, rounds, progress), times)


def _beside(
    folder: Path, filter_: Filter, kinds: dict[str, list[str]], progress: Progress
) -> list[Row]:
    """The twin and the peers, on fewer addresses and in fewer rounds; squidGuard starts anew in each."""
    size = (world.HOSTS, world.PAGES)
    twin = TwinEngine(filter_.opened)
    found = [
        peers.set_of_strings(*size),
        peers.adblock(folder / "adblock", *size, progress),
        peers.squidguard(folder / "squidguard", *size, progress),
    ]
    asked: dict[str, Callable[[list[str]], Sequence[Any]]] = {"the twin": twin.check_many}
    asked |= {f"{peer.name} {peer.version}"[:40]: peer.verdicts for peer in found}
    rows = []
    for kind, urls in kinds.items():
        progress.say(f"the twin and the peers: {kind}")
        few = urls[:FEWER]
        taken = round_robin([partial(ask, few) for ask in asked.values()], 3)
        rows += [Row(name, kind, one, len(few)) for name, one in zip(asked, taken, strict=True)]
    return rows


def _growth(folder: Path, rounds: int, progress: Progress) -> list[Row]:
    urls = world.not_listed()
    filters = []
    for count in GROWTH:
        progress.say(f"a list of {count:,} entries")
        path = world.of_random_keys(folder / f"{count}.mf", count)
        filters.append(Filter(path, world.KEY))
    taken = round_robin([partial(one.check_many, urls) for one in filters], rounds)
    return [
        Row(f"{n:,} entries", "not listed", one, len(urls))
        for n, one in zip(GROWTH, taken, strict=True)
    ]


def _agrees(filter_: Filter, kinds: dict[str, list[str]]) -> None:
    """What is measured is right: every listed address is found, and no other."""
    for kind, urls in kinds.items():
        found = sum(verdict.listed for verdict in filter_.check_many(urls))
        if found != (len(urls) if kind == "listed" else 0):
            raise AssertionError(f"{kind}: {found} of {len(urls)} listed")


def _singly(check: Callable[[str], object], urls: list[str]) -> None:
    for url in urls:
        check(url)


def promises(found: Measured) -> list[dict[str, Any]]:
    told = []
    for kind, (batch, single) in PROMISED_NS.items():
        for name, most in (("a batch", batch), ("single calls", single)):
            row = found.ns(name, kind)
            told.append(_promise(f"a verdict, {kind}, {name}, ns", row.ns, most, row.least_ns))
    for name, times in found.times_ada.items():
        told.append(
            _promise(f"a verdict, not listed, {name}, times Ada alone", times, PROMISED_TIMES_ADA)
        )
    best = min(row.ns for row in found.rows if _is_peer(row) and row.kind == "not listed")
    ours = found.ns("a batch", "not listed").ns
    told.append(_promise("a verdict, times the best peer", ours / best, 1 / PROMISED_TIMES_PEER))
    twin = max((row for row in found.rows if row.name == "the twin"), key=lambda row: row.ns)
    what = f"the pure-Python twin, {twin.kind}, ns"
    told.append(_promise(what, twin.ns, PROMISED_TWIN_NS, twin.least_ns))
    slowest = found.growth[-1].ns / found.growth[0].ns
    what = f"{found.growth[-1].name}, times the time at {found.growth[0].name}"
    return [*told, _promise(what, slowest, PROMISED_GROWTH)]


def _is_peer(row: Row) -> bool:
    ours = ("a batch", "single calls", "the twin")
    return row.name not in ours and not row.name.startswith("Ada alone")


def _promise(what: str, measured: float, most: float, least: float | None = None) -> dict[str, Any]:
    return {
        "what": what,
        "measured": round(measured, 3),
        "quietest_run": None if least is None else round(least, 3),
        "most": round(most, 3),
        "kept": measured <= most,
    }


def as_json(found: Measured) -> list[dict[str, Any]]:
    return [
        {
            "what": row.name,
            "kind": row.kind,
            "ns": round(row.ns, 1),
            "a_second": round(1e9 / row.ns),
        }
        for row in (*found.rows, *found.growth)
    ]
