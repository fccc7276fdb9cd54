"""mamori outline FY2017 --language en --format pdf --output outline.pdf"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from mamori.kernel.text import Language
from mamori.plan import files, queries


class Command(BaseCommand):
    help = "Write an Outline of Efforts as html, pdf, docx, json or zip (Data Package)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", help="like FY2017")
        parser.add_argument("--language", choices=[*Language], default=Language.JA)
        parser.add_argument("--format", choices=["html", *files.FORMATS], default="json")
        parser.add_argument("--output", type=Path, help="a file; without it, standard output")

    def handle(self, *, key: str, output: Path | None, **options: Any) -> None:
        language, form = Language(options["language"]), options["format"]
        outline = queries.outline(key)
        if form == "html":
            with translation.override(language.value):
                request = RequestFactory().get(f"/{language.value}/outline/{key}/")
                page = render_to_string("plan/outline.html", files.page(outline), request)
            content = page.encode()
        else:
            content = files.outline_file(outline, form, language)
        if output is None:
            sys.stdout.buffer.write(content)
        else:
            output.write_bytes(content)
            self.stdout.write(f"wrote {output} ({len(content):,} bytes)")
