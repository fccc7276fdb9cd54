"""mamori restore FILE: a backup read back. Refused into a database that holds something, unless told."""

import os
import subprocess
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from mamori.kernel import postgres


class Command(BaseCommand):
    help = "Read a backup back into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="drop what the database holds first"
        )

    def handle(self, *, file: Path, replace: bool, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"there is no file {file}.")
        if connection.introspection.table_names() and not replace:
            raise CommandError("this database holds something; say --replace to drop it first.")
        connection.close()
        command = [str(postgres.binaries() / "pg_restore"), "--no-owner", "--exit-on-error"]
        command += ["--clean", "--if-exists"] if replace else []
        command += ["--single-transaction", "--dbname", os.environ["DATABASE_URL"], str(file)]
        if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own words only
            raise CommandError("pg_restore failed; the database is as it was.")
        self.stdout.write(f"restored {file}")
