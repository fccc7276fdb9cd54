"""mamori import_returns npa.xlsx [--check] [--submit]: take a workbook that came back."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mamori.accounts import queries as accounts
from mamori.kernel import audit
from mamori.kernel.refusals import Refused
from mamori.plan.rules.returns import NotReady, Problem
from mamori.plan.workbooks import guards, importing, refusals
from mamori.plan.workbooks.comparing import Comparison
from mamori.plan.workbooks.handing_out import marked_copy
from mamori.plan.workbooks.reading import Workbook, read

Told = dict[str, Any]


class Command(BaseCommand):
    help = "Take a workbook that came back: by the rules of the web form, all of it or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--agency", help="refuse a workbook of any other agency")
        parser.add_argument("--check", action="store_true", help="say what is wrong, keep nothing")
        parser.add_argument("--submit", action="store_true", help="hand in what it answers")
        parser.add_argument("--marked", type=Path, help="write a copy with wrong cells marked here")
        parser.add_argument("--json", action="store_true", help="answer for a program")

    def handle(self, *, file: Path, check: bool, submit: bool, **options: Any) -> None:
        told: Told = {"file": file.name, "check": check, "kept": 0, "submitted": []}
        try:
            self._take(file, check, submit, options, told)
        except Refused as refusal:
            told |= {"refused": refusal.code, "message": refusal.message.en}
            told["message_ja"] = refusal.message.ja
            raise
        finally:
            if options["json"]:
                self.stdout.write(json.dumps(told, ensure_ascii=False))

    def _take(self, file: Path, check: bool, submit: bool, options: Any, told: Told) -> None:
        agencies = frozenset({options["agency"]} if options["agency"] else accounts.agency_names())
        self._say(f"reading {file.name}")
        workbook = read(_content(file))
        compared = importing.compared(file.name, workbook, agencies).comparison
        told |= {"agency": workbook.agency, "round": workbook.round, "older": workbook.older}
        told |= {"changes": compared.changes, "wrong": _wrong(compared)}
        told["conflicts"] = _conflicts(compared)
        self._mark(options["marked"], workbook, compared)
        if not options["json"]:
            self._tell(told)
        if workbook.formulas:
            raise refusals.HasFormulas(places=workbook.formulas)
        if check:
            _refuse(compared)
            self._say("nothing is wrong; nothing was kept")
            return
        self._say(f"keeping {compared.changes} cells")
        applied = importing.apply(
            workbook,
            {},
            agencies=agencies,
            actor=audit.job("import_returns"),
            at=timezone.now(),
            submit=submit,
        )
        told |= {"kept": applied.cells, "submitted": list(applied.submitted)}
        if not options["json"]:
            self.stdout.write(
                f"{file.name}: {applied.cells} cells kept, {len(applied.submitted)} answers handed in."
            )

    def _mark(self, path: Path | None, workbook: Workbook, compared: Comparison) -> None:
        if path is not None and (workbook.formulas or compared.wrong or compared.clashes):
            path.write_bytes(marked_copy(workbook, compared))
            self._say(f"wrote {path}, with what is wrong marked")

    def _tell(self, told: Told) -> None:
        for one in told["wrong"]:
            self.stdout.write(f"  {one['cell']}  {one['label']}: {one['message']}")
        for one in told["conflicts"]:
            self.stdout.write(
                f"  {one['cell']}  {one['label']}: was “{one['base']}”, now “{one['ours']}” here and "
                f"“{one['theirs']}” in the workbook"
            )

    def _say(self, words: str) -> None:
        self.stderr.write(words)


def _content(file: Path) -> bytes:
    """Never more than a return may have."""
    if not file.is_file():
        raise CommandError(f"there is no file {file}")
    with file.open("rb") as opened:
        return opened.read(guards.LARGEST + 1)


def _refuse(compared: Comparison) -> None:
    if compared.clashes:
        places = [clash.place for clash in compared.clashes]
        raise refusals.Conflicting(len(places), places=places)
    if compared.wrong:
        raise NotReady(Problem(wrong.field, wrong.message) for wrong in compared.wrong)


def _wrong(compared: Comparison) -> list[Told]:
    return [
        {
            "cell": wrong.place,
            "measure": wrong.measure,
            "field": wrong.field,
            "label": f"{wrong.measure} {wrong.label.en}",
            "typed": wrong.typed,
            "message": wrong.message.en,
            "message_ja": wrong.message.ja,
        }
        for wrong in compared.wrong
    ]


def _conflicts(compared: Comparison) -> list[Told]:
    return [
        {
            "cell": clash.place,
            "measure": clash.measure,
            "field": clash.field,
            "label": f"{clash.measure} {clash.label.en}",
            "base": clash.base,
            "ours": clash.ours,
            "theirs": clash.theirs,
        }
        for clash in compared.clashes
    ]
