"""verify --list list.mf --key key.bin: every octet of a list file against its header."""

import argparse
from pathlib import Path

from mamori_filter.commands.options import add_list
from mamori_filter.commands.wording import counted, entries, octets, said
from mamori_filter.lists.header import Header
from mamori_filter.lists.keys import read_key
from mamori_filter.lists.opening import open_list, verify_wholly
from mamori_filter.refusals import Text


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("verify", help="check a list file wholly", description=__doc__)
    add_list(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    opened = open_list(options.list, read_key(options.key))
    verify_wholly(opened)
    print(said(_told(options.list, opened.header, len(opened.octets))))
    return 0


def _told(path: Path, header: Header, size: int) -> Text:
    listed, long = entries(header.entries), octets(size)
    return Text(
        f"{path}：異常なし。第{header.version}版、{listed.ja}、指紋{header.fingerprints:,}件、{long.ja}",
        f"{path}: whole; version {header.version}, {listed.en},"
        f" {counted(header.fingerprints, 'fingerprint')}, {long.en}",
    )
