"""make bench: everything measured, beside the bare libraries in the same run. Nothing here ever fails
because it was slow; the last lines say which promise was kept. ``--json`` answers a program."""

import argparse
import gc
import json
import logging
import os
import sys
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import plain
from benchmarks.measure import Progress

ROUNDS = 9  # of what is compared, and of a page in the world the promise is about


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    asked.add_argument("--json", action="store_true", help="answer for a program")
    asked.add_argument("--filter", action="store_true", help="only the provider's filter")
    asked.add_argument("--rounds", type=int, default=ROUNDS, help="runs that a median is taken of")
    options = asked.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    os.environ.pop("DATABASE_URL", None)  # never your own database: invented rows go in
    os.environ |= {"MAMORI_PLAIN_HTTP": "1", "DJANGO_SETTINGS_MODULE": "mamori.site.settings"}
    progress = Progress()
    from benchmarks import filter as of_filter

    filtered = of_filter.measured(options.rounds, progress)
    if options.filter:
        _tell(filtered, options.json, progress)
        return
    progress.say("starting a throw-away database")
    from mamori.kernel import postgres

    with (
        TemporaryDirectory(prefix="mamori-bench-") as folder,
        postgres.serving(Path(folder)) as url,
    ):
        os.environ["DATABASE_URL"] = url
        found = _measured(options.rounds, progress)
    found["promises"] += filtered["promises"]
    _tell(filtered | found, options.json, progress)


def _tell(found: dict[str, Any], as_json: bool, progress: Progress) -> None:
    progress.done()
    if as_json:
        json.dump(found, sys.stdout, ensure_ascii=False, indent=2)
        print()
        return
    if "pages" not in found:
        print(plain.filter_alone(found))
        return
    from benchmarks import tables

    print(tables.plain(found))


def _measured(rounds: int, progress: Progress) -> dict[str, Any]:
    import django

    django.setup()
    from django.db import connections

    from benchmarks import (
        outline,
        reading,
        returns,
        statistical_tables,
        tables,
        tabulation,
        world,
    )

    progress.say("loading the Japan pack and an Outline of each size")
    world.founded()
    outline.filled()
    gc.freeze()  # what is loaded once need not be looked through before every run
    beside = outline.beside(rounds, progress)
    frozen = outline.frozen(rounds, progress)
    sizes = outline.growth(progress)
    packs = reading.growth(progress)
    workbooks = returns.large(rounds, progress), returns.written(rounds, progress)
    of_statistics = statistical_tables.read_and_compared(rounds, progress)
    tabulated = tabulation.tabulated(rounds, progress)
    of_register = _register(rounds, progress)
    seen, left_out = _pages(rounds, progress)
    connections.close_all()
    told = tables.found(beside, frozen, sizes, packs, workbooks, seen, rounds)
    told["promises"] += statistical_tables.promises(of_statistics)
    told["promises"] += tabulation.promises(tabulated)
    told["promises"] += of_register.pop("promises")
    return told | of_register | {"tabulation": tabulation.as_json(tabulated), "left_out": left_out}


def _register(rounds: int, progress: Progress) -> dict[str, Any]:
    """Activities taken in bulk, counted, and drawn."""
    from benchmarks import activities, pictures, register

    taken_in = activities.imported(min(rounds, 3), progress)
    counted = register.counted(rounds, progress)
    drawn = pictures.opened(rounds, progress)
    return {
        "activities": activities.as_json(taken_in),
        "register": register.as_json(counted),
        "pictures": pictures.as_json(drawn),
        "promises": [
            *register.promises(counted),
            *activities.promises(taken_in),
            *pictures.promises(drawn),
        ],
    }


def _pages(rounds: int, progress: Progress) -> tuple[list[Any], list[str]]:
    """Every page in every world, and the names left out in the last."""
    from benchmarks import pages, world

    seen: dict[str, pages.Row] = {}
    left_out: list[str] = []
    for name, grow in world.WORLDS:
        progress.say(f"filling {name}")
        grow()
        left_out = pages.look(seen, name, rounds if name == world.PROMISED else 3, progress)
    return list(seen.values()), left_out


if __name__ == "__main__":
    main()
