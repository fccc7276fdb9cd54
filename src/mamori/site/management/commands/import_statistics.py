"""mamori import_statistics table.csv [--layout LAYOUT] [--check]: take a statistical table."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mamori.kernel import audit
from mamori.kernel.refusals import Refused
from mamori.statistics import actions, queries
from mamori.statistics.rules.comparing import compared
from mamori.statistics.rules.findings import Finding
from mamori.statistics.tables.declaring import read_layout
from mamori.statistics.tables.layouts import Layout
from mamori.statistics.tables.reading import read
from mamori.statistics.tables.refusals import TableRefused

Told = dict[str, Any]


class Command(BaseCommand):
    help = "Read a table of official statistics whole, or say what is wrong with it and where."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help="CSV, SDMX-CSV, e-Stat JSON or CSV, or a workbook"
        )
        parser.add_argument(
            "--layout", type=Path, help="how the file is laid out, where it is not tidy"
        )
        parser.add_argument("--check", action="store_true", help="say what is wrong, keep nothing")
        parser.add_argument("--reason", default="", help="why values were revised, if they were")
        parser.add_argument("--json", action="store_true", help="answer for a program")

    def handle(self, *, file: Path, **options: Any) -> None:
        told: Told = {"file": file.name, "check": options["check"], "kept": 0, "findings": []}
        try:
            self._take(file, options, told)
        except Refused as refusal:
            told |= {"refused": refusal.code, "message": refusal.message.en}
            told["message_ja"] = refusal.message.ja
            if isinstance(refusal, TableRefused):
                told["findings"] = [_finding(found) for found in refusal.findings]
                if not options["json"]:
                    self._list(refusal.findings)
            raise
        finally:
            if options["json"]:
                self.stdout.write(json.dumps(told, ensure_ascii=False))

    def _take(self, file: Path, options: Told, told: Told) -> None:
        content, today = _content(file), timezone.localdate()
        accounts = queries.accounts()
        known = {account.series.key: account.series for account in accounts}
        held = [o for account in accounts for o in account.observations]
        found = read(file.name, content, known, _layout(options["layout"]), today, held)
        told["findings"] = [_finding(one) for one in found.findings]
        news = compared(
            [o for a in accounts for n in a.breakdowns for o in a.standing(n)], found.observations
        )
        told |= {"added": len(news.added), "same": len(news.same), "revised": len(news.revised)}
        if not options["json"]:
            self._list(found.findings)
            self.stdout.write(
                f"{file.name}: {len(news.added)} new, {len(news.revised)} revised, {len(news.same)} the same."
            )
        if options["check"]:
            return
        told["kept"] = actions.add_table(
            name=file.name,
            digest=sha256(content).hexdigest(),
            observations=found.observations,
            reason=options["reason"],
            actor=audit.job("import_statistics"),
            at=timezone.now(),
        )
        if not options["json"]:
            self.stdout.write(f"{told['kept']} values kept as a vintage of their own.")

    def _list(self, findings: Iterable[Finding]) -> None:
        for found in findings:
            where = f"{found.place.text.en}: " if found.place.text.en else ""
            self.stdout.write(f"{found.severity.value}: {where}{found.message.en} [{found.code}]")


def _content(file: Path) -> bytes:
    if not file.is_file():
        raise CommandError(f"there is no file {file}")
    return file.read_bytes()


def _layout(path: Path | None) -> Layout | None:
    if path is None:
        return None
    return read_layout(path.name, _content(path).decode("utf-8-sig", "replace"))


def _finding(found: Finding) -> dict[str, str]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "place": found.place.text.en,
        "message": found.message.en,
        "message_ja": found.message.ja,
    }
