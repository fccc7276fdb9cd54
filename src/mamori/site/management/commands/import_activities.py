"""mamori import_activities meetings.xlsx --kind educational_meeting --agency MIC [--check]"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mamori.accounts import queries as accounts
from mamori.activities import actions, queries
from mamori.activities.workbooks.opening import LARGEST
from mamori.activities.workbooks.reading import read
from mamori.activities.workbooks.refusals import Finding
from mamori.kernel import audit, faults
from mamori.kernel.areas import areas
from mamori.kernel.refusals import Refused

Told = dict[str, Any]


class Command(BaseCommand):
    help = "Record a table of activities: all its rows, or none and what is wrong with each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the workbook of the template, or CSV")
        parser.add_argument("--kind", required=True, help="like educational_meeting")
        parser.add_argument("--agency", required=True, help="in whose name, like MIC")
        parser.add_argument("--check", action="store_true", help="say what is wrong, keep nothing")
        parser.add_argument("--json", action="store_true", help="answer for a program")

    def handle(self, *, file: Path, **options: Any) -> None:
        told: Told = {"file": file.name, "check": options["check"], "kept": 0, "findings": []}
        try:
            self._take(file, options, told)
        except Refused as refusal:
            told |= {"refused": refusal.code, "message": refusal.message.en}
            told["message_ja"] = refusal.message.ja
            raise
        finally:
            if options["json"]:
                self.stdout.write(json.dumps(told, ensure_ascii=False))

    def _take(self, file: Path, options: Told, told: Told) -> None:
        agency = options["agency"]
        known = accounts.agency_names()
        if agency not in known:
            raise CommandError(faults.unknown("府省庁", "agency", agency, known).en)
        content, names = _content(file), {area.code: area.name for area in areas()}
        kind = queries.kind(options["kind"])
        table = read(content, kind, agency, names, timezone.localdate())
        told |= {"rows": table.rows, "older": table.older}
        told["findings"] = [_finding(found) for found in table.findings]
        if not options["json"]:
            for found in table.findings:
                self.stdout.write(f"  {found.place}  {found.head.en}: {found.reason.en}")
        activities = table.whole()
        if not options["check"]:
            told["kept"] = actions.take_table(
                content=content,
                activities=activities,
                actor=audit.job("import_activities"),
                at=timezone.now(),
            )
        if not options["json"]:
            words = f"{told['kept']:,} recorded" if told["kept"] else "nothing is wrong"
            self.stdout.write(f"{file.name}: {table.rows:,} rows, {words}.")


def _content(file: Path) -> bytes:
    """Never more than a table may have."""
    if not file.is_file():
        raise CommandError(f"there is no file {file}")
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)


def _finding(found: Finding) -> dict[str, str | int]:
    return {
        "cell": found.place,
        "row": found.row,
        "column": found.head.en,
        "message": found.reason.en,
        "message_ja": found.reason.ja,
    }
