"""mamori backup FILE: the whole database in one file, by PostgreSQL's own pg_dump."""

import os
import subprocess
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mamori.kernel import postgres


class Command(BaseCommand):
    help = "Write the whole database to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        if file.exists():
            raise CommandError(f"{file} is there already; name a new file.")
        command = [str(postgres.binaries() / "pg_dump"), "--format=custom", "--no-owner"]
        with file.open("xb") as out:
            done = subprocess.run(  # noqa: S603 - our own words only
                [*command, "--dbname", os.environ["DATABASE_URL"]], stdout=out, check=False
            )
        if done.returncode:
            file.unlink()
            raise CommandError("pg_dump failed; nothing was written.")
        self.stdout.write(f"wrote {file} ({file.stat().st_size:,} bytes)")
