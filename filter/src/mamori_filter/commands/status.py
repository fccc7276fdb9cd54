"""status --list list.mf --key key.bin: which engine answers, from which list, and how old it is."""

import argparse
import json
import time

from mamori_filter.commands.options import add_list, opened


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser(
        "status", help="engine, version, entries and age", description=__doc__
    )
    add_list(parser)
    parser.add_argument("--json", action="store_true", help="one object, for programs")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    status = opened(options).status(int(time.time())).as_dict()
    if options.json:
        print(json.dumps(status))
        return 0
    for name, value in status.items():
        print(f"{name.replace('_', ' ')}: {value}")
    return 0
