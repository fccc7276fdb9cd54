"""mamori outline FY2017 --language en --format pdf --output outline.pdf"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from mamori.kernel.text import Language
from mamori.plan import files, queries
from mamori.plan.rules.outline import Outline

LOOK = ("mamori/look.css", "mamori/site.css")


class Command(BaseCommand):
    help = "Write an Outline of Efforts as html, pdf, docx, json or zip (Data Package)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", help="like FY2017")
        parser.add_argument("--language", choices=[*Language], default=Language.JA)
        parser.add_argument("--format", choices=["html", *files.FORMATS], default="json")
        parser.add_argument("--revision", type=int, help="an older one; without it, the newest")
        parser.add_argument("--output", type=Path, help="a file; without it, standard output")

    def handle(self, *, key: str, output: Path | None, **options: Any) -> None:
        language, form = Language(options["language"]), options["format"]
        outline = queries.outline_at(key, timezone.now(), options["revision"])
        if form == "html":
            content = _page(outline, language).encode()
        else:
            frozen = queries.file_at(key, form, language, timezone.now(), options["revision"])
            content = frozen or files.outline_file(outline, form, language)
        if output is None:
            sys.stdout.buffer.write(content)
        else:
            output.write_bytes(content)
            self.stdout.write(f"wrote {output} ({len(content):,} bytes)")


def _page(outline: Outline, language: Language) -> str:
    """The Outline's page to keep: it carries its look and leads nowhere else."""
    look = "\n".join(Path(str(finders.find(file))).read_text() for file in LOOK)
    alone = {"alone": True, "language": language.value, "look": mark_safe(look)}  # noqa: S308
    with translation.override(language.value):
        return render_to_string("plan/outline.html", files.page(outline) | alone)
