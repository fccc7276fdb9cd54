"""squid-config --list list.mf --key key.bin: the lines for squid.conf, to be read before use."""

import argparse
import shutil
import sys
from pathlib import Path

from mamori_filter.adapters.squid import Answer
from mamori_filter.adapters.squid_config import TTL, Setting, squid_config
from mamori_filter.commands.options import add_list


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser(
        "squid-config", help="print the lines for squid.conf", description=__doc__
    )
    add_list(parser)
    parser.add_argument("--answer", type=Answer, choices=list(Answer), default=Answer.CLEAR)
    parser.add_argument(
        "--ttl", type=int, default=TTL, metavar="SECONDS", help="how long Squid keeps an answer"
    )
    parser.add_argument(
        "--clients", default="localnet", metavar="ACL", help="those who may use the proxy"
    )
    parser.add_argument(
        "--log", default="daemon:/var/log/squid/access.log", help="where Squid logs what passed"
    )
    parser.add_argument(
        "--notice",
        metavar="PAGE",
        help="address of a page that tells a person why a page is refused",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    setting = Setting(
        command=_command(),
        list=options.list.absolute(),
        key=options.key.absolute(),
        answer=options.answer,
        ttl=options.ttl,
        clients=options.clients,
        log=options.log,
        notice=options.notice,
    )
    print(squid_config(setting), end="")
    return 0


def _command() -> tuple[str, ...]:
    """How Squid starts this very installation, whatever its own PATH is."""
    beside = Path(sys.executable).with_name("mamori-filter")
    found = str(beside) if beside.exists() else shutil.which("mamori-filter")
    return (found,) if found else (sys.executable, "-m", "mamori_filter")
