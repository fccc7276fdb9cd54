"""Tables of ten million invented records: counted, and as a cube with margins under disclosure control.

The bare peer is DuckDB on the same file with as many threads: GROUP BY, and GROUP BY CUBE, and nothing more.
Alone, and smaller: ``python -m benchmarks.tabulation --records 1000000``.
"""

import argparse
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from benchmarks.measure import Progress, Taken, in_turns, ratio
from mamori.kernel.text import same
from mamori.statistics.rules.cells import Method, Rule
from mamori.statistics.rules.tabulating import Definition, Measure, Spec, UnitOfCount
from mamori.statistics.tabulation.counting import _count
from mamori.statistics.tabulation.exporting import Form, export
from mamori.statistics.tabulation.inventing import invent
from mamori.statistics.tabulation.sources import THREADS, RecordsFile

RECORDS = 10_000_000
PROMISED_COUNT, PROMISED_CUBE, PROMISED_MB = 1.1, 3.0, 200
FOUR = ("year", "prefecture", "school_stage", "kind_of_harm")
FIVE = (*FOUR, "sex")


@dataclass(frozen=True, slots=True)
class Beside:
    """One table ours and bare; ``cells`` of ours, and how many of them are kept secret."""

    name: str
    ours: Taken
    bare: Taken
    cells: int
    secret: int = 0

    @property
    def ratio(self) -> float:
        return ratio(self.ours, self.bare)


@dataclass(frozen=True, slots=True)
class Tabulated:
    """``peak_mb``: of a process that does nothing but the count, and of one that asks DuckDB alone."""

    records: int
    count: Beside
    cube: Beside
    rounded: Beside
    peak_mb: int
    bare_peak_mb: int


def tabulated(runs: int, progress: Progress, records: int = RECORDS) -> Tabulated:
    with TemporaryDirectory(prefix="mamori-bench-") as folder:
        progress.say(f"inventing {records:,} records")
        file = Path(folder) / "invented.parquet"
        invent(file, records)
        progress.say(f"counting {records:,} records")
        return Tabulated(
            records,
            _counted(file, runs),
            _cube(file, Method.SUPPRESS, runs),
            _cube(file, Method.ROUND, runs),
            _peak("ours", file),
            _peak("bare", file),
        )


def _counted(file: Path, runs: int) -> Beside:
    spec, source = _spec(FIVE), RecordsFile(file)
    groups = len(_count(spec, source).rows)
    assert groups == len(_bare(file, FIVE))
    turns = [(lambda: _count(spec, source), lambda: _bare(file, FIVE))] * runs
    ours, bare = in_turns(turns)
    return Beside("count by 5 dimensions", ours, bare, groups)


def _cube(file: Path, method: Method, runs: int) -> Beside:
    """Ours is the whole way from the declaration to the bytes of the CSV file."""
    spec, source = _spec(FOUR, method), RecordsFile(file)
    statuses = Counter(
        line.split(b",")[-2] for line in export(spec, source, Form.CSV).splitlines()[1:]
    )
    turns = [(lambda: export(spec, source, Form.CSV), lambda: _bare(file, FOUR, cube=True))] * runs
    name = f"cube of 4 dimensions, {method}"
    ours, bare = in_turns(turns)
    return Beside(name, ours, bare, statuses.total(), statuses[b"Q"])


def _spec(dimensions: tuple[str, ...], method: Method = Method.SUPPRESS) -> Spec:
    return Spec(
        key="victims",
        title=same("–"),
        unit=UnitOfCount.VICTIM,
        population=(),
        dimensions=dimensions,
        measures=(Measure.COUNT,),
        definition=Definition(1, same("–")),
        disclosure=Rule(method),
    )


def _bare(file: Path, dimensions: Sequence[str], *, cube: bool = False) -> list[Any]:
    names = ", ".join(dimensions)
    by = f"CUBE ({names})" if cube else names
    with duckdb.connect(config={"threads": THREADS}) as engine:
        found = engine.execute(f"SELECT {names}, count(*) FROM '{file}' GROUP BY {by}")  # noqa: S608
        return found.fetchall()


def _peak(who: str, file: Path) -> int:
    """In a process of its own, in MB."""
    words = [sys.executable, "-m", "benchmarks.tabulation", "--peak", who, str(file)]
    return int(subprocess.run(words, capture_output=True, check=True, text=True).stdout)


def _own_peak() -> int:
    """Of this program alone: what getrusage tells may be its parent's."""
    words = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()
    return int(words[0]) // 1024


def as_json(told: Tabulated) -> dict[str, Any]:
    return {
        "records": told.records,
        "peak_mb": told.peak_mb,
        "bare_peak_mb": told.bare_peak_mb,
        "tables": [
            {
                "what": one.name,
                "ours_ms": one.ours.ms,
                "bare_ms": one.bare.ms,
                "ratio": round(one.ratio, 2),
                "cells": one.cells,
                "secret": one.secret,
            }
            for one in (told.count, told.cube, told.rounded)
        ],
    }


def promises(told: Tabulated) -> list[dict[str, Any]]:
    of = f"of {told.records:,} records"
    kept = [
        (f"{told.count.name} {of}, times bare DuckDB", told.count.ratio, PROMISED_COUNT),
        (
            f"{told.cube.name}, margins and CSV {of}, times the bare cube",
            told.cube.ratio,
            PROMISED_CUBE,
        ),
        (f"{told.count.name} {of}, peak MB (bare: {told.bare_peak_mb})", told.peak_mb, PROMISED_MB),
    ]
    return [
        {
            "what": what,
            "measured": round(measured, 2),
            "quietest_run": None,
            "most": most,
            "kept": measured <= most,
        }
        for what, measured, most in kept
    ]


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.tabulation", description=__doc__)
    asked.add_argument("--records", type=int, default=RECORDS)
    asked.add_argument("--rounds", type=int, default=9)
    asked.add_argument("--peak", nargs=2, metavar=("WHO", "FILE"), help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.peak:
        who, file = options.peak[0], Path(options.peak[1])
        kept = _count(_spec(FIVE), RecordsFile(file)) if who == "ours" else _bare(file, FIVE)
        assert kept
        print(_own_peak())
        return
    progress = Progress()
    told = tabulated(options.rounds, progress, options.records)
    progress.done()
    for one in as_json(told)["tables"]:
        print("  ".join(f"{name} {value}" for name, value in one.items()))
    for promise in promises(told):
        print(f"{promise['what']}: {promise['measured']}, at most {promise['most']}")


if __name__ == "__main__":
    main()
