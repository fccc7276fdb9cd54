"""What was last said about a measure, or about its forerunners: the text and the figures to ask for again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mamori.kernel.text import Language, Text
from mamori.plan import models
from mamori.plan.queries import hanging, values
from mamori.plan.queries.editions import efforts_at
from mamori.plan.rules.asking import Asked
from mamori.plan.rules.outline import Effort
from mamori.plan.rules.revising import with_references


@dataclass(frozen=True, slots=True)
class Last:
    """``asked`` with the keys of each one's definitions."""

    text: Text
    asked: tuple[tuple[Asked, tuple[str, ...]], ...]


def last_said(
    measures: Iterable[models.Measure], before: date, at: datetime, lines: frozenset[str]
) -> Mapping[str, Last]:
    """By the measure's key: of the newest Outline that ended before that day and speaks of it."""
    measures = list(measures)
    links = models.Measure.forerunners.through.objects.filter(from_measure__in=measures)
    older: dict[str, list[str]] = {m.key: [m.key] for m in measures}
    for link in links:
        older[link.from_measure_id].append(link.to_measure_id)
    keys = {key for all_keys in older.values() for key in all_keys}
    passages = list(
        models.Passage.objects.filter(
            measures__in=keys, pillar__isnull=False, outline__last__lt=before
        )
        .select_related("outline")
        .order_by("outline__last", "-order")
        .distinct()
    )
    by_measure: dict[str, models.Passage] = {}
    hung = hanging.on(passages)
    for passage in passages:  # the newest comes last and stays
        for measure in hung.measures.get(passage.pk, ()):
            by_measure[measure.key] = passage
    found: dict[str, Last] = {}
    of_editions = efforts_at(keys, at)
    for measure in measures:
        frozen = [
            effort
            for key in older[measure.key]
            for _, period, effort in of_editions.get(key, ())
            if period.last < before
        ]
        if frozen:
            found[measure.key] = _of_effort(frozen[0], lines)
            continue
        spoken_of = [by_measure[key] for key in older[measure.key] if key in by_measure]
        if spoken_of:
            found[measure.key] = _last(spoken_of[0], hung)
    return found


def last_state(
    plan: str, before: date
) -> tuple[tuple[tuple[Asked, tuple[str, ...]], ...], list[Text]]:
    """Section I and the statements of section III of the plan's last Outline."""
    outline = models.Outline.objects.filter(plan=plan, last__lt=before).order_by("-last").first()
    if outline is None:
        return (), []
    rows = (
        outline.quantities.filter(passage=None).select_related("unit", "source").order_by("order")
    )
    definitions = hanging.definitions_of(rows)
    asked = tuple(_asked(row, tuple(d.key for d in definitions.get(row.pk, ()))) for row in rows)
    issues = outline.passages.filter(pillar=None).order_by("order")
    return asked, [Text(row.text_ja, row.text_en) for row in issues]


def _of_effort(effort: Effort, lines: frozenset[str]) -> Last:
    words = {spoken: with_references(effort, spoken, lines) for spoken in Language}
    return Last(
        Text(words[Language.JA], words[Language.EN]),
        tuple(
            (
                Asked(
                    figure.key.removeprefix(f"{effort.key}."),
                    figure.label,
                    figure.quantity.unit,
                    figure.quantity,
                ),
                tuple(d.key for d in figure.definitions),
            )
            for figure in effort.figures
        ),
    )


def _last(passage: models.Passage, hung: hanging.Hanging) -> Last:
    return Last(
        Text(passage.text_ja, passage.text_en),
        tuple(
            _asked(row, tuple(d.key for d in hung.definitions.get(row.pk, ())))
            for row in hung.quantities.get(passage.pk, ())
        ),
    )


def _asked(row: models.Quantity, definitions: tuple[str, ...]) -> tuple[Asked, tuple[str, ...]]:
    quantity = values.quantity(row)
    label = Text(row.label_ja, row.label_en)
    return Asked(row.key, label, quantity.unit, quantity, row.series), definitions
