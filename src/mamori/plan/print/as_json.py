"""The Outline for programs. The shape is a promise: docs/policy/plan.md §5.5."""

from decimal import Decimal
from typing import Any

from mamori.kernel.text import Language
from mamori.plan.rules.outline import Effort, Figure, Outline


def outline_json(outline: Outline, language: Language) -> dict[str, Any]:
    """``{"edition", "language", "state", "pillars", "issues", …}`` in that language."""
    return {
        "edition": outline.key,
        "language": language.value,
        "plan": outline.plan_key,
        "period": outline.period.code,
        "issued_on": outline.issued_on.isoformat(),
        "state": [quantity(figure, language) for figure in outline.state],
        "pillars": [
            {
                "number": pillar.number,
                "title": pillar.title.in_(language),
                "title_provisional": language.value in pillar.provisional,
                "efforts": [_effort(effort, language) for effort in pillar.efforts],
            }
            for pillar in outline.pillars
        ],
        "issues": [
            {"key": issue.key, "text": issue.sentence.text.in_(language)}
            for issue in outline.issues
        ],
        "abbreviations": [
            {"abbreviation": owner.abbreviation, "name": owner.name.in_(language)}
            for owner in outline.abbreviations
        ],
    }


def quantity(figure: Figure, language: Language) -> dict[str, Any]:
    """One figure with everything that belongs to it.

    ``as_of``, ``baseline``, ``source_url`` and ``place`` may be null; ``definition`` is the label
    where none was published.
    """
    q = figure.quantity
    return {
        "key": figure.key,
        "label": figure.label.in_(language),
        "value": _number(q.value),
        "baseline": None if q.baseline is None else _number(q.baseline),
        "unit": q.unit.key,
        "qualifier": q.qualifier.value,
        "as_of": None if q.as_of is None else q.as_of.isoformat(),
        "period": q.period.code,
        "status": q.status.value,
        "definition": " ".join(d.text.in_(language) for d in figure.definitions)
        or figure.label.in_(language),
        "source": figure.source.cited.in_(language),
        "source_url": figure.source.url or None,
        "place": figure.place.in_(language) or None,
        "series": None if figure.counted else figure.series or None,
    }


def _effort(effort: Effort, language: Language) -> dict[str, Any]:
    return {
        "key": effort.key,
        "text": effort.sentence.text.in_(language),
        "owners": [body.abbreviation for body in effort.owners.bodies],
        "open_list": effort.owners.open_list,
        "tag": effort.owners.tag.in_(language),
        "measures": [measure.key for measure in effort.measures],
        "quantities": [quantity(figure, language) for figure in effort.figures],
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral() else float(value)
