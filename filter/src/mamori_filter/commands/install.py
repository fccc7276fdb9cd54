"""install CANDIDATE.mf PLACE.mf --key key.bin: put a list that arrived in its place, if it meets the rules."""

import argparse
import time
from pathlib import Path

from mamori_filter.commands.options import add_accept_size_change, add_key
from mamori_filter.commands.wording import entries, tell
from mamori_filter.lists import installing
from mamori_filter.lists.keys import read_key
from mamori_filter.refusals import Text


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser(
        "install", help="put a list that arrived in its place", description=__doc__
    )
    parser.add_argument("candidate", type=Path, metavar="CANDIDATE.mf")
    parser.add_argument(
        "place", type=Path, metavar="PLACE.mf", help="what was there stays as PLACE.mf.previous"
    )
    add_key(parser)
    add_accept_size_change(parser)
    parser.add_argument(
        "--replace", action="store_true", help="also where the list there is of another key"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    opened = installing.install(
        options.candidate,
        options.place,
        read_key(options.key),
        int(time.time()),
        options.accept_size_change,
        options.replace,
    )
    version, (ja, en) = opened.header.version, entries(opened.header.entries)
    tell(Text(f"{options.place}：第{version}版、{ja}", f"{options.place}: version {version}, {en}"))
    return 0
