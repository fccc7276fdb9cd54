"""shorten LIST.mf --key key.bin --output list.mfs: a short list for families and schools."""

import argparse
import time
from pathlib import Path

from mamori_filter.commands.options import add_key
from mamori_filter.commands.wording import counted, octets, tell
from mamori_filter.lists import header as headers
from mamori_filter.lists.files import write_whole
from mamori_filter.lists.keys import read_key
from mamori_filter.lists.opening import open_list, verify_wholly
from mamori_filter.refusals import Text
from mamori_filter.short.shortening import WIDTHS, Shortened, shorten


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("shorten", help="a short list of a full one", description=__doc__)
    parser.add_argument("list", type=Path, metavar="LIST.mf", help="the full list")
    add_key(parser)
    parser.add_argument("--output", type=Path, required=True, metavar="LIST.mfs")
    parser.add_argument(
        "--bits",
        type=int,
        choices=sorted(WIDTHS),
        default=8,
        help="the length of a short fingerprint (default %(default)s)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    opened = open_list(options.list, read_key(options.key))
    verify_wholly(opened)
    made = shorten(opened, options.bits, int(time.time()))
    write_whole(options.output, made.octets, begins=headers.begins(headers.SHORT))
    tell(_told(options, opened.header.version, made))
    return 0


def _told(options: argparse.Namespace, version: int, made: Shortened) -> Text:
    ja, en = octets(len(made.octets))
    fingerprints = counted(made.fingerprints, "fingerprint")
    return Text(
        f"{options.output}：第{version}版の短縮リスト、{options.bits}ビットの指紋{made.fingerprints:,}件、"
        f"期限切れの{made.expired:,}件を除外、{ja}",
        f"{options.output}: version {version}, {fingerprints} of {options.bits} bits,"
        f" {made.expired:,} expired left out, {en}",
    )
