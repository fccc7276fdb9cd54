"""``mamori-filter``: one verb a module. A refusal is one line and exit code 2."""

import argparse
import os
import re
import sys
import traceback
from collections.abc import Sequence
from importlib import metadata
from typing import NoReturn

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
from mamori_filter.commands.language import language, said
from mamori_filter.refusals import Refused

__all__ = ["language", "main", "said"]
VERBS = (
    keygen,
    build,
    verify,
    delta,
    apply,
    install,
    check,
    check_file,
    status,
    serve,
    shorten,
    check_short,
    categories,
    squid,
    squid_config,
    export,
)


# argparse repeats what it was given, which may be an address; these parts of its messages do not.
_TELLABLE = re.compile(
    r"unrecognized arguments|the following arguments are required: .*|one of the arguments .* is required"
    r"|argument [^:]+: (?:expected .*|not allowed with argument .*|invalid choice|invalid [\w ]+ value)"
)


class Parser(argparse.ArgumentParser):
    """:raises SystemExit: 2, with a message that repeats no argument."""

    def error(self, message: str) -> NoReturn:
        found = _TELLABLE.match(message)
        super().error(found[0] if found else "the arguments are not understood")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = Parser(prog="mamori-filter", description=__doc__, allow_abbrev=False)
    parser.add_argument(
        "--version", action="version", version=f"mamori-filter {metadata.version('mamori-filter')}"
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for verb in VERBS:
        verb.add(verbs)
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except Refused as refused:
        print(f"mamori-filter: {said(refused.message)} [{refused.code}]", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        print(f"mamori-filter: {_where(error)}", file=sys.stderr)
        return 1


def _where(error: Exception) -> str:
    """A fault of ours: what kind and where. Never its text, which may hold an address."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"broken: {type(error).__name__} at {os.path.basename(place.filename)}:{place.lineno}"
