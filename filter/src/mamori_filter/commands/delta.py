"""delta OLD NEW --key key.bin --output d.mfd: what leads from one version of a list to the next."""

import argparse
from pathlib import Path

from mamori_filter.commands import wording
from mamori_filter.commands.options import add_key
from mamori_filter.commands.wording import tell
from mamori_filter.lists import delta_file, deltas
from mamori_filter.lists.files import write_whole
from mamori_filter.lists.keys import read_key
from mamori_filter.lists.opening import OpenList, open_list, verify_wholly
from mamori_filter.refusals import Text


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser(
        "delta", help="make the delta between two versions", description=__doc__
    )
    parser.add_argument("old", type=Path, metavar="OLD.mf")
    parser.add_argument("new", type=Path, metavar="NEW.mf")
    add_key(parser)
    parser.add_argument("--output", type=Path, required=True, metavar="DELTA.mfd")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    key = read_key(options.key)
    old, new = (_whole(path, key) for path in (options.old, options.new))
    octets = deltas.make(old, new)
    if deltas.apply(old, octets) != new.octets:  # never hand out what does not lead there
        raise delta_file.damaged()
    write_whole(options.output, octets, begins=delta_file.MAGIC)
    sizes = delta_file.sizes(octets, old.header.fingerprints)
    versions = (old.header.version, new.header.version)
    tell(_told(options.output, versions, sizes, wording.octets(len(octets))))
    return 0


def _told(path: Path, versions: tuple[int, int], sizes: delta_file.Sizes, long: Text) -> Text:
    old, new = versions
    return Text(
        f"{path}：第{old}版から第{new}版への差分。指紋の削除{sizes.removed:,}件、追加{sizes.added:,}件、"
        f"変更{sizes.changed:,}件、{long.ja}",
        f"{path}: version {old} to {new}, {sizes.removed:,} removed, {sizes.added:,} added,"
        f" {sizes.changed:,} changed; {long.en}",
    )


def _whole(path: Path, key: bytes) -> OpenList:
    opened = open_list(path, key)
    verify_wholly(opened)
    return opened
