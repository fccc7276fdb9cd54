"""Whom a round asks for what: every owner of every measure in force, once (§7.1)."""

from datetime import date, datetime

from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.queries import values
from mamori.plan.queries.asking import askings, stored
from mamori.plan.queries.last_year import Last, last_said
from mamori.plan.queries.owning import bodies
from mamori.plan.queries.rounds import in_force
from mamori.plan.rules.outline import Owner
from mamori.plan.rules.rounds import State


def ask(row: models.Round, due: date, at: datetime) -> int:
    """Make the obligations that are not there yet; how many. A measure without an owner asks nobody."""
    period, known = values.round_period(row), bodies()
    measures = in_force(row)
    last = last_said(measures, period.first, at, askings().lines)
    made: list[models.Obligation] = []
    for order, measure in enumerate(measures, start=1):
        day = min(period.last, measure.last or period.last)
        owners = known.of(measure, day).bodies
        if owners:
            answer = _return(row, measure, order, last.get(measure.key))
            made += _obligations(answer, owners, last.get(measure.key), due, at)
    models.Obligation.objects.bulk_create(made)
    return len(made)


def _return(
    row: models.Round, measure: models.Measure, order: int, last: Last | None
) -> models.Return:
    text = last.text if last else Text("", "")
    said = {"order": order, "last_text_ja": text.ja, "last_text_en": text.en}
    found, _ = models.Return.objects.get_or_create(round=row, measure=measure, defaults=said)
    return found


def _obligations(
    answer: models.Return,
    owners: tuple[Owner, ...],
    last: Last | None,
    due: date,
    at: datetime,
) -> list[models.Obligation]:
    there = set(answer.obligations.values_list("agency", flat=True))
    asked = [stored(one, definitions) for one, definitions in last.asked] if last else []
    return [
        models.Obligation(
            answer=answer,
            agency=owner.abbreviation,
            order=order,
            state=State.ASSIGNED,
            since=at,
            due=due,
            # The first owner gives the figures; the secretariat may ask another for them.
            asked=asked if order == 1 and not there else [],
        )
        for order, owner in enumerate(owners, start=1)
        if owner.abbreviation not in there
    ]
