"""build entries.csv --key key.bin --output list.mf: a list file of entries."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from mamori_filter.commands.options import add_key
from mamori_filter.lists import header as headers
from mamori_filter.lists.building import DEFAULT_NAME, STALE_AFTER, Terms, build
from mamori_filter.lists.entries import LeftOut, accepted, read_rows
from mamori_filter.lists.files import write_whole
from mamori_filter.lists.harmless import Harmless
from mamori_filter.lists.keys import read_key


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("build", help="make a list file of entries.csv", description=__doc__)
    parser.add_argument("entries", type=Path, help="columns scope,expression,entry_id,expires")
    add_key(parser)
    parser.add_argument("--output", type=Path, required=True, metavar="LIST.mf")
    parser.add_argument(
        "--name", default=DEFAULT_NAME, help="of the list; part of every fingerprint"
    )
    parser.add_argument(
        "--version", type=int, help="a number above the last; else the time, as 20261125140205"
    )
    parser.add_argument("--stale-after", type=float, default=STALE_AFTER / 3600, metavar="HOURS")
    parser.add_argument(
        "--harmless", type=Path, help="addresses, one a line, that no entry may list"
    )
    parser.add_argument(
        "--sign-size-change",
        action="store_true",
        help="state that the list shrinks or grows past the bound",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    now = datetime.now(UTC)
    version = int(f"{now:%Y%m%d%H%M%S}") if options.version is None else options.version
    terms = Terms(
        version=version,
        created=int(now.timestamp()),
        name=options.name,
        stale_after=int(options.stale_after * 3600),
        size_change_signed=options.sign_size_change,
    )
    harmless = Harmless(options.harmless.read_text().splitlines()) if options.harmless else None
    built = build(accepted(read_rows(options.entries)), read_key(options.key), terms, harmless)
    write_whole(options.output, built.octets, begins=headers.begins(headers.FULL))
    for line in built.left_out:
        _tell(line)
    print(
        f"{options.output}: version {version}, {built.entries:,} entries, {len(built.left_out):,} lines left out,"
        f" {len(built.octets):,} octets",
        file=sys.stderr,
    )
    return 0


def _tell(line: LeftOut) -> None:
    from mamori_filter.commands import said

    print(
        f"line {line.number} ({line.entry_id}): {said(line.reason)} [{line.code}]", file=sys.stderr
    )
