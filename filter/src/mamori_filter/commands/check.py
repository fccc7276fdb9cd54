"""check --list list.mf --key key.bin URL…: the verdict on addresses, never with the address in it."""

import argparse
import json

from mamori_filter.commands.options import add_list, opened
from mamori_filter.commands.wording import said
from mamori_filter.refusals import Text
from mamori_filter.verdicts import Verdict

LISTED = 3  # the exit code that is asked for by --exit-code


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("check", help="the verdict on an address", description=__doc__)
    add_list(parser)
    parser.add_argument("--json", action="store_true", help="one object a line, for programs")
    parser.add_argument(
        "--exit-code", action="store_true", help=f"end with {LISTED} where an address is listed"
    )
    parser.add_argument("urls", nargs="+", metavar="URL")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    verdicts = opened(options).check_many(options.urls)
    for verdict in verdicts:
        print(json.dumps(verdict._asdict()) if options.json else said(_plain(verdict)))
    return LISTED if options.exit_code and any(verdict.listed for verdict in verdicts) else 0


def _plain(verdict: Verdict) -> Text:
    if not verdict.listed:
        if verdict.problem is None:
            return Text("登録なし", "not listed")
        return Text(
            f"登録なし（ウェブのアドレスではありません：{verdict.problem}）",
            f"not listed: it is no web address ({verdict.problem})",
        )
    where = f"{verdict.scope}, matched {verdict.matched}"
    if verdict.entry_id is None:
        return Text(
            f"登録あり。登録番号は読めません（記録の破損。リストを受け取り直してください）。範囲 {verdict.scope}",
            f"listed; its id cannot be read (the record is damaged; fetch the list again), scope {where}",
        )
    return Text(
        f"登録あり：{verdict.entry_id}、範囲 {verdict.scope}、照合 {verdict.matched}",
        f"listed: {verdict.entry_id}, scope {where}",
    )
