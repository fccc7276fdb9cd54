"""What was measured, as a value for programs and as plain tables for people."""

import os
import resource
from collections.abc import Sequence
from typing import Any

from benchmarks import outline, pages, pictures, reading, returns, world
from benchmarks.measure import Taken
from benchmarks.plain import kept, of_filter, table

Found = dict[str, Any]
Workbooks = tuple[Sequence[returns.Large], Taken]


def found(
    beside: Sequence[outline.Beside],
    frozen: Taken,
    sizes: Sequence[outline.Size],
    packs: Sequence[reading.Reading],
    workbooks: Workbooks,
    rows: Sequence[pages.Row],
    rounds: int,
) -> Found:
    return {
        "machine": {
            "processors": os.cpu_count(),
            "load": round(os.getloadavg()[0], 1),
            "rounds": rounds,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        },
        "outline": [
            {
                "what": b.name,
                "ours_ms": b.ours.ms,
                "bare_ms": None if b.bare is None else b.bare.ms,
                "ratio": None if b.ratio is None else round(b.ratio, 2),
            }
            for b in beside
        ],
        "outline_growth": [
            {"efforts": s.efforts, "read_ms": s.read.ms, "written_ms": s.written.ms} for s in sizes
        ],
        "pack_growth": [
            {"times": p.times, "records": p.records, "read_ms": p.taken.ms} for p in packs
        ],
        "workbooks": [_workbook(one) for one in workbooks[0]],
        "pages": [_page(row) for row in rows],
        "promises": [
            *_promises(beside[0], rows),
            _promise_on_freezing(frozen),
            *_promises_on_workbooks(*workbooks),
        ],
    }


def _workbook(one: returns.Large) -> Found:
    return {
        "rows": one.rows,
        "changed": one.changed,
        "ours_ms": one.ours.ms,
        "bare_ms": one.bare.ms,
        "ratio": round(one.ratio, 2),
    }


def _page(row: pages.Row) -> Found:
    seen = {
        name: {
            "ms": s.warm.ms,
            "least_ms": s.warm.least_ms,
            "cold_ms": s.cold.ms if s.cold else None,
            "queries": s.queries,
        }
        for name, s in row.seen.items()
    }
    return {"page": row.name, "kind": row.kind, "worlds": seen}


def _promises(whole: outline.Beside, rows: Sequence[pages.Row]) -> list[Found]:
    seconds, times = whole.ours.median, whole.ratio or 0.0
    least = whole.ours.least_ms / 1000
    told = [
        _promise("the whole Outline, seconds", seconds, outline.PROMISED_SECONDS, least),
        _promise("the whole Outline, times the bare libraries", times, outline.PROMISED_RATIO),
    ]
    for kind, most in pages.PROMISED.items():
        row = pages.slowest(rows, kind, world.PROMISED)
        warm = row.seen[world.PROMISED].warm
        told.append(_promise(f"slowest {kind} page, ms ({row.name})", warm.ms, most, warm.least_ms))
    growing = pages.growing(rows)
    names = f" ({', '.join(growing)})" if growing else ""
    told.append(_promise(f"pages whose queries grow with rows{names}", len(growing), 0))
    return told


def _promise_on_freezing(frozen: Taken) -> Found:
    what = f"an edition of {outline.MEASURES} efforts frozen in every format, seconds"
    return _promise(what, frozen.median, outline.FREEZE_SECONDS, frozen.least_ms / 1000)


def _promises_on_workbooks(large: Sequence[returns.Large], written: Taken) -> list[Found]:
    """The ratio is that of a workbook changed in part; when every row changed, all of it is checked."""
    part, whole = large
    read = f"a workbook of {part.rows:,} rows, {part.changed:,} changed, times the bare read"
    more = f"the same with {whole.changed:,} changed, ms more than the bare read"
    return [
        _promise(
            f"{returns.WORKBOOKS} agencies' workbooks written, seconds",
            written.median,
            returns.PROMISED_SECONDS,
            written.least_ms / 1000,
        ),
        _promise(read, part.ratio, returns.PROMISED_RATIO),
        _promise(more, whole.more_ms, returns.PROMISED_MORE_MS),
    ]


def _promise(what: str, measured: float, most: float, least: float | None = None) -> Found:
    return {
        "what": what,
        "measured": round(measured, 2),
        "quietest_run": None if least is None else round(least, 2),
        "most": most,
        "kept": measured <= most,
    }


def plain(told: Found) -> str:
    machine = told["machine"]
    growth = [tuple(row.values()) for row in told["outline_growth"]]
    packs = [tuple(row.values()) for row in told["pack_growth"]]
    workbooks = [tuple(row.values()) for row in told["workbooks"]]
    beside = [(o["what"], o["ours_ms"], o["bare_ms"], o["ratio"]) for o in told["outline"]]
    return "\n".join(
        (
            f"{machine['processors']} processors, load {machine['load']}, peak {machine['peak_mb']} "
            f"MB, medians of {machine['rounds']} rounds; a ratio is the median of the rounds' own.",
            "\nThe Outline, 88 measures, nothing remembered",
            table(("", "ours ms", "bare ms", "ratio"), beside),
            "\nThe Outline as it grows: read from the database; six files written",
            table(("efforts", "read ms", "written ms"), growth),
            "\nReading and checking a country pack",
            table(("times", "records", "ms"), packs),
            "\nWorkbooks read, checked and compared three ways; bare: every sheet read by calamine",
            table(("rows", "changed", "ours ms", "bare ms", "ratio"), workbooks),
            "\nThe year in pictures and the map over the register",
            pictures.plain(told["pictures"]),
            "\nThe provider's filter, one core",
            of_filter(told["filter"]),
            "\nPages",
            _pages(told["pages"]),
            f"  not pages, left out: {', '.join(told['left_out'])}",
            "\nPromises",
            kept(told["promises"]),
        )
    )


def _pages(told: Sequence[Found]) -> str:
    """One row a page: fully for the world of the promise, median and queries for each other one."""
    names = [name for name, _ in world.WORLDS]
    others = [name for name in names if name != world.PROMISED]
    heads = ["page", "kind", "ms", "least", "cold", "q"]
    for n in range(1, len(others) + 1):
        heads += [f"{n}: ms", "q"]
    rows = []
    for page in told:
        seen = [page["worlds"].get(name, {}) for name in (world.PROMISED, *others)]
        row = [seen[0].get(key) for key in ("ms", "least_ms", "cold_ms", "queries")]
        row += [one.get(key) for one in seen[1:] for key in ("ms", "queries")]
        rows.append((page["page"], page["kind"], *row))
    told_worlds = "; ".join(f"{n}: {name}" for n, name in enumerate(others, start=1))
    return f"  in {world.PROMISED}; {told_worlds}\n{table(heads, rows)}"
