"""The Outline as a tagged PDF: this module says what, ``outline.typ`` says how it looks."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mamori.kernel.periods import day_text, fiscal_years
from mamori.kernel.quantities import Qualifier, parts
from mamori.kernel.readings import without_readings
from mamori.kernel.text import Language, Text
from mamori.plan.print import charts, origins, wording
from mamori.plan.print.origins import Origin
from mamori.plan.print.wording import HelpLine
from mamori.plan.rules.outline import Definition, Effort, Figure, Outline, Pillar, Revision
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
        "pillars": [_pillar(pillar, outline.revised_in, language) for pillar in outline.pillars],
        "revisions": [_revision(revision, language) for revision in outline.revisions],
        "chart_alt": charts.described(outline, language),
        "chart_caption": wording.PILLARS_CHART.in_(language),
        "provisional": wording.PROVISIONAL_MARK.in_(language),
        "note_mark": wording.NOTE_MARK.in_(language),
        "note_gap": wording.NOTE_GAP.in_(language),
        "issues": [_turned(issue.sentence.text, language) for issue in outline.issues],
        "issue_notes": _notes(outline.issue_notes, language),
        **_tables(outline, language),
        "signs": _signs(outline, language),
        "help": [
            [n.number, _turned(without_readings(n.explanation), language)] for n in help_lines
        ],
    }


def _front(outline: Outline, language: Language) -> dict[str, Any]:
    year = fiscal_years(outline.period)
    issued = day_text(outline.issued_on)
    if outline.revisions:
        mark = wording.REVISION.format(outline.revision)
        issued = Text(f"{issued.ja}（{mark.ja}）", f"{issued.en} ({mark.en})")
    fields = (
        (wording.PERIOD, outline.period.text),
        (wording.ISSUED, issued),
        (wording.ISSUER, outline.issuer),
    )
    return {
        "title": wording.TITLE.in_(language),
        "title_other": wording.TITLE.in_(language.other),
        "edition": outline.key,
        "named": wording.TITLE_OF_YEAR.format(year).in_(language),
        "year": year.in_(language),
        "year_alone": year.in_(language)[:1].upper() + year.in_(language)[1:],
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
        "revisions": wording.REVISIONS,
    }
    return {name: words.in_(language) for name, words in heads.items()}


def _tables(outline: Outline, language: Language) -> dict[str, Any]:
    """The tables at the end: abbreviations, and where each figure comes from."""
    key_head = (wording.SHORT, wording.JAPANESE, wording.ENGLISH)
    origins_head = (
        wording.WHAT,
        wording.VALUE,
        wording.DEFINITION,
        wording.PERIOD,
        wording.SOURCE,
    )
    return {
        "key": [[o.abbreviation, o.name.ja, o.name.en] for o in outline.abbreviations],
        "key_head": [words.in_(language) for words in key_head],
        "origins": [_origin(origin, language) for origin in origins.origins(outline)],
        "origins_head": [words.in_(language) for words in origins_head],
        "sources": [source.cited.in_(language) for source in origins.sources(outline)],
        "source_head": wording.SOURCE.in_(language),
    }


def _pillar(pillar: Pillar, revised_in: Mapping[str, int], language: Language) -> dict[str, Any]:
    return {
        "number": pillar.number,
        "title": _turned(pillar.title, language),
        "short": pillar.short_title.in_(language),
        "provisional": language.value in pillar.provisional,
        "count": wording.COUNT.format(len(pillar.efforts)).in_(language),
        "notes": _notes(pillar.notes, language),
        "efforts": [
            _effort(effort, pillar.notes, language)
            | {"revised": _mark(revised_in.get(effort.key), language)}
            for effort in pillar.efforts
        ],
    }


def _mark(revision: int | None, language: Language) -> str:
    return "" if revision is None else wording.REVISED_MARK.format(revision).in_(language)


def _revision(revision: Revision, language: Language) -> dict[str, Any]:
    return {
        "mark": _mark(revision.number, language),
        "day": day_text(revision.published_on).in_(language),
        "reason": _turned(revision.reason, language),
        "changes": [
            [c.key, _turned(c.before, language), _turned(c.after, language)]
            for c in revision.changes
        ],
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


def _origin(origin: Origin, language: Language) -> dict[str, Any]:
    return {
        "figure": _figure(origin.figure, (), language),
        "definition": _turned(origin.definition, language),
        "period": _turned(origin.figure.quantity.period.text, language),
        "source": str(origin.source),
    }


def _notes(notes: Sequence[Definition], language: Language) -> list[list[str]]:
    return [[note.key, note.text.in_(language)] for note in notes]


def _signs(outline: Outline, language: Language) -> list[list[Any]]:
    provisional = any(language.value in pillar.provisional for pillar in outline.pillars)
    signs = (
        ("about", wording.SIGN_ABOUT),
        ("square", wording.SIGN_SQUARE),
        ("open", wording.SIGN_OPEN),
        ("change", wording.SIGN_CHANGE),
        *((("provisional", wording.PROVISIONAL),) if provisional else ()),
    )
    return [[kind, _turned(words, language)] for kind, words in signs]


def _turned(text: Text, language: Language) -> list[str]:
    """Japanese in phrases, between which a line may turn; English whole."""
    words = text.in_(language)
    return list(phrases(words, wording.WHOLE)) if language is Language.JA else [words]
