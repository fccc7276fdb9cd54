"""mamori tabulate SPEC --source cases.parquet --output table.csv: a declared table of records."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mamori.kernel.refusals import Refused
from mamori.statistics.rules.tabulating import UnitOfCount, read_spec
from mamori.statistics.tabulation.exporting import Form, export
from mamori.statistics.tabulation.inventing import invent
from mamori.statistics.tabulation.sources import RecordsFile

MOST_INVENTED = 100_000_000
LARGEST_SPEC = 100_000  # bytes

NAME_RELEASES = (
    "name every release of these records that is out (--after earlier.csv, once for each), "
    "or say that this is the first of them (--first): what differs between two releases can name a person."
)

Told = dict[str, Any]


class Command(BaseCommand):
    help = "Count records by a declared table, protect the counts, and write it; or invent records."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the declaration; or the file to invent into")
        parser.add_argument("--source", type=Path, help="the records: a Parquet or CSV file")
        parser.add_argument(
            "--after", type=Path, action="append", default=[], metavar="CSV",
            help="a release of the same records that is out already; oldest first",
        )  # fmt: skip
        parser.add_argument(
            "--first", action="store_true", help="nothing was released from these records before"
        )
        parser.add_argument("--output", type=Path, help="table.csv or table.json; else the screen")
        parser.add_argument("--json", action="store_true", help="answer for a program")
        parser.add_argument("--invent", type=int, metavar="N", help="write N invented records")
        parser.add_argument("--unit", choices=[*UnitOfCount], default=UnitOfCount.VICTIM)
        parser.add_argument("--seed", type=int, default=0, help="of the invention")

    def handle(self, *, file: Path, **options: Any) -> None:
        told: Told = {"file": file.name}
        alone = options["output"] is None and options["invent"] is None
        try:
            if options["invent"] is not None:
                self._invent(file, options, told)
            else:
                self._tabulate(file, options, told)
        except Refused as refusal:
            told |= {"refused": refusal.code, "message": refusal.message.en}
            told["message_ja"] = refusal.message.ja
            raise
        finally:
            if options["json"] and (not alone or "refused" in told):
                self.stdout.write(json.dumps(told, ensure_ascii=False))

    def _tabulate(self, file: Path, options: Told, told: Told) -> None:
        source, output = options["source"], options["output"]
        if source is None:
            raise CommandError("say where the records are: --source cases.parquet")
        if bool(options["after"]) is options["first"]:
            raise CommandError(NAME_RELEASES)
        spec = read_spec(file.name, _words(file))
        earlier = [_bytes(path) for path in options["after"]]
        form = _form(output, options["json"])
        content = export(
            spec, RecordsFile(source), form, lambda words: self._say(words.en), earlier=earlier
        )
        if output is None:
            sys.stdout.buffer.write(content)
            return
        output.write_bytes(content)
        told |= {"table": spec.key, "output": str(output), "bytes": len(content)}
        if not options["json"]:
            self.stdout.write(f"wrote {output} ({len(content):,} bytes)")

    def _invent(self, file: Path, options: Told, told: Told) -> None:
        rows, unit = options["invent"], UnitOfCount(options["unit"])
        if not 1 <= rows <= MOST_INVENTED:
            raise CommandError(f"--invent takes a number from 1 to {MOST_INVENTED:,}")
        if file.suffix.lower() not in {".parquet", ".csv"}:
            raise CommandError(f"{file} should end in .parquet or .csv")
        if file.exists():
            raise CommandError(f"{file} is there already; invented records overwrite nothing")
        self._say(f"inventing {rows:,} records")
        invent(file, rows, unit, options["seed"])
        told |= {"invented": rows, "unit_of_count": unit, "output": str(file)}
        if not options["json"]:
            self.stdout.write(f"wrote {file}: {rows:,} invented records, none of them real")

    def _say(self, words: str) -> None:
        self.stderr.write(words)


def _words(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST_SPEC).decode("utf-8-sig")
    except OSError as error:
        raise CommandError(f"{file} cannot be opened: {error.strerror}") from None
    except UnicodeDecodeError:
        raise CommandError(f"{file} is not UTF-8") from None


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be opened: {error.strerror}") from None


def _form(output: Path | None, as_json: bool) -> Form:
    """By the name of the output; on the screen JSON where a program reads it."""
    if output is None:
        return Form.JSON if as_json else Form.CSV
    if output.suffix.lower() not in {".csv", ".json"}:
        raise CommandError(f"{output} should end in .csv or .json")
    return Form(output.suffix.lower().removeprefix("."))
