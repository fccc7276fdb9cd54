"""export entries.csv --format rpz|hosts|e2guardian --output PATH: the dedicated hosts for servers that know names
only. Pages are never widened to their host: they are left out and counted."""

import argparse
import time
from enum import StrEnum
from pathlib import Path

from mamori_filter.causes import cause
from mamori_filter.commands.wording import counted, left_out, tell
from mamori_filter.exports.e2guardian import e2guardian
from mamori_filter.exports.hosts import hosts_file
from mamori_filter.exports.rpz import TTL, ZONE, Zone, rpz
from mamori_filter.exports.selection import Selection, select, told
from mamori_filter.lists.entries import read_rows
from mamori_filter.lists.files import whole
from mamori_filter.refusals import Refused, Text


class Format(StrEnum):
    RPZ = "rpz"
    HOSTS = "hosts"
    E2GUARDIAN = "e2guardian"


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser(
        "export", help="dedicated hosts as an RPZ zone, hosts file or lists", description=__doc__
    )
    parser.add_argument("entries", type=Path, help="columns scope,expression,entry_id,expires")
    parser.add_argument("--format", type=Format, choices=list(Format), required=True)
    parser.add_argument(
        "--output", type=Path, required=True, metavar="PATH", help="a file; for e2guardian a folder"
    )
    parser.add_argument(
        "--answer", metavar="NAME|IP", help="what is answered instead: rpz a name, hosts an address"
    )
    parser.add_argument(
        "--canary", action="append", default=[], metavar="NAME", help="blocked as if listed"
    )
    parser.add_argument("--zone", default=ZONE, metavar="NAME", help="rpz: name of the zone")
    parser.add_argument("--ttl", type=int, default=TTL, metavar="SECONDS", help="rpz")
    parser.add_argument(
        "--soa",
        nargs=2,
        default=("localhost", "hostmaster.invalid"),
        metavar=("PRIMARY", "CONTACT"),
        help="rpz: the names in the SOA record, without the last dot",
    )
    parser.add_argument(
        "--serial",
        type=int,
        help="rpz: default is when the entries last changed or one expired; raise it when options change",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    selection = select(read_rows(options.entries), int(time.time()))
    if options.format is Format.E2GUARDIAN:
        if options.answer is not None:
            raise Refused(
                "answer_unused",
                "e2guardian のリストに応答先は書けません。",
                "A list for e2guardian has no place for --answer.",
            )
        files, selection = e2guardian(selection, tuple(options.canary))
        _make_folder(options.output)
        for name, text in files.items():
            _write(options.output / name, text, options.entries)
    else:
        text, selection = _one_file(options, selection)
        _write(options.output, text, options.entries)
    _tell(options.output, selection)
    return 0


def _one_file(options: argparse.Namespace, selection: Selection) -> tuple[str, Selection]:
    canaries = tuple(options.canary)
    if options.format is Format.HOSTS:
        return hosts_file(selection, options.answer, canaries)
    changed = max(int(options.entries.stat().st_mtime), selection.changed)
    zone = Zone(
        serial=changed if options.serial is None else options.serial,
        name=options.zone,
        ttl=options.ttl,
        primary=options.soa[0],
        contact=options.soa[1],
        answer=options.answer,
        canaries=canaries,
    )
    return rpz(selection, zone)


def _write(path: Path, text: str, entries: Path) -> None:
    with whole(path, private=True, inputs=[entries]) as file:
        file.write(text.encode())


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(
            "output",
            f"フォルダ {path} を作れません（{cause(error).ja}）。",
            f"The folder {path} cannot be made: {cause(error).en}.",
        ) from None


def _tell(output: Path, selection: Selection) -> None:
    for row in selection.malformed:
        tell(left_out(row))
    for ja, en in zip(told(selection, "ja"), told(selection, "en"), strict=True):
        tell(Text(f"除外：{ja}", f"left out: {en}"))
    count = len(selection.hosts) + len(selection.addresses)
    tell(Text(f"{output}：専用ホスト{count:,}件", f"{output}: {counted(count, 'dedicated host')}"))
