"""check-file --list list.mf --key key.bin INPUT: a verdict for every line of a log, a crawl or a table."""

import argparse
import sys
import time
from pathlib import Path

from mamori_filter.checking.lines import FORMATS
from mamori_filter.checking.progress import Progress
from mamori_filter.checking.run import Summary, check_source
from mamori_filter.checking.sources import source
from mamori_filter.checking.tables import require_arrow
from mamori_filter.checking.writers import WRITERS, output
from mamori_filter.commands.options import add_list, opened
from mamori_filter.commands.wording import counted, language, tell
from mamori_filter.refusals import Refused, Text


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser(
        "check-file",
        help="a verdict for every line of a file",
        description="One line in, one line out, in the same order; the verdict only, never the address.",
    )
    add_list(parser)
    parser.add_argument("input", metavar="INPUT", help='a file, .gz too, or "-" for standard input')
    parser.add_argument("--format", choices=sorted(WRITERS), default="jsonl", help="of the output")
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
    if options.format == "parquet":
        require_arrow()
        if options.output is None:
            raise Refused(
                "parquet_output",
                "Parquet の出力には --output が要ります。",
                "Parquet is written to a file: name it by --output.",
            )
    progress = Progress(sys.stderr, time.monotonic, quiet=options.quiet, language=language())
    with (
        source(options.input, options.input_format, options.column) as found,
        output(options.output) as file,
    ):
        writer = WRITERS[options.format](file)
        summary = check_source(filter_, found, writer, int(time.time()), progress.at)
    seconds = progress.end()
    if not options.quiet:
        tell(_summary(summary, seconds))
    return 0


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
