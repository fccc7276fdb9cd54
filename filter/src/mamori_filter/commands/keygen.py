"""keygen key.bin: a new key for one provider and one list, readable by its owner only."""

import argparse
import sys
from pathlib import Path

from mamori_filter.lists.keys import write_new_key


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("keygen", help="make a key", description=__doc__)
    parser.add_argument("key", type=Path, metavar="KEY.bin", help="a file that is not there yet")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    size = write_new_key(options.key)
    print(f"{options.key}: a new key of {size} octets", file=sys.stderr)
    return 0
