"""Typst to PDF: tagged, checked against PDF/UA-1 at compile, the same bytes from the same input.

A heading skipped or an image without alternative text stops the build; that is the point.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from mamori.press.fonts import font_folders
from mamori.press.palette import COLOURS


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=list(font_folders()),
    )


def typeset(template: Path, data: Mapping[str, Any], *, dated: date) -> bytes:
    """The PDF of a template filled with ``data``; ``dated`` is the day written into the file."""
    inputs = {"data": json.dumps(data, ensure_ascii=False), "palette": json.dumps(COLOURS)}
    compiler = typst.Compiler(
        str(template), root=str(template.parent), font_paths=_fonts(), sys_inputs=inputs
    )
    stamp = datetime.combine(dated, time(), UTC)
    pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=stamp)
    assert isinstance(pdf, bytes)  # noqa: S101 - one document in, one out
    return pdf
