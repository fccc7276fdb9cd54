"""``mamori-filter``: one verb a module. A refusal is one line and exit code 2."""

import argparse
import os
import sys
from collections.abc import Sequence

from mamori_filter.commands import (
    apply,
    build,
    check,
    delta,
    export,
    install,
    keygen,
    squid,
    squid_config,
    status,
    verify,
)
from mamori_filter.refusals import Refused, Text

VERBS = (
    keygen,
    build,
    verify,
    delta,
    apply,
    install,
    check,
    status,
    squid,
    squid_config,
    export,
)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="mamori-filter", description=__doc__, allow_abbrev=False)
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


def said(text: Text) -> str:
    """In the language of the person's terminal."""
    return text.ja if language() == "ja" else text.en


def language() -> str:
    """ja or en, as the person's terminal says."""
    words = (
        os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    )
    return "ja" if words.startswith("ja") else "en"
