"""Reading a country pack: the Japan pack as it is, and one with ten times its measures and Outlines."""

from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from benchmarks import world
from benchmarks.measure import Progress, Taken, taken
from mamori.site import packs

TIMES = (1, 10)


@dataclass(frozen=True, slots=True)
class Reading:
    times: int
    records: int
    taken: Taken


def growth(progress: Progress) -> list[Reading]:
    found = []
    with TemporaryDirectory(prefix="mamori-pack-") as held:
        for times in TIMES:
            progress.say(f"reading the pack, {times} times its size")
            folder = Path(held) / str(times)
            records = _grown(folder, times)
            found.append(Reading(times, records, taken(partial(packs.read, folder), 3)))
    return found


def _grown(folder: Path, times: int) -> int:
    """A copy of the pack in which everything that grows with the years is there so many times."""
    copytree(world.PACK, folder)
    measures = _load(folder / "measures.yaml")
    outlines = sorted((folder / "efforts").glob("*.yaml"))
    manifest = _load(folder / "pack.yaml")
    more = [_again(measure, n) for n in range(1, times) for measure in measures]
    _save(folder / "measures.yaml", measures + more)
    efforts = 0
    for path in outlines:
        held = _load(path)
        efforts += len(held["efforts"]) * times
        for n in range(1, times):
            name = f"efforts/{path.stem}-{n}.yaml"
            again = deepcopy(held)
            again["outline"]["key"] = f"{held['outline']['key']}-{n}"
            _save(folder / name, again)
            manifest["files"].append(name)
    _save(folder / "pack.yaml", manifest)
    return len(measures) + len(more) + efforts


def _again(measure: dict[str, Any], n: int) -> dict[str, Any]:
    copied = deepcopy(measure) | {"key": f"{measure['key']}-{n}"}
    copied.pop("number", None)
    return copied


def _load(path: Path) -> Any:
    return yaml.safe_load(path.read_text())


def _save(path: Path, value: Any) -> None:
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False))
