"""status --list list.mf --key key.bin: which engine answers, from which list, and how old it is."""

import argparse
import json
import time
from datetime import UTC, datetime
from typing import Any

from mamori_filter.commands.options import add_list, opened
from mamori_filter.commands.wording import said
from mamori_filter.refusals import Text

LABELS = {
    "engine": Text("判定の実装", "engine"),
    "name": Text("リストの名前", "name"),
    "list_version": Text("版", "list version"),
    "entries": Text("登録", "entries"),
    "fingerprints": Text("指紋", "fingerprints"),
    "created": Text("作成", "created"),
    "age": Text("経過", "age"),
    "stale": Text("更新切れ", "stale"),
    "parser": Text("URL の解析", "parser"),
    "refused": Text("受け取らなかった更新", "refused update"),
}


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser(
        "status", help="engine, version, entries and age", description=__doc__
    )
    add_list(parser)
    parser.add_argument("--json", action="store_true", help="one object, for programs")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    status = opened(options).status(int(time.time())).as_dict()
    if options.json:
        print(json.dumps(status))
        return 0
    for name, value in status.items():
        print(f"{said(LABELS[name])}: {said(_plain(name, value))}")
    return 0


def _plain(name: str, value: Any) -> Text:
    if name == "created":
        moment = f"{datetime.fromtimestamp(value, UTC):%Y-%m-%d %H:%M:%S} UTC"
        return Text(moment, moment)
    if name == "age":
        hours, minutes = value // 3600, value // 60 % 60
        return Text(f"{hours:,}時間{minutes}分", f"{hours:,} h {minutes} min")
    if name == "stale":
        return Text("はい", "yes") if value else Text("いいえ", "no")
    if value is None:
        return Text("なし", "none")
    text = f"{value:,}" if name in ("entries", "fingerprints") else str(value)
    return Text(text, text)
