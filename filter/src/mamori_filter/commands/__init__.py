"""``mamori-filter``: one verb a module. A refusal is one line and exit code 2."""

import argparse
import os
import re
import sys
import traceback
from collections.abc import Sequence
from importlib import metadata
from types import ModuleType
from typing import Any, NoReturn

from mamori_filter.commands import (
    apply,
    build,
    categories,
    check,
    check_file,
    check_short,
    delta,
    export,
    install,
    keygen,
    serve,
    shorten,
    squid,
    squid_config,
    status,
    verify,
)
from mamori_filter.commands.wording import language, said
from mamori_filter.refusals import Refused, Text

__all__ = ["VERBS", "language", "main", "said"]

SUPPLIER = (keygen, build, delta, shorten, verify, export)
PROVIDER = (install, apply, check, check_file, status, serve, squid, squid_config)
FAMILY = (check_short, categories)
VERBS = (*SUPPLIER, *PROVIDER, *FAMILY)

DESCRIPTION = """\
Says whether an address is on a provider's list of child sexual abuse material, without writing down the address
or who asked.
アドレスが、児童の性的虐待画像等のアドレスリストに登録されているかを判定します。アドレスも利用者も記録しません。"""


def _verbs_by_user() -> str:
    """Who uses which verb."""
    users = (
        ("for whoever makes lists", SUPPLIER),
        ("for providers", PROVIDER),
        ("for schools and families", FAMILY),
    )
    lines = [f"  {user + ':':<26}{', '.join(map(_name, verbs))}" for user, verbs in users]
    return "\n".join(
        ("verbs by who uses them:", *lines, "", "mamori-filter VERB --help tells more.")
    )


def _name(verb: ModuleType) -> str:
    return verb.__name__.rpartition(".")[2].replace("_", "-")


INTERRUPTED = Text("中断しました。", "Interrupted.")


# argparse repeats what it was given, which may be an address; these parts of its messages do not.
_TELLABLE = re.compile(
    r"unrecognized arguments|the following arguments are required: .*|one of the arguments .* is required"
    r"|argument [^:]+: (?:expected .*|not allowed with argument .*|choose from .*|wanted is .*"
    r"|invalid choice|invalid [\w ]+ value)"
)
_NUMBERS: dict[Any, str] = {int: "a whole number", float: "a number"}


class Parser(argparse.ArgumentParser):
    """:raises SystemExit: 2, with a message that repeats no argument."""

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        try:
            return super()._get_value(action, arg_string)
        except argparse.ArgumentError:
            _require_choice(action)
            if action.type in _NUMBERS:
                raise argparse.ArgumentError(action, f"wanted is {_NUMBERS[action.type]}") from None
            raise

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            _require_choice(action)

    def error(self, message: str) -> NoReturn:
        found = _TELLABLE.match(message)
        super().error(found[0] if found else "the arguments are not understood")


def _require_choice(action: argparse.Action) -> None:
    """Names what may be given, never what was."""
    if action.choices is not None:
        told = ", ".join(str(choice) for choice in action.choices)
        raise argparse.ArgumentError(action, f"choose from {told}") from None


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except Refused as refused:
        print(f"mamori-filter: {said(refused.message)} [{refused.code}]", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print(f"mamori-filter: {said(INTERRUPTED)}", file=sys.stderr)
        return 130
    except Exception as error:
        print(f"mamori-filter: {_where(error)}", file=sys.stderr)
        return 1


def _parser() -> Parser:
    parser = Parser(
        prog="mamori-filter",
        description=DESCRIPTION,
        epilog=_verbs_by_user(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version", action="version", version=f"mamori-filter {metadata.version('mamori-filter')}"
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB", parser_class=Parser)
    for verb in VERBS:
        verb.add(verbs)
    return parser


def _where(error: Exception) -> str:
    """A fault of ours: what kind and where. Never its text, which may hold an address."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"broken: {type(error).__name__} at {os.path.basename(place.filename)}:{place.lineno}"
