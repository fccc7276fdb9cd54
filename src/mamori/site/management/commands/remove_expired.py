"""mamori remove_expired [--check]: records whose years are over leave; the worker does it daily."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from mamori.activities import actions
from mamori.activities.queries import leaving
from mamori.kernel import audit
from mamori.plan.queries.editions import being_counted


class Command(BaseCommand):
    help = "Remove the records whose kind says their years are over, and say how many of each kind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="say what would leave, keep all")

    def handle(self, *, check: bool, **options: Any) -> None:
        at, waiting = timezone.now(), being_counted()
        if check:
            found = leaving.counted(leaving.leaving(timezone.localtime(at).date(), waiting))
        else:
            actor = audit.job("remove_expired")
            found = actions.remove_expired(waiting=waiting, actor=actor, at=at)
        for kind, records in sorted(found.items()):
            self.stdout.write(f"  {kind}: {records:,}")
        words = "would leave" if check else "left"
        self.stdout.write(f"{sum(found.values()):,} records {words}.")
