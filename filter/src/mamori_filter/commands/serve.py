"""serve --list list.mf --key key.bin: answer with verdicts over HTTP, on an address or a unix socket."""

import argparse
import logging
import time
from pathlib import Path

from mamori_filter.adapters import confirmation, serving
from mamori_filter.adapters.doorkeeping import QUESTIONS_PER_SECOND, TokenBucket, read_token
from mamori_filter.adapters.service import Service
from mamori_filter.adapters.serving import Bind, read_bind
from mamori_filter.commands.options import add_list, opened
from mamori_filter.commands.wording import tell
from mamori_filter.refusals import Refused, Text

DEFAULT = "127.0.0.1:8090"


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser(
        "serve",
        help="answer with verdicts over HTTP or a unix socket",
        description='POST /check {"url": …} or {"urls": […]}; POST /check-lines with an address a line;'
        ' POST /confirm {"fingerprints": […]} from short lists;'
        " GET /status, /metrics, /health. SIGHUP looks for a new list at once.",
    )
    add_list(parser)
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--http", metavar="HOST:PORT", help=f"default {DEFAULT}")
    place.add_argument("--unix", type=Path, metavar="SOCKET", help="mode 0660")
    parser.add_argument(
        "--token-file",
        type=Path,
        metavar="FILE",
        help="a bearer token that callers must show; needed where other machines may call",
    )
    parser.add_argument(
        "--questions-per-second",
        type=float,
        metavar="N",
        help=f"addresses answered a second; default {QUESTIONS_PER_SECOND:,.0f} where other machines may call,"
        " else no bound",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    bind = Bind(path=options.unix) if options.unix else read_bind(options.http or DEFAULT)
    token = read_token(options.token_file) if options.token_file else None
    if token is None and not bind.is_private:
        raise Refused(
            "token_missing",
            "他の機器から問い合わせられる待ち受けには --token-file が要ります。",
            "Where other machines may call, --token-file is needed.",
        )
    filter_ = opened(options)
    bucket = _bucket(options, bind)
    service = Service(filter_, time.time, token=token, bucket=bucket, routes=confirmation.ROUTE)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    with serving.listening(bind) as listener:
        where = options.unix or "{}:{}".format(*listener.getsockname()[:2])
        version = filter_.opened.header.version
        serving.run(service, filter_, listener, lambda: tell(ready(version, where)))
    return 0


def ready(version: int, where: object) -> Text:
    """The place last: scripts read it off the line's end."""
    return Text(
        f"mamori-filter: リスト第{version}版で待ち受けています： {where}",
        f"mamori-filter: list version {version} answers on {where}",
    )


def _bucket(options: argparse.Namespace, bind: Bind) -> TokenBucket | None:
    rate = options.questions_per_second
    if rate is None:
        rate = None if bind.is_private else QUESTIONS_PER_SECOND
    if rate is None:
        return None
    if not rate > 0:
        raise Refused(
            "rate",
            "--questions-per-second は0より大きい数です。",
            "--questions-per-second is above 0.",
        )
    return TokenBucket(rate, time.monotonic)
