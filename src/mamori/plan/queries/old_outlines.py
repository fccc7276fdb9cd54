"""What the country knows that helps to read an Outline printed long ago."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from mamori.accounts import queries as accounts
from mamori.helplines import queries as helplines
from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.queries import values
from mamori.plan.queries.asking import askings
from mamori.plan.rules.asking import Asked
from mamori.plan.rules.old_outline_order import Evidence
from mamori.plan.rules.old_outlines import Known


def known(day: date | None, plan: str = "") -> Known:
    """Bodies, units and numbers; and of the plan in force that day, or of the one named, its words."""
    bare = Known(
        bodies=accounts.agency_names(),
        units=tuple(values.unit(row) for row in models.Unit.objects.order_by("pk")),
        lines=frozenset(number.number for number in helplines.all_numbers()),
    )
    plans = models.Plan.objects.filter(pk=plan) if plan else models.Plan.objects.all()
    if not plan:
        plans = plans.filter(first__lte=day).order_by("-first") if day else plans.none()
    row = plans.first()
    if row is None:
        return bare
    measures = models.Measure.objects.filter(plan=row.pk, pillar__isnull=False)
    return replace(
        bare,
        pillars={p.number: Text(p.title_ja, p.title_en) for p in row.pillars.order_by("number")},
        evidence=tuple(
            Evidence(m.pillar.number, Text(m.title_ja, m.title_en))
            for m in measures.select_related("pillar").order_by("key")
            if m.pillar is not None
        ),
    )


def asked_now(round_key: str) -> Mapping[str, tuple[Asked, ...]]:
    """What the round asks of the first owner of each measure, by the measure's key."""
    known = askings()
    rows = models.Obligation.objects.filter(answer__round=round_key, order=1)
    asked = rows.values_list("answer__measure_id", "asked")
    return {measure: known.asked(entries) for measure, entries in asked}
