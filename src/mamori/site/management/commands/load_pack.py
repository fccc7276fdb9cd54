"""mamori load_pack FOLDER: load a country; refused whole if anything in it is wrong."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from mamori.kernel import audit
from mamori.kernel.packs import PackRefused
from mamori.site import packs


class Command(BaseCommand):
    help = "Load a country pack. Shows first what it would change in what is already there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--check", action="store_true", help="show what would change, load nothing"
        )
        parser.add_argument(
            "--yes", action="store_true", help="load even where existing records change"
        )
        parser.add_argument(
            "--files-only", action="store_true", help="look at the files alone, at no database"
        )
        parser.add_argument("--verbose", action="store_true", help="name every difference")
        parser.add_argument("--json", action="store_true", help="answer for a program")

    def handle(self, *, folder: Path, check: bool, yes: bool, **options: Any) -> None:
        try:
            pack = packs.read(folder)
        except PackRefused as refusal:
            self._tell_findings(refusal, as_json=options["json"])
            raise
        if options["files_only"]:
            told = json.dumps({"pack": pack.name, "faults": 0})
            words = "No data folder here; the files are in order: 0 faults."
            self.stdout.write(told if options["json"] else f"{pack.name}: {words}")
            return
        changes = pack.differences()
        overwriting = [change for change in changes if change.kind != "add"]
        stays = check or (bool(overwriting) and not yes)
        loaded = 0 if stays else pack.load(actor=audit.job("load_pack"), at=timezone.now())
        if options["json"]:
            kinds = [{"kind": c.kind, "what": c.what.en, "key": c.key} for c in changes]
            self.stdout.write(json.dumps({"pack": pack.name, "changes": kinds, "loaded": loaded}))
            return
        if overwriting and stays and not check:
            self.stdout.write(
                f"{pack.name}: {len(overwriting)} existing records would change. Nothing was "
                "loaded; say --yes to load."
            )
        else:
            self.stdout.write(f"{pack.name}: {len(changes)} differences, {loaded} loaded.")
        for change in changes if options["verbose"] else overwriting:
            self.stdout.write(f"  {change.text.en}")

    def _tell_findings(self, refusal: PackRefused, *, as_json: bool) -> None:
        if as_json:
            told = [
                {"file": f.file, "line": f.line, "reason": f.reason.en, "reason_ja": f.reason.ja}
                for f in refusal.findings
            ]
            self.stdout.write(json.dumps({"refused": told}, ensure_ascii=False))
        else:
            for finding in refusal.findings:
                self.stderr.write(finding.text.en)
