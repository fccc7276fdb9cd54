"""check --list list.mf --key key.bin URL…: the verdict on addresses, never with the address in it."""

import argparse
import json

from mamori_filter.commands.options import add_list, opened
from mamori_filter.verdicts import Verdict


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("check", help="the verdict on an address", description=__doc__)
    add_list(parser)
    parser.add_argument("--json", action="store_true", help="one object a line, for programs")
    parser.add_argument("urls", nargs="+", metavar="URL")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    for verdict in opened(options).check_many(options.urls):
        print(json.dumps(verdict._asdict()) if options.json else _plain(verdict))
    return 0


def _plain(verdict: Verdict) -> str:
    if not verdict.listed:
        return f"not listed ({verdict.problem})" if verdict.problem else "not listed"
    return f"listed: {verdict.entry_id}, scope {verdict.scope}, matched {verdict.matched}"
