"""verify --list list.mf --key key.bin: every octet of a list file against its header."""

import argparse

from mamori_filter.commands.options import add_list
from mamori_filter.lists.keys import read_key
from mamori_filter.lists.opening import open_list, verify_wholly


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("verify", help="check a list file wholly", description=__doc__)
    add_list(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    opened = open_list(options.list, read_key(options.key))
    verify_wholly(opened)
    header = opened.header
    print(
        f"{options.list}: whole; version {header.version}, {header.entries:,} entries,"
        f" {header.fingerprints:,} fingerprints, {len(opened.octets):,} octets"
    )
    return 0
