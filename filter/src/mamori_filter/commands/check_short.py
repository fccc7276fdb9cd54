"""check-short --list list.mfs --key key.bin --on-hit hold|pass|confirm URL…: the verdict of a short list."""

import argparse
import json
from pathlib import Path

from mamori_filter.adapters.confirmation import asking
from mamori_filter.commands.options import add_key
from mamori_filter.lists.keys import read_key
from mamori_filter.refusals import Refused
from mamori_filter.short.filters import Confirm, OnHit, ShortFilter


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser(
        "check-short", help="the verdict of a short list", description=__doc__
    )
    parser.add_argument(
        "--list", type=Path, required=True, metavar="LIST.mfs", help="the short list"
    )
    add_key(parser)
    parser.add_argument(
        "--on-hit",
        required=True,
        choices=[*(choice.value for choice in OnHit), "confirm"],
        help="hold or pass an address that the list may hold, or ask --confirm-at; there is no default",
    )
    parser.add_argument(
        "--confirm-at", metavar="URL", help="the provider's service, which is asked by fingerprint"
    )
    parser.add_argument(
        "--token-file", type=Path, metavar="FILE", help="the service's bearer token"
    )
    parser.add_argument(
        "--if-unreachable",
        choices=[choice.value for choice in OnHit],
        help="with confirm: what holds where no answer comes; there is no default",
    )
    parser.add_argument("--json", action="store_true", help="one object a line, for programs")
    parser.add_argument("urls", nargs="+", metavar="URL")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    filtered = ShortFilter(options.list, read_key(options.key), on_hit=_on_hit(options))
    for verdict in filtered.check_many(options.urls):
        if options.json:
            print(json.dumps(verdict._asdict()))
        elif verdict.listed and verdict.problem is None:
            print(f"listed: {verdict.entry_id}, scope {verdict.scope}, matched {verdict.matched}")
        elif verdict.listed:
            print(f"held: may be listed, scope {verdict.scope}, matched {verdict.matched}")
        else:
            print(f"not listed ({verdict.problem})" if verdict.problem else "not listed")
    return 0


def _on_hit(options: argparse.Namespace) -> OnHit | Confirm:
    if options.on_hit != "confirm":
        return OnHit(options.on_hit)
    if not options.confirm_at or not options.if_unreachable:
        raise Refused(
            "confirm_incomplete",
            "confirm には --confirm-at と --if-unreachable が要ります。",
            "To confirm, --confirm-at and --if-unreachable are needed.",
        )
    ask = asking(options.confirm_at, options.token_file)
    return Confirm(ask, OnHit(options.if_unreachable))
