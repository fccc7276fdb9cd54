"""A Word file from a house template: filled by docxtpl, the same bytes from the same input."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

FIRST_YEAR, LAST_YEAR = 1980, 2107  # a zip archive can say no other


def fill(
    template: Path,
    context: Mapping[str, Any],
    *,
    title: str,
    author: str,
    language: str,
    dated: date,
) -> bytes:
    """The template with its tags filled; ``context`` may hold ``RichText``."""
    document = DocxTemplate(template)
    document.render(dict(context), autoescape=True)
    properties = document.docx.core_properties
    properties.title, properties.author, properties.language = title, author, language
    properties.created = properties.modified = datetime.combine(dated, time())
    properties.last_modified_by = author
    written = io.BytesIO()
    document.save(written)
    return settled(written.getvalue(), dated)


def settled(packed: bytes, dated: date) -> bytes:
    """The same archive with its entries in one order and of one date."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return pack(parts, dated, first="[Content_Types].xml")


def pack(parts: Mapping[str, bytes], dated: date, *, first: str = "") -> bytes:
    """An archive that has the same bytes whenever it is made."""
    stamp = (min(max(dated.year, FIRST_YEAR), LAST_YEAR), dated.month, dated.day, 0, 0, 0)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != first, name)):
            entry = zipfile.ZipInfo(name, stamp)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, parts[name], zipfile.ZIP_DEFLATED, 6)
    return written.getvalue()
