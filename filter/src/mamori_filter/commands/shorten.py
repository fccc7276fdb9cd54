"""shorten LIST.mf --key key.bin --output list.mfs: a short list for families and schools."""

import argparse
import sys
import time
from pathlib import Path

from mamori_filter.commands.options import add_key
from mamori_filter.lists import header as headers
from mamori_filter.lists.files import write_whole
from mamori_filter.lists.keys import read_key
from mamori_filter.lists.opening import open_list, verify_wholly
from mamori_filter.short.shortening import WIDTHS, shorten


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("shorten", help="a short list of a full one", description=__doc__)
    parser.add_argument("list", type=Path, metavar="LIST.mf", help="the full list")
    add_key(parser)
    parser.add_argument("--output", type=Path, required=True, metavar="LIST.mfs")
    parser.add_argument(
        "--bits", type=int, choices=sorted(WIDTHS), default=8, help="of a short fingerprint"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    opened = open_list(options.list, read_key(options.key))
    verify_wholly(opened)
    made = shorten(opened, options.bits, int(time.time()))
    write_whole(options.output, made.octets, begins=headers.begins(headers.SHORT))
    print(
        f"{options.output}: version {opened.header.version}, {made.fingerprints:,} fingerprints of"
        f" {options.bits} bits, {made.expired:,} expired ones left out, {len(made.octets):,} octets",
        file=sys.stderr,
    )
    return 0
