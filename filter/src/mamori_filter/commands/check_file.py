"""check-file --list list.mf --key key.bin INPUT: a verdict for every line of a log, a crawl or a table."""

import argparse
import sys
import time
from pathlib import Path

from mamori_filter.checking.lines import FORMATS
from mamori_filter.checking.progress import Progress
from mamori_filter.checking.run import Summary, check_source
from mamori_filter.checking.sources import STANDARD_INPUT, source
from mamori_filter.checking.tables import require_arrow
from mamori_filter.checking.writers import WRITERS, format_for, output
from mamori_filter.commands.options import add_list, opened
from mamori_filter.commands.wording import counted, language, tell
from mamori_filter.refusals import Refused, Text

MISREAD = 3  # the exit code where no row is an address
NOTHING_READ = Text(
    "警告：どの行もアドレスとして読めませんでした。--input-format と --column を確かめてください。",
    "Warning: not one row could be read as an address; look at --input-format and --column.",
)
MOSTLY_UNREAD = Text(
    "警告：半分を超える行をアドレスとして読めませんでした。--input-format と --column を確かめてください。",
    "Warning: more than half of the rows could not be read as addresses; look at --input-format and --column.",
)


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser(
        "check-file",
        help="a verdict for every line of a file",
        description="One line in, one line out, in the same order; the verdict only, never the address."
        f" The exit code is {MISREAD} where not one row could be read as an address.",
    )
    add_list(parser)
    parser.add_argument("input", metavar="INPUT", help='a file, .gz too, or "-" for standard input')
    parser.add_argument(
        "--format",
        choices=sorted(WRITERS),
        help="of the output; default by its name: .csv, .parquet, else jsonl",
    )
    parser.add_argument(
        "--input-format",
        choices=["auto", "parquet", *FORMATS],
        default="auto",
        help="auto goes by the file's name: .csv, .jsonl, .parquet, else lines",
    )
    parser.add_argument("--column", default="url", help="of csv, jsonl and parquet input")
    parser.add_argument("--output", type=Path, metavar="FILE", help="there whole or not at all")
    parser.add_argument("--quiet", action="store_true", help="no progress and no summary")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    filter_ = opened(options)
    kind = options.format or format_for(options.output)
    if kind == "parquet":
        require_arrow()
        if options.output is None:
            raise Refused(
                "parquet_output",
                "Parquet の出力には --output が要ります。",
                "Parquet is written to a file: name it by --output.",
            )
    progress = Progress(sys.stderr, time.monotonic, quiet=options.quiet, language=language())
    try:
        with (
            source(options.input, options.input_format, options.column) as found,
            output(options.output, _inputs(options)) as file,
        ):
            writer = WRITERS[kind](file)
            summary = check_source(filter_, found, writer, int(time.time()), progress.at)
    finally:
        seconds = progress.end()
    if not options.quiet:
        tell(_summary(summary, seconds))
    if summary.mostly_unread:
        tell(NOTHING_READ if summary.nothing_read else MOSTLY_UNREAD)
    return MISREAD if summary.nothing_read else 0


def _inputs(options: argparse.Namespace) -> list[Path]:
    given = "/dev/stdin" if options.input == STANDARD_INPUT else options.input
    return [options.list, options.key, Path(given)]


def _summary(summary: Summary, seconds: float) -> Text:
    scopes = ", ".join(f"{scope} {count:,}" for scope, count in sorted(summary.listed.items()))
    listed = sum(summary.listed.values())
    rate = f"{summary.rows / max(seconds, 1e-9):,.0f}"
    return Text(
        f"{summary.rows:,}行を{seconds:.1f}秒で判定（毎秒{rate}行）：該当{listed:,}行"
        f"{f'（{scopes}）' if scopes else ''}、アドレスでないもの{summary.no_address:,}行",
        f"{counted(summary.rows, 'row')} in {seconds:.1f} s ({rate} rows/s):"
        f" {listed:,} listed{f' ({scopes})' if scopes else ''}, {summary.no_address:,} no web address",
    )
