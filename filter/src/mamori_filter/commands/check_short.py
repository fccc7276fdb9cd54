"""check-short --list list.mfs --key key.bin --on-hit hold|pass|confirm URL…: the verdict of a short list."""

import argparse
import json
from pathlib import Path

from mamori_filter.adapters.confirmation import asking
from mamori_filter.commands.options import add_key
from mamori_filter.commands.wording import said
from mamori_filter.lists.keys import read_key
from mamori_filter.refusals import Refused, Text
from mamori_filter.short.filters import Confirm, OnHit, ShortFilter
from mamori_filter.verdicts import Verdict


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
        print(json.dumps(verdict._asdict()) if options.json else said(_told(verdict)))
    return 0


def _told(verdict: Verdict) -> Text:
    how = Text(
        f"範囲 {verdict.scope}、照合 {verdict.matched}",
        f"scope {verdict.scope}, matched {verdict.matched}",
    )
    if verdict.listed and verdict.problem is None:
        return Text(f"該当：{verdict.entry_id}、{how.ja}", f"listed: {verdict.entry_id}, {how.en}")
    if verdict.listed:
        return Text(
            f"保留：登録されている可能性があります。{how.ja}", f"held: may be listed, {how.en}"
        )
    problem = verdict.problem
    ja, en = (f"（{problem}）", f" ({problem})") if problem else ("", "")
    return Text(f"該当なし{ja}", f"not listed{en}")


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
