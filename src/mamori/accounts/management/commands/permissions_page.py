"""mamori permissions_page: write docs/permissions.md from the table of permissions."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from mamori.accounts import rules


def page() -> str:
    """The documentation of who may do what, generated and never edited by hand."""
    lines = [
        "# Who may do what",
        "",
        "Generated from `accounts/rules.py` by `mamori permissions_page`; what is not granted is denied.",
        "",
        "| Permission | 権限 | " + " | ".join(name.en for name in rules.ROLES.values()) + " |",
        "|---|---|" + "---|" * len(rules.ROLES),
    ]
    for permission, name in rules.PERMISSIONS.items():
        marks = ["yes" if permission in rules.GRANTED[role] else "–" for role in rules.ROLES]
        lines.append(f"| {name.en} | {name.ja} | " + " | ".join(marks) + " |")
    return "\n".join(lines) + "\n"


class Command(BaseCommand):
    help = "Write the page of permissions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", type=Path, default=Path("docs/permissions.md"))

    def handle(self, *, output: Path, **options: Any) -> None:
        output.write_text(page(), encoding="utf-8")
        self.stdout.write(f"wrote {output}")
