"""apply LIST.mf DELTA.mfd --key key.bin --output NEW.mf: the next version of a list, whole or not at all."""

import argparse
import time
from pathlib import Path

from mamori_filter.commands.options import add_accept_size_change, add_key
from mamori_filter.commands.wording import entries, tell
from mamori_filter.lists import deltas, guard, installing
from mamori_filter.lists.files import read_whole
from mamori_filter.lists.header import Header
from mamori_filter.lists.keys import read_key
from mamori_filter.lists.opening import open_list, read_list
from mamori_filter.refusals import Text


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("apply", help="bring a list up to date", description=__doc__)
    parser.add_argument("list", type=Path, metavar="LIST.mf")
    parser.add_argument("delta", type=Path, metavar="DELTA.mfd")
    add_key(parser)
    parser.add_argument(
        "--output",
        type=Path,
        required=True,
        metavar="NEW.mf",
        help="may be the list itself; what was there stays as NEW.mf.previous",
    )
    add_accept_size_change(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    key, now, accepts = read_key(options.key), int(time.time()), options.accept_size_change
    base = open_list(options.list, key)
    octets = deltas.apply(base, read_whole(options.delta, "差分", "delta"))
    new = read_list(memoryview(octets), key)
    guard.examine(new, base.header, now, accepts)
    installing.require_place(options.output, key)
    guard.follows(new.header, installing.standing(options.output), now, accepts)
    installing.put(new, options.output, accepts)
    tell(_told(options.output, base.header, new.header))
    return 0


def _told(place: Path, old: Header, new: Header) -> Text:
    ja, en = entries(new.entries)
    return Text(
        f"{place}：第{new.version}版、{ja}（第{old.version}版は{old.entries:,}件）",
        f"{place}: version {new.version}, {en} (version {old.version} had {old.entries:,})",
    )
