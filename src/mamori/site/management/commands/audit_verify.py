"""mamori audit_verify: walk every chain of the audit trail; exit 2 if one is broken."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mamori.kernel import audit


class Command(BaseCommand):
    help = "Walk every chain of the audit trail and say where one is broken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="answer for a program")

    def handle(self, **options: Any) -> None:
        chains = audit.verify()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(chain) for chain in chains]))
        else:
            for chain in chains:
                state = "whole" if chain.broken_at is None else f"BROKEN at entry {chain.broken_at}"
                self.stdout.write(
                    f"{chain.slice}: {chain.entries} entries, {state}, head {chain.head}"
                )
        broken = [chain.slice for chain in chains if chain.broken_at is not None]
        if broken:
            raise CommandError(f"the chain of {', '.join(broken)} does not hold.")
