"""build entries.csv --key key.bin --output list.mf: a list file of entries."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from mamori_filter.commands.options import add_key
from mamori_filter.commands.wording import counted, entries, left_out, octets, tell
from mamori_filter.lists import header as headers
from mamori_filter.lists.building import DEFAULT_NAME, STALE_AFTER, Built, Terms, build
from mamori_filter.lists.entries import Row, accepted, read_rows
from mamori_filter.lists.files import write_whole
from mamori_filter.lists.harmless import Harmless
from mamori_filter.lists.keys import read_key
from mamori_filter.refusals import Refused, Text

MOST_HOURS = 24 * 366
_EVERY = 50_000  # lines between two words of progress


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("build", help="make a list file of entries.csv", description=__doc__)
    parser.add_argument(
        "entries",
        type=Path,
        help="columns scope,expression,entry_id,expires; UTF-8. expires: a date, through its last second in UTC,"
        " or a moment in ISO 8601; empty is never",
    )
    add_key(parser)
    parser.add_argument("--output", type=Path, required=True, metavar="LIST.mf")
    parser.add_argument(
        "--name", default=DEFAULT_NAME, help="of the list; part of every fingerprint"
    )
    parser.add_argument(
        "--version", type=int, help="a number above the last; else the time, as 20261125140205"
    )
    parser.add_argument(
        "--stale-after",
        type=float,
        default=STALE_AFTER / 3600,
        metavar="HOURS",
        help="how old the list may get, %(default).0f unless said",
    )
    parser.add_argument(
        "--harmless", type=Path, help="addresses, one a line, that no entry may list"
    )
    parser.add_argument(
        "--strict", action="store_true", help="make no list if a line has to be left out"
    )
    parser.add_argument(
        "--sign-size-change",
        action="store_true",
        help="state that the list shrinks or grows past the bound",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    terms = _terms(options, datetime.now(UTC))
    harmless = Harmless(_lines(options.harmless) if options.harmless else ())
    rows = _with_progress(read_rows(options.entries))
    built = build(accepted(rows), read_key(options.key), terms, harmless)
    for line in built.left_out:
        tell(left_out(line))
    if options.strict and built.left_out:
        raise Refused(
            "lines_left_out",
            f"{len(built.left_out):,}行に誤りがあるため、リストは作成していません（--strict）。",
            f"{len(built.left_out):,} lines have to be left out, so no list was made (--strict).",
        )
    write_whole(options.output, built.octets, begins=headers.begins(headers.FULL))
    tell(_summary(options.output, terms, built))
    return 0


def _terms(options: argparse.Namespace, now: datetime) -> Terms:
    version = int(f"{now:%Y%m%d%H%M%S}") if options.version is None else options.version
    if not 0 < version < 2**64:
        raise Refused(
            "version",
            "--version は1以上の整数です（2の64乗未満）。",
            "--version is a whole number above 0 (and below 2 to the power of 64).",
        )
    if not 0 < options.stale_after <= MOST_HOURS:
        raise Refused(
            "stale_after",
            f"--stale-after は0より大きく{MOST_HOURS:,}以下の時間数です。",
            f"--stale-after is a number of hours above 0, at most {MOST_HOURS:,}.",
        )
    return Terms(
        version=version,
        created=int(now.timestamp()),
        name=options.name,
        stale_after=int(options.stale_after * 3600),
        size_change_signed=options.sign_size_change,
    )


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        cause = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise Refused(
            "harmless_unreadable",
            f"--harmless のファイル {path} を UTF-8 の文書として読めません（{cause}）。",
            f"The file of --harmless, {path}, cannot be read as text in UTF-8: {cause}.",
        ) from None


def _with_progress(rows: Iterable[Row]) -> Iterator[Row]:
    told = sys.stderr.isatty()
    for number, row in enumerate(rows, 1):
        if told and number % _EVERY == 0:
            print(f"\r{number:,}", end="", file=sys.stderr, flush=True)
        yield row
    if told:
        print("\r\033[K", end="", file=sys.stderr)


def _summary(place: Path, terms: Terms, built: Built) -> Text:
    out, joined = len(built.left_out), built.joined
    kept, size = entries(built.entries), octets(len(built.octets))
    return Text(
        f"{place}：第{terms.version}版、{kept.ja}、重複をまとめた行 {joined:,}、除外した行 {out:,}、{size.ja}",
        f"{place}: version {terms.version}, {kept.en}, {counted(joined, 'line')} joined to another,"
        f" {counted(out, 'line')} left out, {size.en}",
    )
