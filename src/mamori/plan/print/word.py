"""The Outline as a Word file, from the house template that the secretariat owns."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docxtpl import RichText

from mamori.kernel.periods import day_text
from mamori.kernel.quantities import Qualifier, parts
from mamori.kernel.text import Language
from mamori.plan.print import wording
from mamori.plan.print.wording import HelpLine
from mamori.plan.rules.outline import Definition, Effort, Figure, Outline, Pillar
from mamori.press import word
from mamori.press.palette import COLOURS

TEMPLATE = Path(__file__).with_name("house.docx")
INDIGO, QUIET = COLOURS["indigo"].lstrip("#"), COLOURS["ink-2"].lstrip("#")


def outline_docx(outline: Outline, language: Language, *, help_lines: Sequence[HelpLine]) -> bytes:
    """A .docx in that language; the same Outline gives the same bytes."""
    return word.fill(
        TEMPLATE,
        _context(outline, language, help_lines),
        title=f"{wording.TITLE.in_(language)} {outline.key}",
        author=outline.issuer.in_(language),
        language={Language.JA: "ja-JP", Language.EN: "en-GB"}[language],
        dated=outline.issued_on,
    )


def _context(
    outline: Outline, language: Language, help_lines: Sequence[HelpLine]
) -> dict[str, Any]:
    pillars = [_pillar(p, language) | {"notes": _notes(p.notes, language)} for p in outline.pillars]
    return {
        **_heads(outline, language),
        "issuer": outline.issuer.in_(language),
        "issued": day_text(outline.issued_on).in_(language),
        "title": f"{wording.TITLE.in_(language)} {outline.key}",
        "subtitle": outline.plan_name.in_(language),
        "period": outline.period.in_(language),
        "figures": [_stated(figure, language) for figure in outline.state],
        "state_notes": _notes(outline.state_notes, language),
        "pillars": pillars,
        "issues": [issue.sentence.text.in_(language) for issue in outline.issues],
        "issue_notes": _notes(outline.issue_notes, language),
        "key": [
            {"short": o.abbreviation, "ja": o.name.ja, "en": o.name.en}
            for o in outline.abbreviations
        ],
        "sources": [source.cited.in_(language) for source in outline.sources],
        "help": [f"{n.number}\u2003{n.explanation.in_(language)}" for n in help_lines],
    }


def _heads(outline: Outline, language: Language) -> dict[str, str]:
    """The template's fixed words."""
    words = {
        "label_period": wording.PERIOD,
        "label_issued": wording.ISSUED,
        "lead": wording.STATE_LEAD,
        "head_what": wording.WHAT,
        "head_value": wording.VALUE,
        "head_definition": wording.DEFINITION,
        "head_no": wording.NUMBER,
        "head_effort": wording.EFFORT,
        "head_owner": wording.OWNER,
        "heading_key": wording.KEY,
        "head_short": wording.SHORT,
        "head_ja": wording.JAPANESE,
        "head_en": wording.ENGLISH,
        "head_source": wording.SOURCE,
        "head_help": wording.HELP,
    }
    sections = {
        "heading_1": f"I\u2003{wording.STATE.format(outline.state_period.text).in_(language)}",
        "heading_2": f"II\u2003{wording.EFFORTS.in_(language)}",
        "heading_3": f"III\u2003{wording.ISSUES.in_(language)}",
    }
    return sections | {name: text.in_(language) for name, text in words.items()}


def _notes(definitions: Sequence[Definition], language: Language) -> list[str]:
    return [f"{wording.NOTE.in_(language)}{d.text.in_(language)}" for d in definitions]


def _pillar(pillar: Pillar, language: Language) -> dict[str, Any]:
    provisional = language.value in pillar.provisional
    return {
        "number": pillar.number,
        "title": pillar.title.in_(language),
        "provisional": wording.PROVISIONAL.in_(language) if provisional else "",
        "efforts": [_effort(effort, language) for effort in pillar.efforts],
    }


def _effort(effort: Effort, language: Language) -> dict[str, Any]:
    return {
        "number": effort.number,
        "text": effort.sentence.text.in_(language),
        "owners": effort.owners.tag.in_(language) if effort.owners.bodies else "",
        "quantities": _rich(effort.figures, language) if effort.figures else "",
    }


def _stated(figure: Figure, language: Language) -> dict[str, Any]:
    joined = " " if language is Language.EN else ""
    return {
        "what": figure.label.in_(language),
        "value": _rich((figure,), language),
        "definition": joined.join(
            d.text.in_(language) for d in figure.definitions if not d.footnote
        ),
    }


def _rich(figures: Sequence[Figure], language: Language) -> RichText:
    """Digits large, words small, a dotted line under what is approximate: as on the page."""
    out = RichText()
    gap = " " if language is Language.EN else ""
    for n, figure in enumerate(figures):
        p = parts(figure.quantity, language)
        about = figure.quantity.qualifier is not Qualifier.EXACT
        if n:
            out.add("\u2003\u2003")
        out.add("".join(w + gap for w in (p.qualifier, p.before) if w), size=18, color=QUIET)
        if p.baseline:
            out.add(f"{p.baseline} → ", size=22, color=QUIET)
        out.add(p.digits, size=32, color=INDIGO, underline="dotted" if about else False)
        out.add(f"{gap}{p.after}", size=18, color=QUIET)
        if p.as_of:
            out.add(f"（{p.as_of}）" if not gap else f" ({p.as_of})", size=18, color=QUIET)
    return out
