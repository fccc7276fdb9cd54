"""delta OLD NEW --key key.bin --output d.mfd: what leads from one version of a list to the next."""

import argparse
import sys
from pathlib import Path

from mamori_filter.commands.options import add_key
from mamori_filter.lists import delta_file, deltas
from mamori_filter.lists.files import write_whole
from mamori_filter.lists.keys import read_key
from mamori_filter.lists.opening import OpenList, open_list, verify_wholly


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
    print(
        f"{options.output}: version {old.header.version} to {new.header.version}, {sizes.removed:,} removed,"
        f" {sizes.added:,} added, {sizes.changed:,} changed; {len(octets):,} octets,"
        f" of them {sizes.fingerprints:,} without records (the fewest possible: {sizes.fewest:,})",
        file=sys.stderr,
    )
    return 0


def _whole(path: Path, key: bytes) -> OpenList:
    opened = open_list(path, key)
    verify_wholly(opened)
    return opened
