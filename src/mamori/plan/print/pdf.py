"""The Outline as a tagged PDF: this module says what, ``outline.typ`` says how it looks."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mamori.kernel.periods import day_text, fiscal_year
from mamori.kernel.quantities import Qualifier, parts
from mamori.kernel.text import Language, Text
from mamori.plan.print import charts, wording
from mamori.plan.print.wording import HelpLine
from mamori.plan.rules.outline import Definition, Effort, Figure, Outline, Pillar
from mamori.press import pdf
from mamori.press.phrases import phrases

TEMPLATE = Path(__file__).with_name("outline.typ")


def outline_pdf(outline: Outline, language: Language, *, help_lines: Sequence[HelpLine]) -> bytes:
    """PDF/UA-1 in that language; the same Outline gives the same bytes."""
    data = content(outline, language, help_lines)
    return pdf.typeset(TEMPLATE, data, dated=outline.issued_on)


def content(outline: Outline, language: Language, help_lines: Sequence[HelpLine]) -> dict[str, Any]:
    """Everything the template prints, in that language."""
    return {
        "lang": language.value,
        **_front(outline, language),
        "heads": _heads(outline, language),
        "lead": wording.STATE_LEAD.in_(language),
        "state": [_figure(f, outline.state_notes, language) for f in outline.state],
        "state_notes": _notes(outline.state_notes, language),
        "pillars": [_pillar(pillar, language) for pillar in outline.pillars],
        "chart": charts.efforts_by_pillar(outline, language),
        "chart_alt": charts.described(outline, language),
        "chart_caption": wording.PILLARS_CHART.in_(language),
        "provisional": wording.PROVISIONAL.in_(language),
        "issues": [_turned(issue.sentence.text, language) for issue in outline.issues],
        "issue_notes": _notes(outline.issue_notes, language),
        **_tables(outline, language),
        "signs": _signs(language),
        "help": [[n.number, _turned(n.explanation, language)] for n in help_lines],
    }


def _front(outline: Outline, language: Language) -> dict[str, Any]:
    fields = (
        (wording.PERIOD, outline.period.text),
        (wording.ISSUED, day_text(outline.issued_on)),
        (wording.ISSUER, outline.issuer),
    )
    return {
        "title": wording.TITLE.in_(language),
        "title_other": wording.TITLE.in_(language.other),
        "year": outline.key,
        "named": fiscal_year(outline.period.first.year).in_(language),
        "plan": outline.plan_name.in_(language),
        "issuer": outline.issuer.in_(language),
        "fields": [[label.in_(language), _turned(value, language)] for label, value in fields],
    }


def _heads(outline: Outline, language: Language) -> dict[str, str]:
    heads = {
        "contents": wording.CONTENTS,
        "state": wording.STATE.format(outline.state_period.text),
        "efforts": wording.EFFORTS,
        "issues": wording.ISSUES,
        "key": wording.KEY,
        "origins": wording.ORIGINS,
        "signs": wording.SIGNS,
        "help": wording.HELP,
    }
    return {name: words.in_(language) for name, words in heads.items()}


def _tables(outline: Outline, language: Language) -> dict[str, Any]:
    """The tables at the end: abbreviations, and where each figure comes from."""
    key_head = (wording.SHORT, wording.JAPANESE, wording.ENGLISH)
    origins_head = (wording.WHAT, wording.VALUE, wording.DEFINITION, wording.PERIOD)
    return {
        "key": [[o.abbreviation, o.name.ja, o.name.en] for o in outline.abbreviations],
        "key_head": [words.in_(language) for words in key_head],
        "origins": [_origin(figure, language) for figure in outline.figures],
        "origins_head": [words.in_(language) for words in origins_head],
        "sources": [source.cited.in_(language) for source in outline.sources],
        "source_head": wording.SOURCE.in_(language),
    }


def _pillar(pillar: Pillar, language: Language) -> dict[str, Any]:
    return {
        "number": pillar.number,
        "title": _turned(pillar.title, language),
        "short": pillar.short_title.in_(language),
        "provisional": language.value in pillar.provisional,
        "count": wording.COUNT.format(len(pillar.efforts)).in_(language),
        "notes": _notes(pillar.notes, language),
        "efforts": [_effort(effort, pillar.notes, language) for effort in pillar.efforts],
    }


def _effort(effort: Effort, notes: Sequence[Definition], language: Language) -> dict[str, Any]:
    owners = effort.owners
    return {
        "number": effort.number,
        "text": _turned(effort.sentence.text, language),
        "owners": [b.name.ja if language is Language.JA else b.abbreviation for b in owners.bodies],
        "open": owners.open_list,
        "figures": [_figure(figure, notes, language) for figure in effort.figures],
    }


def _figure(figure: Figure, notes: Sequence[Definition], language: Language) -> dict[str, Any]:
    p = parts(figure.quantity, language)
    used = {d.key for d in figure.definitions}
    return {
        "label": _turned(figure.label, language),
        "qualifier": p.qualifier,
        "before": p.before,
        "baseline": p.baseline,
        "digits": p.digits,
        "after": p.after,
        "as_of": p.as_of,
        "about": figure.quantity.qualifier is not Qualifier.EXACT,
        "notes": [note.key for note in notes if note.key in used],
    }


def _origin(figure: Figure, language: Language) -> dict[str, Any]:
    words = Text(
        ja="".join(d.text.ja for d in figure.definitions) or figure.label.ja,
        en=" ".join(d.text.en for d in figure.definitions) or figure.label.en,
    )
    return {
        "figure": _figure(figure, (), language),
        "definition": _turned(words, language),
        "period": _turned(figure.quantity.period.text, language),
    }


def _notes(notes: Sequence[Definition], language: Language) -> list[list[str]]:
    return [[note.key, note.text.in_(language)] for note in notes]


def _signs(language: Language) -> list[list[Any]]:
    signs = (
        ("about", wording.SIGN_ABOUT),
        ("square", wording.SIGN_SQUARE),
        ("open", wording.SIGN_OPEN),
        ("change", wording.SIGN_CHANGE),
    )
    return [[kind, _turned(words, language)] for kind, words in signs]


def _turned(text: Text, language: Language) -> list[str]:
    """Japanese in phrases, between which a line may turn; English whole."""
    words = text.in_(language)
    return list(phrases(words)) if language is Language.JA else [words]
