"""check-short --list list.mfs --key key.bin --on-hit hold|pass URL…: the verdict of a short list."""

import argparse
import json
from pathlib import Path

from mamori_filter.commands.options import add_key
from mamori_filter.lists.keys import read_key
from mamori_filter.short.filters import OnHit, ShortFilter


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser(
        "check-short", help="the verdict of a short list", description=__doc__
    )
    parser.add_argument(
        "--list", type=Path, required=True, metavar="LIST.mfs", help="the short list"
    )
    add_key(parser)
    parser.add_argument(
        "--on-hit",
        required=True,
        choices=[choice.value for choice in OnHit],
        help="hold or pass an address that the list may hold; there is no default",
    )
    parser.add_argument("--json", action="store_true", help="one object a line, for programs")
    parser.add_argument("urls", nargs="+", metavar="URL")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    filtered = ShortFilter(options.list, read_key(options.key), on_hit=OnHit(options.on_hit))
    for verdict in filtered.check_many(options.urls):
        if options.json:
            print(json.dumps(verdict._asdict()))
        elif verdict.listed:
            print(f"held: may be listed, scope {verdict.scope}, matched {verdict.matched}")
        else:
            print(f"not listed ({verdict.problem})" if verdict.problem else "not listed")
    return 0
