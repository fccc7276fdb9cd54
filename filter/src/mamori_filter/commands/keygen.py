"""keygen key.bin: a new key for one provider and one list, readable by its owner only."""

import argparse
from pathlib import Path

from mamori_filter.commands.wording import octets, tell
from mamori_filter.lists.keys import write_new_key
from mamori_filter.refusals import Text


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("keygen", help="make a key", description=__doc__)
    parser.add_argument("key", type=Path, metavar="KEY.bin", help="a file that is not there yet")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    size = write_new_key(options.key)
    ja, en = octets(size)
    tell(Text(f"{options.key}：新しい鍵、{ja}", f"{options.key}: a new key of {en}"))
    return 0
