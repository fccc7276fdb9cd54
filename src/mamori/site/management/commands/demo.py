"""mamori demo: one invented year of everything there is. Each slice brings its own part."""

from argparse import ArgumentParser
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from mamori.accounts import queries as accounts
from mamori.site.slices import SLICES


class Command(BaseCommand):
    help = "Fill a demonstration with one invented year. Nothing real is touched."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--national", action="store_true", help="as much as a country has")
        parser.add_argument("--quiet", action="store_true", help="say nothing but what failed")

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        if not accounts.is_demonstration():
            raise CommandError(
                "this database holds real work; an invented year has no place in it."
            )
        self.quiet, self.terminal = options["quiet"], self.stdout.isatty()
        for entry in SLICES:
            if not entry.demo:
                continue
            fill = import_module(f"mamori.{entry.name}.demo").fill
            made = fill(national=options["national"], at=timezone.now(), say=self._say)
            if not self.quiet:
                words = (
                    f"{made:,} invented records" if made else "invented records stand here already"
                )
                self.stdout.write(f"{entry.name}: {words}.")

    def _say(self, what: str, done: int, whole: int) -> None:
        if self.terminal and not self.quiet:
            self.stdout.write(f"\r{done}/{whole} {what:<40}", ending="")
            self.stdout.flush()
