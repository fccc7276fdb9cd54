"""Which writer makes which file of an Outline."""

import json
from collections.abc import Sequence

from mamori.helplines.queries import Number
from mamori.kernel.text import Language
from mamori.plan.print import as_json, data_package, pdf, word
from mamori.plan.rules.outline import Outline

FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "zip": "application/zip",
}


def outline_file(outline: Outline, form: str, language: Language, lines: Sequence[Number]) -> bytes:
    """The Outline's bytes in one of ``FORMATS``; always the same for the same Outline and numbers."""
    match form:
        case "pdf":
            return pdf.outline_pdf(outline, language, help_lines=lines)
        case "docx":
            return word.outline_docx(outline, language, help_lines=lines)
        case "zip":
            return data_package.data_package(outline)
    told = as_json.outline_json(outline, language)
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
