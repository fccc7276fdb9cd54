"""Options that several verbs share."""

import argparse
from pathlib import Path

from mamori_filter.filters import Filter
from mamori_filter.lists.keys import read_key


def add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--list", type=Path, required=True, metavar="LIST.mf", help="the list file")
    add_key(parser)


def add_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--key",
        type=Path,
        required=True,
        metavar="KEY.bin",
        help="the file that holds the key of the list",
    )


def add_accept_size_change(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--accept-size-change",
        action="store_true",
        help="take a list that shrank below half or grew above twice and 100 entries; a note beside it,"
        " PLACE.mf.accepted, lets the filters that run take this very list too",
    )


def opened(options: argparse.Namespace) -> Filter:
    """:raises Refused: as ``Filter``."""
    return Filter(options.list, read_key(options.key))
