"""The Outline as a Word file, from the house template that the secretariat owns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docxtpl import RichText

from mamori.kernel.periods import day_text, fiscal_years
from mamori.kernel.quantities import Qualifier, parts, written
from mamori.kernel.readings import without_readings
from mamori.kernel.text import Language
from mamori.plan.print import origins, wording
from mamori.plan.print.origins import Origin
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
        title=_title(outline, language),
        author=outline.issuer.in_(language),
        language={Language.JA: "ja-JP", Language.EN: "en-GB"}[language],
        dated=outline.issued_on,
    )


def _title(outline: Outline, language: Language, *, gap: str = " ") -> str:
    year = fiscal_years(outline.period).in_(language).replace(" ", gap)
    return wording.TITLE_OF_YEAR.in_(language).format(year)


@dataclass(frozen=True, slots=True)
class _Notes:
    """The footnotes of one section; their numbers run on from one section to the next."""

    first: int
    definitions: tuple[Definition, ...]
    language: Language

    @property
    def lines(self) -> list[str]:
        return [
            wording.NOTE.format(n, d.text).in_(self.language)
            for n, d in enumerate(self.definitions, self.first)
        ]

    def marks(self, used: Iterable[Definition]) -> str:
        keys = {definition.key for definition in used}
        return wording.NOTE_GAP.in_(self.language).join(
            wording.NOTE_MARK.format(n).in_(self.language)
            for n, definition in enumerate(self.definitions, self.first)
            if definition.key in keys
        )


def _notes(outline: Outline, language: Language) -> tuple[_Notes, list[_Notes], _Notes]:
    """Of section I, of each pillar, of section III."""
    numbered: list[_Notes] = []
    first = 1
    of_pillars = (pillar.notes for pillar in outline.pillars)
    for definitions in (outline.state_notes, *of_pillars, outline.issue_notes):
        numbered.append(_Notes(first, definitions, language))
        first += len(definitions)
    return numbered[0], numbered[1:-1], numbered[-1]


def _context(
    outline: Outline, language: Language, help_lines: Sequence[HelpLine]
) -> dict[str, Any]:
    state_notes, pillar_notes, issue_notes = _notes(outline, language)
    provisional = any(language.value in pillar.provisional for pillar in outline.pillars)
    return {
        **_heads(outline, language),
        "issuer": outline.issuer.in_(language),
        "issued": day_text(outline.issued_on).in_(language),
        "title": _title(outline, language, gap="\u00a0"),
        "subtitle": _subtitle(outline, language),
        "period": outline.period.in_(language),
        "figures": [_stated(figure, state_notes, language) for figure in outline.state],
        "state_notes": state_notes.lines,
        "provisional": wording.PROVISIONAL.in_(language) if provisional else "",
        "pillars": [
            _pillar(pillar, notes, language)
            for pillar, notes in zip(outline.pillars, pillar_notes, strict=True)
        ],
        "issues": _issues(outline, issue_notes, language),
        "issue_notes": issue_notes.lines,
        "revisions": _revisions(outline, language),
        "heading_revisions": wording.REVISIONS.in_(language),
        **_tables(outline, language),
        "help": [
            f"{n.number}\u2003{without_readings(n.explanation).in_(language)}" for n in help_lines
        ],
    }


def _subtitle(outline: Outline, language: Language) -> str:
    name = outline.plan_name.in_(language)
    mark = wording.REVISION.format(outline.revision).in_(language)
    return f"{name}\u2003{mark}" if outline.revisions else name


def _revisions(outline: Outline, language: Language) -> list[str]:
    """Each correction with its reason, then what it changed, a line each."""
    lines = []
    for revision in outline.revisions:
        mark = wording.REVISION.format(revision.number).in_(language)
        day = day_text(revision.published_on).in_(language)
        lines.append(f"{mark}\u2003{day}\u2003{revision.reason.in_(language)}")
        lines += [
            f"{c.key}: {c.before.in_(language)} → {c.after.in_(language)}" for c in revision.changes
        ]
    return lines


def _tables(outline: Outline, language: Language) -> dict[str, Any]:
    """The tables at the end: abbreviations, and where each figure comes from."""
    cited = [source.cited.in_(language) for source in origins.sources(outline)]
    return {
        "key": [
            {"short": o.abbreviation, "ja": o.name.ja, "en": o.name.en}
            for o in outline.abbreviations
        ],
        "origins": [_origin(origin, language) for origin in origins.origins(outline)],
        "sources": [f"{n}\u2003{words}" for n, words in enumerate(cited, start=1)],
    }


def _origin(origin: Origin, language: Language) -> dict[str, str]:
    quantity = origin.figure.quantity
    return {
        "what": origin.figure.label.in_(language),
        "value": written(quantity, language),
        "definition": origin.definition.in_(language),
        "period": quantity.period.in_(language),
        "source": str(origin.source),
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
        "heading_origins": wording.ORIGINS,
        "head_period": wording.PERIOD,
        "head_source": wording.SOURCE,
        "head_help": wording.HELP,
    }
    sections = {
        "heading_1": f"I\u2003{wording.STATE.format(outline.state_period.text).in_(language)}",
        "heading_2": f"II\u2003{wording.EFFORTS.in_(language)}",
        "heading_3": f"III\u2003{wording.ISSUES.in_(language)}",
    }
    return sections | {name: text.in_(language) for name, text in words.items()}


def _pillar(pillar: Pillar, notes: _Notes, language: Language) -> dict[str, Any]:
    title, mark = pillar.title.in_(language), wording.PROVISIONAL_MARK.in_(language)
    gap = " " if language is Language.EN else ""
    return {
        "number": pillar.number,
        "title": f"{title}{gap}{mark}" if language.value in pillar.provisional else title,
        "efforts": [_effort(effort, notes, language) for effort in pillar.efforts],
        "notes": notes.lines,
    }


def _effort(effort: Effort, notes: _Notes, language: Language) -> dict[str, Any]:
    return {
        "number": effort.number,
        "text": effort.sentence.text.in_(language),
        "owners": effort.owners.tag.in_(language) if effort.owners.bodies else "",
        "quantities": _quantities(effort.figures, notes, language) if effort.figures else "",
    }


def _stated(figure: Figure, notes: _Notes, language: Language) -> dict[str, Any]:
    joined = " " if language is Language.EN else ""
    unnoted = [d.text.in_(language) for d in figure.definitions if not d.footnote]
    value = RichText()
    _add_quantity(value, figure, language)
    return {
        "what": _marked(figure.label.in_(language), notes.marks(figure.definitions)),
        "value": value,
        "definition": joined.join(unnoted)
        if figure.definitions
        else wording.UNDEFINED.in_(language),
    }


def _issues(outline: Outline, notes: _Notes, language: Language) -> list[RichText]:
    """The sentences of section III; the first carries the marks of all its notes."""
    said = [issue.sentence.text.in_(language) for issue in outline.issues]
    marks = (notes.marks(notes.definitions), *("" for _ in said))
    return [_marked(*both) for both in zip(said, marks, strict=False)]


def _marked(words: str, marks: str) -> RichText:
    out = RichText(words)
    if marks:
        out.add(marks, superscript=True, color=QUIET)
    return out


def _quantities(figures: Sequence[Figure], notes: _Notes, language: Language) -> RichText:
    """The figures of one effort; where there are more, each on a line with its label."""
    out = RichText()
    for n, figure in enumerate(figures):
        if len(figures) > 1:
            turn = "\n" if n else ""
            out.add(f"{turn}{figure.label.in_(language)}\u2003", size=17, color=QUIET)
        _add_quantity(out, figure, language)
        marks = notes.marks(figure.definitions)
        if marks:
            out.add(marks, superscript=True, size=17, color=QUIET)
    return out


def _add_quantity(out: RichText, figure: Figure, language: Language) -> None:
    """Digits large, words small, a dotted line under what is approximate: as on the page."""
    gap = " " if language is Language.EN else ""
    p = parts(figure.quantity, language)
    about = figure.quantity.qualifier is not Qualifier.EXACT
    out.add("".join(w + gap for w in (p.qualifier, p.before) if w), size=18, color=QUIET)
    if p.baseline:
        out.add(f"{p.baseline} → ", size=22, color=QUIET)
    out.add(p.digits, size=32, color=INDIGO, underline="dotted" if about else False)
    out.add(f"{gap}{p.after}", size=18, color=QUIET)
    if p.as_of:
        out.add(f" ({p.as_of})" if gap else f"（{p.as_of}）", size=18, color=QUIET)
