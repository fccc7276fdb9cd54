"""The peer: the same pages made with the libraries alone, from data that is already prepared.

Nothing of Mamori runs in ``pdf``, ``docx`` and ``page``: words, figures, owners and the picture are
computed before the clock starts.
"""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst
from django.template import Context, Engine, Template
from docxtpl import DocxTemplate

from mamori.kernel.text import Language
from mamori.plan.print import pdf as our_pdf
from mamori.plan.print import word as our_word
from mamori.plan.print.wording import HelpLine
from mamori.plan.rules.outline import Effort, Figure, Outline
from mamori.press.fonts import font_folders
from mamori.press.palette import COLOURS

FONTS = typst.Fonts(
    include_system_fonts=False, include_embedded_fonts=False, font_paths=list(font_folders())
)
PAGE: Template = Engine(dirs=[str(Path(__file__).parent)]).get_template("bare.html")


@dataclass(frozen=True, slots=True)
class Prepared:
    """One language of one Outline, ready for the libraries."""

    inputs: dict[str, str]
    words: dict[str, Any]
    page: dict[str, Any]
    dated: date


def prepared(outline: Outline, language: Language, lines: Sequence[HelpLine]) -> Prepared:
    content = our_pdf.content(outline, language, lines)
    inputs = {
        "data": json.dumps(content, ensure_ascii=False),
        "palette": json.dumps(COLOURS),
    }
    words = our_word._context(outline, language, lines)
    return Prepared(inputs, words, _page(outline, content, language), outline.issued_on)


def pdf(ready: Prepared) -> bytes:
    compiler = typst.Compiler(
        str(our_pdf.TEMPLATE),
        root=str(our_pdf.TEMPLATE.parent),
        font_paths=FONTS,
        sys_inputs=ready.inputs,
    )
    stamp = datetime.combine(ready.dated, time(), UTC)
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=stamp)
    assert isinstance(made, bytes)
    return made


def docx(ready: Prepared) -> bytes:
    document = DocxTemplate(our_word.TEMPLATE)
    document.render(ready.words, autoescape=True)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def page(ready: Prepared) -> str:
    return PAGE.render(Context(ready.page))


def _page(outline: Outline, content: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """What the printed Outline is made of, every text whole, with keys, links and origins added."""
    shown: dict[str, Any] = _whole(dict(content))
    for pillar, told in zip(outline.pillars, shown["pillars"], strict=True):
        for effort, about in zip(pillar.efforts, told["efforts"], strict=True):
            about.update(key=effort.key, measures=_measures(outline, effort, language))
            _origins(effort.figures, about["figures"], language)
    _origins(outline.state, shown["state"], language)
    return shown


def _measures(outline: Outline, effort: Effort, language: Language) -> list[dict[str, str]]:
    return [
        {"url": f"/{language}/plan/{outline.plan_key}/{m.key}/", "title": m.title.in_(language)}
        for m in effort.measures
    ]


def _origins(figures: Sequence[Figure], told: list[dict[str, Any]], language: Language) -> None:
    for figure, about in zip(figures, told, strict=True):
        about["definition"] = " ".join(d.text.in_(language) for d in figure.definitions)
        about["period"] = figure.quantity.period.in_(language)
        about["source"] = figure.source.cited.in_(language)


def _whole(value: Any, name: str = "") -> Any:
    """Texts that print takes in phrases, as the one string they are."""
    if isinstance(value, dict):
        return {key: _whole(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        if name in {"text", "title", "label", "definition", "period"}:
            return "".join(value)
        if name == "fields":
            return [[label, "".join(words)] for label, words in value]
        if name == "issues":
            return ["".join(words) for words in value]
        return [_whole(inner) for inner in value]
    return value
