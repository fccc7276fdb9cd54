"""squid --list list.mf --key key.bin: Squid's external ACL helper; see also squid-config."""

import argparse
import sys
import time

from mamori_filter.adapters.squid import Answer, Channels, Helper, Upkeep, serve
from mamori_filter.commands.options import add_list, opened
from mamori_filter.commands.wording import said
from mamori_filter.refusals import Text


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser(
        "squid", help="answer Squid as its external ACL helper", description=__doc__
    )
    add_list(parser)
    parser.add_argument(
        "--answer",
        type=Answer,
        choices=list(Answer),
        default=Answer.CLEAR,
        help="what OK stands for: clear (may pass; fails closed, default) or listed",
    )
    parser.add_argument(
        "--concurrency",
        type=Channels,
        choices=list(Channels),
        default=Channels.AUTO,
        help="whether lines begin with a channel number; auto (default) reads it off each line",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    filter_ = opened(options)
    helper = Helper(filter_, options.answer, options.concurrency)
    serve(
        helper,
        Upkeep(filter_, _say),
        (sys.stdin.fileno(), sys.stdout.fileno()),
        (time.time, time.monotonic),
    )
    return 0


def _say(text: Text) -> None:
    print(f"mamori-filter: {said(text)}", file=sys.stderr, flush=True)
