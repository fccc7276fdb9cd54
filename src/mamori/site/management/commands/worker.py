"""mamori worker: does the jobs as they come; on as many machines as needed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from mamori.kernel import queue


class Command(BaseCommand):
    help = "Send letters and do whatever else waits, until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due, then stop")

    def handle(self, *, once: bool, **options: Any) -> None:
        queue.work(wait=not once)
