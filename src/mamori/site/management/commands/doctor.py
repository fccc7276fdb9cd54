"""mamori doctor: where the data is, what runs, what is missing."""

import json
import os
import platform
import shutil
from argparse import ArgumentParser
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from mamori.kernel import mail, postgres, queue
from mamori.plan.queries import news
from mamori.press.fonts import font_folders

PACKAGES = ("Django", "typst", "docxtpl", "vl-convert-python", "psycopg", "granian")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Command(BaseCommand):
    help = "Say where the data is, what runs and what is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="answer for a program")

    def handle(self, **options: Any) -> None:
        found = self._found()
        if options["json"]:
            self.stdout.write(json.dumps(found))
            return
        for name, value in found.items():
            self.stdout.write(f"{name + ':':<22}{value}")

    def _found(self) -> dict[str, str]:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            [server] = cursor.fetchone()
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        browser = next(filter(None, map(shutil.which, BROWSERS)), None)
        fonts = all(Path(folder).is_dir() for folder in font_folders())
        return {
            "data folder": str(postgres.data_folder()),
            "database": f"PostgreSQL {server} ({self._where()})",
            "tables": f"{len(waiting)} migrations wait; run mamori migrate"
            if waiting
            else "up to date",
            "Python": platform.python_version(),
            **{name: version(name) for name in PACKAGES},
            "mail": self._mail(ready=not waiting),
            "jobs": self._jobs(ready=not waiting),
            "print fonts": "in place" if fonts else "missing: install the requirements again",
            "browser for tests": browser or "none: journeys are left out of make test",
        }

    def _where(self) -> str:
        embedded = str(postgres.data_folder()) in os.environ.get("DATABASE_URL", "")
        return "embedded" if embedded else "your own, by DATABASE_URL"

    def _mail(self, *, ready: bool) -> str:
        try:
            server = mail.server()
        except mail.WrongMailUrl as refusal:
            return refusal.message.en
        if server is not None:
            return f"through {server} as {settings.MAIL_FROM}"
        unsent = news.unsent() if ready else 0
        return f"none: MAIL_URL is not set, so nothing is sent ({unsent} letters were counted)"

    def _jobs(self, *, ready: bool) -> str:
        if not ready:
            return "none before the tables are up to date"
        counts = queue.counts()
        return f"{counts.waiting} wait, {counts.failed} failed, {counts.workers} workers at work"
