"""mamori claims: what may be said of a series in a year, and what may not."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from mamori.statistics import queries
from mamori.statistics.rules import claims as rules
from mamori.statistics.rules.sentences import p_words


class Command(BaseCommand):
    help = (
        "Every claim that holds for a series in a year, and every one that does not, with its test."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("series", help="like csam_offences_child_victims")
        parser.add_argument("year", type=int)
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *, series: str, year: int, **options: Any) -> None:
        found = queries.claims(series, year)
        if options["json"]:
            said = rules.as_json(series, year, found)
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))
            return
        for claim in sorted(found, key=lambda claim: not claim.holds):
            mark = "holds " if claim.holds else "not   "
            self.stdout.write(f"{mark} {claim.kind.value}: {claim.sentence.en}")
            self.stdout.write(f"       {claim.sentence.ja}")
            if claim.test:
                self.stdout.write(f"       {claim.test}, {p_words(claim.p or 0.0)}")
            if not claim.holds:
                self.stdout.write(f"       {claim.reason.en}")
