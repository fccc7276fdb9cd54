"""mamori returns_template FY2018 --agency NPA --output npa.xlsx"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from mamori.plan.workbooks.handing_out import returns_template


class Command(BaseCommand):
    help = "Write what a round asks of an agency as a workbook to fill in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", help="like FY2018")
        parser.add_argument("--agency", required=True, help="like NPA")
        parser.add_argument("--output", type=Path, help="a file; without it, standard output")

    def handle(self, *, output: Path | None, **options: Any) -> None:
        content = returns_template(options["round"], options["agency"])
        if output is None:
            sys.stdout.buffer.write(content)
        else:
            output.write_bytes(content)
            self.stdout.write(f"wrote {output} ({len(content):,} bytes)")
