"""mamori activities_template educational_meeting --output meetings.xlsx"""

import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from mamori.activities import queries
from mamori.activities.workbooks import template
from mamori.kernel.areas import areas


class Command(BaseCommand):
    help = "Write a workbook to fill in, for one kind of activity: one row an activity."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", help="like educational_meeting")
        parser.add_argument("--output", type=Path, help="a file; without it, standard output")

    def handle(self, *, kind: str, output: Path | None, **options: object) -> None:
        names = {area.code: area.name for area in areas()}
        content = template.write(queries.kind(kind), names)
        if output is None:
            sys.stdout.buffer.write(content)
        else:
            output.write_bytes(content)
            self.stdout.write(f"wrote {output} ({len(content):,} bytes)")
